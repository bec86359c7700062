import * as z from "zod/mini";
import { creditsToUnits } from "@/lib/core/credits";
import { endpoint } from "@/lib/core/endpoint";
import { instant, textField } from "@/lib/core/fields";

const tag = "Admin: settings";

export const SETTING_GROUPS = {
  prices: "Prices",
  grants: "Grants and rewards",
  caps: "Caps",
  limits: "Limits",
  safety: "Safety",
  clocks: "Clocks",
} as const;
export type SettingGroup = keyof typeof SETTING_GROUPS;

type Setting = {
  group: SettingGroup;
  label: string;
  /** credits: shown as such, kept as units of 1/100. The others are whole numbers. */
  unit: "credits" | "count" | "percent" | "hours" | "days";
  min: number;
  max: number;
  help?: string;
};
const credits = (group: SettingGroup, label: string, min: number, max: number, help?: string): Setting => ({
  ...{ group, label, unit: "credits", min, max },
  ...(help ? { help } : {}),
});
const whole = (
  group: SettingGroup,
  label: string,
  unit: Setting["unit"],
  min: number,
  max: number,
  help?: string,
): Setting => ({
  ...{ group, label, unit, min, max },
  ...(help ? { help } : {}),
});

/** Everything that an admin may tune, in the order of the page. Names are those of the settings record; limits are in the unit shown. */
export const SETTINGS = {
  standardUnits: credits("prices", "A Standard picture", 0.01, 1000),
  premium2kUnits: credits("prices", "A Premium 2K picture", 0.01, 1000),
  premium4kUnits: credits("prices", "A Premium 4K picture", 0.01, 1000),
  welcomeUnits: credits("grants", "Welcome", 0, 1000, "When an e-mail address is verified."),
  reuseRewardUnits: credits("grants", "A remix of one’s post", 0, 100),
  refereeUnits: credits("grants", "Invited", 0, 1000),
  referrerUnits: credits("grants", "Inviting", 0, 1000),
  referralTenUnits: credits("grants", "Every ten qualified invitations", 0, 10_000),
  firstPostUnits: credits("grants", "First public post", 0, 1000),
  posts10Units: credits("grants", "10 posts", 0, 1000),
  posts50Units: credits("grants", "50 posts", 0, 1000),
  posts100Units: credits("grants", "100 posts", 0, 1000),
  likes100Units: credits("grants", "100 likes on a post", 0, 1000),
  streak7Units: credits("grants", "Seven days in a row", 0, 1000),
  dailyPromotionUnits: credits("caps", "Promotional credits a day", 0, 10_000_000, "Above it grants wait for review."),
  reusePostCapUnits: credits("caps", "Rewards a post, for ever", 0, 100_000),
  reuseDayCapUnits: credits("caps", "Rewards an author a day", 0, 100_000),
  reuseUnpaidLimit: whole("caps", "Rewards set off by who never bought", "count", 0, 1000),
  referralHoldDays: whole("caps", "An invitation is paid after", "days", 0, 90),
  referralDayLimit: whole("caps", "Invitations a day without review", "count", 0, 1000),
  referralMonthLimit: whole("caps", "Invitations a month without review", "count", 0, 10_000),
  adjustmentReviewUnits: credits("caps", "Adjustments above it need a second admin", 0, 1_000_000),
  maxRunningPerUser: whole("limits", "Pictures at a time, a person", "count", 1, 100),
  maxQueuedPerUser: whole("limits", "Pictures waiting, a person", "count", 0, 1000),
  reportHideThreshold: whole("safety", "Reports that hide a post", "count", 1, 1000),
  explicitPercent: whole(
    "safety",
    "Picture check: explicit",
    "percent",
    1,
    100,
    "From this score on a person looks first.",
  ),
  explicitSumPercent: whole("safety", "Picture check: explicit, together", "percent", 1, 100),
  suggestivePercent: whole("safety", "Picture check: suggestive", "percent", 1, 100),
  evidenceDays: whole("safety", "Evidence of deletions is kept", "days", 1, 3650),
  urgentReportHours: whole("clocks", "Urgent reports", "hours", 1, 720),
  reportHours: whole("clocks", "Other reports", "hours", 1, 720),
  heldHours: whole("clocks", "Held posts and comments", "hours", 1, 720),
  appealHours: whole("clocks", "Appeals", "hours", 1, 720),
  ticketFirstHours: whole("clocks", "Receipt of a complaint", "hours", 1, 720),
  ticketHours: whole("clocks", "Answer to a complaint", "hours", 1, 2160),
} as const satisfies Record<string, Setting>;
export type SettingName = keyof typeof SETTINGS;
export const SETTING_NAMES = Object.keys(SETTINGS) as [SettingName, ...SettingName[]];
export type SettingValues = Record<SettingName, number>;

function field({ label, unit, min, max }: Setting) {
  const message = `${label}: ${min} to ${max.toLocaleString("en-IN")}${unit === "credits" ? ", in steps of 0.01" : ", a whole number"}.`;
  const isExact = (value: number) =>
    unit === "credits" ? creditsToUnits(value) !== undefined : Number.isInteger(value);
  return z.optional(
    z.number({ error: message }).check(z.minimum(min, message), z.maximum(max, message), z.refine(isExact, message)),
  );
}
/** What is named changes; the rest stays as it is. In the units of the page: credits, not 1/100 of them. */
const changes = z.object(
  Object.fromEntries(SETTING_NAMES.map((name) => [name, field(SETTINGS[name])])) as Record<
    SettingName,
    ReturnType<typeof field>
  >,
);
export type SettingChanges = Partial<SettingValues>;

export const packageInput = z.object({
  id: z.string().check(z.regex(/^[a-z0-9-]{1,40}$/, "Use small letters, digits and dashes.")),
  credits: z
    .int("Credits: a whole number.")
    .check(z.minimum(1, "At least one credit."), z.maximum(100_000, "At most 1,00,000 credits.")),
  pricePaise: z
    .int("The price in paise, a whole number.")
    .check(z.minimum(100, "At least ₹1."), z.maximum(50_000_000, "At most ₹5,00,000.")),
  isPopular: z.boolean(),
  isActive: z.boolean(),
});
export type PackageInput = z.infer<typeof packageInput>;
const packages = z.array(packageInput).check(
  z.minLength(1, "Sell at least one package."),
  z.maxLength(20, "20 packages at most."),
  z.refine((list) => new Set(list.map(({ id }) => id)).size === list.length, "Each package has a name of its own."),
  z.refine((list) => list.filter(({ isPopular }) => isPopular).length <= 1, "One package at most is popular."),
  z.refine((list) => list.some(({ isActive }) => isActive), "Sell at least one package."),
);

const versionView = z.object({
  version: z.int(),
  effectiveAt: instant,
  createdAt: instant,
  /** Handle; absent for what came with the installation. */
  createdBy: z.optional(z.string()),
  note: z.string(),
  /** What it changed from the version before, in words. */
  changes: z.array(z.object({ what: z.string(), from: z.string(), to: z.string() })),
});
export type VersionView = z.infer<typeof versionView>;
const settingsView = z.object({
  values: z.record(z.enum(SETTING_NAMES), z.number()),
  inForce: versionView,
  /** Decided, and not yet in force: one at most. */
  upcoming: z.optional(versionView),
  history: z.array(versionView),
});
export type SettingsView = z.infer<typeof settingsView>;

const note = z._default(textField("The note", 0, 500), "");
const effectiveAt = z.optional(instant);

export const settingsEndpoint = endpoint({
  method: "GET",
  path: "/api/admin/settings",
  summary: "Prices, rewards, caps, thresholds and clocks: in force, upcoming, and what was before",
  tag,
  response: settingsView,
});
export const changeSettingsEndpoint = endpoint({
  method: "POST",
  path: "/api/admin/settings",
  summary: "A new version with some values changed, now or from a moment on; what runs keeps the price it was quoted",
  tag,
  body: z.object({ changes, effectiveAt, note }),
  response: settingsView,
  status: 201,
  errors: [409],
});
export const withdrawSettingsEndpoint = endpoint({
  method: "DELETE",
  path: "/api/admin/settings/{version}",
  summary: "Withdraw a version that is not in force yet",
  tag,
  errors: [404, 409],
});
export const repeatSettingsEndpoint = endpoint({
  method: "POST",
  path: "/api/admin/settings/{version}/again",
  summary: "Make the values of an earlier version those of a new one, now",
  tag,
  response: settingsView,
  status: 201,
  errors: [404, 409],
});
const effectView = z.object({ what: z.string(), before: z.string(), after: z.string() });
export type EffectView = z.infer<typeof effectView>;
export const previewSettingsEndpoint = endpoint({
  method: "POST",
  path: "/api/admin/settings/preview",
  summary: "What changes would mean, counted from the last 30 days",
  tag,
  body: z.object({ changes: z._default(changes, {} as never), packages: z.optional(packages) }),
  response: z.object({ effects: z.array(effectView) }),
});
export const adminPackagesEndpoint = endpoint({
  method: "GET",
  path: "/api/admin/packages",
  summary: "Credit packages, those that are not sold among them",
  tag,
  response: z.object({ items: z.array(packageInput) }),
});
export const changePackagesEndpoint = endpoint({
  method: "PUT",
  path: "/api/admin/packages",
  summary: "Packages in their order, now or from a moment on; orders that are open keep their price",
  tag,
  body: z.object({ packages, effectiveAt, note }),
  response: z.object({ items: z.array(packageInput) }),
  errors: [409],
});
