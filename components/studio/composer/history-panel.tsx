"use client";

import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Input } from "@/components/ui/field";
import { TextButton } from "@/components/ui/text-link";
import { notify } from "@/components/ui/toaster";
import { deletePromptEndpoint, type PromptView, promptsEndpoint } from "@/lib/domain/generation/contract";
import { CallError, call } from "@/lib/http/call";

/** Keystrokes settle before the server is asked. */
const SETTLE_MS = 200;

type Props = { isOpen: boolean; onClose: () => void; onReuse: (prompt: string) => void };

/** Prompts that pictures were made of: search, use again, forget. */
export function HistoryPanel({ isOpen, onClose, onReuse }: Props) {
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="Prompt history" actions={<Button onClick={onClose}>Close</Button>}>
      <History onReuse={onReuse} />
    </Dialog>
  );
}

function usePrompts() {
  const [q, setQ] = useState("");
  const [items, setItems] = useState<PromptView[]>();
  const [cursor, setCursor] = useState<string | null>(null);
  const [problem, setProblem] = useState<string>();

  useEffect(() => {
    const gone = new AbortController();
    const timer = setTimeout(
      () =>
        call(promptsEndpoint, { query: { q: q.trim() || undefined, limit: 20 }, signal: gone.signal })
          .then((page) => {
            setItems(page.items);
            setCursor(page.nextCursor);
            setProblem(undefined);
          })
          .catch((error: unknown) => {
            if (error instanceof CallError) setProblem(error.message);
          }),
      q ? SETTLE_MS : 0,
    );
    return () => {
      clearTimeout(timer);
      gone.abort();
    };
  }, [q]);

  const more = async () => {
    const page = await call(promptsEndpoint, { query: { q: q.trim() || undefined, limit: 20, cursor: cursor ?? "" } });
    setItems((known) => [...(known ?? []), ...page.items]);
    setCursor(page.nextCursor);
  };

  const forget = async (id: string) => {
    try {
      await call(deletePromptEndpoint, { params: { id } });
      setItems((known) => known?.filter((one) => one.id !== id));
    } catch (error) {
      notify({ message: error instanceof CallError ? error.message : "It could not be deleted." });
    }
  };

  return { q, setQ, items, hasMore: cursor !== null, problem, more, forget };
}

function History({ onReuse }: { onReuse: (prompt: string) => void }) {
  const { q, setQ, items, hasMore, problem, more, forget } = usePrompts();
  return (
    <div className="flex min-h-80 flex-col gap-3">
      <Input
        label="Search your prompts"
        hideLabel
        type="search"
        placeholder="Search your prompts"
        value={q}
        onChange={(event) => setQ(event.target.value)}
      />
      {problem ? <p role="alert">{problem}</p> : null}
      {items?.length === 0 ? (
        <p>{q ? "No prompt has these words." : "What you make pictures of is listed here."}</p>
      ) : null}
      <ul className="divide-y divide-line">
        {items?.map(({ id, prompt }) => (
          <li key={id} className="flex flex-col gap-1 py-3">
            <p dir="auto" className="line-clamp-3 text-ink type-prompt">
              {prompt}
            </p>
            <div className="flex gap-4 type-small">
              <TextButton onClick={() => onReuse(prompt)}>Use again</TextButton>
              <TextButton variant="danger" onClick={() => forget(id)} aria-label={`Delete: ${prompt.slice(0, 60)}`}>
                Delete
              </TextButton>
            </div>
          </li>
        ))}
      </ul>
      {hasMore ? (
        <Button wide onClick={more}>
          Show more
        </Button>
      ) : null}
    </div>
  );
}
