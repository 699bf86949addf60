/** One of the two versions: its chart as the proof reads it, and ways to where something is so, walked by a preparation. */
import { isAt, type Opening, type Protocol, type State } from '../../machines/index.ts';
import type { ExploredChart } from '../explore/chart.ts';
import { digitsIn, keyOf, type Condition } from '../explore/condition.ts';
import { readyFor, type Ready } from '../explore/prove-reduced.ts';
import { decideLarge } from '../explore/reduced.ts';
import { canHold, casesOf } from '../explore/satisfiable.ts';
import { holds } from '../explore/table.ts';
import type { Way } from '../explore/way.ts';
import { conditionWhere, type Where } from '../explore/where.ts';
import { protocolQuestion } from '../proofs/question.ts';
import { regionsOf, type Standing, standingIn } from '../regions.ts';
import { begun, openingsOf, type Walk, type Wanted, walkOn } from './walked.ts';

/** `never`: nothing comes to stand so. `open`: it was not decided. */
export type Answer = 'never' | 'can' | 'open';

export class Side {
  readonly protocol: Protocol;
  /** Everything of everybody. */
  readonly whole: Ready;
  /** What people tap at the bedside, and the clock: the plainest walks, and the soonest found. */
  readonly plain: Ready;

  readonly #isOver: () => boolean;

  /** @param isOver whether the time that was given is over: what is asked then stays open. */
  constructor(protocol: Protocol, isOver: () => boolean = () => false) {
    this.protocol = protocol;
    this.#isOver = isOver;
    const { machine, events = {}, invariants: _invariants, ...scope } = protocolQuestion(protocol);
    const taps = Object.entries(events).map(([type, payloads]) => [
      type,
      /\.enteredLate\w*$/.test(type) ? [] : payloads.filter((payload) => !isOfSystem(payload)),
    ]);
    this.whole = readyFor(machine, { ...scope, events });
    this.plain = readyFor(machine, { ...scope, events: Object.fromEntries(taps) as typeof events });
  }

  get chart(): ExploredChart {
    return this.whole.ground.chart;
  }

  /** @throws Refused when the chart has no such state or guard. */
  where(where: Where): Condition {
    return conditionWhere(where, this.chart, this.whole.ground.contexts);
  }

  mayHold(condition: Condition): boolean {
    return canHold(
      condition,
      this.chart.digits.map(({ values }) => values.length),
    );
  }

  /** Whether anything comes to stand so, whoever does what. */
  reaches(condition: Condition): Answer {
    const { ground, influence } = this.whole;
    let open = false;
    for (const part of casesOf(condition)) {
      const { answer, way } = decideLarge(ground, influence, part, this.#isOver);
      if (way?.feasible === true) return 'can';
      open ||= answer !== 'never';
    }
    return open ? 'open' : 'never';
  }

  /** Ways there, each of another kind; what is returned in the end says whether there is any. Looked for once. */
  *waysTo(condition: Condition): Generator<Way, Answer> {
    const key = keyOf(condition);
    const known = this.#known.get(key) ?? { ways: [], rest: this.#lookFor(condition), answer: null };
    this.#known.set(key, known);
    for (let at = 0; ; at++) {
      const next = known.ways.length > at || known.answer !== null ? null : known.rest.next();
      if (next?.done === true) known.answer = next.value;
      else if (next !== null) known.ways.push(next.value);
      const way = known.ways[at];
      if (way === undefined) return known.answer ?? 'open';
      yield way;
    }
  }
  readonly #known = new Map<string, { ways: Way[]; rest: Generator<Way, Answer>; answer: Answer | null }>();

  *#lookFor(condition: Condition): Generator<Way, Answer> {
    let answer: Answer = 'never';
    for (const { ground, influence } of [this.plain, this.whole]) {
      answer = 'never';
      for (const part of casesOf(condition)) {
        const decided = decideLarge(ground, influence, part, this.#isOver);
        if (decided.answer === 'never') continue;
        const { way } = decided;
        if (way?.feasible !== true) {
          if (answer === 'never') answer = 'open';
          continue;
        }
        answer = 'can';
        yield way;
        break;
      }
    }
    return answer;
  }

  /** Whether a condition of the chart holds of a preparation. */
  holds(condition: Condition, { value }: Pick<State, 'value'>): boolean {
    return holds(condition, this.digits({ value }), 0, this.whole.ground.contexts);
  }

  digits({ value }: Pick<State, 'value'>): readonly number[] {
    return this.chart.digits.map(({ values }) =>
      Math.max(
        0,
        values.findIndex((node) => node !== null && isAt(value, node.path)),
      ),
    );
  }

  /** The openings in which walks are tried, in turn. */
  get openings(): readonly Opening[] {
    return (this.#openings ??= openingsOf(this.protocol, openingsMax));
  }
  #openings: readonly Opening[] | undefined;

  /**
   * A walk to where a condition holds, and perhaps an event more.
   * @param shows whether the walk shows what it should.
   */
  walkTo(condition: Condition, then: Wanted | null, shows: (walk: Walk) => boolean): Found {
    return this.walkIn(this.openings, condition, then, shows);
  }

  /** The same, in these worlds alone. */
  walkIn(
    openings: readonly Opening[],
    condition: Condition,
    then: Wanted | null,
    shows: (walk: Walk) => boolean,
  ): Found {
    // Where many regions must stand at once, a walk that went there for another reason is soon found and no longer.
    const large = new Set(digitsIn(condition)).size > manyRegions;
    for (const there of large ? this.#walked : []) {
      if (!openings.includes(there.opening) || !this.holds(condition, there.state)) continue;
      const walk = then === null ? there : walkOn(this.protocol, there, then);
      if (walk !== null && shows(walk)) return { answer: 'can', walk };
    }
    const ways = this.waysTo(condition);
    for (;;) {
      const next = ways.next();
      if (next.done === true) return { answer: next.value, walk: null };
      for (const opening of openings) {
        const there = this.#along(next.value, opening);
        if (!this.holds(condition, there.state)) continue;
        if (large) this.#walked.push(there);
        const walk = then === null ? there : walkOn(this.protocol, there, then);
        if (walk !== null && shows(walk)) return { answer: 'can', walk };
      }
    }
  }
  readonly #walked: Walk[] = [];

  /** What nobody can bring about in this world, or need not, is left out; whoever asked looks at where that leads. */
  #along({ from, steps }: Way, opening: Opening): Walk {
    const regions = regionsOf(this.protocol);
    let walk = begun(this.protocol, opening);
    let stood: Standing = standingIn(from.value, regions);
    for (const { event, state } of steps) {
      const stands = standingIn(state.value, regions);
      const moves = Object.fromEntries(Object.entries(stands).filter(([region, at]) => stood[region] !== at));
      walk = walkOn(this.protocol, walk, { ...(event as Wanted), moves }) ?? walk;
      stood = stands;
    }
    return walk;
  }
}

export interface Found {
  readonly answer: Answer;
  /** Null where nothing leads there, or nobody could walk it. */
  readonly walk: Walk | null;
}

/** What stands in more regions than this at once is not found at once (`decideLarge`). */
const manyRegions = 9;
/** More worlds than this are not tried for one walk. */
const openingsMax = 4;

const isOfSystem = (payload: object): boolean =>
  (payload as { readonly class?: { readonly role?: string } }).class?.role === 'system';
