/** A program under a supervisor, as in production: killed and stopped from outside, and started again when it ends by itself. */
import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

export interface Program {
  /** Resolves when it says that it is ready, however many starts that takes. */
  start(): Promise<void>;
  /** SIGKILL; it stays down until it is started. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with its exit code, null when a signal ended it. */
  stop(): Promise<number | null>;
  /** SIGSTOP: what it has not written yet, it will never write if it is killed now. */
  freeze(): void;
  thaw(): void;
  /** Ready, and not ended since. */
  ready(): boolean;
  /** Milliseconds since 1970 when it was ready last. */
  readyAt(): number;
  /** How often it ended though nobody ended it. */
  endedItself(): number;
}

export interface ProgramParts {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** What it writes when it can be used. */
  readonly says: string;
  /** The file that keeps what it wrote. */
  readonly log: string;
}

/** A supervisor does not spin. */
const againAfterMs = 150;
const readyWithinMs = 60_000;

const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

export function createProgram({ command, args, env, says, log }: ProgramParts): Program {
  let child: ChildProcess | null = null;
  let wanted = false;
  let isReady = false;
  let readyAt = 0;
  let endedItself = 0;

  /** False when it ended before it was ready. */
  function launch(): Promise<boolean> {
    const one = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    child = one;
    running.add(one);
    return new Promise((resolve) => {
      let said = '';
      const hear = (bytes: Buffer): void => {
        appendFileSync(log, bytes);
        if (isReady) return;
        said = (said + bytes.toString()).slice(-8_000);
        if (child !== one || !said.includes(says)) return;
        isReady = true;
        readyAt = Date.now();
        resolve(true);
      };
      one.stdout.on('data', hear);
      one.stderr.on('data', hear);
      one.once('error', () => resolve(false));
      one.once('exit', () => {
        running.delete(one);
        resolve(false);
        if (child !== one) return;
        const wasReady = isReady;
        child = null;
        isReady = false;
        if (!wanted || !wasReady) return;
        endedItself += 1;
        void pause(againAfterMs).then(() => (wanted && child === null ? start() : undefined));
      });
    });
  }

  async function start(): Promise<void> {
    wanted = true;
    const until = Date.now() + readyWithinMs;
    while (wanted && !(await launch())) {
      if (Date.now() > until) throw new Error(`${command} does not start; see ${log}`);
      await pause(againAfterMs);
    }
  }

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const one = child;
    wanted = false;
    isReady = false;
    if (one === null || one.exitCode !== null || one.signalCode !== null) return null;
    const gone = new Promise<number | null>((resolve) => one.once('exit', resolve));
    one.kill(signal);
    return gone;
  }

  return {
    start,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    ready: () => isReady,
    readyAt: () => readyAt,
    endedItself: () => endedItself,
  };
}
