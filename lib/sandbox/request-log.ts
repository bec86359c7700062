/** One request that the sandbox received, or (service `webhook`) sent. */
export type LoggedRequest = {
  at: string;
  service: string;
  method: string;
  path: string;
  /** `cut` when the line was cut or nothing was sent, be it never or not yet. */
  status: number | "cut";
  ms: number;
  body?: string;
};

export type LogFilter = {
  service?: string | null;
  method?: string | null;
  /** Part of the path. */
  path?: string | null;
  status?: string | null;
};

const KEEP = 5_000;
const BODY = 2_000;

/** Signatures and keys within addresses and forms, and cards. Headers, where the others travel, are not kept at all. */
const redact = (text: string) =>
  text
    .replace(/([?&](?:t|sig|key|token)=)[^&"\s\\]+/g, "$1(redacted)")
    .replace(/("(?:card|otp)":\s*")[^"]*/g, "$1(redacted)")
    .replace(/(name="(?:signature|api_key)"\r\n\r\n)[^\r]*/g, "$1(redacted)")
    .replace(/\/s--[\w-]+--\//g, "/s--(redacted)--/");

/** Every request, oldest first; bodies shortened, secrets left out. */
export class RequestLog {
  private requests: LoggedRequest[] = [];

  constructor(private readonly clock: { now(): number; iso(): string }) {}

  /** Books a request at its arrival; the returned function books its end. */
  open(request: { service: string; method: string; path: string; body?: Buffer }): (status: number | "cut") => void {
    const { body, ...line } = request;
    const startedAt = performance.now();
    const text = body?.length ? redact(body.subarray(0, 4 * BODY).toString("utf8")).slice(0, BODY) : undefined;
    const entry: LoggedRequest = {
      at: this.clock.iso(),
      ...line,
      path: redact(line.path),
      status: "cut",
      ms: 0,
      ...(text ? { body: text } : {}),
    };
    this.requests.push(entry);
    if (this.requests.length > KEEP) this.requests.shift();
    return (status) => {
      entry.status = status;
      entry.ms = Math.round(performance.now() - startedAt);
    };
  }

  clear(): void {
    this.requests = [];
  }

  find({ service, method, path, status }: LogFilter): LoggedRequest[] {
    return this.requests.filter(
      (one) =>
        (!service || one.service === service) &&
        (!method || one.method === method) &&
        (!path || one.path.includes(path)) &&
        (!status || String(one.status) === status),
    );
  }
}
