/** Spin, run on a text: it writes a C program that visits every state, which is compiled and run. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SpinFolder {
  /** What the search says. `spin`, `gcc` and `run` are further arguments of each program. @throws when one of them fails to run. */
  pan(spin: readonly string[], gcc: readonly string[], run: readonly string[]): string;
  end(): void;
}

/** A folder of its own for one Promela text. */
export function spinFolder(text: string): SpinFolder {
  const folder = mkdtempSync(join(tmpdir(), 'wardready-spin-'));
  const run = (program: string, args: readonly string[]): string => {
    const { status, stdout, stderr, error } = spawnSync(program, args, { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${error?.message ?? `${stdout}${stderr}`}`);
    return stdout;
  };
  writeFileSync(join(folder, 'model.pml'), text);
  return {
    pan(spin, gcc, args) {
      run(process.env['SPIN'] ?? 'spin', [...spin, '-a', 'model.pml']);
      run(process.env['GCC'] ?? 'gcc', ['-O2', '-DSAFETY', ...gcc, '-o', 'pan', 'pan.c']);
      const said = run(join(folder, 'pan'), args);
      const cut = /max search depth too small|VECTORSZ|out of memory/.exec(said);
      if (cut !== null) throw new Error(`Spin did not see all of it: ${cut[0]}`);
      return said;
    },
    end: () => rmSync(folder, { recursive: true, force: true }),
  };
}
