/**
 * What a machine with deadlines can come to, by XState itself: actors that run on a `SimulatedClock`, one millisecond at a
 * time, with every event at every whole millisecond at which nothing is due. Slow, simple and without any zone.
 *
 * An actor cannot be copied with its timers, so each moment is come to again from the start. Two moments are the same when
 * the snapshots are, and the deadlines that wait, in the order in which they were armed, have as long to go; so the search
 * ends by itself, and what it gives is everything, not everything up to some hour.
 */
import { type AnyActor, type AnyMachineSnapshot, type AnyStateMachine, createActor, SimulatedClock } from 'xstate';
import type { Way } from '../../../lab/index.ts';
import { textOf } from './by-xstate.ts';
import type { MachineEvent } from './machine-events.ts';

type Move = MachineEvent | 'a millisecond';
interface Scheduled {
  readonly _snapshot: { readonly _scheduledEvents: Readonly<Record<string, { readonly id: string }>> };
}
interface Timeouts {
  readonly timeouts: ReadonlyMap<number, { readonly start: number; readonly timeout: number }>;
}

/** For each configuration the fewest events and deadlines that come to it; null when there is more than a test may see. */
export function timedByXState(
  machine: AnyStateMachine,
  events: readonly MachineEvent[],
  momentsMax: number,
): ReadonlyMap<string, number> | null {
  const fewest = new Map<string, number>();
  const known = new Set<string>();
  // By how many steps they took: a millisecond in which nothing falls due takes none.
  const waiting: Run[][] = [];
  begin([]);
  for (let steps = 0; steps < waiting.length; steps++)
    for (let run = waiting[steps]?.pop(); run !== undefined; run = waiting[steps]?.pop()) {
      const key = run.key();
      if (known.has(key)) continue;
      known.add(key);
      if (known.size > momentsMax) return null;
      if (run.isDone()) continue;
      for (const event of events) begin([...run.moves, event]);
      if (run.left().length > 0) begin([...run.moves, 'a millisecond']);
    }
  return fewest;

  function begin(moves: readonly Move[]): void {
    const run = new Run(machine, moves);
    run.passed.forEach((text, steps) => fewest.set(text, Math.min(steps, fewest.get(text) ?? Infinity)));
    (waiting[run.passed.length] ??= []).push(run);
  }
}

/** An actor with a clock of its own, brought to some moment. */
export class Run {
  readonly moves: readonly Move[];
  /** Where it was at the beginning, and after each event and each deadline. */
  readonly passed: string[] = [];
  readonly #clock = new SimulatedClock();
  readonly #actor: AnyActor;

  constructor(machine: AnyStateMachine, moves: readonly Move[] = []) {
    this.moves = moves;
    this.#actor = createActor(machine, { clock: this.#clock });
    this.#actor.start();
    this.passed.push(textOf(this.#snapshot()));
    this.#actor.subscribe((snapshot: AnyMachineSnapshot) => this.passed.push(textOf(snapshot)));
    this.#settle();
    for (const move of moves) this.go(move);
  }

  go(move: Move): void {
    if (move === 'a millisecond') this.#clock.increment(1);
    else this.#actor.send(move);
    this.#settle();
  }
  /** What is due now happens before anything else does. */
  #settle(): void {
    while (this.left().some((left) => left <= 0)) this.#clock.increment(0);
  }
  now(): number {
    return this.#clock.now();
  }
  /** How long each deadline still has to go, the one that was armed first first. */
  left(): readonly number[] {
    const { timeouts } = this.#clock as unknown as Timeouts;
    return [...timeouts.values()].map(({ start, timeout }) => start + timeout - this.#clock.now());
  }
  #snapshot(): AnyMachineSnapshot {
    return this.#actor.getSnapshot() as AnyMachineSnapshot;
  }
  isDone(): boolean {
    return this.#snapshot().status !== 'active';
  }
  key(): string {
    const { _snapshot } = this.#actor.system as unknown as Scheduled;
    const ids = Object.values(_snapshot._scheduledEvents).map(({ id }) => id);
    return `${textOf(this.#snapshot())} ${ids.join()} ${this.left().join()}`;
  }
}

/** Goes a way by its instants; where the machine is after each step. */
export function replayed(machine: AnyStateMachine, { steps, instants }: Way): readonly string[] {
  const run = new Run(machine);
  steps.forEach(({ event }, index) => {
    while (run.now() < (instants[index] ?? 0)) run.go('a millisecond');
    // A deadline comes by itself.
    if (!event.type.startsWith('xstate.after.')) run.go(event);
  });
  return run.passed;
}
