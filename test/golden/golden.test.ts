/** Wards that earlier builds left: each comes back whole, and is played again to the same bytes or refused by name, untouched. */
import { expect } from 'chai';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OtherBuild } from '../../server/preparations/other-build.ts';
import { run } from '../../server/run.ts';
import { readSettings } from '../../server/settings.ts';
import { checkBackup, piecesIn } from '../../server/store/backup-file.ts';
import { openEmbeddedStore } from '../../server/store/embedded.ts';
import { piecesOf, type PortableStore } from '../../server/store/portable.ts';
import { goldenFolder, goldenOf, type Golden } from './golden.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const names = readdirSync(goldenFolder)
  .filter((name) => name.endsWith('.backup'))
  .map((name) => name.slice(0, -'.backup'.length));

describe('a ward that an earlier build left', () => {
  let home: string;
  let directory: string;
  let settings: Parameters<typeof run>[0];
  const within = async <T>(work: (store: PortableStore) => Promise<T>): Promise<T> => {
    const store = await openEmbeddedStore({ directory, clock: Date.now });
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  };
  const everything = (): Promise<string> =>
    within(async (store) => {
      const all: string[] = [];
      for await (const piece of piecesOf(store)) if (piece.kind !== 'end') all.push(JSON.stringify(piece));
      return all.toSorted().join('\n');
    });

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'wardready-golden-'));
    directory = join(home, 'store');
    const read = readSettings({
      WARDREADY_DEMO: '1',
      WARDREADY_STORE: directory,
      WARDREADY_KEY_FILE: join(home, 'key'),
      WARDREADY_PORT: '0',
    });
    if (!read.ok) throw new Error(read.problems.join());
    ({ settings } = read);
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  it('is kept here from several ages, some that run and some that do not', () => {
    const kinds = names.map((name) => goldenIn(name).kind);
    expect(kinds.filter((kind) => kind === 'runs').length).to.be.at.least(2);
    expect(kinds.filter((kind) => kind === 'refused').length).to.be.at.least(2);
  });

  for (const name of names)
    it(`comes back from ${name}`, async () => {
      const golden = goldenIn(name);
      const file = join(goldenFolder, `${name}.backup`);
      await checkBackup(file);
      await within((store) => store.restore(piecesIn(file)));
      expect(await within((store) => goldenOf(store, Buffer.from(golden.key, 'hex')))).to.deep.equal(golden);

      writeFileSync(settings.keyFile, `${golden.key}\n`);
      const before = await everything();
      const started = await run(settings, silent).then(
        async (running) => running.stop(),
        (error: unknown) => error,
      );
      if (golden.kind === 'refused') {
        expect(started).to.be.instanceOf(OtherBuild);
        expect(String(started)).to.match(
          /^OtherBuild: \d+ open preparations cannot be run by this build, and nothing was changed\. .* run the WardReady that began them until they are closed, then start this one\.\n {2}- \d+ on protocol [0-9a-f]{12}: this build /,
        );
        expect(await everything()).to.equal(before);
      } else expect(started).to.equal(undefined);
    }).timeout(60_000);
});

const goldenIn = (name: string): Golden =>
  JSON.parse(readFileSync(join(goldenFolder, `${name}.json`), 'utf8')) as Golden;
