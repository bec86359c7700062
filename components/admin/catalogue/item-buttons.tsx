import { Button } from "@/components/ui/button";

type Props = {
  title: string;
  isActive: boolean;
  isFirst: boolean;
  isLast: boolean;
  onMove: (by: 1 | -1) => void;
  onChange: () => void;
  onToggle: () => void;
};

/** What can be done with a line of the catalogue: move it, change it, take it out of sight and back. */
export function ItemButtons({ title, isActive, isFirst, isLast, onMove, onChange, onToggle }: Props) {
  const toggle = isActive ? "Hide" : "Show";
  return (
    <span className="flex flex-wrap gap-2">
      <Button size="compact" disabled={isFirst} onClick={() => onMove(-1)} aria-label={`Move ${title} up`}>
        Up
      </Button>
      <Button size="compact" disabled={isLast} onClick={() => onMove(1)} aria-label={`Move ${title} down`}>
        Down
      </Button>
      <Button size="compact" onClick={onChange} aria-label={`Change ${title}`}>
        Change
      </Button>
      <Button
        size="compact"
        variant={isActive ? "quiet" : "strong"}
        onClick={onToggle}
        aria-label={`${toggle} ${title}`}
      >
        {toggle}
      </Button>
    </span>
  );
}
