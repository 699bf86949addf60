/** Starts a node from its settings: store, key, people, protocols, server; and ends them in the opposite order. */
import { readFile } from 'node:fs/promises';
import { steadyClock, systemClock, systemIds } from './clock.ts';
import { createServer, type WardReady } from './create-server.ts';
import { readProtocols, sayError } from './documents/protocols.ts';
import { typesFromFile } from './equipment/types.ts';
import { createApp } from './http/app.ts';
import { createPeople } from './people/people.ts';
import { fhirMapFromFile } from './interop/fhir-map.ts';
import type { Clock, Log } from './ports.ts';
import { refuseOtherBuilds } from './preparations/other-build.ts';
import { createProtocols } from './preparations/protocols.ts';
import { createKeys } from './record/keys.ts';
import { masterKeyFromFile } from './record/master-key.ts';
import type { Settings } from './settings.ts';
import { demoSite, placesOf, siteFromFile, type Site } from './site.ts';
import { openEmbeddedStore } from './store/embedded.ts';
import { openRedisStore } from './store/redis.ts';
import type { Store } from './store/store.ts';

export interface Running {
  readonly server: WardReady;
  readonly site: Site;
  readonly store: Store;
  stop(): Promise<void>;
}

/** A file of this start is wrong; the message is for whoever starts it. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}

/** @param played the time to go by instead of this machine's: a demonstration's morning passes in seconds. */
export async function run(settings: Settings, log: Log, played?: Clock): Promise<Running> {
  const machine = steadyClock(systemClock, log);
  const clock = played ?? machine;
  const site = settings.siteFile === null ? demoSite : await siteFromFile(settings.siteFile);
  const { protocolsDirectory, overlaysDirectory } = settings;
  const { read, errors } = await readProtocols(protocolsDirectory, overlaysDirectory).catch((cause: unknown) => {
    const overlays = overlaysDirectory === null ? '' : `, or WARDREADY_OVERLAYS: ${overlaysDirectory},`;
    throw new CannotStart(`WARDREADY_PROTOCOLS: the directory ${protocolsDirectory}${overlays} cannot be read`, {
      cause,
    });
  });
  if (errors.length > 0) throw new CannotStart(errors.map(sayError).join('\n'));
  const equipmentTypes = await typesFromFile(settings.equipmentFile);
  for (const { protocol, changes } of read)
    for (const { evenThoughHard, overlay, what } of changes)
      if (evenThoughHard !== undefined)
        log.warn({ protocol: protocol.document.id, overlay, ...what, evenThoughHard }, 'a hard item is hidden here');
  const fhirMap = await fhirMapFromFile(settings.fhirMapFile);
  const store =
    settings.store.kind === 'redis'
      ? await openRedisStore({ url: settings.store.url, site: site.id })
      : await openEmbeddedStore({ directory: settings.store.directory, clock: clock.now });
  try {
    const master = await masterKey(settings, store);
    // Before anything is written: whoever began them must still be able to read all of it.
    await refuseOtherBuilds({ store, site, protocols: createProtocols({ store, clock }) });
    const people = await createPeople({
      store,
      clock,
      ids: systemIds,
      master,
      ...(settings.demo ? { demoWards: placesOf(site) } : {}),
    });
    const { frameAncestors, timeZone, trustProxy } = settings;
    const server = await createServer({
      store,
      clock,
      clockHealth: machine,
      ids: systemIds,
      keys: createKeys({ master, documents: store }),
      log,
      site,
      compiled: read.map(({ protocol }) => protocol),
      people,
      equipmentTypes,
      demo: settings.demo,
      version: await version(),
      port: settings.port,
      host: settings.host,
      origins: settings.origins,
      app: (services) => createApp(services, { frameAncestors, timeZone, trustProxy, fhirMap }),
    });
    const stop = async (): Promise<void> => {
      await server.close();
      await store.close();
    };
    return { server, site, store, stop };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** A new key only for an empty embedded store: what was sealed under a lost one stays sealed, and two nodes must not each make one. */
async function masterKey({ keyFile, store: where }: Settings, store: Store): Promise<Buffer> {
  if (where.kind === 'redis') return masterKeyFromFile({ path: keyFile });
  const empty = (await store.preparations()).length === 0 && (await store.documents('')).length === 0;
  return masterKeyFromFile({ path: keyFile, outside: where.directory, create: empty });
}

async function version(): Promise<string> {
  const file = new URL(import.meta.url.endsWith('.ts') ? '../package.json' : '../../package.json', import.meta.url);
  const { version: said } = JSON.parse(await readFile(file, 'utf8')) as { readonly version?: unknown };
  return typeof said === 'string' ? said : 'unknown';
}
