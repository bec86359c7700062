import sharp from "sharp";
import type { AdminRows, Team } from "../team";

export const TEMPLATE = {
  categoryId: "shop",
  title: "A jar on stone",
  description: "One product, calm light.",
  prompt: "A jar of {product} on grey stone, {light} light",
  slots: [
    { name: "product", label: "Product", example: "mango pickle" },
    { name: "light", label: "Light", example: "morning" },
  ],
  negativePrompt: "",
  aspectRatio: "1:1",
  style: null,
  seed: 7,
};
export const picture = (colour = "orange", side = 300) =>
  sharp({ create: { width: side, height: side, channels: 3, background: colour } })
    .png()
    .toBuffer();

let count = 0;
const fresh = () => ({ id: `made-${++count}`, title: "Made", emoji: "🎨" });
const template = async (team: Team) =>
  (await team.admin.send("POST", "/api/admin/templates", TEMPLATE)).body.id as string;
const idsOf = async (team: Team, address: string) =>
  (await team.admin.get(address)).body.items as { id: string; categoryId?: string }[];

export const CATALOGUE_ROWS: AdminRows = {
  "GET /api/admin/categories": { role: "admin", status: 200 },
  "POST /api/admin/categories": {
    role: "admin",
    status: 201,
    prepare: () => ({ body: fresh() }),
    action: "category.create",
  },
  "PATCH /api/admin/categories/{id}": {
    role: "admin",
    status: 200,
    prepare: () => ({ params: { id: "shop" }, body: { title: `Shop ${++count}` } }),
    action: "category.change",
  },
  "PUT /api/admin/categories/order": {
    role: "admin",
    status: 200,
    prepare: async (team) => ({
      body: { ids: (await idsOf(team, "/api/admin/categories")).map(({ id }) => id).reverse() },
    }),
    action: "category.order",
  },
  "GET /api/admin/templates": { role: "admin", status: 200 },
  "POST /api/admin/templates": {
    role: "admin",
    status: 201,
    prepare: () => ({ body: TEMPLATE }),
    action: "template.create",
  },
  "PATCH /api/admin/templates/{id}": {
    role: "admin",
    status: 200,
    prepare: async (team) => ({ params: { id: await template(team) }, body: { title: "Another jar" } }),
    action: "template.change",
  },
  "PUT /api/admin/templates/order": {
    role: "admin",
    status: 200,
    prepare: async (team) => {
      const all = await idsOf(team, "/api/admin/templates");
      return {
        body: {
          ids: all
            .filter(({ categoryId }) => categoryId === "food")
            .map(({ id }) => id)
            .reverse(),
        },
      };
    },
    action: "template.order",
  },
  "PUT /api/admin/templates/{id}/picture": {
    role: "admin",
    status: 200,
    prepare: async (team) => ({ params: { id: await template(team) }, file: await picture() }),
    action: "template.picture",
  },
};
