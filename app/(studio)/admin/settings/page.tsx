import type { Metadata } from "next";
import { AdminPage } from "@/components/admin/admin-page";
import { PackagesForm } from "@/components/admin/settings/packages-form";
import { SettingsForm } from "@/components/admin/settings/settings-form";
import { Upcoming, VersionList } from "@/components/admin/settings/version-list";
import type { SettingValues } from "@/lib/domain/settings/contract";
import { readSettings } from "@/lib/domain/settings/reads";
import { readVersions } from "@/lib/domain/settings/versions";
import { teamPageCtx } from "@/lib/http/page-ctx";

export const metadata: Metadata = { title: "Prices and rules" };

export default async function AdminSettingsPage() {
  const ctx = await teamPageCtx("admin");
  const [settings, { packages }] = await Promise.all([readVersions(ctx), readSettings(ctx)]);
  const isLocked = settings.upcoming !== undefined;
  const version = settings.inForce.version;
  return (
    <AdminPage title="Prices and rules" note={`Version ${version} is in force`}>
      {settings.upcoming ? <Upcoming version={settings.upcoming} /> : null}
      <SettingsForm key={`values ${version}`} values={settings.values as SettingValues} isLocked={isLocked} />
      <PackagesForm key={`packages ${version}`} items={packages} isLocked={isLocked} />
      <VersionList versions={settings.history} isLocked={isLocked} />
    </AdminPage>
  );
}
