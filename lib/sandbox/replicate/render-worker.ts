import { type RenderRequest, render } from "../renderer/render";

type Task = { key: string; request: RenderRequest };

/** A process of its own that paints; it ends with its parent. */
process.on("message", ({ key, request }: Task) => {
  render(request).then(
    (picture) => process.send?.({ key, picture }),
    (error: unknown) => process.send?.({ key, error: String(error) }),
  );
});
process.on("disconnect", () => process.exit(0));
