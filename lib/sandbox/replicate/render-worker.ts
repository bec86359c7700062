import { parentPort } from "node:worker_threads";
import { render } from "../renderer/render";

type Task = { key: string; request: Parameters<typeof render>[0] };

parentPort?.on("message", ({ key, request }: Task) => {
  render(request).then(
    (picture) => parentPort?.postMessage({ key, picture }),
    (error: unknown) => parentPort?.postMessage({ key, error: String(error) }),
  );
});
