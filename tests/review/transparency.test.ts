import { afterAll, beforeAll, expect, it } from "vitest";
import { readTransparency } from "@/lib/domain/transparency/reads";
import { POSTS } from "@/tests/community/posts";
import { type Desk, openDesk } from "./desk";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.studio.close());

it("the transparency page says what the records say: removals, reversals, median times, late answers", async () => {
  const [spam, fine, undone, warned] = [
    await desk.reported("Spam"),
    await desk.reported("Fine"),
    await desk.reported("Undone"),
    await desk.reported("Warned"),
  ];
  // Two hours of waiting for each report that is decided; one day ago in the same month or the one before.
  await desk.studio.sql("UPDATE report SET created_at = now() - interval '2 hours'");
  const hidden = await desk.decide(spam, "hide");
  await desk.decide(fine, "dismiss");
  const taken = await desk.decide(undone, "delete");
  await desk.undo(taken.body.decisionId);
  await desk.decide(warned, "warn");
  await desk.author.send("POST", `/api/studio/decisions/${hidden.body.decisionId}/appeal`, { reason: "No." });
  await desk.decide(spam, "restore", {}, desk.second);
  const comment = await desk.reporter.send("POST", `${POSTS}/${fine}/comments`, { body: "Call 98765 43210" });
  await desk.decide(comment.body.id, "suspend", { rule: "spam" });
  const file = (email: string) =>
    desk.author.send("POST", "/api/grievances", {
      name: "Asha",
      email,
      kind: "other",
      body: "Something is not right.",
    });
  const [answered, late] = [(await file("a@example.in")).body.id, (await file("b@example.in")).body.id];
  await desk.first.send("POST", `/api/admin/tickets/${answered}/answer`, { answer: "It is right now, thank you." });
  await desk.studio.sql("UPDATE grievance_ticket SET due_at = now() - interval '1 minute' WHERE id = $1", [late]);
  const months = await readTransparency(desk.studio.world);
  expect(months).toHaveLength(12);
  // Around midnight of a month's first day the two hours reach into the month before.
  const sum = (of: (month: (typeof months)[number]) => number) =>
    months.slice(0, 2).reduce((total, month) => total + of(month), 0);
  expect({
    published: sum((m) => m.published),
    reports: sum((m) => m.reports),
    upheld: sum((m) => m.reportsUpheld),
    removed: sum((m) => m.removed),
    warnings: sum((m) => m.warnings),
    suspensions: sum((m) => m.suspensions),
    undone: sum((m) => m.undone),
    appeals: [sum((m) => m.appeals), sum((m) => m.appealsUpheld)],
    tickets: [sum((m) => m.tickets), sum((m) => m.ticketsAnswered), sum((m) => m.ticketsLate)],
  }).toEqual({
    published: 4,
    reports: 4,
    upheld: 2,
    removed: 3,
    warnings: 1,
    suspensions: 1,
    undone: 1,
    appeals: [1, 1],
    tickets: [2, 1, 1],
  });
  expect(months.find(({ reportHours }) => reportHours !== null)?.reportHours).toBe(2);
});
