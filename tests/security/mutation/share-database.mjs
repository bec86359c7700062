import { symlinkSync } from "node:fs";
import path from "node:path";

// Tests run in a copy of the sources below .data-test; the PostgreSQL they use is that of all tests, so that what is left running is found and ended.
symlinkSync(path.resolve("../.."), path.resolve(".data-test"), "junction");
