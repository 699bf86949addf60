/** `wardready keys export | import | rotate`: the master keys, sealed with a passphrase, brought back, and renewed. */
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { Ended, exits, print, tell } from './exits.ts';
import { serverDoor } from './rooms.ts';
import { openStore, settingsFrom } from './settings.ts';

export function registerKeys(program: Command): void {
  const keys = program.command('keys').summary('export, import and renew the master keys');
  keys
    .command('export')
    .summary('seal the master keys into a file, once')
    .description(
      'Seals the file with the master keys under a passphrase, read from standard input, into a file to be kept away from this machine and from every backup. Each key is exported once: the store remembers when.',
    )
    .argument('<file>', 'where to; it must not be there yet')
    .action(async (file: string) => {
      const { exportKeys, fingerprintOf, masterKeysFromFile } = await serverDoor();
      const settings = await settingsFrom(process.env);
      const store = await openStore(settings);
      try {
        const newest = (await masterKeysFromFile({ path: settings.keyFile })).all.at(-1);
        const mark = `keys/exported:${newest === undefined ? '' : fingerprintOf(newest)}`;
        const before = await store.document(mark);
        if (before !== null)
          throw new Ended(
            exits.findings,
            `These keys were exported on ${(JSON.parse(before) as { readonly at: string }).at}. Use that file. If it is lost or in wrong hands, run "wardready keys rotate" and export the new ones.`,
          );
        const prints = await exportKeys(settings.keyFile, file, await passphrase()).catch(cannot);
        // After the file is on the disk: killed in between, they may be exported again.
        await store.putDocument(mark, JSON.stringify({ at: new Date(await store.now()).toISOString() }));
        print(`${file}: keys ${prints.join(', ')}, sealed. Without the passphrase nobody opens it, nor do we.`);
      } finally {
        await store.close();
      }
    });
  keys
    .command('import')
    .summary('write the key file from an exported one')
    .description(
      'Opens what `keys export` wrote with its passphrase, read from standard input, and writes the file that WARDREADY_KEY_FILE names, which must not be there.',
    )
    .argument('<file>', 'what `wardready keys export` wrote')
    .action(async (file: string) => {
      const { importKeys } = await serverDoor();
      const settings = await settingsFrom(process.env);
      const prints = await importKeys(file, settings.keyFile, await passphrase()).catch(cannot);
      print(`${settings.keyFile}: keys ${prints.join(', ')}`);
    });
  keys
    .command('rotate')
    .summary('a new master key for new preparations')
    .description(
      'Adds a key to the file that WARDREADY_KEY_FILE names. Preparations that begin from then on are sealed and chained under it; the earlier keys stay, for what was sealed under them. With Redis it takes two calls, and every node must have read the file in between.',
    )
    .action(async () => {
      const { rotateKeys } = await serverDoor();
      const { keyFile, store } = await settingsFrom(process.env);
      const is = await rotateKeys(keyFile, store.kind === 'redis').catch(cannot);
      print(
        is === 'next'
          ? `${keyFile} has a next key, not in use yet. Copy the file to every node, start each again, then run this once more.`
          : `${keyFile} has a new key in use. ${store.kind === 'redis' ? 'Copy the file to every node and start each again' : 'Start the server again'}; then export the keys.`,
      );
    });
}

async function passphrase(): Promise<string> {
  if (process.stdin.isTTY) tell('The passphrase, of 12 letters or more, then Enter and Ctrl D (it is shown):');
  return (await text(process.stdin)).trim();
}

const cannot = (error: unknown): never => {
  throw new Ended(exits.environment, `${error instanceof Error ? error.message : 'It cannot be done'}.`, error);
};
