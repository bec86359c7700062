import type { Metadata } from "next";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { ChangePasswordForm } from "@/components/account/change-password-form";
import { deviceName } from "@/components/account/device-name";
import { ProfileForm } from "@/components/account/profile-form";
import { SessionList } from "@/components/account/session-list";
import { ThemeChoice } from "@/components/account/theme-choice";
import { NotificationSettings } from "@/components/notifications/notification-settings";
import { AvatarField } from "@/components/people/avatar-field";
import { BlockedPeople } from "@/components/people/blocked-people";
import { PageHeader } from "@/components/shell/page-header";
import { THEME_COOKIE, themeOf } from "@/components/shell/theme";
import { ago } from "@/lib/core/ago";
import type { SessionView } from "@/lib/domain/identity/contract";
import { listSessions, readMe } from "@/lib/domain/identity/reads";
import { readNotificationSettings } from "@/lib/domain/notifications/reads";
import { listBlocked, readProfile } from "@/lib/domain/profiles/reads";
import { isSignedIn, pageCtx } from "@/lib/http/page-ctx";

export const metadata: Metadata = { title: "Settings" };

const toDevice = (session: SessionView, now: Date) => ({
  id: session.id,
  isCurrent: session.isCurrent,
  name: deviceName(session.userAgent),
  where: session.ipAddress || "Unknown address",
  lastSeen: session.isCurrent ? "here now" : `last seen ${ago(new Date(session.lastSeenAt), now)}`,
});

export default async function SettingsPage() {
  const ctx = await pageCtx();
  if (!isSignedIn(ctx)) redirect("/login?next=%2Fsettings");
  const [me, sessions, people, told, jar] = await Promise.all([
    readMe(ctx),
    listSessions(ctx),
    listBlocked(ctx),
    readNotificationSettings(ctx),
    cookies(),
  ]);
  const profile = await readProfile(ctx, me.handle);
  const now = new Date();
  return (
    <div className="flex w-full max-w-reading flex-col gap-8 px-inset pt-4 pb-12 fold:pt-8">
      <PageHeader title="Settings" />
      <Section title="Profile">
        <AvatarField name={me.name} avatarUrl={me.avatarUrl} />
        <ProfileForm profile={profile} email={me.email} />
      </Section>
      <Section title="Notifications" id="notifications">
        <NotificationSettings initial={told.items} />
      </Section>
      <Section title="Blocked and muted people">
        <BlockedPeople people={people} />
      </Section>
      <Section title="Theme">
        <ThemeChoice initial={themeOf(jar.get(THEME_COOKIE)?.value)} />
      </Section>
      <Section title="Password">
        <ChangePasswordForm email={me.email} />
      </Section>
      <Section title="Devices">
        <SessionList devices={sessions.map((session) => toDevice(session, now))} />
      </Section>
    </div>
  );
}

/** `id` is for links that lead to it. */
function Section({ title, id, children }: { title: string; id?: string; children: ReactNode }) {
  return (
    <section id={id} className="flex max-w-form scroll-mt-16 flex-col gap-4">
      <h2 className="type-heading">{title}</h2>
      {children}
    </section>
  );
}
