import { ButtonLink } from "@/components/ui/button";
import { Picture } from "@/components/ui/picture";
import { fullTime } from "@/lib/core/ist-time";

type Props = {
  picture: { imageUrl: string; width: number; height: number; placeholder: string; by: string; createdAt: string };
  isSignedIn: boolean;
};

/** What whoever has the link sees: the picture, who made it with what, and the way to make one. */
export function SharedPicture({ picture, isSignedIn }: Props) {
  const { imageUrl, width, height, placeholder, by, createdAt } = picture;
  return (
    <main id="main" tabIndex={-1} className="flex flex-1 flex-col outline-none">
      <div className="grid place-items-center bg-sunken fold:px-inset fold:py-8">
        <div
          className="w-full overflow-hidden fold:rounded-picture"
          style={{ aspectRatio: width / height, maxWidth: `min(${width}px, calc(72dvh * ${width / height}))` }}
        >
          <Picture
            src={imageUrl}
            width={width}
            height={height}
            alt="Picture made with AI"
            placeholder={placeholder}
            fit="contain"
            isFirst
            className="size-full"
          />
        </div>
      </div>
      <div className="mx-auto flex w-full max-w-reading flex-col gap-4 px-inset py-8 fold:flex-row fold:items-start fold:justify-between fold:gap-8">
        <div>
          <h1 className="type-heading">
            Made by <bdi>{by}</bdi> with Community AI Studio
          </h1>
          <p className="mt-1 text-ink-2">
            This picture is AI-generated: nobody photographed or drew it. {fullTime(createdAt)}.
          </p>
        </div>
        <ButtonLink variant="primary" size="large" href={isSignedIn ? "/studio" : "/register"} className="shrink-0">
          {isSignedIn ? "Open the studio" : "Make your own"}
        </ButtonLink>
      </div>
    </main>
  );
}
