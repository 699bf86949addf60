/** The house in order: what documents say exists, and nothing is here that belongs on one person's machine. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { refusals } from '../../machines/index.ts';
import { type Copy, copyOfProject, type Ran } from './copy.ts';

const root = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const pages = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md', ...pagesIn('docs')];

function pagesIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return pagesIn(`${folder}/${entry.name}`);
    return entry.name.endsWith('.md') ? [`${folder}/${entry.name}`] : [];
  });
}

describe('the documents and commands', () => {
  const { scripts, license, bin } = JSON.parse(read('package.json')) as {
    scripts: Record<string, string>;
    license: string;
    bin: Record<string, string>;
  };

  for (const page of pages) {
    it(`${page} names only commands there are`, () => {
      const text = read(page);
      const named = [...text.matchAll(/\bnpm (?:run )?(?!install\b|run\b|ci\b)([a-z][a-z:-]*)/g)].map(
        ([, name]) => name ?? '',
      );
      expect(named.filter((name) => !(name in scripts))).to.deep.equal([]);
      const run = [...text.matchAll(/\bnode (tool\/[\w-]+\.mjs)/g)].map(([, path]) => path ?? '');
      expect(run.filter((path) => !existsSync(join(root, path)))).to.deep.equal([]);
    });

    it(`${page} links only to what is there`, () => {
      const links = [...read(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, target]) => target ?? '');
      expect(links.filter((target) => !existsSync(join(root, dirname(page), target)))).to.deep.equal([]);
    });
  }

  it('name in ARCHITECTURE.md only files and folders there are', () => {
    const named = [
      ...read('ARCHITECTURE.md').matchAll(
        /`((?:machines|lab|server|src|cli|test|tool|protocols|docs|bench)\/[\w./-]*)`/g,
      ),
    ].map(([, path]) => path ?? '');
    expect(named).to.not.have.length(0);
    expect(named.filter((path) => !existsSync(join(root, path)))).to.deep.equal([]);
  });

  it('leave no folder of tests that no command runs', () => {
    const said = ['test', 'journey', 'prove'].map((name) => read(`tool/${name}.mjs`)).join('\n');
    const folders = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.test.ts'))
      .map((path) => path.split(/[/\\]/)[0] ?? '');
    const forgotten = [...new Set(folders)].filter(
      (folder) => !said.includes(`name: '${folder}'`) && !said.includes(`testsIn('${folder}')`),
    );
    expect(forgotten).to.deep.equal([]);
  });

  it('list every refusal there is, and none there is not', () => {
    const listed = [...read('docs/refusals.md').matchAll(/^\| `(\w+)` +\|/gm)].map(([, code]) => code ?? '');
    expect(listed.sort()).to.deep.equal(Object.keys(refusals).sort());
  });

  it('carry the licence that package.json names', () => {
    expect(license).to.equal('Apache-2.0');
    expect(read('LICENSE')).to.match(/Apache License\s+Version 2\.0/);
    expect(read('NOTICE'))
      .to.match(/Open Font License/)
      .and.to.match(/Mozilla Public License/);
  });

  it('name in package.json only scripts and sources there are', () => {
    const paths = Object.values(scripts).flatMap((script) =>
      [...script.matchAll(/\b(tool\/[\w-]+\.mjs)/g)].map(([path]) => path),
    );
    const sources = Object.values(bin).map((path) => path.replace('dist/', '').replace(/\.js$/, '.ts'));
    expect([...paths, ...sources].filter((path) => !existsSync(join(root, path)))).to.deep.equal([]);
  });
});

describe('tidiness', () => {
  let copy: Copy;
  before(async () => {
    copy = await copyOfProject();
    await copy.write(
      'tidy-here.mjs',
      "import { longFiles, looseVersions, machineTraces } from './tool/tidy.mjs';\nimport { filesIn } from './tool/tree.mjs';\n" +
        "const files = filesIn();\nconst found = [...longFiles('.', files), ...machineTraces('.', files, process.argv[2]), ...looseVersions('.')];\n" +
        "process.stdout.write(found.join('\\n'));\nprocess.exitCode = found.length > 0 ? 1 : 0;\n",
    );
  });
  after(() => copy.end());
  const tidy = (): Ran => copy.node('tidy-here.mjs', host);
  /** Put together here, or this file would be what it looks for. */
  const host = ['packages', 'example', 'test'].join('.');
  const folders = [
    ['', 'home', 'someone', 'ward'],
    ['', 'root', 'ward'],
    ['', 'Users', 'someone', 'ward'],
    ['', 'work', 'ward'],
  ].map((parts) => parts.join('/'));

  it('is kept', () => {
    expect(tidy().says).to.equal('');
  });

  it('is missed by a file of more than 400 lines, unless it says why at its top', async () => {
    await copy.write('server/planted.ts', '//\n'.repeat(401));
    expect(tidy().says).to.match(/server\/planted\.ts: 401 lines/);
    await copy.write('server/planted.ts', `// over 400 lines: one table, read as a whole\n${'//\n'.repeat(400)}`);
    expect(tidy().says).to.not.match(/planted/);
    await copy.remove('server/planted.ts');
  });

  for (const folder of folders) {
    it(`is missed by a path such as ${folder}`, async () => {
      await copy.write('docs/planted.md', `See ${folder}/notes.md`);
      expect(tidy().says).to.match(/docs\/planted\.md:1: a path of one machine/);
      await copy.remove('docs/planted.md');
    });
  }

  it('is missed by the host of a registry, in any file', async () => {
    await copy.write('docs/planted.md', `npm install --registry https://${host}/npm`);
    expect(tidy().says).to.match(/docs\/planted\.md:1: the host/);
    await copy.remove('docs/planted.md');
  });

  it('is missed by a version that may become another one', async () => {
    const before = await copy.read('package.json');
    await copy.write('package.json', before.replace(/"chai": "/, '"chai": "^'));
    expect(tidy().says).to.match(/chai is "\^/);
    await copy.write('package.json', before);
  });
});
