/** The embedded store: the whole contract, and what only a store in a directory has. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { embeddedDurability, roomLeastBytes } from '../../server/store/embedded-durability.ts';
import { openEmbeddedStore } from '../../server/store/embedded.ts';
import { feedKeptMs, trimEvery } from '../../server/store/feed.ts';
import { feedStart, type Store } from '../../server/store/store.ts';
import { aCommit } from '../support/commits.ts';
import { describeStore } from './store.contract.ts';

const run = promisify(execFile);
const support = (script: string): string => fileURLToPath(new URL(`../support/${script}`, import.meta.url));

describeStore('the embedded store', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'wardready-embedded-'));
  const opened: Store[] = [];
  const open = async (): Promise<Store> => {
    const store = await openEmbeddedStore({ directory, clock: Date.now });
    opened.push(store);
    return store;
  };
  return {
    store: await open(),
    reopen: open,
    async end() {
      for (const store of opened) await store.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
});

describe('the embedded store alone', () => {
  let directory: string;
  let now: number;
  let store: Store;
  const clock = (): number => now;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'wardready-embedded-'));
    now = 1_795_305_600_000;
    store = await openEmbeddedStore({ directory, clock });
  });
  afterEach(async () => {
    await store.close();
    await rm(directory, { recursive: true, force: true });
  });
  const preparation = (index: number): string => `prep-${String(index).padStart(6, '0')}`;

  it('holds its time when the clock goes back, across a restart too', async () => {
    await store.commit([aCommit(preparation(1), { at: now })]);
    now -= 4 * 3_600_000;
    expect(await store.now()).to.equal(now + 4 * 3_600_000);
    await store.commit([aCommit(preparation(2))]);
    await store.close();
    store = await openEmbeddedStore({ directory, clock });
    expect(await store.now()).to.equal(now + 4 * 3_600_000);
    const page = await store.feed(feedStart, 10);
    expect(page.kind === 'entries' && page.entries.map(({ at }) => at - now)).to.deep.equal([14_400_000, 14_400_000]);
  });

  it('takes an instant exactly one second ahead and refuses one a millisecond later', async () => {
    expect((await store.commit([aCommit(preparation(1), { at: now + 1001 })])).kind).to.equal('ahead');
    expect((await store.commit([aCommit(preparation(1), { at: now + 1000 })])).kind).to.equal('committed');
  });

  it('drops feed entries older than 48 hours, and answers gap to whoever is still there', async () => {
    for (let index = 1; index < trimEvery; index += 1) await store.commit([aCommit(preparation(index))]);
    const old = await store.feed(feedStart, trimEvery);
    now += feedKeptMs + 1;
    await store.commit([aCommit(preparation(trimEvery))]);
    const position = await store.position();
    expect(position.offset).to.equal(trimEvery);
    expect(await store.feed(feedStart, 10)).to.deep.equal({ kind: 'gap', position });
    const entries = old.kind === 'entries' ? old.entries : [];
    expect(await store.feed(entries[10]?.position ?? position, 10)).to.deep.equal({ kind: 'gap', position });
    // The newest of the old ones stays: whoever saw it needs only what came after.
    const page = await store.feed(entries.at(-1)?.position ?? position, 10);
    expect(page.kind === 'entries' && page.entries.map(({ position: { offset } }) => offset)).to.deep.equal([
      trimEvery,
    ]);
  });

  it('keeps feed entries of the last 48 hours, however many', async () => {
    for (let index = 1; index <= 2 * trimEvery; index += 1) await store.commit([aCommit(preparation(index))]);
    now += feedKeptMs;
    const more = Array.from({ length: trimEvery }, (_, index) => aCommit(preparation(1000 + index)));
    await store.commit(more);
    const page = await store.feed(feedStart, 1000);
    expect(page.kind === 'entries' && page.entries.length).to.equal(3 * trimEvery);
  });

  it('sweeps ended sessions when somebody signs in', async () => {
    await store.putSession('session-ended-0001', 'old', now + 10);
    now += 11;
    await store.putSession('session-fresh-0001', 'new', now + 10);
    now -= 11;
    await store.close();
    store = await openEmbeddedStore({ directory, clock: () => now });
    expect(await store.session('session-fresh-0001')).to.equal('new');
    expect(await store.session('session-ended-0001')).to.equal(null);
  });

  it('says which directory it cannot use', async () => {
    const file = join(directory, 'a-file');
    await writeFile(file, 'not a directory');
    let message = '';
    await openEmbeddedStore({ directory: join(file, 'store'), clock }).catch(
      (error: Error) => (message = `${error.name}: ${error.message}`),
    );
    expect(message).to.match(/^StoreMisconfigured: .*a-file/);
  });

  it('refuses a file that is damaged or not its own, instead of going down with it', async () => {
    await store.commit([aCommit(preparation(1))]);
    const good = await readFile(join(directory, 'data.mdb'));
    const without = (from: number, to: number): Buffer => Buffer.from(good).fill(7, from, to);
    const bad = [
      Buffer.from('hi'),
      Buffer.alloc(20_000, 'something else'),
      good.subarray(0, 4096),
      without(0, 100),
      without(4096, 4200),
      without(28, 32),
    ];
    for (const [index, bytes] of bad.entries()) {
      const foreign = join(directory, `foreign-${index}`);
      await mkdir(foreign);
      await writeFile(join(foreign, 'data.mdb'), bytes);
      const reason = await openEmbeddedStore({ directory: foreign, clock }).catch(String);
      expect(reason, `file ${index}`).to.match(/^StoreMisconfigured: .*data\.mdb is damaged, or not a WardReady store/);
    }
  });

  it('has synced every commit to the disk before its answer is there', async function () {
    const strace = await run('strace', ['-V']).catch(() => null);
    if (strace === null) return this.skip(); // Linux, and strace installed: what a process asks of its disk is seen nowhere else.
    const trace = join(directory, 'trace');
    // Every sync takes 40 ms longer: an answer that does not wait for it is there before it ends.
    const slow = ['-e', 'trace=write,fsync,fdatasync', '-e', 'inject=fdatasync:delay_enter=40000'];
    await run('strace', [
      '-f',
      '-qq',
      ...slow,
      '-o',
      trace,
      process.execPath,
      '--import=tsx',
      support('commit-once.ts'),
      join(directory, 'traced'),
    ]);
    const calls =
      (await readFile(trace, 'utf8')).match(/begin \d|answer \d|fdatasync(\(\d+\)| resumed>\)) += 0/g) ?? [];
    const story = calls.map((call) => call.replace(/^fdatasync.*/, 'synced')).join(' ');
    for (let index = 1; index <= 5; index += 1)
      expect(story).to.match(new RegExp(`begin ${index} (synced )+answer ${index}`));
  });

  it('lives on when the disk is full: that commit is refused, and every acknowledged one is kept', async function () {
    if (process.platform === 'win32') return this.skip();
    // A file size limit fails a write as a full disk does, and needs no disk of its own. 1 block is 512 bytes or 1 KiB.
    const limited = [
      '-c',
      'trap "" XFSZ; ulimit -f 4096; exec "$0" --import=tsx "$1" "$2"',
      process.execPath,
      support('write-until-full.ts'),
      join(directory, 'full'),
    ];
    const { stdout } = await run('bash', limited);
    const { acknowledged, kept, refusals } = JSON.parse(stdout) as {
      acknowledged: string[];
      kept: string[];
      refusals: string[];
    };
    expect(refusals.length).to.be.above(0);
    for (const refusal of refusals) expect(refusal).to.match(/^StoreUnavailable: .* is the disk full\?/);
    expect(acknowledged.length).to.be.above(10);
    expect(kept).to.have.members(acknowledged);
    const after = await openEmbeddedStore({ directory: join(directory, 'full'), clock });
    expect(await after.preparations()).to.have.members(acknowledged);
    await after.close();
  });

  it('says that its disk is nearly full, with what is left, before it is', async () => {
    const { bavail, bsize } = await statfs(directory);
    const free = bavail * bsize;
    expect((await embeddedDurability(directory, free / 2)).runningOut).to.deep.equal([]);
    const [says, ...others] = (await embeddedDurability(directory, free * 2)).runningOut;
    expect(others).to.deep.equal([]);
    const left = Number(/has (\d+) MiB left: make room/.exec(says ?? '')?.[1]);
    expect(left * 1024 ** 2).to.be.within(free / 2, free * 2);
    expect((await store.durability()).runningOut).to.have.length(free < roomLeastBytes ? 1 : 0);
  });

  it('says that memory is no disk', async function () {
    if (process.platform !== 'linux') return this.skip();
    const inMemory = await mkdtemp('/dev/shm/wardready-').catch(() => this.skip());
    const other = await openEmbeddedStore({ directory: inMemory, clock });
    const { survivesPowerCut, unsafe } = await other.durability();
    await other.close();
    await rm(inMemory, { recursive: true, force: true });
    expect(survivesPowerCut).to.equal(false);
    expect(unsafe.join()).to.match(/tmpfs.*choose a directory on a disk/);
  });
});
