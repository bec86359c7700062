import type { TestProject } from "vitest/node";
import { openTemplate, type Template } from "@/tests/support/template";

declare module "vitest" {
  interface ProvidedContext {
    databaseTemplate: Template;
  }
}

/** One PostgreSQL for the run, the same server for runs at the same time. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const { adminUrl, template, release } = await openTemplate();
  project.provide("databaseTemplate", { adminUrl, template });
  return release;
}
