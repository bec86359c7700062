import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deleteTemplatePicture, templatePictureKey } from "@/lib/domain/catalog/template-picture";
import { picture, TEMPLATE } from "@/tests/admin/rows/catalogue";
import { newMember } from "@/tests/admin/team";
import { type Caller, openStudio, type Studio } from "@/tests/generation/studio";
import { dispatch } from "@/tests/support/routes";

let studio: Studio;
let admin: Caller;
let user: Caller;
beforeAll(async () => {
  studio = await openStudio({ RATE_LIMIT_SCALE: "1000" });
  admin = await newMember(studio, "admin");
  user = await studio.newUser(5);
});
afterAll(() => studio.close());

const TEMPLATES = "/api/admin/templates";
const shown = async (address: string) =>
  (await user.get(address)).body.items as { id: string; title: string; imageUrl?: string }[];
const create = async (over: Record<string, unknown> = {}) => admin.send("POST", TEMPLATES, { ...TEMPLATE, ...over });
const upload = (id: string, file: Buffer) =>
  dispatch(
    new Request(new URL(`${TEMPLATES}/${id}/picture`, studio.origin), {
      method: "PUT",
      headers: { Authorization: `Bearer ${admin.token}` },
      body: new Uint8Array(file),
    }),
  );

describe("a template", () => {
  it("is made, gets a picture, is activated, changed, taken out and put back; the studio follows at once", async () => {
    const { status, body } = await create();
    expect([status, body.isActive, body.hasPicture]).toEqual([201, false, false]);
    const { id } = body;
    expect((await shown("/api/studio/templates")).some((one) => one.id === id)).toBe(false);
    expect((await admin.send("PATCH", `${TEMPLATES}/${id}`, { isActive: true })).status).toBe(409);
    const drawn = await (await upload(id, await picture())).json();
    expect(drawn).toMatchObject({ imageWidth: 300, imageHeight: 300, hasPicture: true });
    expect(drawn.placeholder.length).toBeGreaterThan(10);
    const file = await dispatch(new Request(new URL(drawn.imageUrl, studio.origin)));
    expect([file.status, file.headers.get("content-type")]).toEqual([200, "image/webp"]);
    await file.body?.cancel();
    await admin.send("PATCH", `${TEMPLATES}/${id}`, { isActive: true, title: "मिट्टी का घड़ा" });
    expect((await shown("/api/studio/templates?categoryId=shop")).at(-1)).toMatchObject({ id, title: "मिट्टी का घड़ा" });
    await admin.send("PATCH", `${TEMPLATES}/${id}`, { isActive: false });
    expect((await user.get(`/api/studio/templates/${id}`)).status).toBe(404);
    await admin.send("PATCH", `${TEMPLATES}/${id}`, { isActive: true });
    expect((await user.get(`/api/studio/templates/${id}`)).status).toBe(200);
  });

  it("loses the file of an earlier picture, and keeps the one it has", async () => {
    const { id } = (await create()).body;
    const first = (await (await upload(id, await picture("red"))).json()).imageUrl.split("/")[2];
    const second = (await (await upload(id, await picture("blue"))).json()).imageUrl.split("/")[2];
    for (const pictureId of [first, second]) await deleteTemplatePicture(studio.world, { pictureId });
    const lies = (pictureId: string) => studio.world.ports.media.exists(templatePictureKey(pictureId));
    expect([await lies(first), await lies(second)]).toEqual([false, true]);
  });

  it.each([
    [{ prompt: "A jar of {thing}" }, "slots", 422],
    [{ slots: [...TEMPLATE.slots, { name: "more", label: "More", example: "x" }] }, "slots", 422],
    [{ slots: [TEMPLATE.slots[0], TEMPLATE.slots[0], TEMPLATE.slots[1]] }, "slots", 422],
    [{ categoryId: "none" }, "categoryId", 422],
    [{ aspectRatio: "7:1" }, "aspectRatio", 422],
    [{ seed: -1 }, "seed", 422],
    [{ prompt: "A naked child in {light} light, {product}" }, "prompt", 422],
  ])("is refused with %j, and the field is named", async (over, field, expected) => {
    const { status, body } = await create(over);
    expect([status, body.errors[0].field]).toEqual([expected, field]);
  });

  it("takes no file that is no picture", async () => {
    const { id } = (await create()).body;
    for (const file of [
      Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"),
      Buffer.from("GIF89a"),
      Buffer.alloc(0),
    ])
      expect((await upload(id, file)).status).toBe(422);
    expect((await upload("tpl_none", await picture())).status).toBe(404);
  });

  it("is made from by people, and its recipe remembers it when it is taken out", async () => {
    const [one] = await shown("/api/studio/templates");
    const made = await user.generate({ templateId: one!.id });
    expect(made.status).toBe(202);
    await admin.send("PATCH", `${TEMPLATES}/${one!.id}`, { isActive: false });
    expect((await user.job(made.body.jobId)).templateId).toBe(one!.id);
    await admin.send("PATCH", `${TEMPLATES}/${one!.id}`, { isActive: true });
  });
});

describe("categories", () => {
  it("are added at the end, named once, changed, ordered, and taken out with their templates", async () => {
    const made = await admin.send("POST", "/api/admin/categories", { id: "sports", title: "Sports", emoji: "🏏" });
    expect([made.status, made.body.position]).toEqual([201, 5]);
    expect(
      (await admin.send("POST", "/api/admin/categories", { id: "sports", title: "Again", emoji: "🏏" })).body.errors[0]
        .field,
    ).toBe("id");
    expect((await admin.send("POST", "/api/admin/categories", { id: "x y", title: "X", emoji: "🏏" })).status).toBe(
      422,
    );
    expect((await admin.send("POST", "/api/admin/categories", { id: "flags", title: "X", emoji: "🏴" })).status).toBe(
      422,
    );
    const ids = (await shown("/api/studio/categories")).map(({ id }) => id);
    const turned = [...ids].reverse();
    expect((await admin.send("PUT", "/api/admin/categories/order", { ids: turned })).status).toBe(200);
    expect((await shown("/api/studio/categories")).map(({ id }) => id)).toEqual(turned);
    expect((await admin.send("PUT", "/api/admin/categories/order", { ids: turned.slice(1) })).status).toBe(409);
    await admin.send("PATCH", "/api/admin/categories/food", { isActive: false });
    expect((await shown("/api/studio/categories")).map(({ id }) => id)).not.toContain("food");
    expect(await shown("/api/studio/templates?categoryId=food")).toEqual([]);
    await admin.send("PATCH", "/api/admin/categories/food", { isActive: true });
    expect((await shown("/api/studio/templates?categoryId=food")).length).toBeGreaterThan(0);
    expect((await admin.send("PATCH", "/api/admin/categories/none", { title: "X" })).status).toBe(404);
  });

  it("order their templates, all of one category at a time", async () => {
    const all = (await admin.get(TEMPLATES)).body.items as { id: string; categoryId: string }[];
    const ids = all.filter(({ categoryId }) => categoryId === "class").map(({ id }) => id);
    await admin.send("PUT", `${TEMPLATES}/order`, { ids: [...ids].reverse() });
    expect((await shown("/api/studio/templates?categoryId=class")).map(({ id }) => id)).toEqual([...ids].reverse());
    const other = all.find(({ categoryId }) => categoryId === "food")!.id;
    expect((await admin.send("PUT", `${TEMPLATES}/order`, { ids: [...ids.slice(1), other] })).status).toBe(409);
  });
});
