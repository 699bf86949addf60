/** The server's API for a program: a cookie kept for as long as the verb runs, and the origin that changing something needs. */
import { Ended, exits } from './exits.ts';

export interface Api {
  post<T>(
    path: string,
    body: string | Uint8Array<ArrayBuffer>,
    type: string,
  ): Promise<{ readonly status: number; readonly body: T }>;
}

/** Longer than any day list takes; a server that hangs does not hang whoever waits for it. */
const answerWithinMs = 30_000;

/** @throws Ended when the address is none, or nothing answers there as WardReady does. */
export function apiOf(url: string): Api {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new Ended(exits.usage, `${url} is not the address of a server, such as https://wardready.example`);
  const base = new URL(url).origin;
  let cookie = '';
  return {
    async post<T>(path: string, body: string | Uint8Array<ArrayBuffer>, type: string) {
      const response = await fetch(`${base}/api/v1${path}`, {
        method: 'POST',
        headers: { origin: base, 'content-type': type, ...(cookie === '' ? {} : { cookie }) },
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(answerWithinMs),
      }).catch((cause: unknown) => {
        throw new Ended(
          exits.environment,
          `Nothing answers at ${base}. Is the server running, and the address right?`,
          cause,
        );
      });
      const [set] = response.headers.getSetCookie();
      if (set !== undefined) cookie = set.split(';')[0] ?? '';
      const text = await response.text();
      try {
        return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as T };
      } catch (cause) {
        throw new Ended(exits.environment, `What answers at ${base} is not WardReady.`, cause);
      }
    },
  };
}
