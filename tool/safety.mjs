/**
 * docs/safety.md: hazard, invariant, control, test. What is claimed in docs/safety.yaml is held against the tests there
 * are (mocha names them without running them) and the functions there are; what does not exist cannot be drawn.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative, sep } from 'node:path';
import { parse } from 'yaml';
import { filesIn } from './tree.mjs';

const numbered = /\b[HI]\d\d\b/g;
/** `I09 is red when consent is not withdrawn (machines/steps/consent.ts: standing)` */
const redness = /^(I\d\d) is red when (.+) \((\S+): (\w+)\)$/;

/** @throws Error with everything that the register and the tests do not agree on. */
export function safetyPage(root, table) {
  const { hazards, invariants } = parse(readFileSync(join(root, 'docs/safety.yaml'), 'utf8'));
  const known = new Set([...hazards, ...invariants].map(({ id }) => id));
  const sources = filesIn(root).filter((path) => /^(machines|lab|server|src|cli|test)\/.*\.tsx?$/.test(path));
  const read = (path) => readFileSync(join(root, path), 'utf8');
  const naming = sources.filter((path) => read(path).match(numbered) !== null);
  const suites = new Set([...naming.filter((path) => path.endsWith('.test.ts')), ...proofs]);
  const titles = titlesIn(root, [...suites]);
  const rows = invariants.map((invariant) => rowOf(invariant, titles));
  const problems = [
    ...strangers(naming, read, titles, known),
    ...hazards
      .filter(({ id }) => !invariants.some((one) => one.hazards.includes(id)))
      .map(({ id }) => `${id}: no invariant answers it`),
    ...invariants.flatMap(({ id, hazards: of }) =>
      of.filter((one) => !known.has(one)).map((one) => `${id}: there is no hazard ${one}`),
    ),
    ...invariants.flatMap((invariant) => listedProblems(invariant, sources, read)),
    ...rows.flatMap(({ id, controls }) => controls.flatMap((control) => missingControl(root, sources, id, control))),
  ];
  if (problems.length > 0)
    throw new Error(`docs/safety.yaml and the tests do not agree:\n${[...new Set(problems)].join('\n')}`);
  return pageOf({ hazards, rows, table, unplayed: unplayed(root, titles) });
}

const proofs = ['test/machines/safety/safety.test.ts', 'test/prove/safety.test.ts'];

/** Every test of these suites: `{ file, title, fullTitle }`. */
function titlesIn(root, suites) {
  const folder = mkdtempSync(join(tmpdir(), 'wardready-titles-'));
  const out = join(folder, 'titles.json');
  const args = [
    '--import=tsx',
    join(root, 'node_modules/mocha/bin/mocha.js'),
    '--dry-run',
    '--reporter=json',
    `--reporter-option=output=${out}`,
    ...suites,
  ];
  const { stderr, status } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
  try {
    const { tests } = JSON.parse(readFileSync(out, 'utf8'));
    return tests.map(({ file, title, fullTitle }) => ({
      file: relative(root, file).split(sep).join('/'),
      title,
      fullTitle,
    }));
  } catch {
    throw new Error(`the tests could not be listed (${status}): ${stderr}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const split = (text) => {
  const at = text.indexOf(': ');
  return { file: text.slice(0, at), name: text.slice(at + 2) };
};

function rowOf(invariant, titles) {
  const { id, tests = [], controls = [] } = invariant;
  const named = titles.filter(({ fullTitle }) => new RegExp(`\\b${id}\\b`).test(fullTitle));
  const proved = named.flatMap(({ title }) => {
    const [, of, without, file, within] = redness.exec(title) ?? [];
    return of === id ? [{ without, file, within }] : [];
  });
  const own = named
    .filter(({ title }) => !redness.test(title))
    .map(({ file, fullTitle, title }) => ({ file, title: new RegExp(`^${id}\\b`).test(title) ? title : fullTitle }));
  const elsewhere = tests.map(split).map(({ file, name }) => ({ file, title: name }));
  const all = [...own, ...elsewhere];
  const isProved = ({ file, name }) => proved.some((one) => one.file === file && one.within === name);
  const beyond = controls.map(split).every(isProved) ? 'proved' : 'proved and tested';
  return {
    ...invariant,
    proved,
    tests: all.filter(
      (one, index) => all.findIndex(({ file, title }) => file === one.file && title === one.title) === index,
    ),
    controls: distinct([...proved.map(({ file, within }) => ({ file, name: within })), ...controls.map(split)]),
    standing: proved.length > 0 ? beyond : all.length > 0 ? 'tested' : 'not shown',
  };
}

const distinct = (controls) =>
  controls.filter(
    ({ file, name }, index) => controls.findIndex((one) => one.file === file && one.name === name) === index,
  );

/** A number in a source or a title that the register does not have. */
function strangers(naming, read, titles, known) {
  const texts = [
    ...naming.map((path) => [path, read(path)]),
    ...titles.map(({ file, fullTitle }) => [file, fullTitle]),
  ];
  return texts.flatMap(([path, text]) =>
    [...new Set(text.match(numbered) ?? [])]
      .filter((one) => !known.has(one))
      .map((one) => `${path}: names ${one}, which is not in docs/safety.yaml`),
  );
}

/** A test listed by hand stands in its file as `it('its title'`, word for word. */
function listedProblems({ id, tests = [] }, sources, read) {
  return tests.map(split).flatMap(({ file, name }) => {
    const text = sources.includes(file) ? read(file) : '';
    const there = ["'", '"', '`'].some((quote) => text.includes(`it(${quote}${name}${quote}`));
    return there ? [] : [`${id}: ${file} has no test "${name}"`];
  });
}

/** A function, constant, item or step of that name must be where the register says. */
function missingControl(root, sources, id, { file, name }) {
  const there = sources.includes(file) || /^protocols\/.*\.yaml$/.test(file);
  const text = there ? textOf(join(root, file)) : null;
  if (text === null) return [`${id}: there is no file ${file}`];
  const declared = file.endsWith('.yaml')
    ? new RegExp(`^\\s*(- )?(id: ${name}|${name}:)\\s*$`, 'm')
    : new RegExp(`^\\s*(export )?(async )?(function|const|class|interface|type) ${name}\\b`, 'm');
  return declared.test(text) ? [] : [`${id}: ${file} has nothing called ${name}`];
}

function textOf(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** Shipped protocols on which the safety tests are not played. */
function unplayed(root, titles) {
  const [, played = ''] =
    /^safety, on (.+?) I\d\d/.exec(titles.find(({ file }) => file === proofs[0])?.fullTitle ?? '') ?? [];
  const shipped = filesIn(root)
    .filter((path) => /^protocols\/[^/]+\.yaml$/.test(path))
    .map((path) => basename(path, '.yaml'));
  return { played: played.split(', '), not: shipped.filter((name) => !played.split(', ').includes(name)) };
}

function pageOf({ hazards, rows, table, unplayed: { played, not } }) {
  const count = (standing) => rows.filter((row) => row.standing.startsWith(standing)).length;
  const lacking = rows.filter(({ lacks }) => lacks !== undefined);
  const standingOf = ({ standing, lacks }) =>
    lacks === undefined || standing === 'not shown' ? standing : `${standing}, in part`;
  const answers = (id) => rows.filter((row) => row.hazards.includes(id));
  const overview = table(
    ['hazard', 'what', 'severity', 'answered by'],
    hazards.map(({ id, hazard, severity }) => [
      id,
      hazard,
      severity,
      answers(id)
        .map((row) => `${row.id} ${standingOf(row)}`)
        .join('; '),
    ]),
  );
  const gaps = table(
    ['invariant', 'standing', 'not shown'],
    lacking.map(({ id, standing, lacks }) => [id, standing, lacks]),
  );
  return `# Safety: hazards, invariants, controls, tests

Drawn from \`docs/safety.yaml\` and the tests by \`npm run draw\`; do not edit. Engineers' working list, not a clinical safety
case: no clinician has reviewed it, and the severities are proposals.

**proved**: a test shows it, and \`npm run prove\` takes each control named here out of a copy and sees that test red.
**proved and tested**: so far, and what is kept elsewhere as well is tested.
**tested**: a test shows it; that it is red without its control was seen by hand, if at all. **in part**: the rest is under
_Not shown_. **not shown**: nothing shows it. **decided**: read more narrowly than it was put, and why.

Of ${rows.length} invariants ${count('proved')} are proved, ${count('tested')} tested, ${count('not shown')} not shown; ${lacking.length} lack something.
Those of the machine are played on ${played.map((name) => `\`${name}\``).join(', ')}.${not.length === 0 ? '' : ` **Not played** on ${not.map((name) => `\`${name}\``).join(', ')}.`}

## Not shown

${gaps}
## Hazards

${overview}
## Invariants

${rows.map((row) => invariantText(row, standingOf(row))).join('\n\n')}
`;
}

function invariantText({ id, says, step, hazards, proved, controls, tests, lacks, decided }, standing) {
  const without = ({ file, name }) => {
    const seen = proved.filter((one) => one.file === file && one.within === name).map((one) => one.without);
    return seen.length === 0 ? '' : `; without it ${seen.join('; ')}`;
  };
  return [
    `### ${id}: ${standing}`,
    `${says} (${step}; ${hazards.join(', ')})`,
    [
      ...controls.map((control) => `- kept in \`${control.file}\`, \`${control.name}\`${without(control)}`),
      ...tests.map(({ file, title }) => `- shown by \`${file}\`: ${title}`),
      ...(decided === undefined ? [] : [`- **decided**: ${decided}`]),
      ...(lacks === undefined ? [] : [`- **not shown**: ${lacks}`]),
    ].join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}
