import { invalid } from "@/lib/core/errors";
import { judgeText } from "@/lib/domain/moderation/text-policy";

const WORDS = {
  personal_data: "Leave out phone numbers and e-mail addresses: everybody reads this.",
  hate: "This holds a word that hurts people. Choose others.",
  threat: "This reads like a threat. Choose other words.",
  links: "A link or two in what you write about yourself is fine, more is not.",
};
const BIO_LINKS = 2;

type Words = { name?: string | undefined; handle?: string | undefined; bio?: string | undefined };

/** Words that everybody will read beside a picture. Nobody looks at them first, so what elsewhere would wait for a person is refused. */
export function requireFitWords({ name = "", handle = "", bio = "" }: Words): void {
  const doubt = judgeText({ name, handle: handle.replaceAll("_", " ") }) ?? judgeText({ bio }, { links: BIO_LINKS });
  if (doubt) throw invalid(doubt.field, WORDS[doubt.rule]);
}
