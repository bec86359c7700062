import Link from "next/link";
import { Fragment } from "react";
import { profileHref } from "@/components/people/profile-href";

/** The text of a comment; handles in it that exist lead to their profiles. */
export function CommentBody({ body, mentions }: { body: string; mentions: readonly string[] }) {
  const known = new Set(mentions.map((handle) => handle.toLowerCase()));
  let at = 0;
  return (
    <p dir="auto" className="whitespace-pre-wrap">
      {body.split(/(@[A-Za-z0-9_.-]+)/).map((piece) => {
        const begins = at;
        at += piece.length;
        const handle = piece.slice(1);
        return piece.startsWith("@") && known.has(handle.toLowerCase()) ? (
          <Link key={begins} href={profileHref(handle)} prefetch={false} className="font-strong hover:underline">
            {piece}
          </Link>
        ) : (
          <Fragment key={begins}>{piece}</Fragment>
        );
      })}
    </p>
  );
}
