/** How names begin under which this browser keeps what belongs to one account: wishes not sent, payments under way. */
const KEPT_FOR_AN_ACCOUNT = /^(studio|credits)\./;

/** Removes what this browser keeps of the account that signs out, so that whoever uses it next finds nothing of it. */
export function forgetAccount(): void {
  for (const storage of [localStorage, sessionStorage]) {
    for (const name of Object.keys(storage)) if (KEPT_FOR_AN_ACCOUNT.test(name)) storage.removeItem(name);
  }
}
