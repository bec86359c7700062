"use client";

import { useState } from "react";
import { Table, Tr } from "@/components/ui/table";
import { notify } from "@/components/ui/toaster";
import {
  type NotificationKind,
  type NotificationSettingsView,
  updateNotificationSettingsEndpoint,
} from "@/lib/domain/notifications/contract";
import { CallError, call } from "@/lib/http/call";

const LABELS: Record<NotificationKind, string> = {
  like: "Likes",
  comment: "Comments on my posts",
  reply: "Replies to my comments",
  mention: "Mentions of me",
  follow: "New followers",
  remix: "Remixes of my posts",
  reward: "Credits for remixes",
  referral: "Invitations",
  milestone: "Milestones",
  job: "Finished pictures",
  moderation: "Decisions of moderators",
  purchase: "Purchases",
};
const COLUMNS = { inApp: "In the app", mail: "By mail" } as const;
type Column = keyof typeof COLUMNS;
type Setting = NotificationSettingsView["items"][number];

/** What one is told of, kind by kind. Each switch is saved at once, and goes back if that fails. */
export function NotificationSettings({ initial }: { initial: readonly Setting[] }) {
  const [items, setItems] = useState(initial);
  const show = (kind: NotificationKind, column: Column, isOn: boolean) =>
    setItems((before) => before.map((item) => (item.kind === kind ? { ...item, [column]: isOn } : item)));
  const save = async (kind: NotificationKind, column: Column, isOn: boolean) => {
    show(kind, column, isOn);
    try {
      await call(updateNotificationSettingsEndpoint, { body: { items: [{ kind, [column]: isOn }] } });
    } catch (error) {
      show(kind, column, !isOn);
      const why = error instanceof CallError ? error.message : "Please try again.";
      notify({ message: `${LABELS[kind]} could not be changed. ${why}` });
    }
  };
  return (
    <div className="flex flex-col gap-3">
      <Table caption="What you are told of">
        <thead>
          <tr className="border-b border-line text-ink-2 type-small">
            <th scope="col" className="py-2 font-strong">
              What
            </th>
            {Object.values(COLUMNS).map((label) => (
              <th key={label} scope="col" className="w-20 py-2 text-center font-strong">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <Tr key={item.kind}>
              <th scope="row" className="py-1 pr-2 font-regular">
                {LABELS[item.kind]}
              </th>
              {(Object.keys(COLUMNS) as Column[]).map((column) => (
                <td key={column}>
                  <label className="grid min-h-touch place-items-center fold:min-h-10">
                    <input
                      type="checkbox"
                      checked={item[column]}
                      onChange={({ target }) => void save(item.kind, column, target.checked)}
                      aria-label={`${LABELS[item.kind]}, ${COLUMNS[column].toLowerCase()}`}
                      className="size-5 accent-ink"
                    />
                  </label>
                </td>
              ))}
            </Tr>
          ))}
        </tbody>
      </Table>
      <p className="text-ink-2 type-small">
        The mail comes in the morning, once a day at most, and only when there is something that you have not read.
      </p>
    </div>
  );
}
