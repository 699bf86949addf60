/** `wardready backup FILE`: everything in the store as of one moment, while the server goes on. */
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { Ended, exits, print, tell } from './exits.ts';
import { serverDoor } from './rooms.ts';
import { openStore, settingsFrom, siteOf } from './settings.ts';

export const registerBackup = (program: Command): void =>
  void program
    .command('backup')
    .summary('write everything in the store into one file')
    .description(
      'Reads the store as of one moment, while the server goes on, into one file: records, verdicts, claims, protocols and sealed keys, as sealed as they are in the store. Sign-in sessions are left out. The master key is not in it: keep that elsewhere, a backup is unreadable without it.',
    )
    .argument('<file>', 'where to; it must not be there yet')
    .action(async (file: string) => {
      if (existsSync(file)) throw new Ended(exits.usage, `${file} is there already: name another file.`);
      const settings = await settingsFrom(process.env);
      const { piecesOf, writeBackup } = await serverDoor();
      const site = await siteOf(settings);
      const store = await openStore(settings);
      try {
        tell('Reading the store …');
        const says = await writeBackup(file, site.id, piecesOf(store)).catch((error: unknown) => {
          if (error instanceof Error && 'syscall' in error)
            throw new Ended(exits.environment, `${file} cannot be written: ${error.message}`, error);
          throw error;
        });
        print(
          `${file}: site ${says.site}, ${says.preparations} preparations, ${says.records} records, ${says.documents} documents, ${says.bytes} bytes, sum ${says.sum.slice(0, 12)}`,
        );
      } finally {
        await store.close();
      }
    });
