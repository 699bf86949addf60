/** A member of the demo staff, who works through the same API as everybody: sign in, look, tap. */
import type { BoardRow, Checklist, CommandMessage, Role, Verdict } from '../../machines/index.ts';
import { wireFormat } from '../../machines/index.ts';
import type { Ids } from '../ports.ts';
import type { HistoryEntry } from '../preparations/service.ts';

/** Hears of every tap of the demo staff: before it is sent, and what was answered. */
export interface Witness {
  sent(person: Person, message: CommandMessage): void;
  heard(person: Person, message: CommandMessage, verdict: Verdict): void;
}

/** The server answered, and not with what was asked for. */
export class Turned extends Error {}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  rows(ward: string): Promise<readonly BoardRow[]>;
  checklist(preparation: string): Promise<Checklist>;
  tap(on: Checklist, event: string, more?: Partial<CommandMessage>): Promise<Verdict>;
  /** Sends exactly this command again: the answer must be the one it had. */
  repeat(message: CommandMessage): Promise<Verdict>;
  history(preparation: string): Promise<readonly HistoryEntry[]>;
  get(path: string): Promise<unknown>;
  post(path: string, body: object): Promise<unknown>;
  /** Sends a list in CSV. */
  list(path: string, csv: string): Promise<unknown>;
}

/** @throws Turned saying what the server answered; what fetch throws when it did not. */
export async function signInAs(
  base: string,
  badge: string,
  device: string,
  ids: Ids,
  witness: Witness | null = null,
): Promise<Person> {
  let cookie = '';
  let seq = Date.now();
  const ask = async (method: string, path: string, body?: object | string): Promise<unknown> => {
    const response = await fetch(`${base}/api/v1${path}`, {
      method,
      headers: { 'content-type': typeof body === 'string' ? 'text/csv' : 'application/json', origin: base, cookie },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(5000),
    });
    const set = response.headers.getSetCookie();
    if (set.length > 0) cookie = set.map((one) => one.split(';')[0]).join('; ');
    const answer: unknown = await response.json().catch(() => null);
    const isVerdict = path.endsWith('/commands') && typeof answer === 'object' && answer !== null && 'kind' in answer;
    if (!response.ok && !isVerdict)
      throw new Turned(`${method} ${path} answered ${response.status}: ${JSON.stringify(answer)}`);
    return answer;
  };
  const session = (await ask('POST', '/sign-in', { device, badge })) as {
    person: { id: string; name: string; role: Role };
    grant: string;
  };
  const send = async (message: CommandMessage): Promise<Verdict> =>
    (await ask('POST', `/preparations/${message.preparation}/commands`, message)) as Verdict;
  const person: Person = {
    id: session.person.id,
    name: session.person.name,
    role: session.person.role,
    rows: async (ward) => ((await ask('GET', `/wards/${ward}/rows`)) as { rows: readonly BoardRow[] }).rows,
    checklist: async (preparation) => (await ask('GET', `/preparations/${preparation}`)) as Checklist,
    history: async (preparation) =>
      ((await ask('GET', `/preparations/${preparation}/history`)) as { entries: readonly HistoryEntry[] }).entries,
    get: (path) => ask('GET', path),
    post: (path, body) => ask('POST', path, body),
    list: (path, csv) => ask('POST', path, csv),
    repeat: send,
    async tap(on, event, more = {}) {
      const message: CommandMessage = {
        format: wireFormat,
        id: ids.next(),
        preparation: on.preparation,
        event,
        grant: session.grant,
        device: { id: device, seq: ++seq },
        digest: on.digest,
        base: { revision: on.revision, head: on.head },
        previous: null,
        wallTime: Date.now(),
        lastSync: on.at,
        elapsed: 0,
        ...more,
      };
      witness?.sent(person, message);
      const verdict = await send(message);
      witness?.heard(person, message, verdict);
      return verdict;
    },
  };
  return person;
}
