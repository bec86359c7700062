"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { Input } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { notify } from "@/components/ui/toaster";
import {
  changeSettingsEndpoint,
  type EffectView,
  previewSettingsEndpoint,
  SETTING_GROUPS,
  SETTING_NAMES,
  SETTINGS,
  type SettingChanges,
  type SettingGroup,
  type SettingName,
  type SettingValues,
} from "@/lib/domain/settings/contract";
import { call } from "@/lib/http/call";
import { useAttempt } from "../use-attempt";
import { ApplyBar } from "./apply-bar";

const UNIT_WORDS = { credits: "credits", count: "", percent: "%", hours: "hours", days: "days" } as const;

/** Every value in its group; what differs is marked, previewed, and applied as one version. */
export function SettingsForm({ values, isLocked }: { values: SettingValues; isLocked: boolean }) {
  const router = useRouter();
  const [typed, setTyped] = useState<Partial<Record<SettingName, string>>>({});
  const { problem, attempt } = useAttempt();
  const changed = SETTING_NAMES.filter((name) => typed[name] !== undefined && typed[name] !== String(values[name]));
  const changes = Object.fromEntries(changed.map((name) => [name, Number(typed[name])])) as SettingChanges;

  const preview = () =>
    attempt<EffectView[]>(
      async () => (await call(previewSettingsEndpoint, { body: { changes: changes as never } })).effects,
    );
  const apply = async ({ note, effectiveAt }: { note: string; effectiveAt?: string }) => {
    const body = { changes: changes as never, note, ...(effectiveAt ? { effectiveAt } : {}) };
    const done = await attempt(() => call(changeSettingsEndpoint, { body }));
    if (!done) return false;
    setTyped({});
    notify({ message: effectiveAt ? "Decided. It comes into force by itself." : "In force now." });
    router.refresh();
    return true;
  };
  const errorOf = (name: SettingName) => problem?.fieldError(`changes.${name}`);
  return (
    <div className="flex flex-col gap-8">
      {(Object.keys(SETTING_GROUPS) as SettingGroup[]).map((group) => (
        <section key={group} aria-labelledby={`group-${group}`} className="flex flex-col gap-3">
          <h2 id={`group-${group}`} className="type-heading">
            {SETTING_GROUPS[group]}
          </h2>
          <div className="grid gap-4 fold:grid-cols-3 wide:grid-cols-4">
            {SETTING_NAMES.filter((name) => SETTINGS[name].group === group).map((name) => (
              <Value
                key={name}
                name={name}
                value={typed[name] ?? String(values[name])}
                isChanged={changed.includes(name)}
                was={values[name]}
                isLocked={isLocked}
                error={errorOf(name)}
                onChange={(text) => setTyped({ ...typed, [name]: text })}
              />
            ))}
          </div>
        </section>
      ))}
      {problem && !changed.some(errorOf) ? (
        <Notice tone="bad" role="alert">
          {problem.message}
        </Notice>
      ) : null}
      {changed.length > 0 ? (
        <ApplyBar
          key={JSON.stringify(changes)}
          what={`${changed.length} ${changed.length === 1 ? "change" : "changes"}`}
          preview={preview}
          apply={apply}
          onDiscard={() => setTyped({})}
        />
      ) : null}
    </div>
  );
}

type ValueProps = {
  name: SettingName;
  value: string;
  was: number;
  isChanged: boolean;
  isLocked: boolean;
  error: string | undefined;
  onChange: (text: string) => void;
};

function Value({ name, value, was, isChanged, isLocked, error, onChange }: ValueProps) {
  const setting = SETTINGS[name];
  const help = "help" in setting ? setting.help : undefined;
  return (
    <div className={classNames("rounded-control", isChanged && "bg-wash outline-8 outline-wash")}>
      <Input
        label={setting.label}
        aside={UNIT_WORDS[setting.unit]}
        type="number"
        inputMode="decimal"
        min={setting.min}
        max={setting.max}
        step={setting.unit === "credits" ? 0.01 : 1}
        value={value}
        disabled={isLocked}
        error={error}
        help={isChanged ? `Was ${was}` : help}
        onChange={({ target }) => onChange(target.value)}
      />
    </div>
  );
}
