/** Processes of a contestant: started, asked, weighed and ended by their own id. */
import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';

export type Environment = Readonly<Record<string, string>>;

/** A program of this bench in a process of its own, that answers questions. */
export interface Asked {
  readonly pid: number;
  ask<T>(question: string, about?: unknown): Promise<T>;
  end(): Promise<void>;
}

/** @throws Error with what the child said, if it ends before it is ready. */
export async function startAsked(file: URL, environment: Environment): Promise<Asked> {
  const child = fork(file, {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const waiting = new Map<number, (answer: Answer) => void>();
  let questions = 0;
  const ended = new Promise<never>((_resolve, reject) =>
    child.once('exit', (code) => reject(new Error(`${file.pathname} ended with ${String(code)}`))),
  );
  ended.catch(() => undefined);
  child.on('message', (message: Answer) => waiting.get(message.number)?.(message));
  const ask = async <T>(question: string, about?: unknown): Promise<T> => {
    const number = (questions += 1);
    const heard = new Promise<Answer>((resolve) => waiting.set(number, resolve));
    child.send({ number, question, about });
    const { answer, error } = await Promise.race([heard, ended]);
    waiting.delete(number);
    if (error !== undefined) throw new Error(`${question}: ${error}`);
    return answer as T;
  };
  await ask('start');
  return { pid: child.pid ?? 0, ask, end: () => end(child, 'SIGTERM') };
}
interface Answer {
  readonly number: number;
  readonly answer?: unknown;
  readonly error?: string;
}

/** In the child: answers each question by name, and ends when its parent is gone. */
export function answerQuestions(answers: Readonly<Record<string, (about: never) => Promise<unknown>>>): void {
  process.on('message', ({ number, question, about }: { number: number; question: string; about: unknown }) => {
    const work = answers[question];
    const said = work === undefined ? Promise.reject(new Error('not a question for it')) : work(about as never);
    said.then(
      (answer) => process.send?.({ number, answer }),
      (error: unknown) =>
        process.send?.({ number, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
  process.once('disconnect', () => process.exit());
  process.once('SIGTERM', () => process.exit());
}

/** Any program, ready once it has said `ready`. */
export async function startProgram(
  command: string,
  args: readonly string[],
  ready: RegExp,
  options: { readonly env?: Environment; readonly uid?: number; readonly gid?: number; readonly cwd?: string } = {},
): Promise<ChildProcess> {
  const { env = {}, ...more } = options;
  const child = spawn(command, args, { ...more, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  // Nothing of a run outlives it, however it ends.
  const endNow = (): void => void child.kill('SIGKILL');
  process.once('exit', endNow);
  child.once('exit', () => process.off('exit', endNow));
  let said = '';
  await new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      if (said.length < 100_000) said += chunk.toString();
      if (ready.test(said)) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${command} ended with ${String(code)}:\n${said.slice(-800)}`)));
  });
  return child;
}

export async function end(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

/** Durable before it answers, as production is asked to run it. */
export async function startRedis(directory: string): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const port = await sparePort();
  const settings = '--appendonly yes --appendfsync always --maxmemory-policy noeviction --bind 127.0.0.1'.split(' ');
  const args = ['--port', String(port), '--dir', directory, '--save', '', ...settings];
  const child = await startProgram('redis-server', args, /Ready to accept connections/);
  return { child, url: `redis://127.0.0.1:${port}` };
}

export async function sparePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}

/** A process and all that it started. */
export function family(pid: number): readonly number[] {
  const parents = readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const text = readFileSync(`/proc/${name}/stat`, 'utf8');
      return [[Number(name), Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1])] as const];
    } catch {
      return [];
    }
  });
  const found = [pid];
  for (const one of found) for (const [child, parent] of parents) if (parent === one) found.push(child);
  return found;
}

/** Memory that is theirs, shared pages by their share (PSS), in MB. */
export const memoryOf = (pids: readonly number[]): number =>
  sum(pids, (pid) => Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1024);
/** Time on the processor since they began, in milliseconds. */
export const processorOf = (pids: readonly number[]): number =>
  sum(pids, (pid) => {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  });

function sum(pids: readonly number[], of: (pid: number) => number): number {
  let total = 0;
  for (const pid of pids.flatMap(family)) {
    try {
      total += of(pid);
    } catch {
      // It ended meanwhile.
    }
  }
  return total;
}
