/** An earlier WardReady, from the repository's own history: its sources, run as they are on the libraries that are installed. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '..', '..', '..');

export interface Build {
  /** The commit, or `now` for the sources of this tree. */
  readonly commit: string;
  readonly root: string;
}

/** What a server is made of. */
const rooms = ['machines', 'server', 'protocols', 'package.json'] as const;

export const thisBuild: Build = { commit: 'now', root };

/** In time, the first with a server as the first; empty without a history, as in a copy of the sources alone. */
export function commitsWithServer(): readonly string[] {
  const said = spawnSync('git', ['log', '--reverse', '--format=%H', '--', 'server', 'machines', 'protocols'], {
    cwd: root,
    encoding: 'utf8',
  });
  const all = said.status === 0 ? said.stdout.trim().split('\n') : [];
  const first = all.findIndex((commit) => git('ls-tree', '--name-only', commit, 'server/main.ts') !== '');
  return first === -1 ? [] : all.slice(first);
}

/** Its sources in a directory of their own; `end` takes it away. */
export function oldBuild(commit: string): Build & { end(): void } {
  const home = mkdtempSync(join(tmpdir(), 'wardready-old-'));
  const there = rooms.concat(git('ls-tree', '--name-only', commit, 'equipment') === '' ? [] : (['equipment'] as never));
  const tar = execFileSync('git', ['archive', commit, ...there], { cwd: root, maxBuffer: 1 << 28 });
  execFileSync('tar', ['-x', '-C', home], { input: tar });
  symlinkSync(join(root, 'node_modules'), join(home, 'node_modules'));
  return { commit, root: home, end: () => rmSync(home, { recursive: true, force: true }) };
}

function git(...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
}

/** Seconds instead of minutes, so that deadlines fall due all the time; everything else is what that build shipped. */
const shortened: Readonly<Record<string, string>> = {
  rubFor: '1 s',
  dryFor: '1 s',
  siteFor: '9 s',
  handsFor: '12 s',
  unownedFor: '2 s',
  acknowledgeWithin: '2 s',
};

/** Its own blood sample in `directory`, with shorter times, as its own reader takes it. */
export function protocolsOf({ root: from }: Build, directory: string): string {
  const shipped = join(from, 'protocols');
  const names = [
    'venepuncture.yaml',
    ...readdirSync(shipped).flatMap((name) =>
      name === 'parts' ? readdirSync(join(shipped, name)).map((part) => join(name, part)) : [],
    ),
  ];
  mkdirSync(join(directory, 'parts'), { recursive: true });
  for (const name of names) {
    const document = parse(readFileSync(join(shipped, name), 'utf8')) as Record<string, unknown>;
    const times = document['times'] as Record<string, Record<string, unknown>> | undefined;
    if (times !== undefined)
      document['times'] = Object.fromEntries(
        Object.entries(times).map(([time, was]) => [time, { ...was, is: shortened[time] ?? was['is'] }]),
      );
    // JSON is YAML.
    writeFileSync(join(directory, name), JSON.stringify(document));
  }
  return directory;
}
