/** The master keys leave once, sealed, and come back; a new one is for new preparations, and no earlier one is ever lost. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { exportKeys } from '../../server/record/key-file.ts';
import { createKeys, fingerprintOf, KeysErased, KeysMissing } from '../../server/record/keys.ts';
import { masterKeysFromFile, masterKeysFromText } from '../../server/record/master-key.ts';
import { verifyLog } from '../../server/record/verify.ts';
import { Chance } from '../support/chance.ts';
import { type Environment, type Ran, wardready } from '../support/program.ts';
import { startWard, TestClock, type Ward } from '../support/ward.ts';

const words = 'correct horse battery';
const wrongWords = 'correct horse batteries';

/** Renews the file again and again, and says so each time. */
const renewing = `
  import { rotateKeys } from ${JSON.stringify(new URL('../../server/record/key-file.ts', import.meta.url).href)};
  for (;;) { await rotateKeys(process.argv[1], false); process.stdout.write('.'); }`;

describe('master keys', () => {
  let home: string;
  let ward: Ward;
  let key: string;
  let env: Environment;
  let early: string;
  const secret = (): readonly string[] => readFileSync(key, 'utf8').trim().split('\n');

  before(async () => {
    home = mkdtempSync(join(tmpdir(), 'wardready-keys-'));
    ward = await startWard({ clock: new TestClock(Date.now()), directory: home, master: randomBytes(32) });
    early = await ward.open();
    key = join(home, 'key');
    writeFileSync(key, `${ward.master.toString('hex')}\n`, { mode: 0o600 });
    env = { WARDREADY_DEMO: '1', WARDREADY_STORE: join(home, 'store'), WARDREADY_KEY_FILE: key, WARDREADY_PORT: '0' };
  });
  after(async () => {
    await ward.end();
    rmSync(home, { recursive: true, force: true });
  });

  it('are exported once, for their owner alone and unreadable, and the second time it is said when', async () => {
    const file = join(home, 'exported');
    expect((await typed(['keys', 'export', file], env, 'short')).err).to.match(/12 letters or more/);
    const said = await typed(['keys', 'export', file], env, words);
    expect(said.code, said.err).to.equal(0);
    expect(statSync(file).mode & 0o777).to.equal(0o600);
    expect(readFileSync(file, 'utf8')).to.not.include(secret()[0]);
    const again = await typed(['keys', 'export', join(home, 'second')], env, words);
    expect([again.code, again.out]).to.deep.equal([1, '']);
    expect(again.err).to.match(/were exported on 20\d\d-.*Use that file.*keys rotate/);
  });

  it('come back by their passphrase alone, and over no file', async () => {
    const file = join(home, 'exported');
    const there = { ...env, WARDREADY_KEY_FILE: join(home, 'elsewhere') };
    expect((await typed(['keys', 'import', file], there, wrongWords)).err).to.match(
      /another passphrase, or the file was altered/,
    );
    const altered = join(home, 'altered');
    const { fingerprints: _, ...rest } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    writeFileSync(altered, JSON.stringify({ ...rest, fingerprints: ['0000000000000000'] }));
    expect((await typed(['keys', 'import', altered], there, words)).err).to.match(/or the file was altered/);
    expect((await typed(['keys', 'import', file], there, words)).code).to.equal(0);
    expect(readFileSync(there.WARDREADY_KEY_FILE)).to.deep.equal(readFileSync(key));
    expect((await typed(['keys', 'import', file], env, words)).err).to.match(/EEXIST/);
    expect(existsSync(`${key}.part`), 'keys left beside').to.equal(false);
  });

  it('are renewed: new preparations under the new key, earlier ones read as before', async () => {
    const before = secret();
    const said = await wardready(['keys', 'rotate'], env);
    expect(said.out, said.err).to.match(/has a new key in use\. Start the server again/);
    expect(secret().slice(0, -1)).to.deep.equal(before);
    const master = await masterKeysFromFile({ path: key });
    expect([master.first, master.all.length]).to.deep.equal([ward.master, 2]);
    const keys = createKeys({ master, documents: ward.store });
    const made = await keys.make('prep-late-0001');
    const salt = JSON.parse((await ward.store.document('salt/prep-late-0001')) ?? '') as { master: string };
    expect(salt.master).to.equal(fingerprintOf(master.current)).and.not.equal(fingerprintOf(master.first));
    const old = createKeys({ master: ward.master, documents: ward.store });
    const refused = await old.of('prep-late-0001').catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(KeysMissing);
    expect(String(refused)).to.match(/give the server the key it was made with/);
    expect((await keys.chainFor('prep-late-0001')).chain.export()).to.deep.equal(made.chain.export());
    expect(made.chain.export()).to.not.deep.equal(old.chainOf('prep-late-0001').chain.export());
    // What has no salt stays under the first: an order, a badge and a PIN are found as before.
    expect(keys.pseudonym('x')).to.equal(old.pseudonym('x'));
    const head = await ward.store.load(early);
    expect(verifyLog(await keys.chainFor(early), await ward.store.log(early), head!).kind).to.equal('intact');
    const replayed = await wardready(['replay', early], env);
    expect(replayed.out, replayed.err).to.match(/all agree\n$/);
    await keys.erase('prep-late-0001', 1);
    expect(
      await createKeys({ master, documents: ward.store })
        .of('prep-late-0001')
        .catch((error: unknown) => error),
    ).to.be.instanceOf(KeysErased);
    expect((await keys.chainFor('prep-late-0001')).chain.export()).to.deep.equal(made.chain.export());
    // And may be exported, once more.
    expect((await typed(['keys', 'export', join(home, 'exported-2')], env, words)).code).to.equal(0);
  });

  it('on Redis are first only known, and in use at the second call', async () => {
    const on = { ...env, WARDREADY_STORE: 'redis://127.0.0.1:1', WARDREADY_KEY_FILE: join(home, 'redis-key') };
    // As in a container: read by somebody else, through a link.
    const real = join(home, 'mounted-key');
    writeFileSync(real, `${randomBytes(32).toString('hex')}\n`, { mode: 0o444 });
    symlinkSync(real, on.WARDREADY_KEY_FILE);
    const read = () => masterKeysFromFile({ path: on.WARDREADY_KEY_FILE });
    const { first } = await read();
    expect((await wardready(['keys', 'rotate'], on)).out).to.match(/not in use yet\. Copy the file to every node/);
    const next = await read();
    const early = await exportKeys(on.WARDREADY_KEY_FILE, join(home, 'too-early'), words).catch(String);
    expect(early).to.match(/has a next key that is not in use yet/);
    expect([next.current, next.all.length]).to.deep.equal([first, 2]);
    expect((await wardready(['keys', 'rotate'], on)).out).to.match(/new key in use/);
    expect((await read()).current).to.deep.equal(next.all[1]);
    expect(lstatSync(on.WARDREADY_KEY_FILE).isSymbolicLink()).to.equal(true);
    expect(statSync(real).mode & 0o777).to.equal(0o444);
  });

  it('are never lost or half written when the renewal is killed', async () => {
    const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
    const chance = new Chance(seed);
    let renewed = 0;
    for (let n = 0; n < 8; n += 1) {
      const before = secret();
      const one = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', renewing, key]);
      const gone = once(one, 'exit');
      await once(one.stdout, 'data');
      await pause(chance.below(60));
      one.kill('SIGKILL');
      await gone;
      const now = secret();
      masterKeysFromText(now.join('\n'), `SEED=${seed}`);
      expect(now.slice(0, before.length), `SEED=${seed}`).to.deep.equal(before);
      renewed += now.length - before.length;
    }
    console.log(`      SEED=${seed}: 8 killed, ${renewed} renewed before`);
    expect((await wardready(['keys', 'rotate'], env)).code).to.equal(0);
    expect((await wardready(['replay', early], env)).out).to.match(/all agree\n$/);
  }).timeout(120_000);
});

/** With something typed. */
const typed = (args: readonly string[], env: Environment, input: string): Promise<Ran> =>
  wardready(args, env, `${input}\n`);
