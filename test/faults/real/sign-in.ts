/** Somebody signs in with a badge, and opens preparations at the desk: the web's door, at whichever node answers. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Chance } from '../../support/chance.ts';
import type { Witness } from './witness.ts';

export interface SignedIn {
  readonly cookie: string;
  readonly grant: string;
  readonly person: string;
}

const triesMax = 100;

/** @throws Error when nobody answers for long. */
export async function signIn(urls: readonly string[], badge: string, device: string): Promise<SignedIn> {
  let said = 'no answer';
  for (let tries = 0; tries < triesMax; tries += 1) {
    const url = urls[tries % urls.length] ?? '';
    const response = await post(url, '/sign-in', { device, badge }, '');
    if (response?.ok === true) {
      const { grant, person } = (await response.json()) as { grant: string; person: { id: string } };
      const cookie = response.headers
        .getSetCookie()
        .map((one) => one.split(';')[0])
        .join('; ');
      return { cookie, grant, person: person.id };
    }
    if (response !== null) said = `${response.status} ${await response.text()}`;
    await pause(100);
  }
  throw new Error(`nobody could sign in: ${said}`);
}

export interface Desk {
  /** Asks for one more preparation; the witness hears of it when the desk is told that it is there. */
  open(): Promise<void>;
}

export async function startDesk(urls: readonly string[], chance: Chance, witness: Witness): Promise<Desk> {
  const { cookie } = await signIn(urls, 'BADGE-ITO', 'desk-0001');
  let orders = 0;
  return {
    async open() {
      orders += 1;
      const number = `MRN${String(orders).padStart(6, '0')}`;
      const body = {
        ward: 'w4B',
        bed: null,
        protocol: 'venepuncture',
        start: Date.now() + 2 * 3_600_000,
        patient: { familyName: 'Quill', givenName: 'Marigold', birthDate: '1951-03-04', sex: 'F', number },
        order: { number: `ORD-${orders}`, facts: { fasting: 'none', armRestriction: 'none' } },
      };
      const response = await post(urls[chance.below(urls.length)] ?? '', '/preparations', body, cookie);
      if (response?.status !== 201) return;
      const { preparation } = (await response.json()) as { preparation: string };
      witness.opens({ preparation, number });
    },
  };
}

const post = (url: string, path: string, body: object, cookie: string): Promise<Response | null> =>
  fetch(`${url}/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url, cookie },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(5_000),
  }).catch(() => null);
