export type LoggedRequest = {
  at: string;
  service: string;
  method: string;
  path: string;
  status: number | "cut";
  ms: number;
  body?: string;
};

const KEEP = 5_000;
const BODY = 2_000;

/** Every request that reached a service; bodies shortened, secrets left out (they travel in headers, which are not kept). */
export class RequestLog {
  private requests: LoggedRequest[] = [];

  add(request: LoggedRequest): void {
    this.requests.push({ ...request, ...(request.body ? { body: request.body.slice(0, BODY) } : {}) });
    if (this.requests.length > KEEP) this.requests.shift();
  }

  clear(): void {
    this.requests = [];
  }

  find(filter: { service?: string | null; method?: string | null; path?: string | null }): LoggedRequest[] {
    return this.requests.filter(
      (one) =>
        (!filter.service || one.service === filter.service) &&
        (!filter.method || one.method === filter.method) &&
        (!filter.path || one.path.includes(filter.path)),
    );
  }
}
