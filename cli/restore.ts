/** `wardready restore FILE`: a backup into an empty store, of either kind, and every record's chain checked. */
import type { Command } from 'commander';
import type { PortableStore, Settings, Site } from '../server/index.ts';
import { allRecords } from './all-records.ts';
import { Ended, exits, print, tell } from './exits.ts';
import { serverDoor } from './rooms.ts';
import { openKeys, settingsFrom, siteOf } from './settings.ts';

export const registerRestore = (program: Command): void =>
  void program
    .command('restore')
    .summary('fill an empty store from a backup')
    .description(
      'Checks the file, writes it into the store that the settings name, which must be empty, and checks the chain of every preparation with the master key. Start the server afterwards. Screens notice by themselves that the ward is another; people sign in again; what was recorded after the backup is not there.',
    )
    .argument('<file>', 'what `wardready backup` wrote')
    .action(async (file: string) => {
      const settings = await settingsFrom(process.env);
      const site = await siteOf(settings);
      const { checkBackup, piecesIn } = await serverDoor();
      tell('Checking the file …');
      const says = await checkBackup(file).catch(cannot);
      if (says.site !== site.id)
        throw new Ended(
          exits.usage,
          `${file} is of the site ${says.site}; the settings are of ${site.id}. Nothing was written.`,
        );
      const store = await emptyStore(settings, site);
      try {
        // A store that nobody can unseal is of no use: without the key nothing is written.
        const keys = await openKeys(settings, store).catch(cannot);
        tell('Writing …');
        await store.restore(piecesIn(file)).catch(cannot);
        tell('Checking every chain …');
        const broken: string[] = [];
        const { equipmentLog, verifyLog } = await serverDoor();
        const names = [...(await store.preparations()), equipmentLog];
        for (const preparation of names) {
          const head = await store.load(preparation);
          if (head === null) continue;
          const checked = verifyLog(await keys.chainFor(preparation), await allRecords(store, preparation), head);
          if (checked.kind === 'broken') broken.push(`${preparation}: record ${checked.revision}, ${checked.says}`);
        }
        if (broken.length > 0)
          throw new Ended(
            exits.findings,
            `Restored, but these chains do not hold. Is it the master key of that time?\n${broken.map((one) => `  - ${one}`).join('\n')}`,
          );
        print(
          `${file}: ${says.preparations} preparations, ${says.records} records, ${says.documents} documents restored; every chain holds`,
        );
      } finally {
        await store.close();
      }
    });

async function emptyStore(settings: Settings, site: Site): Promise<PortableStore> {
  const { openEmbeddedStore, openRedisStore } = await serverDoor();
  return settings.store.kind === 'redis'
    ? openRedisStore({ url: settings.store.url, site: site.id })
    : openEmbeddedStore({ directory: settings.store.directory, clock: Date.now });
}

const cannot = (error: unknown): never => {
  if (error instanceof Ended) throw error;
  throw new Ended(exits.environment, `${error instanceof Error ? error.message : 'It cannot be done'}.`, error);
};
