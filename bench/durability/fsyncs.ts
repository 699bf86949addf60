/** How often a process makes something durable, by strace: apart from what is timed, as it slows what it watches. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Figures } from './contestant.ts';
import { family } from './processes.ts';

const calls = 'fsync,fdatasync,sync_file_range,msync,sync';

/** Per tap; null where strace is not installed or may not look. O_DSYNC writes are not seen by it. */
export async function fsyncsOf(pid: number, work: () => Promise<Figures>): Promise<number | null> {
  const watched = family(pid).flatMap((one) => ['-p', String(one)]);
  const strace = spawn('strace', ['-f', '-e', `trace=${calls}`, ...watched], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  strace.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const failed = once(strace, 'error').then(() => true);
  const attached = new Promise<boolean>((resolve) => setTimeout(resolve, 1_000, false));
  if (await Promise.race([failed, attached])) return null;
  if (!/attached/.test(said)) return null;
  const { taps } = await work();
  const gone = once(strace, 'exit');
  strace.kill('SIGINT');
  await gone;
  return (said.match(/\b(fsync|fdatasync|sync_file_range|msync|sync)\(/g) ?? []).length / taps;
}
