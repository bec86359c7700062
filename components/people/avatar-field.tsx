"use client";

import { useRouter } from "next/navigation";
import { useId, useRef, useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/toaster";
import { removeAvatarEndpoint, setAvatarEndpoint } from "@/lib/domain/profiles/contract";
import { CallError, call, upload } from "@/lib/http/call";

const MAX_BYTES = 5 * 1024 * 1024;

/** The picture beside one's name: chosen, shown at once, saved at once, and taken off again. */
export function AvatarField({ name, avatarUrl }: { name: string; avatarUrl?: string | undefined }) {
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const noteId = useId();
  const [shown, setShown] = useState(avatarUrl);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  const save = async (work: () => Promise<string | undefined>, done: string) => {
    setBusy(true);
    setProblem(undefined);
    try {
      setShown(await work());
      notify({ message: done });
      // The shell shows it too.
      router.refresh();
    } catch (error) {
      setProblem(error instanceof CallError ? error.message : "The picture could not be saved.");
    } finally {
      setBusy(false);
    }
  };
  const choose = (file: File | undefined) => {
    if (!file) return;
    if (file.size > MAX_BYTES) return setProblem("This file is larger than 5 MB. Choose a smaller one.");
    void save(async () => (await upload(setAvatarEndpoint, file)).avatarUrl, "Your picture is saved.");
  };
  const remove = () =>
    save(async () => {
      await call(removeAvatarEndpoint);
      return undefined;
    }, "Your picture is taken off.");

  return (
    <div className="flex items-center gap-4">
      <Avatar name={name} src={shown} className="size-20 type-title" />
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        <div className="flex flex-wrap gap-2">
          <Button busy={isBusy} onClick={() => input.current?.click()} aria-describedby={noteId}>
            {shown ? "Change picture" : "Add a picture"}
          </Button>
          {shown ? (
            <Button variant="quiet" busy={isBusy} onClick={() => void remove()}>
              Take it off
            </Button>
          ) : null}
        </div>
        <p
          id={noteId}
          role={problem ? "alert" : undefined}
          className={problem ? "text-bad type-small" : "text-ink-2 type-small"}
        >
          {problem ?? "PNG, JPEG or WebP up to 5 MB. The middle of it is shown."}
        </p>
        <input
          ref={input}
          type="file"
          accept="image/png,image/jpeg,image/webp"
          aria-label="Picture of you"
          className="hidden"
          onChange={(event) => {
            choose(event.target.files?.[0]);
            // The same file may be chosen again.
            event.target.value = "";
          }}
        />
      </div>
    </div>
  );
}
