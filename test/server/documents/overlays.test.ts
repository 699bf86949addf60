/** Overlays as a hospital keeps them: files in a directory, mistakes with their line, and what they do to preparations. */
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { checkFiles } from '../../../server/documents/check.ts';
import { readProtocols, sayError, type ReadProtocol } from '../../../server/documents/protocols.ts';
import { showProtocol } from '../../../server/documents/show.ts';
import { digestOf } from '../../../server/preparations/protocols.ts';
import { readSettings } from '../../../server/settings.ts';
import { anOpening, importer, minute, startWard, type Ward } from '../../support/ward.ts';

const fixtures = 'test/fixtures/overlays';
const hour = 60 * minute;

describe('overlays', () => {
  let home: string;
  let protocols: string;
  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'wardready-overlays-'));
    protocols = join(home, 'protocols');
    await mkdir(protocols);
    // The version the fixtures were written for, whatever is shipped by now.
    const shipped = await readFile('protocols/venepuncture.yaml', 'utf8');
    await writeFile(join(protocols, 'venepuncture.yaml'), shipped.replace(/^version: .*$/m, 'version: 1.0.0'));
  });
  after(() => rm(home, { recursive: true, force: true }));

  let directories = 0;
  /** A directory with these files: a name of a fixture, or a text. */
  async function directory(files: Readonly<Record<string, { readonly fixture: string } | { readonly text: string }>>) {
    const made = join(home, `overlays-${(directories += 1)}`);
    await mkdir(made);
    for (const [name, file] of Object.entries(files))
      if ('text' in file) await writeFile(join(made, name), file.text);
      else await copyFile(join(fixtures, file.fixture), join(made, name));
    return made;
  }
  async function venepuncture(overlays: string | null): Promise<ReadProtocol> {
    const { read, errors } = await readProtocols(protocols, overlays);
    expect(errors.map(sayError)).to.deep.equal([]);
    const [found] = read;
    if (found === undefined) throw new Error('no protocol was read');
    return found;
  }

  it('change a limit, an expiry and who may override, in the order declared', async () => {
    const local = await venepuncture(fixtures);
    const { items, times } = local.protocol;
    expect(times('kitFor')).to.equal(2 * hour);
    expect(times(items.get('statesName')?.item.validFor ?? '')).to.equal(20 * minute);
    expect(items.get('explained')?.item.overriddenBy).to.deep.equal(['chargeNurse']);
    expect(items.get('tubeCount')?.item.answer).to.include({ max: 8 });
    expect(items.has('arm')).to.equal(false);
    expect(local.changes.map(({ overlay }) => overlay)).to.deep.equal([
      'uk-england',
      'uk-england',
      'uk-england',
      'ward-4b',
      'ward-4b',
      'ward-4b',
    ]);
    const shipped = await venepuncture(null);
    expect(digestOf(local.protocol)).to.not.equal(digestOf(shipped.protocol));
    expect(shipped.protocol.times('kitFor')).to.equal(4 * hour);
  });

  it('say of every value the file, line and column where it was written', async () => {
    const { origins, json } = await venepuncture(fixtures);
    const written = async (path: string): Promise<string> => {
      const place = origins.get(path);
      if (place === undefined) return 'nowhere';
      const line = (await readFile(place.file, 'utf8')).split('\n')[place.line - 1] ?? '';
      return line.slice(place.column - 1);
    };
    expect(await written('times.kitFor.is')).to.equal('2 h');
    expect(await written('times.statedFor.is')).to.match(/^20 min,/);
    expect(await written('steps.0.items.0.text')).to.equal('Wristband matches the order');
    expect(await written('steps.0.items.1.validFor')).to.equal('statedFor');
    const paths: string[] = [];
    const walk = (value: unknown, path: readonly (string | number)[]): void => {
      paths.push(path.join('.'));
      if (typeof value === 'object' && value !== null)
        for (const [key, one] of Object.entries(value)) walk(one, [...path, key]);
    };
    walk(json, []);
    expect(paths.filter((path) => !origins.has(path))).to.deep.equal([]);
  });

  describe('with a mistake', () => {
    const broken: readonly (readonly [string, number, string])[] = [
      [
        'unknown-item',
        8,
        'changes.0.item: there is no item called "wristbnd" in venepuncture 1.0.0; did you mean "wristband"?',
      ],
      ['unknown-field', 9, 'changes.0.maxx: there is nothing called "maxx" here; did you mean "max"?'],
      [
        'wrong-version',
        3,
        'of: is for venepuncture >=2.0.0, and here is venepuncture 1.0.0; look at every change again, then write of: 1.0.0',
      ],
      [
        'no-such-role',
        9,
        'changes.0.overriddenBy.1: there is no role called "matron"; the roles are technician, nurse, chargeNurse, proceduralist, clinicalEngineer',
      ],
      [
        'bad-duration',
        9,
        'changes.0.is: "half an hour" is not a length of time; write a number, a space and a unit, such as 15 min',
      ],
      [
        'hiding-a-hard-item',
        9,
        'changes.0.hide: "wristband" is hard in venepuncture 1.0.0, and a hard item is not hidden; to hide it all the same, say why in evenThoughHard',
      ],
      [
        'overriding-a-hard-item',
        9,
        'changes.0.overriddenBy: nobody overrides a hard item, and "wristband" is hard in venepuncture 1.0.0; leave this out',
      ],
      ['no-such-protocol', 2, 'overlay: there is no protocol called "venepunture" here; did you mean "venepuncture"?'],
      ['missing-source', 8, 'changes.0.source: is missing: say where this comes from'],
    ];
    for (const [name, line, says] of broken)
      it(`${name.replaceAll('-', ' ')}: the line and what to do, and no protocol is given`, async () => {
        const overlays = await directory({ 'broken.yaml': { fixture: `broken/${name}.yaml` } });
        const { read, errors } = await readProtocols(protocols, overlays);
        expect(errors.map(({ file, line: at, path, says: said }) => [file, at, `${path}: ${said}`])).to.deep.equal([
          [join(overlays, 'broken.yaml'), line, says],
        ]);
        expect(read).to.deep.equal([]);
      });

    it('at odds with another overlay: both are named', async () => {
      const overlays = await directory({
        'a.yaml': { fixture: 'ward-4b.yaml' },
        'b.yaml': { fixture: 'broken/at-odds.yaml' },
        'order.yaml': { text: 'order: [ward-4b, broken]\n' },
      });
      const { read, errors } = await readProtocols(protocols, overlays);
      expect(errors.map(sayError)).to.deep.equal([
        `${join(overlays, 'b.yaml')}:9:19 changes.0.overriddenBy: "broken" and "ward-4b" (${join(overlays, 'a.yaml')}) both set overriddenBy of "explained"; keep one of the two`,
      ]);
      expect(read).to.deep.equal([]);
    });

    it('that is not YAML: the line, and no protocol is given', async () => {
      const overlays = await directory({ 'broken.yaml': { text: 'format: 1\noverlay: [venepuncture\nname: x\n' } });
      const { read, errors } = await readProtocols(protocols, overlays);
      expect(errors[0]).to.include({ file: join(overlays, 'broken.yaml'), line: 3 });
      expect(errors[0]?.says).to.match(/^is not YAML: /);
      expect(read).to.deep.equal([]);
    });

    it('nested so deep that reading it would end the process', async () => {
      for (const text of ['['.repeat(200_000), `${'- '.repeat(100_000)}x`, `a: ${'{b: '.repeat(20_000)}`]) {
        const overlays = await directory({ 'deep.yaml': { text } });
        const { errors } = await readProtocols(protocols, overlays);
        expect(errors[0]?.says).to.match(/nested deeper than a protocol is/);
      }
    });
  });

  describe('in their order', () => {
    const two = { 'a.yaml': { fixture: 'uk-england.yaml' }, 'b.yaml': { fixture: 'ward-4b.yaml' } };
    const saidOf = async (files: Parameters<typeof directory>[0]): Promise<string> => {
      const overlays = await directory(files);
      const { read, errors } = await readProtocols(protocols, overlays);
      expect(read).to.deep.equal([]);
      return errors.map(({ line, path, says }) => `${line} ${path}: ${says}`).join('\n');
    };
    it('need one when there are several, with each of them in it, once', async () => {
      expect(await saidOf(two)).to.equal(
        '1 : is missing: several overlays lie here; write in which order they are laid, such as order: [uk-england, ward-4b]',
      );
      expect(await saidOf({ ...two, 'order.yaml': { text: 'order: [ward-4b]\n' } })).to.match(
        /^1 order: "uk-england" \(.*a\.yaml\) is not in the order; add it, or take the file away$/,
      );
      expect(await saidOf({ ...two, 'order.yaml': { text: 'order: [ward-4b, uk-england, ward-4b, wales]\n' } }))
        .to.match(/order\.2: "ward-4b" stands in the order already/)
        .and.match(/order\.3: no overlay here has the name "wales"/);
      expect(await saidOf({ ...two, 'order.yaml': { text: 'first: a\n' } })).to.match(/must say order: and a list/);
      expect(await saidOf({})).to.match(/there is no overlay beside it/);
    });
    it('are named in the environment, or there are none', () => {
      const overlaysOf = (environment: Record<string, string>) => {
        const read = readSettings({ WARDREADY_DEMO: '1', ...environment });
        return read.ok ? read.settings.overlaysDirectory : read.problems;
      };
      expect(overlaysOf({})).to.equal(null);
      expect(overlaysOf({ WARDREADY_OVERLAYS: '/etc/ward/overlays' })).to.equal('/etc/ward/overlays');
    });
  });

  describe('shown', () => {
    it('as one document, with where each change came from and its digest', async () => {
      const local = await venepuncture(fixtures);
      const text = showProtocol(local);
      expect(parse(text)).to.deep.equal(local.json);
      expect(text).to.include(`# digest ${digestOf(local.protocol)}\n`);
      expect(text).to.match(
        /^# hidden: arm \(Arm to use\), .*ward-4b\.yaml:19: Asked on paper; even though it is hard: The order system/m,
      );
      expect(text).to.match(/^ +is: 2 h # .*uk-england\.yaml:15, uk-england: Trays are laid out twice a morning$/m);
      expect(text).to.match(
        /^ +overriddenBy: \[chargeNurse\] # .*ward-4b\.yaml:10, ward-4b: Only the charge nurse decides it here$/m,
      );
      // What nobody changed has nothing beside it.
      expect(text).to.match(/^ +text: Wristband matches the order$/m);
      expect(
        showProtocol(await venepuncture(null))
          .split('\n')
          .filter((line) => line.includes(' # ')),
      ).to.deep.equal([]);
    });
  });

  describe('checked', () => {
    it('with the protocols they are for, alone or together', async () => {
      const files = ['uk-england', 'ward-4b'].map((name) => join(fixtures, `${name}.yaml`));
      const { read, errors, beside } = await checkFiles(files, { protocols, overlays: null });
      expect(errors.map(sayError)).to.deep.equal([]);
      expect(read[0]?.changes).to.have.length(6);
      expect(beside.map(({ kind }) => kind)).to.deep.equal(['overlay', 'overlay']);
      const spoilt = await checkFiles([join(fixtures, 'broken/unknown-item.yaml'), join(home, 'none.yaml')], {
        protocols,
        overlays: fixtures,
      });
      expect(spoilt.errors.map(({ line, path }) => `${line} ${path}`)).to.deep.equal(['1 ', '8 changes.0.item']);
    });
    it('and a part with the protocols beside it', async () => {
      const folder = join(home, 'with-parts');
      await mkdir(join(folder, 'parts'), { recursive: true });
      const shipped = await readFile(join(protocols, 'venepuncture.yaml'), 'utf8');
      const [before, rest = ''] = shipped.split('      - id: tubes\n');
      const [tubes, after] = rest.split('      - id: tubeCount\n');
      await writeFile(join(folder, 'venepuncture.yaml'), `${before}      - use: kit\n      - id: tubeCount\n${after}`);
      const part = join(folder, 'parts', 'kit.yaml');
      const good = `format: 1\npart: kit\nstep: equipment\nitems:\n      - id: tubes\n${tubes}`;
      await writeFile(part, good);
      expect((await checkFiles([part], { protocols: folder, overlays: null })).errors.map(sayError)).to.deep.equal([]);
      const { read } = await readProtocols(folder);
      expect(digestOf(read[0]!.protocol)).to.equal(digestOf((await venepuncture(null)).protocol));
      await writeFile(part, good.replace('kit.changed', 'kit.chnged'));
      const line = good.slice(0, good.indexOf('kit.changed')).split('\n').length;
      const { errors } = await readProtocols(folder);
      expect(errors.map(({ file, line: at }) => [file, at])).to.deep.equal([[part, line]]);
      expect(errors[0]?.says).to.equal('no event is called "kit.chnged"; did you mean "kit.changed"?');
    });
  });

  describe('at a site', () => {
    let ward: Ward;
    before(async () => {
      ward = await startWard({ demo: false });
    });
    after(() => ward.end());
    const approve = async (digest: string, ...people: readonly string[]): Promise<void> => {
      for (const person of people) await ward.server.protocols.approve(digest, person, ward.clock.now());
    };
    const open = () => ward.desk.apply([anOpening(ward.clock.now())], importer);

    it('begin nothing before two people approved exactly this digest, and leave what began as it was', async () => {
      expect(await open()).to.include({ kind: 'refused', code: 'notApproved' });
      expect(await ward.store.preparations()).to.deep.equal([]);
      const shipped = ward.server.protocols.current('venepuncture')?.digest ?? '';
      await approve(shipped, 'c-ito');
      expect(await open()).to.include({ kind: 'refused', code: 'notApproved' });
      await approve(shipped, 't-marsh');
      const old = await open();
      if (old.kind !== 'applied') throw new Error(old.says);

      const local = await ward.server.protocols.add((await venepuncture(fixtures)).json);
      expect(local.digest).to.not.equal(shipped);
      expect(await open()).to.include({ kind: 'refused', code: 'notApproved' });
      await approve(local.digest, 'c-ito', 't-marsh');
      const made = await open();
      if (made.kind !== 'applied') throw new Error(made.says);
      const digests = await Promise.all(
        [old, made].map(async ({ preparations }) => (await ward.store.load(preparations[0] ?? ''))?.digest),
      );
      expect(digests).to.deep.equal([shipped, local.digest]);
      // The old one still asks what it asked; the new one does not.
      const asks = async (preparation: string | undefined): Promise<boolean> => {
        const { digest = '' } = (await ward.store.load(preparation ?? '')) ?? {};
        return (await ward.server.protocols.byDigest(digest))?.protocol.items.has('arm') ?? false;
      };
      expect([await asks(old.preparations[0]), await asks(made.preparations[0])]).to.deep.equal([true, false]);
    });
  });
});
