/** A copy of this project to spoil: the same files, the same installed packages, nothing built. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

const project = join(import.meta.dirname, '..', '..');
const apart = new Set(['node_modules', 'dist', '.git', '.wardready', 'coverage', '.cache']);

export interface Copy {
  readonly root: string;
  write(path: string, text: string): Promise<void>;
  read(path: string): Promise<string>;
  remove(path: string): Promise<void>;
  /** A digest of every file, by path, to see what was touched. */
  digests(): Promise<ReadonlyMap<string, string>>;
  /** Runs node in the copy. */
  node(...args: readonly string[]): Ran;
  end(): Promise<void>;
}
export interface Ran {
  readonly code: number | null;
  /** What it wrote, both ways. */
  readonly says: string;
}

export async function copyOfProject(): Promise<Copy> {
  const root = await mkdtemp(join(tmpdir(), 'wardready-copy-'));
  await cp(project, root, {
    recursive: true,
    filter: (path) =>
      !relative(project, path)
        .split(/[\\/]/)
        .some((part) => apart.has(part)),
  });
  await symlink(join(project, 'node_modules'), join(root, 'node_modules'), 'dir');
  const at = (path: string): string => join(root, path);
  return {
    root,
    async write(path, text) {
      await mkdir(dirname(at(path)), { recursive: true });
      await writeFile(at(path), text);
    },
    read: (path) => readFile(at(path), 'utf8'),
    remove: (path) => rm(at(path), { recursive: true }),
    async digests() {
      const found = new Map<string, string>();
      for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
        const path = relative(root, join(entry.parentPath, entry.name));
        if (!entry.isFile() || path.split(/[\\/]/).some((part) => apart.has(part))) continue;
        found.set(
          path,
          createHash('sha256')
            .update(await readFile(at(path)))
            .digest('hex'),
        );
      }
      return found;
    },
    node(...args) {
      const { status, stdout, stderr } = spawnSync(process.execPath, args, {
        cwd: root,
        encoding: 'utf8',
        maxBuffer: 1 << 26,
      });
      return { code: status, says: `${stdout}${stderr}` };
    },
    end: () => rm(root, { recursive: true, force: true }),
  };
}

/** Paths that are new, gone or other. */
export function touched(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly string[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => before.get(path) !== after.get(path))
    .sort();
}
