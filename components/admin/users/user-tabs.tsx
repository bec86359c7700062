import { ChipLink, ChipRow } from "@/components/ui/chip";
import { adminHref } from "../address";

const PLACES = [
  { id: "people", name: "People", path: "/admin/users" },
  { id: "grants", name: "Credits that wait", path: "/admin/users/grants" },
  { id: "adjustments", name: "Adjustments", path: "/admin/users/adjustments" },
] as const;

/** The three lists about people and their credits. */
export function UserTabs({ current }: { current: (typeof PLACES)[number]["id"] }) {
  return (
    <ChipRow label="Lists">
      {PLACES.map(({ id, name, path }) => (
        <ChipLink key={id} isOn={id === current} href={adminHref(path)}>
          {name}
        </ChipLink>
      ))}
    </ChipRow>
  );
}
