import { afterAll, beforeAll } from "vitest";
import { describeAddresses } from "./web/addresses";
import { describeBypasses } from "./web/bypasses";
import { describeDoors } from "./web/doors";
import { describeHosts } from "./web/hosts";
import { describePages } from "./web/page-matrix";
import { describeRedirects } from "./web/redirects";
import { describeSecrets } from "./web/secrets";
import { openStage, type Stage } from "./web/stage";

/** Everything that needs the app as it really runs: one start for all of it. */
let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 300_000);
afterAll(() => stage?.close(), 60_000);

const on = () => stage;
describePages(on);
describeBypasses(on);
describeRedirects(on);
describeHosts(on);
describeAddresses(on);
describeDoors(on);
// Last: it looks through everything that was said and kept meanwhile.
describeSecrets(on);
