/** `wardready fhir` as a program runs it, against a real server; and the map that says what a site's codes mean. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { readFile } from 'node:fs/promises';
import { BadFhirMap, fhirMapFrom, fhirMapFromFile } from '../../../server/interop/fhir-map.ts';
import { startFhirWeb } from '../../support/fhir.ts';
import type { Web } from '../../support/web.ts';

const fixtures = 'test/fixtures/fhir';

describe('wardready fhir', () => {
  let web: Web;
  before(async () => {
    web = await startFhirWeb();
  });
  after(() => web.end());

  const run = (
    file: string,
    more: readonly string[] = [],
    badge: Readonly<Record<string, string>> = { WARDREADY_BADGE: 'BADGE-ITO' },
  ): Promise<{ readonly code: number; readonly out: string; readonly err: string }> =>
    new Promise((resolve) => {
      const env = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', TZ: 'UTC', ...badge };
      const args = ['--import', 'tsx', 'cli/main.ts', 'fhir', file, '--ward', 'w4B', '--url', web.url, ...more];
      execFile(process.execPath, args, { env }, (error, out, err) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
      );
    });

  it('sends a bundle, rehearses one, and says what became of it', async () => {
    const file = `${fixtures}/18-drafts-and-proposals.json`;
    const rehearsed = await run(file, ['--dry-run']);
    expect(rehearsed.code, rehearsed.err).to.equal(0);
    expect(rehearsed.err).to.match(/Nothing was written/);
    expect(await web.store.preparations()).to.have.length(0);
    const { code, out } = await run(file);
    expect(code).to.equal(0);
    expect(out).to.match(/^opened 1, moved 0, amended 0, cancelled 0, unchanged 0$/m);
    expect(out).to.match(/^Bundle\.entry\[1\]\.resource\.status: is draft, not active/m);
    expect(JSON.parse((await run(file, ['--json'])).out)).to.deep.include({ opened: 0, unchanged: 1 });
  });

  it('ends with 1 for mistakes, 2 for nobody, 3 for no file and no right', async () => {
    const wrong = await run(`${fixtures}/14-partial-birth-date.json`);
    expect(wrong.code).to.equal(1);
    expect(wrong.out).to.match(/14-partial-birth-date\.json: Bundle\.entry\[1\]\.resource\.birthDate: is only a part/);
    expect((await run(`${fixtures}/04-collection-without-fullurl.json`, [], {})).code).to.equal(2);
    expect((await run(`${fixtures}/none.json`)).code).to.equal(3);
    const badge = { WARDREADY_BADGE: 'BADGE-OSEI' };
    expect((await run(`${fixtures}/04-collection-without-fullurl.json`, [], badge)).code).to.equal(3);
    expect(await web.store.preparations()).to.have.length(1);
  });
});

describe('the FHIR map', () => {
  it('that is shipped names protocols that are shipped, and no code for upper GI endoscopy', async () => {
    const map = await fhirMapFromFile('protocols/fhir/codes.yaml');
    const files = (await readdir('protocols')).filter((name) => name.endsWith('.yaml'));
    const ids = await Promise.all(
      files.map(async (name) => (parse(await readFile(`protocols/${name}`, 'utf8')) as { readonly id: string }).id),
    );
    expect(map.procedures).to.not.have.length(0);
    for (const { protocol } of map.procedures) expect(ids).to.include(protocol);
    for (const { code } of map.procedures) expect(['76009000', '423827005']).to.not.include(code);
  });

  it('is refused with every mistake by its place', () => {
    const line = { system: 's', code: 'c', source: 'x', status: 'sourced' };
    const problems = (json: unknown): readonly string[] => {
      try {
        fhirMapFrom(json);
        return [];
      } catch (error) {
        if (!(error instanceof BadFhirMap)) throw error;
        return error.problems;
      }
    };
    expect(problems({ format: 1, procedures: [{ ...line, protocol: 'a' }] })).to.deep.equal([]);
    expect(
      problems({
        format: 1,
        procedures: [
          { ...line, protocol: 'a' },
          { ...line, protocol: 'b' },
        ],
      }),
    ).to.deep.equal(['procedures.1 has the same code as procedures.0: s|c']);
    const wrong = problems({ format: 2, procedures: [{ ...line, protocol: 'Not one word' }], beds: [] });
    expect(wrong).to.have.length(3);
    expect(wrong.join('\n'))
      .to.match(/procedures\.0\.protocol must be one word/)
      .and.match(/beds/)
      .and.match(/format/);
  });

  it('that cannot be read is named', async () => {
    const home = await mkdtemp(join(tmpdir(), 'wardready-fhir-'));
    const file = join(home, 'codes.yaml');
    for (const text of [null, 'format: [1']) {
      if (text !== null) await writeFile(file, text);
      const error = await fhirMapFromFile(file).then(
        () => null,
        (thrown: unknown) => thrown,
      );
      expect(error).to.be.instanceOf(BadFhirMap);
      expect((error as BadFhirMap).message).to.match(/codes\.yaml is no FHIR map: it cannot be read/);
    }
    await rm(home, { recursive: true });
  });
});
