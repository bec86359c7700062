import * as z from "zod/mini";
import { endpoint } from "@/lib/core/endpoint";
import { emailField, instant, lineField, textField } from "@/lib/core/fields";

export const userView = z.object({
  id: z.string(),
  email: z.string(),
  emailVerified: z.boolean(),
  name: z.string(),
  handle: z.string(),
  avatarUrl: z.optional(z.string()),
  role: z.enum(["user", "moderator", "admin"]),
  createdAt: instant,
});
export type UserView = z.infer<typeof userView>;

/** Somebody as everybody sees them: never an e-mail address. */
export const personView = z.object({
  handle: z.string(),
  name: z.string(),
  avatarUrl: z.optional(z.string()),
  /** Starter content of this installation, not a real person. */
  isDemo: z.optional(z.boolean()),
});
export type PersonView = z.infer<typeof personView>;

export const sessionView = z.object({
  id: z.string(),
  isCurrent: z.boolean(),
  userAgent: z.string(),
  ipAddress: z.string(),
  createdAt: instant,
  lastSeenAt: instant,
});
export type SessionView = z.infer<typeof sessionView>;

export const MIN_PASSWORD_LENGTH = 10;
export const MAX_PASSWORD_LENGTH = 200;

/** Never cleaned or trimmed beyond NFC: a password is what was typed. */
const newPassword = z.pipe(
  z
    .string({ error: "Choose a password." })
    .check(
      z.minLength(MIN_PASSWORD_LENGTH, `Use ${MIN_PASSWORD_LENGTH} characters or more.`),
      z.maxLength(MAX_PASSWORD_LENGTH, `Use ${MAX_PASSWORD_LENGTH} characters at most.`),
    ),
  z.transform((text: string) => text.normalize("NFC")),
);
const anyPassword = z.pipe(
  z.string({ error: "Enter your password." }).check(z.minLength(1, "Enter your password."), z.maxLength(1000)),
  z.transform((text: string) => text.normalize("NFC")),
);
const token = z.string({ error: "The link is incomplete." }).check(z.minLength(1), z.maxLength(200));
export const handleField = z
  .string({ error: "Choose a handle." })
  .check(
    z.trim(),
    z.toLowerCase(),
    z.regex(
      /^[a-z0-9][a-z0-9_]{2,29}$/,
      "A handle has 3 to 30 letters, digits or underscores and starts with a letter or digit.",
    ),
  );

const signedIn = z.object({ user: userView, token: z.string() });
const tag = "Account";

export const registerEndpoint = endpoint({
  method: "POST",
  path: "/api/auth/register",
  summary: "Create an account and sign in",
  tag,
  body: z.object({
    email: emailField,
    password: newPassword,
    name: lineField("Your name", 1, 80),
    handle: z.optional(handleField),
    referralCode: z.optional(z.string().check(z.maxLength(40))),
    acceptTerms: z.literal(true, { error: "Please accept the terms to create an account." }),
  }),
  response: signedIn,
  status: 201,
  errors: [409],
});
export const loginEndpoint = endpoint({
  method: "POST",
  path: "/api/auth/login",
  summary: "Sign in",
  tag,
  body: z.object({ email: z.string().check(z.maxLength(254)), password: anyPassword }),
  response: signedIn,
});
export const logoutEndpoint = endpoint({ method: "POST", path: "/api/auth/logout", summary: "Sign out here", tag });
export const logoutAllEndpoint = endpoint({
  method: "POST",
  path: "/api/auth/logout-all",
  summary: "Sign out on every device",
  tag,
});
export const refreshEndpoint = endpoint({
  method: "POST",
  path: "/api/auth/refresh",
  summary: "Exchange the refresh cookie for a new access token",
  tag,
  response: signedIn,
});
export const verifyEmailEndpoint = endpoint({
  method: "POST",
  path: "/api/auth/verify-email",
  summary: "Confirm an e-mail address",
  tag,
  body: z.object({ token }),
});
export const resendVerificationEndpoint = endpoint({
  method: "POST",
  path: "/api/auth/resend-verification",
  summary: "Send the confirmation mail again",
  tag,
  body: z.object({ email: emailField }),
});
export const forgotPasswordEndpoint = endpoint({
  method: "POST",
  path: "/api/auth/forgot-password",
  summary: "Send a link to choose a new password",
  tag,
  body: z.object({ email: emailField }),
});
export const resetPasswordEndpoint = endpoint({
  method: "POST",
  path: "/api/auth/reset-password",
  summary: "Choose a new password with a mailed token",
  tag,
  body: z.object({ token, password: newPassword }),
});
export const changePasswordEndpoint = endpoint({
  method: "POST",
  path: "/api/auth/change-password",
  summary: "Change the password; signs out other devices",
  tag,
  body: z.object({ currentPassword: anyPassword, newPassword }),
});
export const meEndpoint = endpoint({
  method: "GET",
  path: "/api/auth/me",
  summary: "Who is signed in",
  tag,
  response: z.object({ user: userView }),
});
export const COMMENTS_FROM = ["everyone", "followers", "nobody"] as const;
export const MAX_BIO_LENGTH = 300;
/** What people may change about themselves. */
export const profileChanges = z.object({
  name: z.optional(lineField("Your name", 1, 80)),
  handle: z.optional(handleField),
  bio: z.optional(textField("What you write about yourself", 0, MAX_BIO_LENGTH)),
  /** Who may comment on their posts. */
  commentsFrom: z.optional(z.enum(COMMENTS_FROM)),
  /** Only who follows already sees profile and posts. */
  isPrivate: z.optional(z.boolean()),
});
export type ProfileChanges = z.infer<typeof profileChanges>;
export const updateMeEndpoint = endpoint({
  method: "PATCH",
  path: "/api/auth/me",
  summary: "Change one's own profile",
  tag,
  body: profileChanges,
  response: z.object({ user: userView }),
  errors: [409],
});
export const sessionsEndpoint = endpoint({
  method: "GET",
  path: "/api/auth/sessions",
  summary: "Devices that are signed in",
  tag,
  response: z.object({ items: z.array(sessionView) }),
});
export const revokeSessionEndpoint = endpoint({
  method: "DELETE",
  path: "/api/auth/sessions/{id}",
  summary: "Sign one device out",
  tag,
});
