/**
 * A mocha file of paths that needs nothing of the lab: documents, commands and expected standings are written out, so a
 * machine that changes its mind later fails it, and prints the walk-through of the path that did.
 */
import type { Path } from '../paths.ts';
import { walkthrough } from '../walkthrough.ts';

export interface MochaOptions {
  /** What the suite is called. */
  readonly title: string;
  /** How the file reaches the machines: a module specifier. */
  readonly machines: string;
}

export function mochaFile(paths: readonly Path[], { title, machines }: MochaOptions): string {
  const slices = new Map(paths.map(({ slice }) => [slice.id, slice]));
  const documents = Object.fromEntries([...slices].map(([id, { protocol }]) => [id, protocol.document]));
  const written = paths.map((path) => ({
    id: path.id,
    slice: path.slice.id,
    opening: path.opening,
    begins: path.begins,
    steps: path.steps.map((step) =>
      step.kind === 'tap' ? step : { kind: step.kind, at: step.at, standing: step.standing },
    ),
    walkthrough: walkthrough(path).split('\n'),
  }));
  return `// Written by \`wardready paths\`; do not edit. Run it with mocha, as any other test.
import assert from 'node:assert/strict';
import { advance, compileProtocol, decide, open } from ${JSON.stringify(machines)};

const documents = ${JSON.stringify(documents)};

const paths = [
${written.map((path) => `  ${JSON.stringify(path)},`).join('\n')}
];

const compiled = new Map();
function protocolOf(slice) {
  if (!compiled.has(slice)) {
    const result = compileProtocol(documents[slice]);
    assert.ok(result.ok, 'the slice ' + slice + ' compiles');
    compiled.set(slice, result.protocol);
  }
  return compiled.get(slice);
}

/** Where a region stands, as one dotted word. */
function dotted(value) {
  if (typeof value === 'string') return value;
  const [key, below] = Object.entries(value)[0] ?? ['', ''];
  return dotted(below) === '' ? key : key + '.' + dotted(below);
}
function standing(value, regions) {
  const root = typeof value === 'string' ? value : Object.keys(value)[0];
  return Object.fromEntries(
    regions.flatMap((region) => {
      if (region === 'root') return [[region, root]];
      const below = region.split('.').reduce((at, key) => (typeof at === 'object' ? at[key] : undefined), value);
      return below === undefined ? [] : [[region, dotted(below)]];
    }),
  );
}

function play(path) {
  const protocol = protocolOf(path.slice);
  let state = open(protocol, path.opening).state;
  let at = 0;
  try {
    assert.deepEqual(standing(state.value, Object.keys(path.begins)), path.begins);
    path.steps.forEach((step, index) => {
      at = index + 1;
      const before = path.steps[index - 1] ?? { at: path.opening.at, standing: path.begins };
      if (step.kind === 'wait' && step.at - 1 > before.at) {
        state = advance(protocol.machine, state, step.at - 1).state;
        assert.deepEqual(standing(state.value, Object.keys(before.standing)), before.standing, 'not before its time');
      }
      state = advance(protocol.machine, state, step.at).state;
      if (step.kind === 'tap') {
        const decision = decide(protocol, state, step.command, step.actor, step.at);
        assert.equal(decision.kind === 'accepted', step.accepted, step.accepted ? 'it must be accepted' : 'it must not be accepted');
        if (decision.kind === 'accepted') state = decision.state;
      }
      assert.deepEqual(standing(state.value, Object.keys(step.standing)), step.standing);
    });
  } catch (error) {
const lines = path.walkthrough.slice(0, at + 2).map((line, n) => (n > 1 && n === at + 1 ? '✗' + line.slice(1) : line));
    throw new Error((at === 0 ? 'the beginning' : 'step ' + at) + ': ' + error.message + '\\n' + lines.join('\\n'), { cause: error });
  }
}

describe(${JSON.stringify(title)}, () => {
  for (const path of paths) it(path.slice + ' ' + path.id, () => play(path));
});
`;
}
