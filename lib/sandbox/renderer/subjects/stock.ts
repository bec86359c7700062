import { ANIMALS } from "./animals";
import { BUILDINGS } from "./buildings";
import { CLOTHES } from "./clothes";
import { FESTIVE } from "./festive";
import { FOOD } from "./food";
import { FRUIT } from "./fruit";
import { LARGE_ANIMALS } from "./large-animals";
import { LEARNING } from "./learning";
import { PEOPLE } from "./people";
import { PLANTS } from "./plants";
import type { Subject } from "./subject";
import { THINGS } from "./things";
import { VEHICLES } from "./vehicles";
import { VESSELS } from "./vessels";

const ALL = {
  ...VESSELS,
  ...FRUIT,
  ...FOOD,
  ...THINGS,
  ...CLOTHES,
  ...VEHICLES,
  ...BUILDINGS,
  ...PLANTS,
  ...ANIMALS,
  ...LARGE_ANIMALS,
  ...PEOPLE,
  ...FESTIVE,
  ...LEARNING,
};

export type SubjectKind = keyof typeof ALL;
/** Everything that can be drawn, by name. */
export const STOCK: Readonly<Record<SubjectKind, Subject>> = ALL;
