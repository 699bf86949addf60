/** The ward's server as a process of its own, so that it can be killed like one. */
import { type ChildProcess, spawn } from 'node:child_process';

/** `starting`: there is a process, and nobody hears it yet. `silent`: it answered once, and answers no longer. */
export type Stands = 'running' | 'silent' | 'starting' | 'dead';

export interface WardProcess {
  readonly stands: Stands;
  start(): Promise<void>;
  /** As if unplugged: SIGKILL, no farewell. */
  kill(): void;
  /** Politely, at the end. */
  stop(): Promise<void>;
}

/** How long a server may take to answer /livez after a start, in tries of a tenth of a second. */
const startTriesMax = 300;
/** A running server is asked this often whether it still answers; one slow answer is not yet silence. */
const lookEveryMs = 1000;
const missesMax = 2;

export function wardProcess(base: string, environment: Readonly<Record<string, string>>): WardProcess {
  const main = new URL(import.meta.url.endsWith('.ts') ? '../main.ts' : '../main.js', import.meta.url).pathname;
  let child: ChildProcess | null = null;
  /** The child that has answered. */
  let heard: ChildProcess | null = null;
  /** Answers that did not come, one after the other. */
  let misses = 0;
  const gone = (process: ChildProcess): Promise<void> =>
    new Promise((resolve) =>
      process.exitCode === null && process.signalCode === null ? void process.once('exit', () => resolve()) : resolve(),
    );
  const watch = async (watched: ChildProcess): Promise<void> => {
    misses = 0;
    while (child === watched) {
      misses = (await answers(base)) ? 0 : misses + 1;
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs).unref());
    }
  };
  return {
    get stands() {
      return child === null ? 'dead' : child !== heard ? 'starting' : misses < missesMax ? 'running' : 'silent';
    },
    async start() {
      if (child !== null) return;
      const started = spawn(process.execPath, [...process.execArgv, main], {
        env: { ...process.env, ...environment },
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      child = started;
      started.once('exit', () => {
        if (child === started) child = null;
      });
      for (let tries = 0; tries < startTriesMax; tries++) {
        if (child !== started)
          throw new Error('The ward’s server stopped while it was starting; what it said is above.');
        if (await answers(base)) {
          heard = started;
          void watch(started);
          return;
        }
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      throw new Error(`The ward’s server did not answer on ${base} within ${startTriesMax / 10} s.`);
    },
    kill() {
      child?.kill('SIGKILL');
      child = null;
    },
    async stop() {
      if (child === null) return;
      const stopping = child;
      stopping.kill('SIGTERM');
      await gone(stopping);
    },
  };
}

const answers = (base: string): Promise<boolean> =>
  fetch(`${base}/livez`, { signal: AbortSignal.timeout(1000) }).then(
    ({ ok }) => ok,
    () => false,
  );
