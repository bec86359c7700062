"use client";

import { useState, useSyncExternalStore } from "react";
import { profileHref } from "@/components/people/profile-href";
import { Avatar } from "@/components/ui/avatar";
import { Emoji } from "@/components/ui/emoji";
import { Menu, MenuButton, MenuGroup, MenuLink, MenuRadio } from "@/components/ui/menu";
import { notify } from "@/components/ui/toaster";
import { logoutEndpoint } from "@/lib/domain/identity/contract";
import { call } from "@/lib/http/call";
import { forgetAccount } from "./forget-account";
import { navigationOf, type Role } from "./navigation";
import { chooseTheme, currentTheme, type Theme } from "./theme";

export type AccountMenuUser = { name: string; handle: string; avatarUrl?: string | undefined; role: Role };

const THEME_CHOICES: { theme: Theme; emoji: string; label: string }[] = [
  { theme: "light", emoji: "☀️", label: "Light" },
  { theme: "dark", emoji: "🌙", label: "Dark" },
  { theme: "system", emoji: "💻", label: "As the system" },
];

/** Settings, theme, sign out. line: name and handle (sidebar); icon: the disc alone (phone, rail). */
export function AccountMenu({ user, look }: { user: AccountMenuUser; look: "line" | "icon" | "rail" }) {
  const team = navigationOf(user.role).find(({ id }) => id === "admin")?.places[0];
  return (
    <Menu
      label={`Account of ${user.name}`}
      side={look === "icon" ? "below" : "above"}
      align={look === "icon" ? "end" : "start"}
      trigger={<Trigger user={user} hasName={look === "line"} />}
      triggerClassName={
        look === "line"
          ? "flex min-h-touch w-full items-center gap-2.5 rounded-control px-2 text-left hover:bg-sunken"
          : "grid size-touch place-items-center rounded-full"
      }
    >
      <p className="px-2.5 pt-1.5 font-strong">{user.name}</p>
      <p className="px-2.5 text-ink-2 type-small">@{user.handle}</p>
      <MenuLink href={profileHref(user.handle)}>
        <Emoji of="👤" />
        Profile
      </MenuLink>
      <MenuLink href="/settings">
        <Emoji of="⚙️" />
        Settings
      </MenuLink>
      <MenuLink href="/studio/credits">
        <Emoji of="🧾" />
        Credit history
      </MenuLink>
      {team ? (
        <MenuLink href={team.href}>
          <Emoji of="🛡️" />
          Admin
        </MenuLink>
      ) : null}
      <ThemeGroup />
      <MenuButton onSelect={signOut}>
        <Emoji of="🚪" />
        Sign out
      </MenuButton>
    </Menu>
  );
}

function Trigger({ user, hasName }: { user: AccountMenuUser; hasName: boolean }) {
  if (!hasName) return <Avatar name={user.name} src={user.avatarUrl} />;
  return (
    <>
      <Avatar name={user.name} src={user.avatarUrl} />
      <span className="min-w-0">
        <span className="block truncate font-strong type-small">{user.name}</span>
        <span className="block truncate text-ink-2 type-small">@{user.handle}</span>
      </span>
    </>
  );
}

const neverChanges = () => () => {};

function ThemeGroup() {
  // The menu opens in the browser only, where the html element knows the theme.
  const onPage = useSyncExternalStore(neverChanges, currentTheme, () => "system" as const);
  const [chosen, setChosen] = useState<Theme>();
  const choose = (theme: Theme) => {
    chooseTheme(theme);
    setChosen(theme);
  };
  return (
    <MenuGroup label="Theme">
      {THEME_CHOICES.map(({ theme, emoji, label }) => (
        <MenuRadio key={theme} isOn={(chosen ?? onPage) === theme} onSelect={() => choose(theme)}>
          <Emoji of={emoji} />
          {label}
        </MenuRadio>
      ))}
    </MenuGroup>
  );
}

/** A whole page load, so that nothing of the account stays in memory, after what the browser kept of it is gone. */
async function signOut(): Promise<void> {
  try {
    await call(logoutEndpoint);
    forgetAccount();
    window.location.assign("/");
  } catch {
    notify({ message: "You are still signed in: no connection. Try again." });
  }
}
