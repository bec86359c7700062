import type { AdminRows, Team } from "../team";

const PATH = "/api/admin/providers";
let count = 0;
/** Differs from what is in force each time. */
const routes = async (team: Team) => {
  const { routes: now } = (await team.admin.get(PATH)).body;
  return { ...now, standard: { ...now.standard, maxCostPaise: 500 + ++count } };
};
const KEY = "sandbox-key-of-a-matrix-test";

export const PROVIDER_ROWS: AdminRows = {
  "GET /api/admin/providers": { role: "admin", status: 200 },
  "PUT /api/admin/providers/keys/{name}": {
    role: "admin",
    status: 200,
    prepare: () => ({ params: { name: "GEMINI_API_KEY" }, body: { value: KEY } }),
    action: "provider.store-key",
  },
  "DELETE /api/admin/providers/keys/{name}": {
    role: "admin",
    status: 204,
    prepare: async (team) => {
      await team.admin.send("PUT", `${PATH}/keys/GEMINI_API_KEY`, { value: KEY });
      return { params: { name: "GEMINI_API_KEY" } };
    },
    action: "provider.remove-key",
  },
  "POST /api/admin/providers/{provider}/test": {
    role: "admin",
    status: 200,
    prepare: () => ({ params: { provider: "razorpay" } }),
    action: "provider.test",
  },
  "PUT /api/admin/providers/routes": {
    role: "admin",
    status: 200,
    prepare: async (team) => ({ body: { routes: await routes(team) } }),
    action: "settings.routes",
  },
};
