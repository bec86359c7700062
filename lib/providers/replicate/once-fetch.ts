import { withDeadline } from "../deadline";
import { ProviderError } from "../provider-error";

type Answer = { response: Response; body: ArrayBuffer };

/**
 * A `fetch` for the `replicate` SDK that sends each SDK call exactly once. The SDK repeats any thrown error up to five times without
 * a pause, POSTs as well, which could create six paid predictions; here its repeats (same `init` object) replay the first result.
 * The time-out covers the body. `headers` are added: the SDK has no way to send `Cancel-After`.
 */
export function onceFetch(timeoutMs: number, headers: Record<string, string> = {}): typeof fetch {
  const sent = new WeakMap<object, Promise<Answer>>();
  return async (input, init) => {
    const key = init ?? {};
    let answer = sent.get(key);
    if (!answer) {
      answer = withDeadline(timeoutMs, async (signal) => {
        const response = await fetch(input, {
          ...init,
          headers: { ...Object.fromEntries(new Headers(init?.headers)), ...headers },
          redirect: "error",
          signal,
        });
        return { response, body: await response.arrayBuffer() };
      });
      answer.catch(() => {});
      sent.set(key, answer);
    }
    const { response, body } = await answer;
    const isEmpty = response.status === 204 || response.status === 304;
    return new Response(isEmpty ? null : body.slice(0), {
      status: response.status,
      statusText: response.statusText,
      headers: response.headers,
    });
  };
}

/** A `fetch` for one service only: the SDK follows the addresses of next pages with its token wherever an answer says they are. */
export function onlyTo(baseUrl: string, send: typeof fetch): typeof fetch {
  const { origin } = new URL(baseUrl);
  return async (input, init) => {
    const address = new URL(input instanceof Request ? input.url : input);
    if (address.origin !== origin)
      throw new ProviderError("bad_answer", "The service named an address of another host");
    return send(input, init);
  };
}
