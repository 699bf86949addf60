/** `wardready archive FILE --older-than DAYS`: closed preparations out of the store, into a file of their own. */
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Command } from 'commander';
import type { KeptPreparation, Keys, PortableStore, Site } from '../server/index.ts';
import { Ended, exits, print, tell } from './exits.ts';
import { serverDoor } from './rooms.ts';
import { openKeys, openStore, settingsFrom, siteOf } from './settings.ts';

/** Tablets that were out of reach come back within days, and boards and lists look a day back. */
const daysLeast = 7;
const dayMs = 86_400_000;

export const registerArchive = (program: Command): void =>
  void program
    .command('archive')
    .summary('move old closed preparations out of the store into a file')
    .description(
      'Writes every closed preparation that nothing was recorded for in so many days into one file, checks the file and every chain in it, and then takes them out of the store, while the server goes on. Killed at any moment nothing is lost: run it again with the same file and it goes on. The file is a backup like any other, as sealed; `wardready replay --archive` reads it. Whatever is called back for by equipment or lot stays in the store.',
    )
    .argument('<file>', 'where to; if it is there, what it holds is taken out of the store, and nothing is added to it')
    .requiredOption('--older-than <days>', `at least ${daysLeast}`)
    .action(async (file: string, { olderThan }: { readonly olderThan: string }) => {
      const days = Number(olderThan);
      if (!Number.isInteger(days) || days < daysLeast)
        throw new Ended(exits.usage, `--older-than must be a whole number of days, ${daysLeast} or more.`);
      const settings = await settingsFrom(process.env);
      const site = await siteOf(settings);
      const store = await openStore(settings);
      try {
        const keys = await openKeys(settings, store);
        if (existsSync(file)) tell(`${file} is there already: what it holds is taken out of the store.`);
        else if (!(await written(store, site, file, days))) return;
        await checked(file, site, keys);
        const { removeArchived } = await serverDoor();
        const gone = await removeArchived(store, preparationsIn(file));
        print(`${file}: ${gone} preparations taken out of the store`);
      } finally {
        await store.close();
      }
    });

/** False when there is nothing that old. */
async function written(store: PortableStore, site: Site, file: string, days: number): Promise<boolean> {
  const { archivePieces, oldIn, writeBackup } = await serverDoor();
  tell('Looking for what is old …');
  const old = await oldIn(store, (await store.now()) - days * dayMs);
  if (old.length === 0) {
    print(`Nothing is closed and ${days} days old; no file was written.`);
    return false;
  }
  // Of a run that was killed while it wrote.
  await rm(`${file}.part`, { force: true });
  const says = await writeBackup(file, site.id, archivePieces(store, old)).catch((error: unknown) => {
    throw error instanceof Error && 'syscall' in error
      ? new Ended(exits.environment, `${file} cannot be written: ${error.message}`, error)
      : error;
  });
  print(`${file}: ${says.preparations} preparations, ${says.records} records, ${says.bytes} bytes`);
  return true;
}

/** The file as it lies on the disk, before anything is taken out. @throws Ended when it is not whole, or a chain in it does not hold. */
async function checked(file: string, site: Site, keys: Keys): Promise<void> {
  const { checkBackup, verifyLog } = await serverDoor();
  tell('Checking the file and every chain in it …');
  const says = await checkBackup(file);
  if (says.site !== site.id)
    throw new Ended(exits.usage, `${file} is of the site ${says.site}; the settings are of ${site.id}.`);
  for await (const { head, records } of preparationsIn(file)) {
    const found = verifyLog(keys.chainOf(head.preparation), records, head);
    if (found.kind === 'broken')
      throw new Ended(
        exits.findings,
        `${head.preparation} in ${file}: record ${found.revision}, ${found.says}. Nothing was taken out of the store.`,
      );
  }
}

async function* preparationsIn(file: string): AsyncGenerator<KeptPreparation> {
  const { piecesIn } = await serverDoor();
  for await (const piece of piecesIn(file)) if (piece.kind === 'preparation') yield piece;
}
