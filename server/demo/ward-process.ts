/** The ward's server as a process of its own, so that it can be killed like one. */
import { type ChildProcess, spawn } from 'node:child_process';

/** `starting`: there is a process, and nobody hears it yet. */
export type Stands = 'running' | 'starting' | 'dead';

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

export function wardProcess(base: string, environment: Readonly<Record<string, string>>): WardProcess {
  const main = new URL(import.meta.url.endsWith('.ts') ? '../main.ts' : '../main.js', import.meta.url).pathname;
  let child: ChildProcess | null = null;
  /** The child that has answered. */
  let heard: ChildProcess | null = null;
  const gone = (process: ChildProcess): Promise<void> =>
    new Promise((resolve) =>
      process.exitCode === null && process.signalCode === null ? void process.once('exit', () => resolve()) : resolve(),
    );
  return {
    get stands() {
      return child === null ? 'dead' : child === heard ? 'running' : 'starting';
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
