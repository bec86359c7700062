export type Visitor = "nobody" | "suspended" | "unverified" | "other" | "moderator" | "admin" | "owner";
/** What a visitor gets of a page: itself, nothing, the way to sign in, or the studio because they are signed in already. */
export type Answer = "shown" | "missing" | "sign in" | "studio";
export type Page = {
  /** As it is asked; by default the pattern itself. */
  address?: (things: PageThings) => string;
  answers: Record<Visitor, Answer>;
};
/** What the owner has, by the names of the parameters. */
export type PageThings = Record<
  "imageId" | "orderId" | "decisionId" | "jobId" | "handle" | "userId" | "postId" | "shareId" | "ticketId",
  string
>;

const everybody = (answer: Answer): Record<Visitor, Answer> => ({
  ...{ nobody: answer, suspended: answer, unverified: answer, other: answer },
  ...{ moderator: answer, admin: answer, owner: answer },
});
/** No session is good while somebody is suspended. */
const outside = { nobody: "sign in", suspended: "sign in" } as const;

const open: Page = { answers: everybody("shown") };
const signedIn: Page = { answers: { ...everybody("shown"), ...outside } };
const forNobody: Page = { answers: { ...everybody("studio"), nobody: "shown", suspended: "shown" } };
const admins: Page = { answers: { ...everybody("missing"), ...outside, admin: "shown" } };
const team: Page = { answers: { ...admins.answers, moderator: "shown" } };
const own: Page = { answers: { ...everybody("missing"), ...outside, owner: "shown" } };
const at = (page: Page, address: Page["address"]): Page => ({ ...page, ...(address ? { address } : {}) });

/** Every page of the app; one without a row fails authorisation.test. */
export const PAGES: Record<string, Page> = {
  "/": open,
  "/docs": open,
  "/grievance": open,
  "/grievance/{id}": at(open, ({ ticketId }) => `/grievance/${ticketId}`),
  "/guidelines": open,
  "/privacy": open,
  "/terms": open,
  "/transparency": open,
  "/s/{shareId}": at(open, ({ shareId }) => `/s/${shareId}`),
  "/login": forNobody,
  "/register": forNobody,
  "/forgot-password": open,
  "/reset-password": open,
  "/unsubscribe": open,
  "/verify-email": open,
  "/settings": signedIn,
  "/studio": signedIn,
  "/studio/buy-credits": signedIn,
  "/studio/credits": signedIn,
  "/studio/credits/orders": signedIn,
  "/studio/credits/orders/{orderId}": at(own, ({ orderId }) => `/studio/credits/orders/${orderId}`),
  "/studio/decisions/{id}": at(own, ({ decisionId }) => `/studio/decisions/${decisionId}`),
  "/studio/my-creations": signedIn,
  "/studio/my-creations/{id}": at(own, ({ imageId }) => `/studio/my-creations/${imageId}`),
  "/studio/my-creations/collections": signedIn,
  "/studio/notifications": signedIn,
  "/studio/referrals": signedIn,
  "/studio/community": open,
  "/studio/community/{id}": at(open, ({ postId }) => `/studio/community/${postId}`),
  "/studio/feed": open,
  "/u/{handle}": at(open, ({ handle }) => `/u/${handle}`),
  "/u/{handle}/followers": at(open, ({ handle }) => `/u/${handle}/followers`),
  "/u/{handle}/following": at(open, ({ handle }) => `/u/${handle}/following`),
  "/admin": admins,
  "/admin/audit": admins,
  "/admin/catalogue": admins,
  "/admin/jobs": admins,
  "/admin/jobs/{id}": at(admins, ({ jobId }) => `/admin/jobs/${jobId}`),
  "/admin/ledger": admins,
  "/admin/moderation": team,
  "/admin/payments": admins,
  "/admin/payments/{orderId}": at(admins, ({ orderId }) => `/admin/payments/${orderId}`),
  "/admin/providers": admins,
  "/admin/settings": admins,
  "/admin/tickets": team,
  "/admin/users": admins,
  "/admin/users/{id}": at(admins, ({ userId }) => `/admin/users/${userId}`),
  "/admin/users/adjustments": admins,
  "/admin/users/grants": admins,
};
