/** A ward in this process: a real server over a real store, real sockets, and a clock that only moves when a test says so. */
import { mkdtemp, rm } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import type {} from 'express-session';
import type {} from '../../server/people/sessions.ts';
import { v7 } from 'uuid';
import type { Change } from '../../server/preparations/service.ts';
import type { Actor, Opening } from '../../machines/index.ts';
import { createServer, type WardReady } from '../../server/create-server.ts';
import { readProtocolFile } from '../../server/documents/protocols.ts';
import { noTypes, type EquipmentTypes } from '../../server/equipment/types.ts';
import { createPeople, type StaffedPeople } from '../../server/people/people.ts';
import { createKeys } from '../../server/record/keys.ts';
import type { Grant } from '../../server/services.ts';
import { siteFrom } from '../../server/site.ts';
import { openEmbeddedStore } from '../../server/store/embedded.ts';
import { openRedisStore } from '../../server/store/redis.ts';
import type { Store } from '../../server/store/store.ts';
import { Screen, Tablet } from './screens.ts';

export const minute = 60_000;
export const hour = 60 * minute;
/** A Tuesday morning. */
export const morning = Date.UTC(2026, 10, 24, 7, 0, 0);

/** Two wards: 4B, where things happen, and 5A, where they must not show. */
export const site = siteFrom({
  id: 'test',
  title: 'Test site',
  wards: [
    { ward: 'w4B', title: '4B', beds: ['1', '2', '3', '4', '5', '6'], phone: '4100' },
    { ward: 'w5A', title: '5A', beds: ['1', '2'] },
  ],
  departments: [
    { department: 'mri', title: 'MRI', phone: '4200' },
    { department: 'ct', title: 'CT' },
  ],
});

/** Moves only when told to; with `real` it is the machine's, as Redis has a clock of its own. */
export class TestClock {
  #at: number | null;
  constructor(at: number | null = morning) {
    this.#at = at;
  }
  readonly now = (): number => this.#at ?? Date.now();
  readonly monotonic = (): number => performance.now();
  advance(ms: number): void {
    if (this.#at === null) throw new Error('the real clock cannot be moved');
    this.#at += ms;
  }
}

export interface WardOptions {
  readonly clock?: TestClock;
  /** Reopens what an earlier ward left behind. */
  readonly directory?: string;
  readonly master?: Buffer;
  readonly redis?: string;
  readonly wrap?: (store: Store) => Store;
  /** Instead of the shipped blood sample. */
  readonly protocols?: readonly unknown[];
  readonly equipmentTypes?: EquipmentTypes;
  /** False: preparations begin only on protocols that two people approved, as at a real site. */
  readonly demo?: boolean;
  /** Beside them. */
  readonly beside?: readonly unknown[];
}

export class Ward {
  readonly clock: TestClock;
  readonly store: Store;
  readonly server: WardReady;
  readonly people: StaffedPeople;
  readonly directory: string;
  readonly master: Buffer;
  /** What the log said, as one text per line. */
  readonly said: readonly string[];
  readonly #screens = new Set<Screen>();

  constructor(parts: Pick<Ward, 'clock' | 'store' | 'server' | 'people' | 'directory' | 'master' | 'said'>) {
    this.clock = parts.clock;
    this.store = parts.store;
    this.server = parts.server;
    this.people = parts.people;
    this.directory = parts.directory;
    this.master = parts.master;
    this.said = parts.said;
  }
  get url(): string {
    return `http://127.0.0.1:${this.server.address.port}`;
  }
  get desk(): WardReady['preparations'] {
    return this.server.preparations;
  }

  /** Opens one preparation as an import would. */
  async open(wanted: Partial<Omit<Opening, 'at' | 'preparation'>> = {}, protocol = 'venepuncture'): Promise<string> {
    const opening = { ...anOpening(this.clock.now(), wanted), protocol };
    const outcome = await this.desk.apply([opening], importer);
    if (outcome.kind !== 'applied') throw new Error(`not opened: ${outcome.says}`);
    return outcome.preparations[0] ?? '';
  }
  /** A person's tablet, signed in and connected, not yet showing a ward. */
  async tablet(person: string, device = v7()): Promise<Tablet> {
    const one = await this.people.staff.find(person);
    if (one === null) throw new Error(`nobody is called ${person}`);
    const grant = await this.people.grants.give(one, device);
    return this.#connect(grant, await this.cookie(grant.id));
  }
  /** The same tablet with the same session, connected to this node. */
  join({ grant, cookie }: Tablet): Promise<Tablet> {
    return this.#connect(grant, cookie);
  }
  async #connect(grant: Grant, cookie: string): Promise<Tablet> {
    const tablet = new Tablet({ url: this.url, clock: this.clock, cookie, grant, preparations: this.desk });
    this.#screens.add(tablet);
    await tablet.connected();
    return tablet;
  }
  /** A screen without anybody signed in. */
  async wall(): Promise<Screen> {
    const screen = new Screen(this.url, null);
    this.#screens.add(screen);
    await screen.connected();
    return screen;
  }
  async cookie(grant: string): Promise<string> {
    const response = await fetch(`${this.url}/test/session/${grant}`, { method: 'POST' });
    return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  }
  /** Stops the server and keeps what it remembers. */
  async stop(): Promise<void> {
    for (const screen of this.#screens) screen.close();
    await this.server.close();
    await this.store.close();
  }
  async end(): Promise<void> {
    await this.stop();
    await rm(this.directory, { recursive: true, force: true });
  }
}

export async function startWard({
  clock = new TestClock(),
  directory,
  master = randomBytes(32),
  redis,
  wrap = (store) => store,
  protocols,
  equipmentTypes = noTypes,
  demo = true,
  beside = [],
}: WardOptions = {}): Promise<Ward> {
  const home = directory ?? (await mkdtemp(join(tmpdir(), 'wardready-ward-')));
  const opened =
    redis === undefined
      ? await openEmbeddedStore({ directory: join(home, 'store'), clock: clock.now })
      : await openRedisStore({ url: redis, site: site.id });
  const store = wrap(opened);
  const ids = { next: () => v7() };
  const said: string[] = [];
  const say = (level: string) => (fields: object, message: string) =>
    void said.push(`${level} ${message} ${JSON.stringify(fields)}`);
  const log = { info: say('info'), warn: say('warn'), error: say('error') };
  const people = await createPeople({ store, clock, ids, master, demoWards: ['w4B'] });
  if ((await people.staff.find('z-other')) === null) {
    await people.staff.enrol({
      id: 'z-other',
      name: 'Z. Other',
      initials: 'ZO',
      role: 'nurse',
      wards: ['w5A'],
      badge: 'BADGE-OTHER',
      pin: '777777',
    });
  }
  const server = await createServer({
    store,
    clock,
    // A test's own clock stands still; a machine's that did would have been set.
    clockHealth: { driftMs: () => 0, healthy: () => true, stop: () => undefined },
    ids,
    keys: createKeys({ master, documents: store }),
    log,
    site,
    protocols: [...(protocols ?? [await venepuncture()]), ...beside],
    people,
    equipmentTypes,
    demo,
    version: 'test',
    port: 0,
    host: '127.0.0.1',
    app: () => signInDoor(people),
  });
  return new Ward({ clock, store, server, people, directory: home, master, said });
}

/** The shortest way to a session: the web's own door has tests of its own. */
function signInDoor(people: StaffedPeople): express.Express {
  const app = express();
  app.use(people.session);
  app.post('/test/session/:grant', (request, response) => {
    request.session.grant = request.params.grant;
    response.status(204).end();
  });
  return app;
}

export async function venepuncture(): Promise<unknown> {
  const answer = await readProtocolFile('protocols/venepuncture.yaml');
  if (!answer.ok) throw new Error(answer.errors.map(({ says }) => says).join('; '));
  return answer.read.json;
}

export const importer: Actor = { person: 'import', role: 'system', grant: 'system-import', device: 'system-import' };

let orders = 0;
export function anOpening(
  now: number,
  wanted: Partial<Omit<Opening, 'at' | 'preparation'>> = {},
): Extract<Change, { kind: 'open' }> {
  const number = `ORD-${String((orders += 1)).padStart(5, '0')}`;
  return {
    kind: 'open',
    protocol: 'venepuncture',
    opening: {
      start: now + 2 * hour,
      order: { number, version: 1, facts: { fasting: 'none', armRestriction: 'none' } },
      patient: {
        familyName: 'Quillfeather',
        givenName: 'Marigold',
        birthDate: '1951-03-04',
        sex: 'F',
        number: `MRN${number.slice(4)}`,
      },
      place: { ward: 'w4B', bed: '3' },
      ...wanted,
    },
  };
}
