/** House rules about text that no linter knows. Each gives what breaks it, as `path: what`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const linesMax = 400;
const sourceRooms = /^(machines|lab|server|src|cli|test|bench|tool)\//;
const sourceNames = /\.(ts|tsx|mjs|css)$/;
const reason = /over 400 lines: ./;
const binary = /\.(png|jpg|ico|woff2?|gz)$/;
/** Folders of one person's machine: a home, a root, a working directory. Written so that they do not match themselves. */
const machinePath = /(?<![\w.~-])\/(?:work|root|home\/[a-z][\w-]*|Users\/\w+)\//;

const read = (root, path) => readFileSync(join(root, path), 'utf8');

/** A file answers one question; a long one says at its top why it is one file. */
export function longFiles(root, files) {
  return files
    .filter((path) => sourceRooms.test(path) && sourceNames.test(path))
    .flatMap((path) => {
      const lines = read(root, path).split('\n');
      const excused = lines.slice(0, 15).some((line) => reason.test(line));
      return lines.length - 1 > linesMax && !excused
        ? [`${path}: ${lines.length - 1} lines; split it, or say at its top "over ${linesMax} lines: why"`]
        : [];
    });
}

/** No path of anybody's machine and no package host: what is committed works anywhere. @param host this machine's registry */
export function machineTraces(root, files, host) {
  return files
    .filter((path) => !binary.test(path))
    .flatMap((path) =>
      read(root, path)
        .split('\n')
        .flatMap((line, index) => {
          const says = machinePath.test(line) ? 'a path of one machine' : hostIn(line, host);
          return says === null ? [] : [`${path}:${index + 1}: ${says}`];
        }),
    );
}

function hostIn(line, host) {
  if (host !== '' && line.includes(host)) return 'the host of a package registry';
  return /"resolved": "https?:/.test(line) ? 'the host of a package registry' : null;
}

/** Every package in package.json says one exact version, so that two clones are the same. */
export function looseVersions(root) {
  const { dependencies = {}, devDependencies = {} } = JSON.parse(read(root, 'package.json'));
  return Object.entries({ ...dependencies, ...devDependencies })
    .filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))
    .map(([name, version]) => `package.json: ${name} is "${version}", not one exact version`);
}
