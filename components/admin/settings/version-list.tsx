"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { notify } from "@/components/ui/toaster";
import { dayAndTime, fullTime } from "@/lib/core/ist-time";
import { repeatSettingsEndpoint, type VersionView, withdrawSettingsEndpoint } from "@/lib/domain/settings/contract";
import { CallError, call } from "@/lib/http/call";

function useDeed() {
  const router = useRouter();
  const [isBusy, setBusy] = useState(false);
  const run = async (work: () => Promise<unknown>, done: string) => {
    setBusy(true);
    try {
      await work();
      notify({ message: done });
      router.refresh();
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      notify({ message: error.message });
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, run };
}

/** What is decided and waits; until then nothing else can be changed. */
export function Upcoming({ version }: { version: VersionView }) {
  const { isBusy, run } = useDeed();
  const withdraw = () => call(withdrawSettingsEndpoint, { params: { version: String(version.version) } });
  return (
    <Notice
      tone="wash"
      action={
        <Button busy={isBusy} onClick={() => void run(withdraw, "Withdrawn. Nothing changes.")}>
          Withdraw
        </Button>
      }
    >
      <p className="font-strong">
        Version {version.version} comes into force on {fullTime(version.effectiveAt)} (India).
      </p>
      <Changes version={version} />
      <p className="type-small">Until then, or until it is withdrawn, nothing else can be changed.</p>
    </Notice>
  );
}

function Changes({ version }: { version: VersionView }) {
  if (version.changes.length === 0) return <p className="text-ink-2">As it came with the installation.</p>;
  return (
    <ul>
      {version.changes.map(({ what, from, to }) => (
        <li key={what}>
          {what}: <span className="text-ink-2 line-through">{from}</span> <span className="font-strong">{to}</span>
        </li>
      ))}
    </ul>
  );
}

/** Every version that ever was in force: who, when, why, and the way back to it. */
export function VersionList({ versions, isLocked }: { versions: VersionView[]; isLocked: boolean }) {
  const { isBusy, run } = useDeed();
  return (
    <section aria-labelledby="versions" className="flex flex-col gap-3">
      <h2 id="versions" className="type-heading">
        Versions
      </h2>
      <ol className="divide-y divide-line border-y border-line">
        {versions.map((version, at) => (
          <li key={version.version} className="flex flex-wrap items-start gap-x-6 gap-y-2 py-3">
            <p className="w-40 text-ink-2 type-small">
              <span className="block font-strong text-ink">
                Version {version.version}
                {at === 0 ? ", in force" : ""}
              </span>
              {dayAndTime(version.effectiveAt)}
              {version.createdBy ? `, @${version.createdBy}` : ""}
            </p>
            <div className="min-w-0 flex-1 basis-64">
              <Changes version={version} />
              {version.note ? <p className="text-ink-2 wrap-anywhere">{version.note}</p> : null}
            </div>
            {at > 0 && !isLocked ? (
              <Button
                size="compact"
                busy={isBusy}
                onClick={() =>
                  void run(
                    () => call(repeatSettingsEndpoint, { params: { version: String(version.version) } }),
                    `As in version ${version.version} from now on.`,
                  )
                }
              >
                Make this one again
              </Button>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  );
}
