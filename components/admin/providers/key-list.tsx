"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { notify } from "@/components/ui/toaster";
import { dayAndTime } from "@/lib/core/ist-time";
import {
  KEYS,
  type KeyView,
  PROVIDERS,
  type Provider,
  removeKeyEndpoint,
  storeKeyEndpoint,
  testProviderEndpoint,
} from "@/lib/domain/provider-keys/contract";
import { CallError, call } from "@/lib/http/call";

const NAMES: Record<Provider, { name: string; does: string }> = {
  replicate: { name: "Replicate", does: "makes the pictures" },
  gemini: { name: "Gemini", does: "enhances prompts" },
  razorpay: { name: "Razorpay", does: "takes the payments" },
  cloudinary: { name: "Cloudinary", does: "keeps picture files, where it is the store" },
  smtp: { name: "Mail", does: "sends mail" },
};
const SOURCES: Record<KeyView["source"], string> = {
  stored: "Put in here; wins over the environment",
  environment: "From the environment",
  sandbox: "The sandbox’s",
  missing: "Not set",
};

/** Every provider with its keys: masked, tested with one click, replaced without a restart. */
export function KeyList({ keys, canStore }: { keys: KeyView[]; canStore: boolean }) {
  const [editing, setEditing] = useState<KeyView>();
  const [removing, setRemoving] = useState<KeyView>();
  return (
    <div className="flex flex-col gap-4">
      {PROVIDERS.map((provider) => (
        <section
          key={provider}
          aria-labelledby={`keys-${provider}`}
          className="rounded-card border border-line bg-surface p-4"
        >
          <div className="flex flex-wrap items-center justify-between gap-3">
            <h3 id={`keys-${provider}`} className="font-strong">
              {NAMES[provider].name} <span className="font-regular text-ink-2">{NAMES[provider].does}</span>
            </h3>
            <Test provider={provider} />
          </div>
          <ul className="mt-2 divide-y divide-line">
            {keys
              .filter((key) => key.provider === provider)
              .map((key) => (
                <li key={key.name} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
                  <span className="min-w-0 flex-1 basis-56">
                    <span className="block">
                      {KEYS[key.name].label} {key.masked ? <code className="text-ink-2">{key.masked}</code> : null}
                    </span>
                    <span className="text-ink-2 type-small">
                      {SOURCES[key.source]}
                      {key.updatedBy ? `, by @${key.updatedBy}` : ""}
                      {key.updatedAt ? `, ${dayAndTime(key.updatedAt)}` : ""}
                    </span>
                  </span>
                  {key.isWaiting ? <Badge tone="marigold">Waits for its companions</Badge> : null}
                  <span className="flex gap-2">
                    <Button
                      size="compact"
                      disabled={!canStore}
                      onClick={() => setEditing(key)}
                      aria-label={`Replace ${key.name}`}
                    >
                      {key.source === "missing" ? "Put in" : "Replace"}
                    </Button>
                    {key.source === "stored" ? (
                      <Button
                        size="compact"
                        variant="danger"
                        onClick={() => setRemoving(key)}
                        aria-label={`Remove ${key.name}`}
                      >
                        Remove
                      </Button>
                    ) : null}
                  </span>
                </li>
              ))}
          </ul>
        </section>
      ))}
      {editing ? <KeyDialog of={editing} onClose={() => setEditing(undefined)} /> : null}
      {removing ? <RemoveDialog of={removing} onClose={() => setRemoving(undefined)} /> : null}
    </div>
  );
}

function Test({ provider }: { provider: Provider }) {
  const [said, setSaid] = useState<{ ok: boolean; message: string }>();
  const [isBusy, setBusy] = useState(false);
  const test = async () => {
    setBusy(true);
    try {
      const { ok, message, ms } = await call(testProviderEndpoint, { params: { provider } });
      setSaid({ ok, message: `${message} (${ms} ms)` });
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      setSaid({ ok: false, message: error.message });
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="flex flex-wrap items-center gap-3">
      <p role="status" className={said ? (said.ok ? "text-good type-small" : "text-bad type-small") : "type-small"}>
        {said?.message}
      </p>
      <Button size="compact" busy={isBusy} onClick={() => void test()} aria-label={`Test ${NAMES[provider].name}`}>
        Test
      </Button>
    </div>
  );
}

function KeyDialog({ of, onClose }: { of: KeyView; onClose: () => void }) {
  const router = useRouter();
  const [value, setValue] = useState("");
  const send = async () => {
    await call(storeKeyEndpoint, { params: { name: of.name }, body: { value } });
    notify({ message: "Stored, and in force in every process." });
    router.refresh();
  };
  return (
    <FormDialog title={`${of.name}`} verb="Store" send={send} onClose={onClose}>
      {(problem) => (
        <>
          <Input
            label={KEYS[of.name].label}
            type="password"
            autoComplete="off"
            spellCheck={false}
            value={value}
            onChange={({ target }) => setValue(target.value)}
            error={problem?.fieldError("value")}
            help={KEYS[of.name].hint}
          />
          <p className="text-ink-2 type-small">
            It is encrypted at once and never shown again. It wins over the environment.
          </p>
        </>
      )}
    </FormDialog>
  );
}

function RemoveDialog({ of, onClose }: { of: KeyView; onClose: () => void }) {
  const router = useRouter();
  const send = async () => {
    await call(removeKeyEndpoint, { params: { name: of.name } });
    notify({ message: "Removed. The environment counts again." });
    router.refresh();
  };
  return (
    <FormDialog title={`Remove ${of.name}?`} verb="Remove" send={send} onClose={onClose}>
      {() => (
        <p>
          Every process goes on with what the environment says, at once. The key itself can’t be brought back from here.
        </p>
      )}
    </FormDialog>
  );
}
