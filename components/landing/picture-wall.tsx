import { AiMark } from "@/components/ui/badge";
import { Picture } from "@/components/ui/picture";
import type { LandingPicture } from "./pictures";

/** Three columns that run under the foot; below 1100 px a strip to swipe. One list, so nothing is read or loaded twice. */
export function PictureWall({ pictures }: { pictures: readonly LandingPicture[] }) {
  return (
    <section
      aria-label="Pictures made here"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a strip that scrolls has to be reachable by keyboard
      tabIndex={0}
      className="scroll-strip relative focus-visible:-outline-offset-2 wide:h-full wide:overflow-hidden"
    >
      <ul className="flex snap-x scroll-px-4 gap-2 px-inset wide:absolute wide:inset-x-0 wide:top-0 wide:block wide:columns-3 wide:gap-3 wide:px-0">
        {pictures.map((picture, at) => (
          <li key={picture.src} className="relative shrink-0 snap-start wide:mb-3 wide:break-inside-avoid">
            <Picture {...picture} isFirst={at < 2} fit="strip" className="rounded-picture" />
            <AiMark short />
          </li>
        ))}
      </ul>
    </section>
  );
}
