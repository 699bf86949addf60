/** What the verbs that look at a node's own store open: the same settings, store and key as the node itself. */
import { existsSync } from 'node:fs';
import type { Keys, PortableStore, Settings, Site, Store } from '../server/index.ts';
import { Ended, exits } from './exits.ts';
import { serverDoor } from './rooms.ts';

/** @throws Ended naming every wrong variable at once. */
export async function settingsFrom(environment: NodeJS.ProcessEnv): Promise<Settings> {
  const { readSettings } = await serverDoor();
  const read = readSettings(environment);
  if (read.ok) return read.settings;
  throw new Ended(exits.environment, `The settings are wrong:\n${read.problems.map((one) => `  - ${one}`).join('\n')}`);
}

export async function siteOf({ siteFile }: Settings): Promise<Site> {
  const { demoSite, siteFromFile } = await serverDoor();
  return siteFile === null ? demoSite : siteFromFile(siteFile);
}

/** Looks at a store that is there; never makes one. The caller closes it. */
export async function openStore(settings: Settings): Promise<PortableStore> {
  const { openEmbeddedStore, openRedisStore } = await serverDoor();
  if (settings.store.kind === 'redis')
    return openRedisStore({ url: settings.store.url, site: (await siteOf(settings)).id });
  const { directory } = settings.store;
  if (!existsSync(directory))
    throw new Ended(
      exits.environment,
      `There is no store in ${directory}. It is made when the server first starts; WARDREADY_STORE names it.`,
    );
  return openEmbeddedStore({ directory, clock: Date.now });
}

/** Reads the key; never makes one. */
export async function openKeys(
  { keyFile, store: where }: Settings,
  store: Pick<Store, 'document' | 'putDocument'>,
): Promise<Keys> {
  const { createKeys, masterKeysFromFile } = await serverDoor();
  const master = await masterKeysFromFile({
    path: keyFile,
    ...(where.kind === 'embedded' ? { outside: where.directory } : {}),
  });
  return createKeys({ master, documents: store });
}
