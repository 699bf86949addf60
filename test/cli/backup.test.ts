/** A ward is backed up while it works, and comes back in another store; a file that is not whole changes nothing. */
import { randomBytes } from 'node:crypto';
import { copyFile, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { checkBackup } from '../../server/store/backup-file.ts';
import { happyPath } from '../support/happy-path.ts';
import { type Environment, wardready } from '../support/program.ts';
import { startRedisServer, type RedisServer } from '../support/redis-server.ts';
import { startWard, TestClock, type Ward } from '../support/ward.ts';

describe('backup and restore', () => {
  let home: string;
  let redis: RedisServer;
  let ward: Ward;
  let preparation: string;
  let env: Environment;
  let file: string;
  let places = 0;
  const elsewhere = (): Environment => ({ ...env, WARDREADY_STORE: join(home, `new-${(places += 1)}`, 'store') });

  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'wardready-backup-'));
    redis = await startRedisServer();
    ward = await startWard({ clock: new TestClock(Date.now() - 3_600_000), directory: home, master: randomBytes(32) });
    const tablet = await ward.tablet('a-osei');
    preparation = await ward.open({
      patient: {
        familyName: 'Canarywoman',
        givenName: 'Mary',
        birthDate: '1959-03-12',
        sex: 'F',
        number: '9990012345',
      },
    });
    const key = join(home, 'key');
    await writeFile(key, `${ward.master.toString('hex')}\n`, { mode: 0o600 });
    env = { WARDREADY_DEMO: '1', WARDREADY_STORE: join(home, 'store'), WARDREADY_KEY_FILE: key, WARDREADY_PORT: '0' };
    file = join(home, 'ward.backup');
    for (const { command, wait } of happyPath) {
      ward.clock.advance(wait);
      await tablet.tap(preparation, command.event, command);
    }
    // The server has the store open all the while.
    const { code, out, err } = await wardready(['backup', file], env);
    expect(code, err).to.equal(0);
    expect(out).to.match(
      /^.*ward\.backup: site [a-z-]+, \d+ preparations, \d+ records, \d+ documents, \d+ bytes, sum [0-9a-f]{12}\n$/,
    );
  });
  after(async () => {
    await ward.end();
    await redis.end();
    await rm(home, { recursive: true, force: true });
  });

  it('is a file for its owner alone, and shows no patient', async () => {
    expect((await stat(file)).mode & 0o777).to.equal(0o600);
    const text = gunzipSync(await readFile(file)).toString('utf8');
    for (const secret of ['Canarywoman', '9990012345', '1959-03-12', ward.master.toString('hex')])
      expect(text).to.not.include(secret);
  });

  for (const [kind, where] of [
    ['the embedded store', () => elsewhere()],
    ['Redis', () => ({ ...env, WARDREADY_STORE: redis.url })],
  ] as const)
    it(`comes back in ${kind}: every chain holds, and the record leads to the state`, async () => {
      const there = where();
      const { code, out, err } = await wardready(['restore', file], there);
      expect(code, err).to.equal(0);
      expect(out).to.match(/\d+ records, \d+ documents restored; every chain holds\n$/);
      const replayed = await wardready(['replay', preparation], there);
      expect(replayed.code, replayed.err).to.equal(0);
      expect(replayed.out).to.match(/all agree\n$/);
      const twice = await wardready(['restore', file], there);
      expect(twice.code).to.equal(3);
      expect(twice.err).to.match(/not empty|has data of this site/);
    });

  it('is never written over another, and says where it cannot be written', async () => {
    const before = await readFile(file);
    const again = await wardready(['backup', file], env);
    expect([again.code, again.err]).to.deep.equal([2, `${file} is there already: name another file.\n`]);
    expect(await readFile(file)).to.deep.equal(before);
    const nowhere = await wardready(['backup', join(home, 'no', 'such', 'place')], env);
    expect(nowhere.code).to.equal(3);
    expect(nowhere.err).to.match(/cannot be written/);
    expect(
      (await wardready(['backup', join(home, 'x')], { ...env, WARDREADY_STORE: join(home, 'none') })).code,
    ).to.equal(3);
  });

  it('is refused, and nothing written, when it is cut, altered, of another site or format, or no backup', async () => {
    const bad = join(home, 'bad.backup');
    const lines = gunzipSync(await readFile(file))
      .toString('utf8')
      .split('\n');
    const altered = (change: (text: string) => string) => async () =>
      writeFile(bad, gzipSync(change(lines.join('\n'))));
    const cases: readonly (readonly [string, () => Promise<unknown>, RegExp])[] = [
      ['cut', async () => truncate(bad, 3_000), /is not a backup, or only a part of one/],
      ['without its end', altered(() => `${lines.slice(0, -2).join('\n')}\n`), /ends before its last line/],
      ['without a line', altered(() => lines.filter((_line, index) => index !== 2).join('\n')), /its sum does not fit/],
      [
        'one letter changed',
        altered((text) => text.replace(/"hash":"(.)/, (_all, one) => `"hash":"${one === 'a' ? 'b' : 'a'}`)),
        /its sum does not fit/,
      ],
      [
        'of another site',
        altered((text) => text.replace(/"site":"[^"]*"/, '"site":"elsewhere"')),
        /its sum does not fit/,
      ],
      [
        'of a later format',
        altered((text) => text.replace('"format":1', '"format":9')),
        /has format 9; this WardReady reads format 1/,
      ],
      ['no backup', async () => writeFile(bad, 'good morning'), /is not a backup/],
      ['not there', async () => rm(bad), /no such file/],
    ];
    for (const [what, spoil, says] of cases) {
      await copyFile(file, bad);
      await spoil();
      const said = await checkBackup(bad).then(() => 'it was taken', String);
      expect(said, what).to.match(says);
    }
    await copyFile(file, bad);
    await truncate(bad, 3_000);
    const there = elsewhere();
    const { code, err } = await wardready(['restore', bad], there);
    expect(code).to.equal(3);
    expect(err).to.match(/is not a backup, or only a part of one/);
    expect(await stat(there['WARDREADY_STORE'] ?? '').catch(() => 'nothing there')).to.equal('nothing there');
  });

  it('is not restored without its key, and with another key says which it was made with', async () => {
    const none = await wardready(['restore', file], { ...elsewhere(), WARDREADY_KEY_FILE: join(home, 'no-key') });
    expect(none.code).to.equal(3);
    expect(none.err).to.match(/there is no master key at/);
    const other = join(home, 'other-key');
    await writeFile(other, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 });
    const wrong = await wardready(['restore', file], { ...elsewhere(), WARDREADY_KEY_FILE: other });
    expect(wrong.code).to.equal(3);
    expect(wrong.err).to.match(/was sealed under master key .* give the server the key it was made with/);
  });
});
