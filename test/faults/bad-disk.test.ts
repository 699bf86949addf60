/** The embedded store on a disk that fails: whatever call it is that fails, the next is answered, by this process or by the next one. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { badDisk } from './real/bad-disk.ts';

describe('a disk that fails once', () => {
  const home = mkdtempSync(join(tmpdir(), 'wardready-bad-'));
  after(() => rmSync(home, { recursive: true, force: true }));

  const commitsOn = (directory: string, env: Readonly<Record<string, string>>) => {
    const args = ['--import=tsx', 'test/support/write-on-bad-disk.ts', directory, '6'];
    // One that is never answered must not be waited for.
    return spawnSync(process.execPath, args, { env: { ...process.env, ...env }, encoding: 'utf8', timeout: 60_000 });
  };

  for (const what of ['sync', 'write', 'meta'] as const)
    it(`loses nothing and is used again after EIO (${what})`, () => {
      const directory = join(home, what);
      mkdirSync(directory);
      const bad = badDisk(home, directory);
      const first = commitsOn(directory, bad.env);
      expect(first.status, first.stderr).to.equal(0);
      bad.fail(what, 1);
      const { stdout, stderr, signal } = commitsOn(directory, bad.env);
      expect(bad.hit()).to.equal(true);
      bad.mend();
      expect(signal, `${stdout}${stderr}`).to.equal(null);
      expect(stdout).to.contain('StoreUnavailable');
      const after = commitsOn(directory, bad.env);
      expect(after.status, after.stderr).to.equal(0);
      const committed = [first, { stdout }, after].flatMap((run) => run.stdout.match(/\S+ committed/g) ?? []);
      // One that was refused may be there all the same: nobody was told that it is.
      const kept = Number(/kept (\d+)/.exec(after.stdout)?.[1]);
      expect(committed.length).to.be.greaterThan(12);
      expect(kept).to.be.within(committed.length, committed.length + 1);
      if (what === 'meta') expect(stderr).to.contain('failed in the middle of a commit');
    });
});
