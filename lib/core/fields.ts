import * as z from "zod/mini";
import { cleanLine, cleanText, textLength } from "./text";

/** Something to see: Hangul fillers, the blank Braille pattern and their like are letters and signs to Unicode, and nothing to a reader. */
const VISIBLE = /[^\s\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Input fields that several contracts share. Lengths count code points after cleaning. */
function cleaned(clean: (text: string) => string, what: string, min: number, max: number) {
  const limit = max.toLocaleString("en-IN");
  const message =
    min > 0 ? `${what} needs ${min} to ${limit} characters.` : `${what} may have ${limit} characters at most.`;
  const fits = (text: string) =>
    textLength(text) >= min && textLength(text) <= max && (min === 0 || VISIBLE.test(text));
  return z.pipe(
    // The raw cap keeps normalisation cheap for hostile input.
    z.string({ error: `${what} is missing.` }).check(z.maxLength(max * 8 + 100, message)),
    z.pipe(z.transform(clean), z.string().check(z.refine<string>(fits, message))),
  );
}

/** Several lines of user text. */
export const textField = (what: string, min: number, max: number) => cleaned(cleanText, what, min, max);

/** One line of user text. */
export const lineField = (what: string, min: number, max: number) => cleaned(cleanLine, what, min, max);

/** As typed but for the blanks around it. */
export const emailField = z.pipe(
  z.string({ error: "Enter your e-mail address." }).check(z.trim(), z.maxLength(254, "This address is too long.")),
  z.email({ error: "Enter an e-mail address such as name@example.in." }),
);

export const instant = z.iso.datetime();

/** `2026-11-23`: a calendar day in India. */
export const indianDay = z.iso.date("Give the day as YYYY-MM-DD.");
