/** What the environment says: read once, checked whole, and every problem named at once. */
import { isAbsolute, join, relative, resolve } from 'node:path';
import { isRedisAddress, readRedisAddress } from './store/redis-address.ts';

export interface Settings {
  readonly store:
    | { readonly kind: 'embedded'; readonly directory: string }
    | { readonly kind: 'redis'; readonly url: string };
  readonly port: number;
  readonly host: string;
  /** Outside the store's directory, or a backup of the store carries its own key. */
  readonly keyFile: string;
  /** The demonstration's people, with PINs that everybody knows. */
  readonly demo: boolean;
  /** The site's file; null is the demonstration's site. */
  readonly siteFile: string | null;
  readonly protocolsDirectory: string;
  readonly equipmentFile: string;
  /** What is done otherwise here; null lays nothing over the protocols. */
  readonly overlaysDirectory: string | null;
  /** What the codes and places of FHIR orders mean here. */
  readonly fhirMapFile: string;
  readonly origins: readonly string[];
  readonly frameAncestors: readonly string[];
  readonly timeZone: string;
  readonly trustProxy: number | false;
}
export type ReadSettings =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Where the shipped protocols are, from `server/` under tsx and from `dist/server/` when built. */
export const shippedProtocols = new URL(
  import.meta.url.endsWith('.ts') ? '../protocols' : '../../protocols',
  import.meta.url,
).pathname;
/** What is known of each type of equipment; beside the protocols, wherever those are. */
const shippedEquipment = join(shippedProtocols, '../equipment/types.yaml');

/** Every variable, in one place: its name is what a problem begins with. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): ReadSettings {
  const problems: string[] = [];
  const text = (name: string): string | null => {
    const said = environment[name]?.trim();
    return said === undefined || said === '' ? null : said;
  };
  const wrong = <T>(name: string, says: string, instead: T): T => {
    problems.push(`${name} ${says}`);
    return instead;
  };

  const demo = flag(text('WARDREADY_DEMO'));
  if (demo === null) problems.push('WARDREADY_DEMO must be 1 or 0');
  const storeText = text('WARDREADY_STORE') ?? '.wardready';
  const isRedis = isRedisAddress(storeText);
  if (!isRedis && /^[a-z][a-z+.-]*:\/\//i.test(storeText))
    problems.push(
      'WARDREADY_STORE must be a directory, or redis:// or rediss:// with a host, or redis+sentinel:// with hosts and a name',
    );
  const address = isRedis ? readRedisAddress(storeText) : null;
  if (address?.ok === false) problems.push(`WARDREADY_STORE ${address.says}`);
  const directory = resolve(storeText);

  const portText = text('WARDREADY_PORT') ?? '4100';
  const port =
    /^\d{1,5}$/.test(portText) && Number(portText) <= 65_535
      ? Number(portText)
      : wrong('WARDREADY_PORT', 'must be a port number from 0 to 65535', 0);

  const keyText = text('WARDREADY_KEY_FILE');
  if (isRedis && keyText === null)
    problems.push(
      'WARDREADY_KEY_FILE must name the file with the master key: every node of a Redis store needs the same one (make it with openssl rand -hex 32)',
    );
  const keyFile = resolve(keyText ?? `${directory}-key`);
  if (!isRedis && isInside(keyFile, directory))
    problems.push('WARDREADY_KEY_FILE must lie outside WARDREADY_STORE, or a backup of the store carries its own key');

  const siteFile = text('WARDREADY_SITE');
  if (siteFile === null && demo !== true)
    problems.push(
      'WARDREADY_SITE must name the file that describes this site and its wards, or set WARDREADY_DEMO=1 to look around',
    );

  const overlaysText = text('WARDREADY_OVERLAYS');

  const origins = list(text('WARDREADY_ORIGINS'));
  for (const origin of origins)
    if (!isOrigin(origin))
      problems.push(`WARDREADY_ORIGINS: ${origin} is not an origin such as https://wardready.example`);
  const frameAncestors = list(text('WARDREADY_FRAME_ANCESTORS'));
  for (const origin of frameAncestors)
    if (!isOrigin(origin))
      problems.push(`WARDREADY_FRAME_ANCESTORS: ${origin} is not an origin such as https://wardready.example`);

  const timeZone = text('WARDREADY_TIME_ZONE') ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!isTimeZone(timeZone)) problems.push('WARDREADY_TIME_ZONE must be a name such as Europe/London');
  const proxies = text('WARDREADY_TRUST_PROXY') ?? '0';
  if (!/^\d$/.test(proxies))
    problems.push('WARDREADY_TRUST_PROXY must be how many proxies stand before this server, 0 to 9');

  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    settings: {
      store: isRedis ? { kind: 'redis', url: storeText } : { kind: 'embedded', directory },
      port,
      host: text('WARDREADY_HOST') ?? '127.0.0.1',
      keyFile,
      demo: demo === true,
      siteFile: siteFile === null ? null : resolve(siteFile),
      protocolsDirectory: resolve(text('WARDREADY_PROTOCOLS') ?? shippedProtocols),
      overlaysDirectory: overlaysText === null ? null : resolve(overlaysText),
      fhirMapFile: resolve(text('WARDREADY_FHIR_MAP') ?? `${shippedProtocols}/fhir/codes.yaml`),
      equipmentFile: resolve(text('WARDREADY_EQUIPMENT') ?? shippedEquipment),
      origins,
      frameAncestors,
      timeZone,
      trustProxy: Number(proxies) === 0 ? false : Number(proxies),
    },
  };
}

const flag = (said: string | null): boolean | null =>
  said === null || said === '0' ? false : said === '1' ? true : null;
const list = (said: string | null): readonly string[] =>
  said === null
    ? []
    : said
        .split(',')
        .map((one) => one.trim())
        .filter((one) => one !== '');
const isOrigin = (text: string): boolean => URL.canParse(text) && new URL(text).origin === text;

function isInside(path: string, directory: string): boolean {
  const way = relative(directory, path);
  return way !== '' && !way.startsWith('..') && !isAbsolute(way);
}

function isTimeZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
