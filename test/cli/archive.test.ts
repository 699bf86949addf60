/** Old closed preparations go out of the store into a file: killed at any moment none is lost, and each is read from there. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { checkBackup, piecesIn } from '../../server/store/backup-file.ts';
import { Chance } from '../support/chance.ts';
import { type Environment, startProgram, wardready } from '../support/program.ts';
import type { Tablet } from '../support/screens.ts';
import { startWard, TestClock, type Ward } from '../support/ward.ts';

const daysAgo = 30;
const closedMany = 24;
const dayMs = 86_400_000;

describe('an archive', () => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
  const chance = new Chance(seed);
  let home: string;
  let ward: Ward;
  let env: Environment;
  let file: string;
  let open: string;
  let young: string;
  const closed: string[] = [];
  const revisions = new Map<string, number>();

  before(async function () {
    this.timeout(60_000);
    home = await mkdtemp(join(tmpdir(), 'wardready-archive-'));
    file = join(home, 'old.archive');
    const clock = new TestClock(Date.now() - daysAgo * dayMs);
    ward = await startWard({ clock, directory: home, master: randomBytes(32) });
    const end = async (desk: Tablet, preparation: string): Promise<void> => {
      await desk.tap(preparation, 'preparation.cancelled', { reason: 'Sent home' });
      expect((await ward.store.load(preparation))?.open).to.equal(false);
    };
    for (let n = 0; n < closedMany; n += 1) closed.push(await ward.open());
    const then = await ward.tablet('c-ito');
    for (const one of closed) await end(then, one);
    open = await ward.open();
    clock.advance((daysAgo - 1) * dayMs);
    young = await ward.open();
    await end(await ward.tablet('c-ito'), young);
    for (const one of [...closed, open, young])
      revisions.set(one, (await ward.store.load(one))?.revision ?? Number.NaN);
    const key = join(home, 'key');
    await writeFile(key, `${ward.master.toString('hex')}\n`, { mode: 0o600 });
    env = { WARDREADY_DEMO: '1', WARDREADY_STORE: join(home, 'store'), WARDREADY_KEY_FILE: key, WARDREADY_PORT: '0' };
  });
  after(async () => {
    await ward.end();
    await rm(home, { recursive: true, force: true });
  });

  /** Which of them the file has whole; a file of that name is never half of one. */
  const inFile = async (): Promise<ReadonlySet<string>> => {
    const there = new Set<string>();
    if (!existsSync(file)) return there;
    await checkBackup(file);
    for await (const piece of piecesIn(file))
      if (piece.kind === 'preparation' && piece.records.length === revisions.get(piece.head.preparation))
        there.add(piece.head.preparation);
    return there;
  };
  const inStore = async (preparation: string): Promise<boolean> => {
    const head = await ward.store.load(preparation);
    return head !== null && (await ward.store.log(preparation)).length === revisions.get(preparation);
  };

  it('loses nothing, killed while it looks, while it writes, and while it takes out', async () => {
    const cuts = { early: 0, between: 0, done: 0 };
    for (let n = 0; n < 40 && cuts.done === 0; n += 1) {
      const ended = await archiveKilled({
        file,
        env,
        after: n % 2 === 0 ? 'Looking for' : 'Checking the file',
        chance,
      });
      const kept = await inFile();
      const lost: string[] = [];
      for (const one of revisions.keys()) if (!kept.has(one) && !(await inStore(one))) lost.push(one);
      expect(lost, `SEED=${seed}`).to.deep.equal([]);
      const left = (await ward.store.preparations()).length - 2;
      if (ended) cuts.done += 1;
      else if (left > 0 && left < closedMany) cuts.between += 1;
      else cuts.early += 1;
    }
    console.log(
      `      SEED=${seed}: killed ${cuts.early} times before anything was out, ${cuts.between} times half-way`,
    );
    const { code, err } = await wardready(['archive', file, '--older-than', '7'], env);
    expect(code, err).to.equal(0);
    expect([...(await inFile())].toSorted()).to.deep.equal(closed.toSorted());
    expect((await ward.store.preparations()).toSorted()).to.deep.equal([open, young].toSorted());
    for (const one of closed) {
      expect(await ward.store.document(`salt/${one}`)).to.equal(null);
      expect(await ward.store.log(one)).to.deep.equal([]);
    }
  }).timeout(240_000);

  it('is read by replay, and the store has forgotten', async () => {
    const [one = ''] = closed;
    const read = await wardready(['replay', one, '--archive', file], env);
    expect(read.code, read.err).to.equal(0);
    expect(read.out).to.match(/preparation\.cancelled[^]*all agree\n$/);
    expect((await wardready(['replay', one], env)).err).to.match(/The store has no preparation/);
    const other = await wardready(['replay', open, '--archive', file], env);
    expect([other.code, other.err.endsWith(`has no preparation ${open}.\n`)]).to.deep.equal([1, true]);
  });

  it('leaves the ward as it was: whoever is open goes on', async () => {
    const desk = await ward.tablet('c-ito');
    expect((await desk.tap(open, 'preparation.cancelled', { reason: 'Later' })).kind).to.equal('accepted');
  });

  it('says when nothing is that old, and takes no days that are too few', async () => {
    const none = await wardready(['archive', join(home, 'none'), '--older-than', '90'], env);
    expect([none.code, none.out]).to.deep.equal([0, 'Nothing is closed and 90 days old; no file was written.\n']);
    const few = await wardready(['archive', join(home, 'none'), '--older-than', '2'], env);
    expect(few.code).to.equal(2);
    expect(few.err).to.match(/7 or more/);
    expect(existsSync(join(home, 'none'))).to.equal(false);
  });

  it('takes nothing out for a file that is not whole', async () => {
    const bad = join(home, 'bad');
    await writeFile(bad, 'good morning');
    const said = await wardready(['archive', bad, '--older-than', '7'], env);
    expect(said.code).to.equal(3);
    expect(said.err).to.match(/is not a backup/);
  });
});

/** True when it had ended by itself before it was killed. */
async function archiveKilled(parts: {
  readonly file: string;
  readonly env: Environment;
  readonly after: string;
  readonly chance: Chance;
}): Promise<boolean> {
  const one = startProgram(['archive', parts.file, '--older-than', '7'], parts.env);
  const gone = new Promise<number | null>((resolve) => one.once('exit', resolve));
  let said = '';
  await new Promise<void>((resolve) => {
    one.stderr.on('data', (bytes: Buffer) => {
      said += bytes.toString();
      if (said.includes(parts.after)) resolve();
    });
    one.once('exit', () => resolve());
  });
  await pause(parts.chance.below(120));
  one.kill('SIGKILL');
  return (await gone) === 0;
}
