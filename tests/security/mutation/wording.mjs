import { declareValuePlugin, PluginKind } from "@stryker-mutator/api/plugin";

/** Calls whose texts are for people or for tests that kill the process: `log.warn("...")`, `new Error("...")`, `new AppError(code, "...")`, `notFound("...")`, `failpoint("...")`. */
function wordingOf(call) {
  const { callee, arguments: given } = call.node;
  if (call.isNewExpression()) return callee.name?.endsWith("Error") ? given.slice(callee.name === "Error" ? 0 : 1) : [];
  if (!call.isCallExpression()) return [];
  if (callee.name === "notFound" || callee.property?.name === "failpoint") return given;
  if (callee.object?.name === "log" || callee.object?.property?.name === "log") return given;
  return [];
}

const isWithin = (path, found) => path.node === found || Boolean(path.findParent(({ node }) => node === found));

/** What a text says, and what a line of the log holds, is no guarantee of this suite. */
function shouldIgnore(path) {
  const call = path.findParent((one) => one.isNewExpression() || one.isCallExpression());
  if (call && wordingOf(call).some((argument) => isWithin(path, argument))) return "wording";
}

export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, "wording", { shouldIgnore })];
