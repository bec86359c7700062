import { invalid } from "@/lib/core/errors";
import { COMMON_PASSWORDS } from "./common-passwords";

/** Words that people dress up with digits and signs at either end. */
const COMMON_WORDS = new Set(
  "password passwort passwords mypassword yourpassword qwerty qwertyuiop asdfgh asdfghjkl zxcvbnm azerty welcome letmein iloveyou login admin administrator root user test testing changeme default secret master monkey dragon sunshine princess superman batman pokemon football cricket india bharat mumbai delhi bangalore jaishreeram krishna ganesh omnamahshivay google facebook instagram whatsapp microsoft computer internet samsung studio community communityaistudio abc abcd abcde abcdef abcdefg qwe asd zxc".split(
    " ",
  ),
);

const ROWS = ["abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"];
const RUNS = ROWS.flatMap((row) => [row, [...row].reverse().join("")]).map((row) => row + row);

const LEET: Record<string, string> = {
  "@": "a",
  "4": "a",
  "3": "e",
  "1": "i",
  "!": "i",
  "0": "o",
  $: "s",
  "5": "s",
  "7": "t",
};
const plain = (text: string) => text.replace(/[@431!0$57]/g, (sign) => LEET[sign] ?? sign);

/** Without the digits and signs around it: `2024Password!!` -> `password`. */
const bare = (text: string) => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");

const lettersOnly = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

function isPredictable(password: string): boolean {
  const repeatsItself = /^(.{1,5}?)\1+.{0,2}$/su.test(password);
  const hasFewCharacters = new Set(password).size <= 3;
  return repeatsItself || hasFewCharacters || RUNS.some((run) => run.includes(password));
}

function isCommon(password: string): boolean {
  const forms = [password, plain(password), bare(password), plain(bare(password)), bare(plain(password))];
  return forms.some((form) => COMMON_PASSWORDS.has(form) || COMMON_WORDS.has(form));
}

/** True when next to nothing is left of it without the person's own name or address. */
function isAboutOwner(password: string, owner: { email: string; name: string }): boolean {
  const [local = "", domain = ""] = owner.email.split("@");
  const words = [owner.email, local, domain, owner.name, ...owner.name.split(/\s+/)].map(lettersOnly);
  const squeezed = lettersOnly(password);
  return words.some((word) => word.length >= 4 && squeezed.replaceAll(word, "").length < 5 && squeezed.includes(word));
}

/**
 * Refuses a password that is guessed first, on `field`. Its length is the contract's business; there are no rules about capitals,
 * digits or signs.
 */
export function requireGoodPassword(password: string, owner: { email: string; name: string }, field: string): void {
  const lower = password.toLowerCase();
  if (isPredictable(lower)) throw invalid(field, "This repeats or counts. Choose something nobody can guess.");
  if (isCommon(lower)) throw invalid(field, "This is one of the passwords that are tried first. Choose another one.");
  if (isAboutOwner(password, owner)) throw invalid(field, "Leave your name and e-mail address out of your password.");
}
