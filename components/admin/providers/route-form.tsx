"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Input, Select } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { notify } from "@/components/ui/toaster";
import { MODEL_KEYS, MODELS, type ModelKey } from "@/lib/domain/generation/models";
import { TIER_KEYS, TIERS, type Tier } from "@/lib/domain/generation/tiers";
import { type Routes, routesEndpoint } from "@/lib/domain/provider-keys/contract";
import { call } from "@/lib/http/call";
import { useAttempt } from "../use-attempt";

/** Who makes each tier's pictures: models in the order of fail-over, what each costs us, and what a picture may cost at most. */
export function RouteForm({ routes: given }: { routes: Routes }) {
  const router = useRouter();
  const [routes, setRoutes] = useState(given);
  const [isBusy, setBusy] = useState(false);
  const { problem, attempt } = useAttempt();
  const isChanged = JSON.stringify(routes) !== JSON.stringify(given);
  const set = (tier: Tier, route: Routes[Tier]) => setRoutes({ ...routes, [tier]: route });
  const save = async () => {
    setBusy(true);
    const done = await attempt(() => call(routesEndpoint, { body: { routes } }));
    setBusy(false);
    if (!done) return;
    notify({ message: "In force now, for every picture that is sent from here on." });
    router.refresh();
  };
  return (
    <div className="flex flex-col gap-4">
      {TIER_KEYS.map((tier) => (
        <TierForm
          key={tier}
          tier={tier}
          route={routes[tier]}
          onChange={(route) => set(tier, route)}
          errorOf={(field) => problem?.fieldError(`routes.${tier}.${field}`)}
        />
      ))}
      {problem ? (
        <Notice tone="bad" role="alert">
          {problem.message}
        </Notice>
      ) : null}
      {isChanged ? (
        <div className="flex gap-3">
          <Button variant="primary" busy={isBusy} onClick={() => void save()}>
            Apply now
          </Button>
          <Button variant="quiet" onClick={() => setRoutes(given)}>
            Discard
          </Button>
        </div>
      ) : null}
    </div>
  );
}

type TierProps = {
  tier: Tier;
  route: Routes[Tier];
  onChange: (route: Routes[Tier]) => void;
  errorOf: (field: string) => string | undefined;
};

function TierForm({ tier, route, onChange, errorOf }: TierProps) {
  const { models } = route;
  const setModel = (at: number, fields: Partial<Routes[Tier]["models"][number]>) =>
    onChange({ ...route, models: models.map((one, place) => (place === at ? { ...one, ...fields } : one)) });
  const up = (at: number) => {
    const next = [...models];
    [next[at - 1], next[at]] = [next[at]!, next[at - 1]!];
    onChange({ ...route, models: next });
  };
  const able = MODEL_KEYS.filter((key) => MODELS[key].largestPx >= TIERS[tier].longSidePx);
  const unused = able.find((key) => !models.some(({ model }) => model === key));
  return (
    <section
      aria-labelledby={`route-${tier}`}
      className="flex flex-col gap-3 rounded-card border border-line bg-surface p-4"
    >
      <div className="flex flex-wrap items-end justify-between gap-4">
        <h3 id={`route-${tier}`} className="font-strong">
          {TIERS[tier].name} <span className="font-regular text-ink-2">{TIERS[tier].longSidePx} px</span>
        </h3>
        <Input
          label="At most, ₹ a picture"
          type="number"
          min={0}
          step={0.01}
          value={String(route.maxCostPaise / 100)}
          onChange={({ target }) => onChange({ ...route, maxCostPaise: Math.round(Number(target.value) * 100) })}
          error={errorOf("maxCostPaise")}
        />
      </div>
      <ol className="flex flex-col gap-2">
        {models.map((one, at) => (
          <li key={one.model} className="flex flex-wrap items-end gap-3 border-t border-line pt-3">
            <Select
              label={at === 0 ? "First" : `Then, ${at + 1}.`}
              value={one.model}
              onChange={({ target }) => setModel(at, { model: target.value as ModelKey })}
              error={errorOf(`models.${at}.model`)}
              className="w-52"
            >
              {able.map((key) => (
                <option key={key} value={key}>
                  {MODELS[key].name}
                </option>
              ))}
            </Select>
            <Input
              label="Costs, ₹"
              type="number"
              min={0}
              step={0.01}
              value={String(one.costPaise / 100)}
              onChange={({ target }) => setModel(at, { costPaise: Math.round(Number(target.value) * 100) })}
              className="w-28"
            />
            <Checkbox
              label="Used"
              checked={one.isActive}
              onChange={({ target }) => setModel(at, { isActive: target.checked })}
            />
            <span className="flex gap-2 pb-0.5">
              <Button
                size="compact"
                disabled={at === 0}
                onClick={() => up(at)}
                aria-label={`Ask ${MODELS[one.model].name} earlier`}
              >
                Up
              </Button>
              <Button
                size="compact"
                variant="danger"
                disabled={models.length === 1}
                onClick={() => onChange({ ...route, models: models.filter((_, place) => place !== at) })}
                aria-label={`Take ${MODELS[one.model].name} out`}
              >
                Take out
              </Button>
            </span>
          </li>
        ))}
      </ol>
      {errorOf("models") ? <p className="text-bad type-small">{errorOf("models")}</p> : null}
      {unused ? (
        <Button
          size="compact"
          className="self-start"
          onClick={() =>
            onChange({
              ...route,
              models: [...models, { model: unused, costPaise: route.maxCostPaise, isActive: false }],
            })
          }
        >
          Add a model
        </Button>
      ) : null}
    </section>
  );
}
