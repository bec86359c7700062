import * as z from "zod/mini";
import { endpoint } from "@/lib/core/endpoint";
import { instant } from "@/lib/core/fields";
import { page, pageQuery } from "@/lib/core/page";
import { personView } from "@/lib/domain/identity/contract";

const tag = "Notifications";

/** What people are told of (product.md 5), and whether a new account hears it in the app and in the daily mail. */
export const NOTIFICATION_KINDS = {
  like: { inApp: true, mail: true },
  comment: { inApp: true, mail: true },
  reply: { inApp: true, mail: true },
  mention: { inApp: true, mail: true },
  follow: { inApp: true, mail: true },
  remix: { inApp: true, mail: true },
  reward: { inApp: true, mail: true },
  referral: { inApp: true, mail: true },
  milestone: { inApp: true, mail: true },
  job: { inApp: true, mail: false },
  moderation: { inApp: true, mail: true },
  purchase: { inApp: true, mail: true },
} as const satisfies Record<string, { inApp: boolean; mail: boolean }>;
export type NotificationKind = keyof typeof NOTIFICATION_KINDS;
const KINDS = Object.keys(NOTIFICATION_KINDS) as [NotificationKind, ...NotificationKind[]];

export const notificationView = z.object({
  id: z.string(),
  kind: z.enum(KINDS),
  /** The whole sentence, as the bell and the mail say it: "Asha and 11 others liked "Clay lamps"". */
  text: z.string(),
  /** Where it leads: a path of ours. */
  href: z.string(),
  /** The latest people, three at most, and how many there are in all. */
  actors: z.array(personView),
  actorCount: z.int(),
  thumbnailUrl: z.optional(z.string()),
  createdAt: instant,
  updatedAt: instant,
  read: z.boolean(),
});
export type NotificationView = z.infer<typeof notificationView>;

export const notificationsEndpoint = endpoint({
  method: "GET",
  path: "/api/notifications",
  summary: "What happened, newest first, grouped; with the count of unread lines",
  tag,
  query: z.object(pageQuery),
  response: z.extend(page(notificationView), { unread: z.int() }),
});
export const readNotificationsEndpoint = endpoint({
  method: "POST",
  path: "/api/notifications/read",
  summary: "Mark lines as read: those named, or all",
  tag,
  body: z.object({ ids: z.optional(z.array(z.string().check(z.maxLength(60))).check(z.maxLength(100))) }),
  response: z.object({ unread: z.int() }),
});
const settingsView = z.object({
  items: z.array(z.object({ kind: z.enum(KINDS), inApp: z.boolean(), mail: z.boolean() })),
});
export type NotificationSettingsView = z.infer<typeof settingsView>;
export const notificationSettingsEndpoint = endpoint({
  method: "GET",
  path: "/api/notifications/settings",
  summary: "What one is told of, in the app and in the daily mail",
  tag,
  response: settingsView,
});
export const updateNotificationSettingsEndpoint = endpoint({
  method: "PATCH",
  path: "/api/notifications/settings",
  summary: "Change what one is told of; kinds that are not named stay as they are",
  tag,
  body: z.object({
    items: z
      .array(z.object({ kind: z.enum(KINDS), inApp: z.optional(z.boolean()), mail: z.optional(z.boolean()) }))
      .check(z.maxLength(50)),
  }),
  response: settingsView,
});
/** One click in a mail program (RFC 8058), or the button on our page: no session, the link in the mail says whose mail ends. */
export const unsubscribeEndpoint = endpoint({
  method: "POST",
  path: "/api/notifications/unsubscribe",
  summary: "End the daily mail, by the token in its link",
  tag,
  query: z.object({ token: z.string().check(z.maxLength(200)) }),
});

/** The browser's one stream: `balance`, `job` and `notification` events. */
export const eventsEndpoint = endpoint({
  method: "GET",
  path: "/api/notifications/events",
  summary: "Everything that changes for the signed-in user, as one event stream",
  tag: "Live",
  produces: "text/event-stream",
});
