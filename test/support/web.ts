/** The whole web door on a real store in a temporary directory, and a browser's manners without a browser. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import {
  wireFormat,
  type Checklist,
  type CommandMessage,
  type Problem,
  type ScanSettings,
  type Verdict,
} from '../../machines/index.ts';
import { createServer, type WardReady } from '../../server/create-server.ts';
import { createApp } from '../../server/http/app.ts';
import type { HttpOptions, HttpServices } from '../../server/http/services.ts';
import { noTypes, type EquipmentTypes } from '../../server/equipment/types.ts';
import { createPeople, type StaffedPeople } from '../../server/people/people.ts';
import { createKeys } from '../../server/record/keys.ts';
import { openEmbeddedStore } from '../../server/store/embedded.ts';
import type { Store } from '../../server/store/store.ts';
import { site, TestClock, venepuncture } from './ward.ts';

export interface Answered<T = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
  readonly text: string;
}

export interface WebOptions {
  readonly clock?: TestClock;
  readonly http?: Partial<HttpOptions>;
  readonly wrap?: (store: Store) => Store;
  readonly protocols?: readonly unknown[];
  readonly equipmentTypes?: EquipmentTypes;
  /** Beside them. */
  readonly beside?: readonly unknown[];
  /** What the site says about its barcodes. */
  readonly scan?: Partial<ScanSettings>;
}

export interface Web {
  readonly url: string;
  readonly clock: TestClock;
  readonly store: Store;
  readonly people: StaffedPeople;
  readonly server: WardReady;
  /** What the log said, as one text per line. */
  readonly said: readonly string[];
  readonly services: HttpServices;
  /** A browser that nobody is signed in on yet. */
  browser(device?: string): Browser;
  /** A browser where this badge was read. */
  signedIn(badge: string, device?: string): Promise<Browser>;
  end(): Promise<void>;
}

export async function startWeb({
  clock = new TestClock(),
  http = {},
  wrap = (store) => store,
  protocols,
  equipmentTypes = noTypes,
  beside = [],
  scan = {},
}: WebOptions = {}): Promise<Web> {
  const directory = await mkdtemp(join(tmpdir(), 'wardready-web-'));
  const store = wrap(await openEmbeddedStore({ directory: join(directory, 'store'), clock: clock.now }));
  const master = randomBytes(32);
  const ids = { next: () => v7() };
  const said: string[] = [];
  const say = (level: string) => (fields: object, message: string) =>
    void said.push(`${level} ${message} ${JSON.stringify(fields)}`);
  const people = await createPeople({ store, clock, ids, master, demoWards: ['w4B'] });
  await people.staff.enrol({
    id: 'z-other',
    name: 'Z. Other',
    initials: 'ZO',
    role: 'chargeNurse',
    wards: ['w5A'],
    badge: 'BADGE-OTHER',
    pin: '777777',
  });
  let services: HttpServices | null = null;
  const server = await createServer({
    store,
    clock,
    ids,
    keys: createKeys({ master, documents: store }),
    log: { info: say('info'), warn: say('warn'), error: say('error') },
    site: { ...site, scan: { ...site.scan, ...scan } },
    protocols: [...(protocols ?? [await venepuncture()]), ...beside],
    people,
    equipmentTypes,
    demo: true,
    version: '1.2.3-test',
    port: 0,
    host: '127.0.0.1',
    app: (given) => {
      services = given;
      return createApp(given, { timeZone: 'Europe/Berlin', ...http });
    },
  });
  if (services === null) throw new Error('the server made no app');
  const url = `http://127.0.0.1:${server.address.port}`;
  const browser = (device = v7()): Browser => new Browser(url, device, clock);
  return {
    url,
    clock,
    store,
    people,
    server,
    said,
    services,
    browser,
    async signedIn(badge, device) {
      const made = browser(device);
      const { status } = await made.signIn({ badge });
      if (status !== 200) throw new Error(`${badge} could not sign in: ${status}`);
      return made;
    },
    async end() {
      await server.close();
      await store.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Keeps one cookie and names its origin, as a browser would. */
export class Browser {
  readonly device: string;
  cookie = '';
  grant = '';
  readonly #url: string;
  readonly #clock: TestClock;
  #seq = 0;

  constructor(url: string, device: string, clock: TestClock) {
    this.#url = url;
    this.device = device;
    this.#clock = clock;
  }
  get<T = unknown>(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answered<T>> {
    return this.ask('GET', path, undefined, headers);
  }
  post<T = unknown>(
    path: string,
    body: object = {},
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answered<T>> {
    return this.ask('POST', path, JSON.stringify(body), { 'content-type': 'application/json', ...headers });
  }
  /** @param path below /api/v1, unless it begins with `!`. */
  async ask<T>(
    method: string,
    path: string,
    body: string | Uint8Array<ArrayBuffer> | undefined,
    headers: Readonly<Record<string, string>>,
  ): Promise<Answered<T>> {
    const response = await fetch(`${this.#url}${path.startsWith('!') ? path.slice(1) : `/api/v1${path}`}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(method === 'GET' ? {} : { origin: this.#url }),
        ...(this.cookie === '' ? {} : { cookie: this.cookie }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    });
    const [set] = response.headers.getSetCookie();
    if (set !== undefined) this.cookie = set.split(';')[0] ?? '';
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: parsed(text) as T, text };
  }
  async signIn(
    credentials: object,
  ): Promise<Answered<{ readonly grant: string; readonly person: { readonly id: string } } & Problem>> {
    const answer = await this.post<{ readonly grant: string; readonly person: { readonly id: string } } & Problem>(
      '/sign-in',
      { device: this.device, ...credentials },
    );
    if (answer.status === 200) this.grant = answer.body.grant;
    return answer;
  }
  /** A tap made now on the newest checklist. */
  async message(preparation: string, event: string, more: Partial<CommandMessage> = {}): Promise<CommandMessage> {
    const { body: seen } = await this.get<Checklist>(`/preparations/${preparation}`);
    const now = this.#clock.now();
    this.#seq += 1;
    return {
      format: wireFormat,
      id: v7(),
      preparation,
      event,
      grant: this.grant,
      device: { id: this.device, seq: this.#seq },
      digest: seen.digest ?? 'f'.repeat(64),
      base: { revision: seen.revision ?? 0, head: seen.head ?? '' },
      previous: null,
      wallTime: now,
      lastSync: now,
      elapsed: 0,
      ...more,
    };
  }
  async tap(
    preparation: string,
    event: string,
    more: Partial<CommandMessage> = {},
  ): Promise<Answered<Verdict & Problem>> {
    return this.post(`/preparations/${preparation}/commands`, await this.message(preparation, event, more));
  }
  dayList(text: string | Uint8Array<ArrayBuffer>, query: string): Promise<Answered<Report & Problem>> {
    return this.ask('POST', `/day-lists?${query}`, text, { 'content-type': 'text/csv' });
  }
}

export interface Report {
  readonly opened: number;
  readonly moved: number;
  readonly amended: number;
  readonly cancelled: number;
  readonly unchanged: number;
  readonly notes: readonly { readonly line: number; readonly says: string }[];
  readonly dryRun: boolean;
}

function parsed(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return text;
  }
}
