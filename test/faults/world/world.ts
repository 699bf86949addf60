/** What everything in a simulation shares: its time, its chance, its disk, the faults in force, and what was seen. */
import { Chance } from '../../support/chance.ts';
import type { Answer, Asked } from '../history/history.ts';
import { createDisk, type Disk } from './disk.ts';
import type { CrashPoint, Fault } from './faults.ts';
import type { Plan } from './plan.ts';
import { createScheduler, type Scheduler } from './scheduler.ts';
import type { Switches } from './safeguards.ts';

export interface World {
  readonly plan: Plan;
  readonly without: Switches;
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly disk: Disk;
  readonly master: Buffer;
  /** Bytes for salts and nonces. */
  random(bytes: number): Buffer;
  /** The true instant, as no node's clock need say. */
  instant(): number;
  readonly armed: Armed;
  /** What was really injected, and where nodes really died. */
  readonly happened: Map<Fault, number>;
  readonly died: Map<CrashPoint, number>;
  /** What nodes said of broken invariants. */
  readonly invariants: string[];
  readonly asked: Asked[];
  readonly answers: Answer[];
  turn(): number;
  /** Until when every node is down; nobody looks for one before. */
  downUntil: number;
  /** When a node was there again after that, if nothing else is wrong then. */
  recoveredAt: number | null;
  /** How far the ordinary morning of a preparation has come. */
  step(preparation: string, next: boolean): number;
  /** One line for each thing that happened, for the comparison of two runs and for whoever reads a failure. */
  readonly trace: string[];
  say(what: string): void;
}

export interface Armed {
  /** The next so many are hit. */
  arm(kind: Fault, times: number): void;
  /** True when this one is hit; then it is counted. */
  hits(kind: Fault): boolean;
  /** In force until the instant. */
  last(kind: Fault, ms: number): void;
  lasts(kind: Fault): boolean;
  count(kind: Fault): void;
  crash(point: CrashPoint, nth: number): void;
  /** True when the node that comes here is to die now. */
  dies(point: CrashPoint): boolean;
  clear(): void;
}

/** A Tuesday morning. */
export const morning = Date.UTC(2026, 10, 24, 7, 0, 0);

export function createWorld(plan: Plan, without: Switches): World {
  const scheduler = createScheduler();
  const chance = new Chance(plan.seed ^ 0x5eed);
  const bytes = new Chance(plan.seed ^ 0x0b17);
  const random = (count: number): Buffer => Buffer.from(Array.from({ length: count }, () => bytes.below(256)));
  const trace: string[] = [];
  const happened = new Map<Fault, number>();
  const died = new Map<CrashPoint, number>();
  const steps = new Map<string, number>();
  let turn = 0;
  const say = (what: string): void => void trace.push(`${scheduler.now()} ${what}`);
  const armed = createArmed(scheduler, happened, died, say);
  const disk = createDisk({
    later: scheduler.after,
    fsyncMs: () => (armed.lasts('fsyncSlow') ? 1_500 + chance.below(2_000) : 1 + chance.below(4)),
    answersEarly: without.durableBeforeAck === true,
  });
  return {
    plan,
    without,
    scheduler,
    chance,
    disk,
    master: random(32),
    random,
    instant: () => morning + scheduler.now(),
    armed,
    happened,
    died,
    invariants: [],
    asked: [],
    answers: [],
    downUntil: 0,
    recoveredAt: null,
    turn: () => (turn += 1),
    step(preparation, next) {
      const at = steps.get(preparation) ?? 0;
      if (next) steps.set(preparation, at + 1);
      return at;
    },
    trace,
    say,
  };
}

function createArmed(
  scheduler: Scheduler,
  happened: Map<Fault, number>,
  died: Map<CrashPoint, number>,
  say: (what: string) => void,
): Armed {
  const times = new Map<Fault, number>();
  const until = new Map<Fault, number>();
  const crashes = new Map<CrashPoint, number>();
  const count = (kind: Fault): void => void happened.set(kind, (happened.get(kind) ?? 0) + 1);
  return {
    count,
    arm: (kind, more) => void times.set(kind, (times.get(kind) ?? 0) + more),
    hits(kind) {
      const left = times.get(kind) ?? 0;
      if (left === 0) return false;
      times.set(kind, left - 1);
      count(kind);
      say(`fault ${kind}`);
      return true;
    },
    last: (kind, ms) => void until.set(kind, scheduler.now() + ms),
    lasts(kind) {
      const is = scheduler.now() < (until.get(kind) ?? 0);
      if (is) count(kind);
      return is;
    },
    crash: (point, nth) => void crashes.set(point, nth),
    dies(point) {
      const left = crashes.get(point) ?? 0;
      if (left === 0) return false;
      crashes.set(point, left - 1);
      if (left > 1) return false;
      died.set(point, (died.get(point) ?? 0) + 1);
      say(`crash ${point}`);
      return true;
    },
    clear() {
      times.clear();
      until.clear();
      crashes.clear();
    },
  };
}
