"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { notify } from "@/components/ui/toaster";
import { logoutAllEndpoint, revokeSessionEndpoint } from "@/lib/domain/identity/contract";
import { CallError, call } from "@/lib/http/call";

/** One signed-in device, in words. */
export type Device = { id: string; isCurrent: boolean; name: string; where: string; lastSeen: string };

const say = (error: unknown) => notify({ message: error instanceof CallError ? error.message : "That did not work." });

export function SessionList({ devices }: { devices: Device[] }) {
  const router = useRouter();
  const [ending, setEnding] = useState<string>();

  async function end({ id, name }: Device) {
    setEnding(id);
    try {
      await call(revokeSessionEndpoint, { params: { id } });
      notify({ message: `${name} is signed out.` });
    } catch (error) {
      // Already gone is what was wanted.
      if (!(error instanceof CallError) || error.code !== "not_found") say(error);
    }
    setEnding(undefined);
    router.refresh();
  }

  return (
    <div className="flex flex-col gap-4">
      <ul className="flex flex-col divide-y divide-line border-y border-line">
        {devices.map((device) => (
          <li key={device.id} className="flex items-center justify-between gap-4 py-3">
            <div className="min-w-0">
              <p className="flex flex-wrap items-center gap-x-2 font-medium">
                {device.name}
                {device.isCurrent ? <Badge tone="good">This device</Badge> : null}
              </p>
              <p className="text-ink-2 type-small">
                {device.where}, {device.lastSeen}
              </p>
            </div>
            {device.isCurrent ? null : (
              <Button size="compact" busy={ending === device.id} onClick={() => end(device)}>
                Sign out<span className="sr-only">{` ${device.name}, ${device.lastSeen}`}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      <SignOutEverywhere />
    </div>
  );
}

function SignOutEverywhere() {
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);

  async function signOut() {
    setBusy(true);
    try {
      await call(logoutAllEndpoint);
      window.location.assign("/login");
    } catch (error) {
      say(error);
      setBusy(false);
      setAsking(false);
    }
  }

  return (
    <>
      <Button variant="danger" className="-ml-4 self-start" onClick={() => setAsking(true)}>
        Sign out everywhere
      </Button>
      <Dialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title="Sign out everywhere?"
        actions={
          <>
            <Button onClick={() => setAsking(false)}>Stay signed in</Button>
            <Button variant="strong" busy={isBusy} onClick={signOut}>
              Sign out everywhere
            </Button>
          </>
        }
      >
        Every device has to sign in again, this one too. Pictures that are being made go on.
      </Dialog>
    </>
  );
}
