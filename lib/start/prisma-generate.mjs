import "./node-version.mjs";
import { generateClient } from "./prepare.mjs";
import { fail } from "./steps.mjs";

generateClient().catch(fail);
