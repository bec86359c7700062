import { startApp } from "@/tests/support/app";
import { cloneTemplate, openTemplate } from "@/tests/support/template";

const hourInIndia = () =>
  new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Kolkata", hour: "numeric", hourCycle: "h23" }).format(new Date());

/** The app for the browser tests: started once, with a database of its own. Tests find it in the environment. */
export default async function setUp(): Promise<() => Promise<void>> {
  const template = await openTemplate();
  const database = await cloneTemplate(template);
  const close = async () => {
    await database.drop();
    await template.release();
  };
  // It is morning, so that the daily mail comes.
  const env = { DIGEST_HOUR: hourInIndia() };
  const app = await startApp({ name: "e2e", databaseUrl: database.url, env }).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  process.env.STUDIO_URL = app.url;
  process.env.STUDIO_DATABASE_URL = database.url;
  process.env.STUDIO_SANDBOX_URL = app.sandbox.url;
  process.env.STUDIO_SANDBOX_TOKEN = app.sandbox.token;
  return async () => {
    await app.stop();
    await close();
  };
}
