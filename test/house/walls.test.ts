/**
 * Every wall is planted with what it should stop, and is seen to go red and to name the place. A tool is run once over
 * everything that it should stop: each plant has a name of its own, and is asked of the lines that name it.
 */
import { expect } from 'chai';
import { type Copy, copyOfProject, type Ran } from './copy.ts';

/** Files to plant, and which tool must go red over the last of them with these words. */
interface Plant {
  readonly says: string;
  readonly files: Readonly<Record<string, string>>;
  readonly tsc?: RegExp;
  readonly oxlint?: RegExp;
  readonly knip?: RegExp;
  readonly walls?: RegExp;
}

const plants: readonly Plant[] = [
  {
    says: 'machines importing server',
    files: {
      'machines/planted.ts': "import type { Clock } from '../server/ports.ts';\nexport type Planted = Clock;\n",
    },
    tsc: /server\/ports\.ts/,
    oxlint: /machines imports no other room/,
    walls: /machines knows no other room/,
  },
  {
    says: 'machines importing a package of its own choice',
    files: { 'machines/planted.ts': "import { parse } from 'yaml';\nexport const planted = parse('1');\n" },
    oxlint: /machines imports xstate and zod\/mini/,
    walls: /xstate, zod\/mini, .* only/,
  },
  {
    says: 'machines setting a timer',
    files: { 'machines/planted.ts': 'export const planted = (): unknown => setTimeout(() => 0, 1);\n' },
    tsc: /Cannot find name 'setTimeout'/,
  },
  {
    says: 'machines writing to the console',
    files: { 'machines/planted.ts': "export const planted = (): void => console.log('here');\n" },
    tsc: /Cannot find name 'console'/,
  },
  {
    says: 'machines reading a clock',
    files: { 'machines/planted.ts': 'export const planted = (): number => Date.now();\n' },
    oxlint: /time is a parameter called `at`/,
  },
  {
    says: 'machines throwing dice',
    files: { 'machines/planted.ts': 'export const planted = (): number => Math.random();\n' },
    oxlint: /the same input gives the same bytes/,
  },
  {
    says: 'machines comparing words as one country does',
    files: { 'machines/planted.ts': 'export const planted = (a: string, b: string): number => a.localeCompare(b);\n' },
    oxlint: /the same bytes everywhere/,
  },
  {
    says: 'server importing src',
    files: { 'server/planted.ts': "import type { Place } from '../src/route.ts';\nexport type Planted = Place;\n" },
    tsc: /src\/route\.ts/,
    oxlint: /server knows machines only/,
    walls: /server knows machines/,
  },
  {
    says: 'src importing server',
    files: { 'src/planted.ts': "import type { Clock } from '../server/ports.ts';\nexport type Planted = Clock;\n" },
    tsc: /server\/ports\.ts/,
    oxlint: /src knows machines and lab/,
    walls: /src knows machines, lab/,
  },
  {
    says: 'lab importing server',
    files: { 'lab/planted.ts': "import type { Clock } from '../server/ports.ts';\nexport type Planted = Clock;\n" },
    tsc: /server\/ports\.ts/,
    oxlint: /lab knows machines only/,
    walls: /lab knows machines/,
  },
  {
    says: 'entering a room past its door',
    files: { 'server/planted.ts': "import { roles } from '../machines/terms.ts';\nexport const planted = roles;\n" },
    oxlint: /machines is entered by machines\/index\.ts/,
    walls: /entered by machines\/index\.ts/,
  },
  {
    says: 'entering a room past its door later, by import()',
    files: { 'server/planted.ts': "export const planted = (): Promise<unknown> => import('../machines/terms.ts');\n" },
    walls: /entered by machines\/index\.ts/,
  },
  {
    says: 'a cycle',
    files: {
      'server/planted.ts':
        "import { other } from './planted-other.ts';\nexport const planted = (): unknown => other;\n",
      'server/planted-other.ts': "import { planted } from './planted.ts';\nexport const other = planted;\n",
    },
    oxlint: /import\(no-cycle\)/,
  },
  {
    says: 'importing test',
    files: {
      'server/planted.ts': "import { aCommand } from '../test/support/commits.ts';\nexport const planted = aCommand;\n",
    },
    tsc: /test\/support\/commits\.ts/,
    oxlint: /restricted from being used/,
    walls: /nothing imports test/,
  },
  {
    says: 'a promise nobody waits for',
    files: {
      'server/planted.ts':
        'const later = async (): Promise<void> => {};\nexport const planted = (): void => {\n  later();\n};\n',
    },
    oxlint: /no-floating-promises/,
  },
  {
    says: 'an export nobody imports, in a file somebody does',
    files: {
      'test/house/planted.test.ts': "import { used } from '../../server/planted.ts';\nit('is', () => used);\n",
      'server/planted.ts': 'export const used = 1;\nexport const planted = 2;\n',
    },
    knip: /planted +server\/planted\.ts/,
  },
  {
    says: 'a file nobody imports',
    files: { 'server/planted.ts': 'export {};\n' },
    knip: /Unused files[^]*server\/planted\.ts/,
  },
  {
    says: 'the whole of zod in the browser',
    files: { 'src/planted.ts': "import * as z from 'zod';\nexport const planted = z;\n" },
    oxlint: /use zod\/mini/,
    walls: /which src never does/,
  },
  {
    says: 'the whole of zod in machines',
    files: { 'machines/planted.ts': "import * as z from 'zod';\nexport const planted = z;\n" },
    oxlint: /zod\/mini/,
    walls: /xstate, zod\/mini, .* only/,
  },
];

type Tool = 'tsc' | 'oxlint' | 'knip' | 'walls';
const roomOf = (path: string): string => path.split('/')[0] ?? '';

describe('the walls', () => {
  let copy: Copy;
  before(async () => {
    copy = await copyOfProject();
    await copy.write(
      'walls.mjs',
      "import { brokenWalls } from './tool/walls.mjs';\nimport { filesIn } from './tool/tree.mjs';\n" +
        "const broken = brokenWalls('.', filesIn());\nprocess.stdout.write(broken.join('\\n'));\nprocess.exitCode = broken.length > 0 ? 1 : 0;\n",
    );
  });
  after(() => copy.end());

  const tools: Readonly<Record<Tool, (files: readonly string[]) => Ran>> = {
    tsc: (files) =>
      copy.node('node_modules/typescript/bin/tsc', '-b', '--pretty', 'false', ...new Set(files.map(roomOf))),
    oxlint: (files) => {
      const { code, says } = copy.node('node_modules/oxlint/bin/oxlint', '--type-aware', '--format=json', ...files);
      const { diagnostics } = JSON.parse(says) as { readonly diagnostics: readonly Record<string, unknown>[] };
      const told = diagnostics.map(({ filename, code: rule, message, help }) =>
        [filename, rule, message, help].join(' '),
      );
      return { code, says: told.join('\n').replaceAll(/\n(?=\s)/g, ' ') };
    },
    knip: () => copy.node('node_modules/knip/bin/knip.js', '--no-progress'),
    walls: () => copy.node('walls.mjs'),
  };

  const planted = async (files: Plant['files'], tool: Tool): Promise<Ran> => {
    for (const [path, text] of Object.entries(files)) await copy.write(path, text);
    try {
      return tools[tool](Object.keys(files));
    } finally {
      for (const path of Object.keys(files)) await copy.remove(path);
    }
  };

  // First: what tsc then knows of the whole rooms it need not find again for each of the others.
  const keeping = {
    'machines/planted.ts':
      "import * as z from 'zod/mini';\nimport { roles } from './terms.ts';\nexport const planted = z.enum(roles);\n",
    'lab/planted.ts': "import { steps } from '../machines/index.ts';\nexport const planted = steps;\n",
    'server/planted.ts':
      "import { steps } from '../machines/index.ts';\nimport * as z from 'zod';\nexport const planted = [steps, z];\n",
    'src/planted.ts': "import { steps } from '../machines/index.ts';\nexport const planted = steps;\n",
  };
  for (const tool of ['tsc', 'oxlint', 'walls'] as const)
    it(`${tool} says nothing about files that keep to them`, async () => {
      expect((await planted(keeping, tool)).says).to.not.match(/planted/);
    });

  const named = plants.map((plant, index) => {
    const name = `planted${index}x`;
    const renamed = (text: string): string => text.replaceAll('planted', name);
    const files = Object.fromEntries(
      Object.entries(plant.files).map(([path, text]) => [renamed(path), renamed(text)] as const),
    );
    return { ...plant, name, files, room: roomOf(Object.keys(files).at(-1) ?? '') };
  });

  interface Run {
    readonly tool: Tool;
    readonly stopped: typeof named;
  }
  // One room at a time: tsc does not look at a room whose neighbour is broken.
  const runs = (['tsc', 'oxlint', 'knip', 'walls'] as const).flatMap((tool): readonly Run[] => {
    const stopped = named.filter((plant) => plant[tool] !== undefined);
    if (tool !== 'tsc') return [{ tool, stopped }];
    return [...new Set(stopped.map(({ room }) => room))].map((room) => ({
      tool,
      stopped: stopped.filter((plant) => plant.room === room),
    }));
  });
  for (const { tool, stopped } of runs) {
    let ran: Promise<Ran> | null = null;
    for (const { says, name, [tool]: words = /^$/ } of stopped)
      it(`${tool} goes red over ${says}`, async () => {
        ran ??= planted(Object.assign({}, ...stopped.map(({ files }) => files)) as Plant['files'], tool);
        const { code, says: said } = await ran;
        expect(code, said).to.not.equal(0);
        const ofIt = tool === 'knip' ? said : about(name, said);
        expect(ofIt, said).to.match(new RegExp(`\\b${name}`));
        expect(ofIt.replaceAll(name, 'planted')).to.match(words);
      });
  }
});

/** The lines that name a plant, each with those that go on below it. */
function about(name: string, said: string): string {
  const lines = said.split('\n');
  return lines
    .filter((line, index) => {
      let first = index;
      while (first > 0 && /^\s/.test(lines[first] ?? '')) first -= 1;
      return line.includes(name) || lines[first]?.includes(name) === true;
    })
    .join('\n');
}
