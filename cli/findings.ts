/** What a server here would need, looked at one by one. */
import { stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import type { Settings, Store } from '../server/index.ts';
import { serverDoor } from './rooms.ts';
import { openKeys, openStore } from './settings.ts';

/** `cannot`: it could not be looked at, so nothing is known. */
export interface Finding {
  readonly about: string;
  readonly is: 'well' | 'wrong' | 'cannot';
  readonly says: string;
}

export const findingsOf = async (settings: Settings): Promise<readonly Finding[]> => [
  ...aboutNode(),
  ...(await aboutStore(settings)),
  ...(await aboutSite(settings)),
  ...(await aboutProtocols(settings)),
  ...(await aboutPort(settings)),
];

const well = (about: string, says: string): Finding => ({ about, is: 'well', says });
const wrong = (about: string, says: string): Finding => ({ about, is: 'wrong', says });
const cannot = (about: string, error: unknown): Finding => ({
  about,
  is: 'cannot',
  says: error instanceof Error ? error.message : 'it could not be looked at',
});

/** The oldest that everything here was tried on. */
const nodeAtLeast = [20, 19] as const;

function aboutNode(): readonly Finding[] {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const old = major < nodeAtLeast[0] || (major === nodeAtLeast[0] && minor < nodeAtLeast[1]);
  return [
    old
      ? wrong('node', `${process.versions.node} is too old; install ${nodeAtLeast.join('.')} or newer`)
      : well('node', process.versions.node),
  ];
}

async function aboutStore(settings: Settings): Promise<readonly Finding[]> {
  let store: Store;
  try {
    store = await openStore(settings);
  } catch (error) {
    return [cannot('store', error)];
  }
  try {
    const before = Date.now();
    const [{ mode, unsafe, runningOut, survivesPowerCut }, now] = [await store.durability(), await store.now()];
    return [
      survivesPowerCut
        ? well('store', mode)
        : wrong('store', `${mode}: what it acknowledged would not survive a power cut`),
      ...[...unsafe, ...runningOut].map((one) => wrong('store', one)),
      aboutClock(now, before),
      ...(await aboutKey(settings, store)),
    ];
  } catch (error) {
    return [cannot('store', error)];
  } finally {
    await store.close();
  }
}

/** A node whose clock is more than a second ahead of the store's is refused (see the store's contract). */
const skewMaxMs = 1_000;

function aboutClock(storeTime: number, here: number): Finding {
  const skew = here - storeTime;
  if (Math.abs(skew) <= skewMaxMs) return well('clock', `${Math.abs(skew)} ms from the store’s`);
  return wrong(
    'clock',
    `is ${Math.round(Math.abs(skew) / 1000)} s ${skew > 0 ? 'ahead of' : 'behind'} the store’s; set both by NTP`,
  );
}

async function aboutKey(settings: Settings, store: Store): Promise<readonly Finding[]> {
  const { mode } = await stat(settings.keyFile).catch(() => ({ mode: 0 }));
  const open =
    (mode & 0o077) === 0
      ? []
      : [wrong('key', `${settings.keyFile} can be read by others on this machine; chmod 600 it`)];
  try {
    const keys = await openKeys(settings, store);
    const [some] = await store.preparations();
    // Any preparation tells whether this is the key the store was sealed under.
    if (some !== undefined) await keys.of(some).catch(unlessErased);
    return [...open, well('key', some === undefined ? 'is there; the store is empty' : 'opens the store')];
  } catch (error) {
    return [
      ...open,
      error instanceof Error && error.name === 'KeysMissing' ? wrong('key', error.message) : cannot('key', error),
    ];
  }
}
const unlessErased = (error: unknown): void => {
  if (!(error instanceof Error && error.name === 'KeysErased')) throw error;
};

async function aboutSite({ siteFile, timeZone }: Settings): Promise<readonly Finding[]> {
  const { demoSite, siteFromFile } = await serverDoor();
  try {
    const site = siteFile === null ? demoSite : await siteFromFile(siteFile);
    return [
      well(
        'site',
        `${site.title}: ${site.wards.length} ${site.wards.length === 1 ? 'ward' : 'wards'}, times in ${timeZone}`,
      ),
    ];
  } catch (error) {
    return [error instanceof Error && error.name === 'BadSite' ? wrong('site', error.message) : cannot('site', error)];
  }
}

async function aboutProtocols({ protocolsDirectory, overlaysDirectory }: Settings): Promise<readonly Finding[]> {
  const { readProtocols, sayError } = await serverDoor();
  try {
    const { read, errors } = await readProtocols(protocolsDirectory, overlaysDirectory);
    if (read.length + errors.length === 0) return [wrong('protocols', `${protocolsDirectory} has no .yaml file in it`)];
    return [
      ...errors.map((error) => wrong('protocols', sayError(error))),
      ...read.map(({ protocol: { document } }) =>
        well('protocols', `${document.id} ${document.version} (${document.status})`),
      ),
    ];
  } catch (error) {
    return [cannot('protocols', error)];
  }
}

async function aboutPort({ host, port }: Settings): Promise<readonly Finding[]> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
    return [well('port', `${host}:${port} is free`)];
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (!taken) return [cannot('port', error)];
    const ours = await fetch(`http://${host}:${port}/livez`, { signal: AbortSignal.timeout(2_000) }).then(
      (answer) => answer.json() as Promise<unknown>,
      () => null,
    );
    const is = typeof ours === 'object' && ours !== null && 'live' in ours;
    return [
      is
        ? well('port', `a WardReady answers on ${host}:${port}`)
        : wrong('port', `${host}:${port} is taken by another program; set WARDREADY_PORT`),
    ];
  } finally {
    server.close();
  }
}
