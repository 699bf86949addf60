/**
 * One step being worked out: where the digits stood before it, as far as anybody has asked, and where they stand now.
 *
 * The same code works out a step from a state that is known and from every state at once. What it asks and cannot know
 * it puts to whoever runs it (`Answers`): a known state answers, and the other case is tried both ways.
 */
import type { Digit, ExploredChart, Node, Transition } from './chart.ts';
import { all, any, conjuncts, keyOf, not, type Condition } from './condition.ts';
import { hearingOf, type Hears } from './hearing.ts';

export interface Answers {
  /** So many microsteps, and no rest: a circle. */
  endless(event: string): never;
  readonly microstepsMax: number;
  /** A condition that what is known leaves open. */
  holds(condition: Condition): boolean;
  /** Which of several orders that XState may take. */
  choose(count: number): number;
  /** A guard on the context: its answer, where the context is known. */
  guard(opaque: number): Condition;
  assign(opaque: number): void;
  /** An assign that was queued for this step alone. */
  assignBy(says: string, of: (context: object) => object): void;
  /** Something only the context itself can say. */
  fromContext<T>(says: string, of: (context: object) => T): T;
}

/** What of a chart is looked at: all of it, or what can influence some of its digits. */
export interface View {
  readonly hearing: Hears;
  /** Digits that may be written by what is not looked at: after a microstep they may be anything. */
  readonly forgotten: Members;
}
/** A set that is only asked. */
export type Members = Pick<ReadonlySet<number>, 'has'>;

/** What a digit is now: a number, or what another digit was before the step. */
export type Value = number | { readonly was: number; readonly map: readonly number[] | null };

export class Run {
  readonly chart: ExploredChart;
  readonly answers: Answers;
  readonly hearing: Hears;
  /** What each digit may have been before the step; behind those, what a digit that was forgotten may be instead. */
  readonly before: bigint[];
  readonly now: Value[];
  /** A condition is said of how things were, so what was answered once stays so. */
  readonly #answered = new Map<string, boolean>();
  readonly taken: Transition[] = [];
  readonly entered = new Set<Node>();
  /** An assign ran, or a history was written: XState has a new snapshot, whatever is in it. */
  renewed = false;
  /** Somebody listens for the event, whether or not a guard lets it through. */
  heard = false;
  done = false;
  readonly #forgotten: Members;
  /** The digit that was forgotten, by how far its number lies behind those of the chart. */
  readonly origins: number[] = [];
  #microsteps = 0;
  readonly #writtenAt = new Map<number, number>();

  constructor(chart: ExploredChart, before: readonly bigint[], answers: Answers, view?: View) {
    this.chart = chart;
    this.before = before.slice();
    this.answers = answers;
    this.now = unmoved(chart).slice();
    this.hearing = view?.hearing ?? hearingOf(chart);
    this.#forgotten = view?.forgotten ?? nothing;
  }

  /** Where a digit stands now. */
  valueNow(digit: number): Value {
    if (this.#forgotten.has(digit) && (this.#writtenAt.get(digit) ?? 0) < this.#microsteps) {
      this.origins.push(digit);
      this.write(digit, { was: this.before.length, map: null });
      this.before.push((1n << BigInt((this.chart.digits[digit] as Digit).values.length)) - 1n);
    }
    return this.now[digit] as Value;
  }
  write(digit: number, value: Value): void {
    this.now[digit] = value;
    this.#writtenAt.set(digit, this.#microsteps);
  }
  /** A microstep is over: what is not looked at may have moved too. */
  moved(): void {
    this.#microsteps++;
  }

  /** Whether a node is active, between two microsteps. */
  is({ place }: Node): boolean {
    return place === null || this.ask(this.digitIs(place.digit, place.mask));
  }
  isPart({ place }: Node): Condition {
    return place === null ? true : this.digitIs(place.digit, place.mask);
  }
  /** A condition on a digit as it is now, said of what digits were before. */
  digitIs(digit: number, mask: bigint): Condition {
    return this.valueIs(this.valueNow(digit), mask);
  }
  valueIs(value: Value, mask: bigint): Condition {
    if (typeof value === 'number') return (mask & (1n << BigInt(value))) !== 0n;
    return this.#narrowed(value.was, value.map === null ? mask : preimage(value.map, mask));
  }
  #narrowed(digit: number, mask: bigint): Condition {
    const known = this.before[digit] as bigint;
    if ((known & mask) === 0n) return false;
    return (known & ~mask) === 0n ? true : { digit, mask: mask & known };
  }

  /** A condition of how things stand, said of how they stand now. */
  asNow(condition: Condition): Condition {
    if (typeof condition === 'boolean') return condition;
    if ('digit' in condition) return this.digitIs(condition.digit, condition.mask);
    if ('opaque' in condition) return this.answers.guard(condition.opaque);
    const of = (part: Condition): Condition => this.asNow(part);
    if ('not' in condition) return not(of(condition.not));
    return 'all' in condition ? all(condition.all.map(of)) : any(condition.any.map(of));
  }
  /** Settles a condition, and remembers what follows from the answer. */
  ask(condition: Condition): boolean {
    const open = this.#simpler(condition);
    if (typeof open === 'boolean') return open;
    if ('not' in open) return !this.ask(open.not);
    // Of a digit what was answered is known by what it may still be.
    if ('digit' in open) {
      const holds = this.answers.holds(open);
      this.#learn(open, holds);
      return holds;
    }
    const key = keyOf(open);
    const known = this.#answered.get(key);
    if (known !== undefined) return known;
    const holds = this.answers.holds(open);
    this.#answered.set(key, holds);
    if (holds) for (const part of conjuncts(open)) this.#learn(part, true);
    else if ('any' in open) for (const part of open.any) this.#learn(part, false);
    else this.#learn(open, false);
    return holds;
  }
  #learn(condition: Condition, holds: boolean): void {
    if (typeof condition === 'boolean') return;
    if ('not' in condition) this.#learn(condition.not, !holds);
    else if ('opaque' in condition) this.#answered.set(keyOf(condition), holds);
    else if ('digit' in condition) {
      const known = this.before[condition.digit] as bigint;
      this.before[condition.digit] = holds ? known & condition.mask : known & ~condition.mask;
    }
  }
  #simpler(condition: Condition): Condition {
    if (typeof condition === 'boolean') return condition;
    if ('opaque' in condition) return this.#answered.get(keyOf(condition)) ?? condition;
    if ('digit' in condition) return this.#narrowed(condition.digit, condition.mask);
    if ('not' in condition) return not(this.#simpler(condition.not));
    return 'all' in condition
      ? all(condition.all.map((part) => this.#simpler(part)))
      : any(condition.any.map((part) => this.#simpler(part)));
  }

  /** The value a digit has, asked one by one. */
  valueOf(digit: number): number {
    const { values } = this.chart.digits[digit] as Digit;
    for (let value = 0; value < values.length - 1; value++)
      if (this.ask(this.digitIs(digit, 1n << BigInt(value)))) return value;
    return values.length - 1;
  }
}

const nothing: ReadonlySet<number> = new Set();

/** Every digit as it was. */
const unmovedIn = new WeakMap<ExploredChart, readonly Value[]>();
function unmoved(chart: ExploredChart): readonly Value[] {
  const known = unmovedIn.get(chart) ?? chart.digits.map((_digit, was) => ({ was, map: null }));
  unmovedIn.set(chart, known);
  return known;
}

function preimage(map: readonly number[], mask: bigint): bigint {
  return map.reduce((sum, to, from) => ((mask & (1n << BigInt(to))) === 0n ? sum : sum | (1n << BigInt(from))), 0n);
}
