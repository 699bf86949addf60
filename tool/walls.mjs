/**
 * The walls between the rooms, read from every import there is, also `import()` and type imports.
 * The compiler and the linter say the same earlier and in the editor; this is the table they must agree with.
 */
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/** Which rooms a room may enter; always by the other's index.ts, or a door of one part. `bench` and `test` may look inside. */
const mayEnter = {
  machines: [],
  lab: ['machines'],
  server: ['machines'],
  src: ['machines', 'lab'],
  cli: ['machines', 'lab', 'server'],
  bench: ['machines', 'lab', 'server', 'src', 'cli'],
};
/** A part that is had without the rest of its room, which takes half a second to load. */
const doorsOfParts = ['server/documents/index.ts'];
/** Packages a room may import, and those it may not. */
/** zod's sentences are one file of it; without them every error reads alike. */
const packagesOnly = { machines: ['xstate', 'zod/mini', 'zod/v4/locales/en.js'] };
const packagesNever = { lab: [/^zod$/, /^node:/], src: [/^zod$/, /^node:/] };

const imports = /(?:\bfrom\s*|\bimport\s*\(\s*|\bimport\s+)(['"])([^'"\n]+)\1/g;

/** @param files paths below `root`. Gives `path: what`. */
export function brokenWalls(root, files) {
  return files
    .filter((path) => /\.tsx?$/.test(path) && path.split('/')[0] in mayEnter)
    .flatMap((path) => importsOf(readFileSync(join(root, path), 'utf8')).flatMap((name) => broken(path, name)));
}

const importsOf = (source) => [...withoutComments(source).matchAll(imports)].map(([, , name]) => name);
/** Text in backticks may be a program that this one writes; what it imports is not imported here. */
const withoutComments = (source) =>
  source
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '')
    .replace(/`(?:\\[\s\S]|[^`\\])*`/g, '``');

function broken(path, name) {
  const [room] = path.split('/');
  if (!name.startsWith('.')) {
    const only = packagesOnly[room];
    if (only !== undefined && !only.includes(name))
      return [`${path}: imports ${name}; ${room} imports ${only.join(', ')} only`];
    return (packagesNever[room] ?? []).some((never) => never.test(name))
      ? [`${path}: imports ${name}, which ${room} never does`]
      : [];
  }
  const target = posix.join(posix.dirname(path), name);
  const [into] = target.split('/');
  if (into === room) return [];
  if (!(into in mayEnter))
    return into === 'node_modules' ? [] : [`${path}: imports ${target}; nothing imports ${into}`];
  if (!mayEnter[room].includes(into))
    return [`${path}: imports ${target}; ${room} knows ${mayEnter[room].join(', ') || 'no other room'}`];
  return room === 'bench' || target === `${into}/index.ts` || doorsOfParts.includes(target)
    ? []
    : [`${path}: imports ${target}; ${into} is entered by ${into}/index.ts`];
}
