/** A hospital set up for the dangers: all shipped protocols approved by two people, and an equipment log with things in it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { v7 } from 'uuid';
import { hour, shippedDocument } from '../support/protocol.ts';
import { bundle, fhirMap, orders } from './dangers-orders.ts';
import { type JourneyWard, startJourneyWard } from './ward.ts';

/** A hand rub in two seconds; every other time is the shipped document's. */
const shortened = new Map([
  ['rubFor', '2 s'],
  ['dryFor', '2 s'],
]);

export const startDangersWard = (): Promise<JourneyWard> =>
  startJourneyWard('embedded', (home) => {
    const protocols = join(home, 'approved');
    mkdirSync(protocols);
    for (const { file } of Object.values(orders))
      // JSON is YAML; parts are in it already.
      writeFileSync(join(protocols, `${file}.yaml`), JSON.stringify(quick(shippedDocument(file))));
    writeFileSync(
      join(home, 'fhir.yaml'),
      fhirMap((file) => shippedDocument(file).id),
    );
    return {
      WARDREADY_PROTOCOLS: protocols,
      WARDREADY_FHIR_MAP: join(home, 'fhir.yaml'),
    };
  });

const quick = (document: ReturnType<typeof shippedDocument>): unknown => ({
  ...document,
  times: Object.fromEntries(
    Object.entries(document.times).map(([name, time]) => [name, { ...time, is: shortened.get(name) ?? time.is }]),
  ),
});

/** What is in the log, by type. `scopeWithoutCycle` went through everything but the washer. */
export const things = {
  mriScanner: 'MR-1',
  ctScanner: 'CT-1',
  contrastInjector: 'INJ-2',
  iodinatedContrast: 'BOTTLE-77',
  gastroscope: 'SCOPE-12',
  infusionPump: 'PUMP-7',
} as const;
export const scopeWithoutCycle = 'SCOPE-11';

/** One person at the API, as any other program of the hospital comes to it. */
export class Door {
  readonly #base: string;
  #cookie = '';
  constructor(url: string) {
    this.#base = url;
  }
  async signIn(badge: string): Promise<this> {
    await this.ask('POST', '/sign-in', { device: `journey-${badge.toLowerCase()}`, badge });
    return this;
  }
  /** @throws with what the server said where it said no. */
  async ask<T>(method: 'GET' | 'POST', path: string, body?: object | string, type = 'application/json'): Promise<T> {
    const response = await fetch(`${this.#base}/api/v1${path}`, {
      method,
      headers: { origin: this.#base, 'content-type': type, cookie: this.#cookie },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    this.#cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? this.#cookie;
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === '' ? {} : JSON.parse(text)) as T;
  }
}

/** Two people read and approve each protocol; nobody sees "not approved" afterwards. */
export async function approves(url: string): Promise<void> {
  for (const badge of ['BADGE-ITO', 'BADGE-MARSH']) {
    const door = await new Door(url).signIn(badge);
    const { protocols } = await door.ask<{ readonly protocols: readonly { readonly digest: string }[] }>(
      'GET',
      '/protocols',
    );
    expect(protocols).to.have.length(Object.keys(orders).length);
    for (const { digest } of protocols) await door.ask('POST', `/protocols/${digest}/approvals`, {});
  }
}

/** The clinical engineer's register, and what was done to the things this morning. */
export async function equips(url: string, now: number): Promise<void> {
  const door = await new Door(url).signIn('BADGE-LUND');
  const date = new Date(now + 200 * 24 * hour);
  const due = `${String(date.getUTCDate()).padStart(2, '0')}.${String(date.getUTCMonth() + 1).padStart(2, '0')}.${date.getUTCFullYear()}`;
  const all = [...Object.entries(things), ['gastroscope', scopeWithoutCycle] as const];
  const rows = all.map(
    ([type, asset]) => `${asset};${type};${type === 'iodinatedContrast' ? `${due};;` : `;${due};${due}`}`,
  );
  await door.ask(
    'POST',
    '/equipment-lists?dates=dmy',
    ['asset;type;expires;calibration due;maintenance due', ...rows].join('\n'),
    'text/csv',
  );
  for (const [type, asset] of all) {
    if (type === 'gastroscope' && asset !== scopeWithoutCycle)
      await door.ask('POST', `/equipment/${asset}/checks`, {
        id: v7(),
        happened: 'cycle',
        cycle: '40178',
        releasedBy: 'Endoscopy washer 2',
      });
    if (type !== 'iodinatedContrast')
      await door.ask('POST', `/equipment/${asset}/checks`, { id: v7(), happened: 'checkPassed' });
  }
}

/** Three orders as one bundle. */
export async function sendsOrders(url: string, now: number): Promise<void> {
  const door = await new Door(url).signIn('BADGE-ITO');
  const said = await door.ask<{ readonly opened: number; readonly warnings: readonly object[] }>(
    'POST',
    '/fhir/bundles?ward=w4B',
    bundle(now),
    'application/fhir+json',
  );
  expect(said).to.deep.include({ opened: 3, warnings: [] });
}
