import type { Metadata } from "next";
import { AccountFrame } from "@/components/account/account-frame";
import { Unsubscribe } from "@/components/notifications/unsubscribe";
import { Notice } from "@/components/ui/notice";

type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** The address holds a token: no referrer may carry it away. */
export const metadata: Metadata = { title: "End the daily mail", referrer: "no-referrer" };

/** Opening it changes nothing: mail scanners open every link. */
export default async function UnsubscribePage({ searchParams }: { searchParams: SearchParams }) {
  const { token } = await searchParams;
  return (
    <AccountFrame
      title="End the daily mail"
      lead="You will get no more mails about notifications. In the app they stay, and mails about your account or a new password still come."
    >
      {typeof token === "string" && token !== "" ? (
        <Unsubscribe token={token} />
      ) : (
        <Notice tone="bad">This link is not complete. Copy the whole of it from the mail.</Notice>
      )}
    </AccountFrame>
  );
}
