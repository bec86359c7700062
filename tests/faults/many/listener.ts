import type { Caller } from "@/tests/generation/studio";

type Heard = { id: string; event: string; data: Record<string, unknown> };

/** An open event stream at one process; what it hears is in `heard`. */
export function listen(origin: string, { token }: Caller, lastEventId?: string) {
  const heard: Heard[] = [];
  const leaving = new AbortController();
  let isOver = false;
  const reading = (async () => {
    const answer = await fetch(`${origin}/api/notifications/events`, {
      headers: { Authorization: `Bearer ${token}`, ...(lastEventId ? { "Last-Event-ID": lastEventId } : {}) },
      signal: leaving.signal,
    });
    let rest = "";
    for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
      const blocks = (rest + chunk).split("\n\n");
      rest = blocks.pop() ?? "";
      for (const block of blocks) {
        const fields = Object.fromEntries(
          block.split("\n").map((line) => [line.split(": ")[0], line.replace(/^\w*: /, "")]),
        );
        if (fields.data) heard.push({ id: fields.id, event: fields.event, data: JSON.parse(fields.data) } as Heard);
      }
    }
  })()
    .catch(() => {})
    .finally(() => {
      isOver = true;
    });
  return {
    heard,
    isOver: () => isOver,
    has: (event: string, fits: (data: Record<string, unknown>) => boolean = () => true) =>
      heard.some((one) => one.event === event && fits(one.data)),
    async close() {
      leaving.abort();
      await reading;
    },
  };
}
