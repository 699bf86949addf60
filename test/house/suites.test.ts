/** Several suites at once: what each counted is added up, and what broke off, failed or is missing is never a pass. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';

const root = join(import.meta.dirname, '..', '..');

/** What is run has the folder's life; each suite is a file of mocha tests, written here. */
const home = mkdtempSync(join(tmpdir(), 'wardready-suites-'));
after(() => rmSync(home, { recursive: true, force: true }));

/** Passes `passes` tests, of which each waits a little; `also` is written beside them. */
function suite(name: string, passes: number, also = ''): string {
  const file = join(home, `${name}.test.mjs`);
  writeFileSync(
    file,
    `import { existsSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
describe('${name}', () => {
  for (let n = 1; n <= ${passes}; n++) it('passes ' + n, () => wait(20));
  ${also}
});`,
  );
  return file;
}

/** Runs suites as `npm test` does, in a process of their own. */
function run(suites: readonly { name: string; files: readonly string[] }[]): {
  line: string;
  out: string;
  code: unknown;
} {
  const tool = (name: string): string => JSON.stringify(pathToFileURL(join(root, 'tool', name)).href);
  const script = join(home, 'run.mjs');
  writeFileSync(
    script,
    `import { runSuites } from ${tool('suites.mjs')};
import { end } from ${tool('totals.mjs')};
end(await runSuites(${JSON.stringify(suites)}));`,
  );
  const { WARDREADY_TOTALS: _ours, ...env } = process.env;
  const { stdout, status } = spawnSync(process.execPath, [script], { encoding: 'utf8', env });
  return { line: stdout.trimEnd().split('\n').at(-1) ?? '', out: stdout, code: status };
}

describe('suites that run beside one another', () => {
  it('are all added up, whichever ends first', () => {
    const counts = [3, 30, 1, 12, 7];
    const suites = counts.map((passes, index) => ({ name: `s${index}`, files: [suite(`s${index}`, passes)] }));
    const { line, out, code } = run(suites);
    expect(line, out).to.equal('53 passed, 0 failed');
    expect(code).to.equal(0);
  });

  it('say what they say in one piece, each to its end', () => {
    const both = ['left', 'right'];
    // Each begins and waits for the other, so that they speak at the same time.
    const meet = (name: string): string => `
  const here = (name) => ${JSON.stringify(home)} + '/' + name + ' is here';
  before(async () => {
    writeFileSync(here('${name}'), '');
    for (let n = 0; n < 500 && !${JSON.stringify(both)}.every((one) => existsSync(here(one))); n++) await wait(10);
  });
  afterEach(() => console.log('      from ${name}'));`;
    const { out } = run(both.map((name) => ({ name, files: [suite(name, 20, meet(name))] })));
    const said = out.split('\n').filter((row) => row.includes('from '));
    expect(said, out).to.have.length(40);
    expect(said.filter((row, index) => index > 0 && row !== said[index - 1])).to.have.length(1);
  });

  it('count what failed, broke off or is missing as failed, and the rest all the same', () => {
    const { line, out, code } = run([
      { name: 'good', files: [suite('good', 4)] },
      { name: 'bad', files: [suite('bad', 2, `it('fails', () => { throw new Error('as planted'); });`)] },
      { name: 'gone', files: [suite('gone', 1, `it('ends everything', () => process.exit(0));`)] },
      { name: 'empty', files: [] },
    ]);
    expect(line, out).to.equal('6 passed, 3 failed');
    expect(out).to.contain('gone: 0 of 1').and.to.contain('it broke off').and.to.contain('empty: no tests were found');
    expect(code).to.equal(1);
  });
});
