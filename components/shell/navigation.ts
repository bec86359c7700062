import type { Route } from "next";

export type NavPlace = {
  href: Route;
  emoji: string;
  /** As the menu says it. */
  label: string;
  /** Where there is little room: rail and bottom bar. */
  shortLabel: string;
  /** Its place in the bottom bar of phones, from the left; absent there without one. */
  bottomBar?: number;
  /** Another address of the same place. */
  alsoAt?: string;
  /** For the team alone: what one has to be at least. */
  role?: "moderator" | "admin";
};

export type NavSection = { id: string; emoji: string; label: string; places: readonly NavPlace[] };

export type Role = "user" | "moderator" | "admin";

export const NOTIFICATIONS = "/studio/notifications" as Route;

/** The signed-in navigation, of everybody and of the team. A row is enough for sidebar, rail, bottom bar and the title of the phone's top bar. */
export const NAVIGATION: readonly NavSection[] = [
  {
    id: "studio",
    emoji: "🎨",
    label: "Studio",
    places: [
      { href: "/studio", emoji: "✏️", label: "Create", shortLabel: "Create", bottomBar: 2 },
      { href: "/studio/my-creations", emoji: "🖼️", label: "My Creations", shortLabel: "Creations", bottomBar: 1 },
      { href: "/studio/buy-credits", emoji: "🪙", label: "Buy Credits", shortLabel: "Credits", bottomBar: 3 },
    ],
  },
  {
    id: "community",
    emoji: "🧭",
    label: "Community",
    places: [
      {
        ...{ href: "/studio/community" as Route, emoji: "🔥", label: "Explore", shortLabel: "Explore" },
        ...{ bottomBar: 0, alsoAt: "/studio/feed" },
      },
      { href: NOTIFICATIONS, emoji: "🔔", label: "Notifications", shortLabel: "News" },
      { href: "/studio/referrals" as Route, emoji: "🤝", label: "Invite", shortLabel: "Invite" },
    ],
  },
  {
    id: "account",
    emoji: "⚙️",
    label: "Account",
    places: [
      { href: "/studio/credits", emoji: "🧾", label: "Credit history", shortLabel: "History" },
      { href: "/settings", emoji: "🙂", label: "Settings", shortLabel: "You", bottomBar: 4 },
    ],
  },
  {
    id: "admin",
    emoji: "🛡️",
    label: "Admin",
    places: [
      { href: "/admin" as Route, emoji: "📈", label: "Overview", shortLabel: "Admin", role: "admin" },
      {
        href: "/admin/moderation" as Route,
        emoji: "🚩",
        label: "Moderation",
        shortLabel: "Reports",
        role: "moderator",
      },
      { href: "/admin/tickets" as Route, emoji: "📬", label: "Tickets", shortLabel: "Tickets", role: "moderator" },
      { href: "/admin/users" as Route, emoji: "👥", label: "Users", shortLabel: "Users", role: "admin" },
      { href: "/admin/catalogue" as Route, emoji: "📐", label: "Catalogue", shortLabel: "Catalogue", role: "admin" },
      { href: "/admin/settings" as Route, emoji: "🎟️", label: "Prices and rules", shortLabel: "Prices", role: "admin" },
      { href: "/admin/providers" as Route, emoji: "🔑", label: "Providers", shortLabel: "Providers", role: "admin" },
      { href: "/admin/jobs" as Route, emoji: "⏳", label: "Jobs", shortLabel: "Jobs", role: "admin" },
      { href: "/admin/payments" as Route, emoji: "💼", label: "Payments", shortLabel: "Payments", role: "admin" },
      { href: "/admin/ledger" as Route, emoji: "📜", label: "Ledger", shortLabel: "Ledger", role: "admin" },
      { href: "/admin/audit" as Route, emoji: "📋", label: "Audit log", shortLabel: "Audit", role: "admin" },
    ],
  },
];

/** What somebody of this role finds in the menu; sections without a place are left out. */
export function navigationOf(role: Role): NavSection[] {
  const isOpen = (place: NavPlace) => !place.role || role === "admin" || role === place.role;
  return NAVIGATION.map((section) => ({ ...section, places: section.places.filter(isOpen) })).filter(
    ({ places }) => places.length > 0,
  );
}

const PLACES = NAVIGATION.flatMap(({ places }) => places);

export const BOTTOM_BAR = PLACES.filter((place) => place.bottomBar !== undefined).sort(
  (a, b) => (a.bottomBar ?? 0) - (b.bottomBar ?? 0),
);

/** The place that a path lies in: the longest address that it begins with. */
export function placeOf(pathname: string): NavPlace | undefined {
  const other = PLACES.find(({ alsoAt }) => alsoAt === pathname);
  if (other) return other;
  const within = PLACES.filter(({ href }) => pathname === href || pathname.startsWith(`${href}/`));
  return within.sort((a, b) => b.href.length - a.href.length)[0];
}
