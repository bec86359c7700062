import type { Metadata } from "next";
import { Notifications } from "@/components/notifications/notifications";
import { NEWEST } from "@/components/notifications/page-size";
import { listNotifications } from "@/lib/domain/notifications/reads";
import { signedInPageCtx } from "@/lib/http/page-ctx";

export const metadata: Metadata = { title: "Notifications" };

export default async function NotificationsPage() {
  const ctx = await signedInPageCtx();
  const { items, nextCursor } = await listNotifications(ctx, { limit: NEWEST });
  return <Notifications first={{ items, nextCursor }} nowMs={Date.now()} />;
}
