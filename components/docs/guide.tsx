import type { ReactNode } from "react";

/** A command as it is typed; long lines wrap, so that nothing has to be scrolled sideways. */
export function Command({ children }: { children: string }) {
  return (
    <pre className="rounded-control border border-line bg-surface p-4 break-words whitespace-pre-wrap type-small">
      <code>{children}</code>
    </pre>
  );
}

function Part({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section className="mt-10 flex flex-col gap-3" aria-labelledby={id}>
      <h2 id={id} className="scroll-mt-6 type-heading">
        {title}
      </h2>
      {children}
    </section>
  );
}

/** How to sign in, ask for a picture, wait for it and fetch it. `origin`: where this installation is. */
export function Guide({ origin }: { origin: string }) {
  return (
    <>
      <Part id="auth" title="Sign in">
        <p>
          Browsers carry a session cookie. Programs send the token that register and login answer, as{" "}
          <code>Authorization: Bearer &lt;token&gt;</code>. It lasts a quarter of an hour; log in again for the next
          one.
        </p>
        <Command>{`curl ${origin}/api/auth/login \\
  -H "Content-Type: application/json" \\
  -d '{"email":"meera@example.in","password":"..."}'`}</Command>
      </Part>
      <Part id="picture" title="Ask for a picture">
        <p>
          The credits are taken at once and come back by themselves if no picture comes. <code>quotedCredits</code> is
          the price that you expect: if it is another now, nothing moves and 409 names it.
        </p>
        <Command>{`curl ${origin}/api/studio/generate \\
  -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/json" \\
  -H "Idempotency-Key: $(uuidgen)" \\
  -d '{"prompt":"Chai glass on a saucer, morning light","tier":"standard","aspectRatio":"4:5","quotedCredits":1}'`}</Command>
        <p>Then ask for its state, or read it as an event stream:</p>
        <Command>{`curl ${origin}/api/studio/generate/$JOB_ID -H "Authorization: Bearer $TOKEN"
curl -N ${origin}/api/studio/generate/$JOB_ID/events -H "Authorization: Bearer $TOKEN"`}</Command>
        <p>
          With <code>status</code> succeeded it has an <code>imageId</code>:
        </p>
        <Command>{`curl -OJ "${origin}/api/studio/my-creations/$IMAGE_ID/download?format=png" -H "Authorization: Bearer $TOKEN"`}</Command>
      </Part>
      <Part id="idempotency" title="Pay once: Idempotency-Key">
        <p>
          Every request that spends needs an <code>Idempotency-Key</code> of 1 to 255 visible ASCII characters. Make a
          new one for each new wish, and send the same one again when no answer came: you get the first answer and pay
          once. Stored answers, refusals like 402 and 409 among them, are kept for at least a day. The same key with
          another body is <code>idempotency_conflict</code>.
        </p>
      </Part>
      <Part id="pages" title="Lists, times, credits">
        <p>
          Lists answer <code>{"{ items, nextCursor }"}</code>; send <code>nextCursor</code> back as <code>cursor</code>{" "}
          until it is null. <code>limit</code> goes from 1 to 100 and is 20 without. Times are UTC in ISO 8601, ids are
          opaque text, credits are decimals such as 0.5.
        </p>
      </Part>
    </>
  );
}
