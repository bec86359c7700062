import { postHref } from "@/components/publish/post-href";
import { Facts } from "@/components/ui/facts";
import { TextLink } from "@/components/ui/text-link";
import { formatCredits } from "@/lib/core/credits";
import { fullTime } from "@/lib/core/ist-time";
import type { CreationView } from "@/lib/domain/creations/contract";
import { STYLE_KEYS, STYLES } from "@/lib/domain/generation/styles";
import { TIERS } from "@/lib/domain/generation/tiers";
import { inThrees } from "../studio/composer/advanced";

type Props = {
  creation: CreationView;
  /** Titles of templates and names of collections by id. */
  names: Readonly<Record<string, string>>;
};

/** Everything a picture was made with. */
export function Recipe({ creation, names }: Props) {
  const style = STYLE_KEYS.find((key) => key === creation.style);
  const seconds = Math.max(1, Math.round(creation.tookMs / 1000));
  const collections = creation.collectionIds.map((id) => names[id]).filter((name) => name !== undefined);
  const facts = [
    { name: "You wrote", value: creation.enhancedFrom },
    { name: "Remix of", value: creation.remixOf && <RemixOf {...creation.remixOf} /> },
    { name: "Template", value: creation.templateId && names[creation.templateId] },
    { name: "Pixels", value: `${creation.width} × ${creation.height}` },
    { name: "Tier", value: TIERS[creation.tier].name },
    { name: "Style", value: style && STYLES[style].name },
    { name: "Leave out", value: creation.negativePrompt || undefined },
    { name: "Model", value: creation.model },
    { name: "Seed", value: inThrees(creation.seed) },
    { name: "Took", value: `${seconds} s` },
    { name: "Cost", value: formatCredits(creation.credits) },
    { name: "Made", value: fullTime(creation.createdAt) },
    { name: "Collections", value: collections.join(", ") || undefined },
    { name: "Label", value: "AI-generated, in the file" },
  ];
  return <Facts items={facts.filter(({ value }) => value !== undefined)} />;
}

function RemixOf({ postId, title, author }: NonNullable<CreationView["remixOf"]>) {
  return (
    <>
      <TextLink variant="plain" href={postHref(postId)}>
        <bdi>{title}</bdi>
      </TextLink>{" "}
      by {author}
    </>
  );
}
