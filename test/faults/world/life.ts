/** A process, from its start to its end: what it still had to do when it died never happens, and while it is paused nothing does. */
import type { Scheduler } from './scheduler.ts';

export interface Life {
  readonly alive: boolean;
  run(work: () => void): void;
  kill(): void;
}

interface LifeParts {
  readonly pausedUntil: () => number;
  readonly ended: () => void;
}

export function createLife(scheduler: Scheduler, { pausedUntil, ended }: LifeParts): Life {
  let alive = true;
  const life: Life = {
    get alive() {
      return alive;
    },
    run(work) {
      if (!alive) return;
      const wait = pausedUntil() - scheduler.now();
      if (wait > 0) scheduler.after(wait, () => life.run(work));
      else work();
    },
    kill() {
      if (!alive) return;
      alive = false;
      ended();
    },
  };
  return life;
}
