/** `wardready …` as a program runs it: what goes to stdout, what to stderr, and how it ends. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { happyPath } from '../support/happy-path.ts';
import { type Environment, type Ran, startProgram, wardready } from '../support/program.ts';
import { sparePort } from '../support/redis-server.ts';
import { until } from '../support/until.ts';
import { startWard, TestClock, type Ward } from '../support/ward.ts';
import { startWeb, type Web } from '../support/web.ts';

describe('wardready', () => {
  let home: string;
  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'wardready-cli-'));
  });
  after(() => rm(home, { recursive: true, force: true }));

  it('says what it can do, and ends with 2 when it is asked wrongly', async () => {
    const help = await wardready(['--help']);
    expect(help.code).to.equal(0);
    for (const verb of [
      'serve',
      'import',
      'doctor',
      'replay',
      'backup',
      'restore',
      'protocol',
      'paths',
      'prove',
      'compare',
      'diagram',
    ])
      expect(help.out).to.match(new RegExp(`^  ${verb} `, 'm'));
    for (const wrong of [
      ['burn'],
      ['import'],
      ['import', 'x.csv', '--ward', 'w4B', '--dates', 'guess'],
      ['doctor', '--jsonn'],
      ['replay'],
    ]) {
      const { code, out, err } = await wardready(wrong);
      expect(code, wrong.join(' ')).to.equal(2);
      expect(out).to.equal('');
      expect(err).to.match(/error: /);
    }
  });

  describe('protocol check', () => {
    it('names every mistake by file, line and column on stdout, and ends with 1', async () => {
      const file = join(home, 'wrong.yaml');
      const shipped = await readFile('protocols/venepuncture.yaml', 'utf8');
      await writeFile(
        file,
        shipped.replace('- step: hygiene', '- step: hygeine').replace('validFor: kitFor', 'validFor: kitfor'),
      );
      const { code, out, err } = await wardready(['protocol', 'check', 'protocols/venepuncture.yaml', file]);
      expect(code).to.equal(1);
      expect(out).to.match(
        /^protocols\/venepuncture\.yaml: venepuncture \d+\.\d+\.\d+ \(unreviewed\), \d+ items: works$/m,
      );
      const line = shipped.slice(0, shipped.indexOf('- step: hygiene')).split('\n').length;
      expect(out).to.match(
        new RegExp(
          `wrong\\.yaml:${line}:\\d+ steps\\.\\d\\.step: there is no step called "hygeine"; did you mean "hygiene"`,
        ),
      );
      expect(err).to.match(/^\d+ mistakes\.$/m);
      expect((await wardready(['protocol', 'check', join(home, 'none.yaml')])).code).to.equal(1);
      expect((await wardready(['protocol', 'check', 'protocols/venepuncture.yaml'])).code).to.equal(0);
    });
  });

  describe('protocol show', () => {
    it('prints the protocol with its overlays in it, where each change came from, and its digest', async () => {
      const protocols = join(home, 'protocols');
      await mkdir(protocols);
      const shipped = await readFile('protocols/venepuncture.yaml', 'utf8');
      await writeFile(join(protocols, 'venepuncture.yaml'), shipped.replace(/^version: .*$/m, 'version: 1.0.0'));
      const where = ['--protocols', protocols, '--overlays'];
      const { code, out } = await wardready(['protocol', 'show', 'venepuncture', ...where, 'test/fixtures/overlays']);
      expect(code).to.equal(0);
      expect(out)
        .to.match(/^# digest [0-9a-f]{64}$/m)
        .and.match(/^ +is: 2 h # test\/fixtures\/overlays\/uk-england\.yaml:\d+, uk-england: Trays are laid out/m);
      const none = await wardready(['protocol', 'show', 'venepunctur', ...where, 'test/fixtures/overlays']);
      expect([none.code, none.out]).to.deep.equal([1, '']);
      expect(none.err).to.match(/There is no protocol called venepunctur; there is venepuncture\./);
      const nowhere = await wardready(['protocol', 'show', 'venepuncture', ...where, join(home, 'nowhere')]);
      expect(nowhere.code).to.equal(3);
      const wrong = await wardready([
        'protocol',
        'check',
        'test/fixtures/overlays/broken/bad-duration.yaml',
        ...where.slice(0, 2),
      ]);
      expect(wrong.code).to.equal(1);
      expect(wrong.out).to.match(
        /^test\/fixtures\/overlays\/broken\/bad-duration\.yaml:9:\d+ changes\.0\.is: "half an hour" is not/,
      );
    });
  });

  describe('import', () => {
    let web: Web;
    before(async () => {
      web = await startWeb();
    });
    after(() => web.end());
    const send = (
      file: string,
      more: readonly string[] = [],
      env: Environment = { WARDREADY_BADGE: 'BADGE-ITO' },
    ): Promise<Ran> => wardready(['import', file, '--ward', 'w4B', '--dates', 'dmy', '--url', web.url, ...more], env);

    it('sends a list, rehearses one, and says what became of it', async () => {
      const list = 'test/fixtures/day-list-dmy.csv';
      const rehearsed = await send(list, ['--dry-run']);
      expect([rehearsed.code, rehearsed.out]).to.deep.equal([
        0,
        'opened 7, moved 0, amended 0, cancelled 0, unchanged 1\n',
      ]);
      expect(rehearsed.err).to.match(/Nothing was written/);
      expect(await web.store.preparations()).to.have.length(0);
      expect((await send(list)).out).to.equal('opened 7, moved 0, amended 0, cancelled 0, unchanged 1\n');
      const again = await send(list, ['--json'], { WARDREADY_PERSON: 'c-ito', WARDREADY_PIN: '333333' });
      expect(JSON.parse(again.out)).to.deep.include({ opened: 0, unchanged: 8, dryRun: false });
      expect(await web.store.preparations()).to.have.length(7);
    });

    it('ends with 1 for a list with mistakes, 2 for nobody, 3 for no server, no file and no right', async () => {
      const wrong = await send('test/fixtures/day-list-wrong.csv');
      expect(wrong.code).to.equal(1);
      expect(wrong.out).to.match(/^test\/fixtures\/day-list-wrong\.csv: line 3, bed: "99" is not a bed of this ward$/m);
      expect(wrong.err).to.match(/Nothing was written\. Correct the 20 mistakes/);
      expect(await send('test/fixtures/day-list-dmy.csv', [], {})).to.include({ code: 2, out: '' });
      expect(await send(join(home, 'no-such.csv'))).to.include({ code: 3, out: '' });
      expect(await send('test/fixtures/day-list-dmy.csv', [], { WARDREADY_BADGE: 'BADGE-OSEI' })).to.include({
        code: 3,
      });
      expect(await send('test/fixtures/day-list-dmy.csv', [], { WARDREADY_BADGE: 'BADGE-WRONG' })).to.include({
        code: 3,
      });
      const away = await send('test/fixtures/day-list-dmy.csv', ['--url', 'http://127.0.0.1:9']);
      expect([away.code, away.out]).to.deep.equal([3, '']);
      expect(away.err).to.match(/Nothing answers at http:\/\/127\.0\.0\.1:9\./);
    });
  });

  describe('over a store', () => {
    let ward: Ward;
    let preparation: string;
    let env: Environment;
    before(async () => {
      ward = await startWard({
        clock: new TestClock(Date.now() - 3_600_000),
        directory: home,
        master: randomBytes(32),
      });
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
      for (const { command, wait } of happyPath) {
        ward.clock.advance(wait);
        await tablet.tap(preparation, command.event, command);
      }
      await ward.stop();
      const key = join(home, 'key');
      await writeFile(key, `${ward.master.toString('hex')}\n`, { mode: 0o600 });
      env = { WARDREADY_DEMO: '1', WARDREADY_STORE: join(home, 'store'), WARDREADY_KEY_FILE: key, WARDREADY_PORT: '0' };
    });

    it('replay walks the record to the state that the store holds, and shows no patient', async () => {
      const { code, out, err } = await wardready(['replay', preparation], env);
      expect(code, err).to.equal(0);
      expect(out).to.match(/^ {4}1 {2}\d{4}-\d{2}-\d{2}T.*Z {2}preparation\.opened {2}import$/m);
      expect(out).to.match(/item\.wristband\.sensed {2}a-osei$/m);
      expect(out).to.match(/\d+ records to head [0-9a-f]{12}, state [0-9a-f]{12}: all agree\n$/);
      for (const secret of ['Canarywoman', '9990012345', '1959']) expect(out + err).not.to.include(secret);
      const json = await wardready(['replay', preparation, '--json'], env);
      expect(JSON.parse(json.out)).to.deep.include({ preparation, broken: null });
    });

    it('replay ends with 1 where there is none, and with 3 without the key or with another', async () => {
      expect(await wardready(['replay', '0198c0de-0000-7000-8000-000000000000'], env)).to.include({ code: 1, out: '' });
      const other = join(home, 'other-key');
      await writeFile(other, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 });
      const forged = await wardready(['replay', preparation], { ...env, WARDREADY_KEY_FILE: other });
      expect(forged.code).to.equal(3);
      expect(forged.err).to.match(/was sealed under master key .* give the server the key it was made with/);
      expect(
        (await wardready(['replay', preparation], { ...env, WARDREADY_KEY_FILE: join(home, 'no-key') })).code,
      ).to.equal(3);
      expect(
        (await wardready(['replay', preparation], { ...env, WARDREADY_STORE: join(home, 'no-store') })).code,
      ).to.equal(3);
    });

    it('doctor finds a sound setting up sound, and says what to do about each thing that is not', async () => {
      const sound = await wardready(['doctor'], env);
      // A test machine's temporary directory may be memory, which doctor is right to say.
      const lines = sound.out
        .trim()
        .split('\n')
        .filter(
          (line) => !line.includes('tmpfs') && !line.includes("container's own layer") && !line.includes('power cut'),
        );
      for (const line of lines) expect(line).to.match(/^well /);
      expect(lines.map((line) => line.split(/ {2,}/)[1])).to.include.members([
        'node',
        'clock',
        'key',
        'site',
        'protocols',
        'port',
      ]);
      expect([0, 1]).to.include(sound.code);

      await chmod(env['WARDREADY_KEY_FILE'] ?? '', 0o644);
      await writeFile(join(home, 'bad.yaml'), 'format: 1\n');
      await writeFile(join(home, 'site.yaml'), 'id: X\n');
      const ill = await wardready(['doctor', '--json'], {
        ...env,
        WARDREADY_PROTOCOLS: home,
        WARDREADY_SITE: join(home, 'site.yaml'),
        WARDREADY_DEMO: '0',
      });
      await chmod(env['WARDREADY_KEY_FILE'] ?? '', 0o600);
      expect(ill.code).to.equal(1);
      const { findings } = JSON.parse(ill.out) as { findings: readonly { about: string; is: string; says: string }[] };
      const wrong = findings
        .filter(({ is }) => is === 'wrong')
        .map(({ about, says }) => `${about}: ${says}`)
        .join('\n');
      expect(wrong)
        .to.match(/key: .*can be read by others on this machine; chmod 600 it/)
        .and.match(/site: .*site\.yaml does not describe a site/)
        .and.match(/protocols: .*bad\.yaml:1:1 /);

      const other = await wardready(['doctor'], { ...env, WARDREADY_KEY_FILE: join(home, 'other-key') });
      expect(other.out).to.match(/^wrong +key /m);
      const none = await wardready(['doctor'], { ...env, WARDREADY_STORE: join(home, 'no-store') });
      expect(none.code).to.equal(3);
      expect(none.out).to.match(/^cannot +store +There is no store in /m);
      const unset = await wardready(['doctor'], {});
      expect([unset.code, unset.out]).to.deep.equal([3, '']);
      expect(unset.err).to.match(/WARDREADY_SITE must name the file/);
    });

    it('serve answers until it is told to stop, and doctor knows it for what it is', async () => {
      const port = String(await sparePort());
      const child = startProgram(['serve'], { ...env, WARDREADY_PORT: port });
      let err = '';
      child.stderr.on('data', (chunk: Buffer) => void (err += chunk.toString()));
      try {
        await until(
          'the server answers',
          async () => (child.exitCode === null ? err.includes('WardReady answers on') : Promise.reject(new Error(err))),
          15_000,
        );
        const { out } = await wardready(['doctor'], { ...env, WARDREADY_PORT: port });
        expect(out).to.match(/^well +port +a WardReady answers on /m);
      } finally {
        child.kill('SIGTERM');
      }
      const [code] = (await once(child, 'exit')) as [number | null];
      expect([code, err.includes('what was acknowledged is kept')]).to.deep.equal([0, true]);
    });
  });
});
