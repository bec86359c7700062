import type { AdminRows, Team } from "../team";

const PATH = "/api/admin/settings";
let count = 0;
/** Something that differs from what is in force, whatever went before. */
const fresh = () => ({ changes: { appealHours: 40 + (++count % 300) }, note: "Tried." });

/** No version may wait while another is made. */
async function withdrawn(team: Team): Promise<void> {
  const { body } = await team.admin.get(PATH);
  if (body.upcoming) await team.admin.send("DELETE", `${PATH}/${body.upcoming.version}`);
}

export const SETTINGS_ROWS: AdminRows = {
  "GET /api/admin/settings": { role: "admin", status: 200 },
  "POST /api/admin/settings": {
    role: "admin",
    status: 201,
    prepare: async (team) => {
      await withdrawn(team);
      return { body: fresh() };
    },
    action: "settings.change",
  },
  "DELETE /api/admin/settings/{version}": {
    role: "admin",
    status: 204,
    prepare: async (team) => {
      await withdrawn(team);
      const effectiveAt = new Date(Date.now() + 3_600_000).toISOString();
      const { body } = await team.admin.send("POST", PATH, { ...fresh(), effectiveAt });
      return { params: { version: String(body.upcoming.version) } };
    },
    action: "settings.withdraw",
  },
  "POST /api/admin/settings/{version}/again": {
    role: "admin",
    status: 201,
    prepare: async (team) => {
      await withdrawn(team);
      const { body } = await team.admin.send("POST", PATH, fresh());
      return { params: { version: String(body.history[1].version) } };
    },
    action: "settings.repeat",
  },
  // Counts, and changes nothing.
  "POST /api/admin/settings/preview": { role: "admin", status: 200, prepare: () => ({ body: fresh() }), action: null },
  "GET /api/admin/packages": { role: "admin", status: 200 },
  "PUT /api/admin/packages": {
    role: "admin",
    status: 200,
    prepare: async (team) => {
      await withdrawn(team);
      const { items } = (await team.admin.get("/api/admin/packages")).body;
      return {
        body: { packages: items.map((one: { pricePaise: number }) => ({ ...one, pricePaise: one.pricePaise + 100 })) },
      };
    },
    action: "settings.packages",
  },
};
