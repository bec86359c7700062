/** Prefixed, sortable, typed ids: `gen_` + UUIDv7 (RFC 9562) without dashes, 36 characters at most. */
const PREFIX = {
  user: "usr",
  session: "ses",
  mailToken: "mlt",
  entry: "ent",
  grant: "grt",
  generation: "gen",
  image: "img",
  prompt: "pmt",
  collection: "col",
  share: "shr",
  order: "ord",
  debt: "dbt",
  post: "pst",
  comment: "cmt",
  report: "rpt",
  decision: "dcs",
  appeal: "apl",
  ticket: "tkt",
  adjustment: "adj",
  refundRequest: "rrq",
  ledgerCheck: "chk",
  template: "tpl",
  templatePicture: "tpp",
  notification: "ntf",
  avatar: "avt",
  webhookEvent: "whe",
  request: "req",
} as const;

export type IdKind = keyof typeof PREFIX;
export type Id<K extends IdKind> = `${(typeof PREFIX)[K]}_${string}`;

function uuidv7(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let time = Date.now();
  for (let i = 5; i >= 0; i--) {
    bytes[i] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes[6] = 0x70 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function newId<K extends IdKind>(kind: K): Id<K> {
  return `${PREFIX[kind]}_${uuidv7()}`;
}

/** True for text shaped like an id of this kind; anything else is "not found" without a query. */
export function isId<K extends IdKind>(kind: K, text: string): text is Id<K> {
  return new RegExp(`^${PREFIX[kind]}_[0-9a-f]{32}$`).test(text);
}
