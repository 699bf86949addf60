/** `wardready …` as a program of its own: what it writes to stdout and to stderr, and how it ends. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { main } from '../../cli/main.ts';

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}
export type Environment = Readonly<Record<string, string>>;

/** Nothing of this machine's own settings reaches the program. */
const bare = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', TZ: 'UTC' };

export const startProgram = (args: readonly string[], env: Environment) =>
  spawn(process.execPath, ['--import', 'tsx', 'cli/main.ts', ...args], {
    env: { ...bare, ...env },
  });

/** @param typed what comes on its standard input. */
export async function wardready(args: readonly string[], env: Environment = {}, typed = ''): Promise<Ran> {
  const child = startProgram(args, env);
  child.stdin.end(typed);
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => void (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => void (err += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}

/** The same in this process, where starting another would be most of the work. One at a time. */
export async function wardreadyHere(args: readonly string[]): Promise<Ran> {
  const said = { stdout: '', stderr: '' };
  const ends = (['stdout', 'stderr'] as const).map((name) => {
    const write = process[name].write;
    process[name].write = (text: string | Uint8Array) => ((said[name] += String(text)), true);
    return () => (process[name].write = write);
  });
  try {
    const code = await main(args);
    return { code, out: said.stdout, err: said.stderr };
  } finally {
    for (const end of ends) end();
  }
}
