import { defineConfig, mergeConfig } from "vitest/config";
import house from "../../../vitest.config";
import { AREAS } from "./areas.mjs";

/** The tests of one area, with a short patience: a broken product often waits for ever. */
const config = mergeConfig(house, defineConfig({ test: { testTimeout: 20_000, hookTimeout: 60_000 } }));
config.test.include = AREAS.find(({ name }) => name === process.env.MUTATION_AREA)?.tests ?? [];

export default config;
