/**
 * Whether whatever stands in the way can be led out of the way: by acts that somebody may do, whose own needs are brought
 * about before them in one order. The order is looked for (`order.ts`), and then each act of it is proved as a step is
 * (`reduced-step.ts`): it leads where it is said to, and nothing that was brought about before it is lost for good.
 * Where there is none, a way is shown to where somebody would be stuck (`stuck.ts`). Why this makes it so: docs/proving.md.
 */
import { labelOf, type Tried } from '../model.ts';
import type { Claim } from '../prove.ts';
import { pathOf, type Ready, type ReducedFinding } from '../prove-reduced.ts';
import { decideStep, isRefused } from '../reduced-step.ts';
import { all, keyOf, not, type Condition } from '../condition.ts';
import { conditionWhere, type Where } from '../where.ts';
import { goalsOf } from './goals.ts';
import { optionsOf, type Option } from './options.ts';
import { isIn, orderOf, type Order, type Ranked } from './order.ts';
import { stuckFinding } from './stuck.ts';
import { conditionThat } from './ways-of.ts';

export interface ExitClaim extends Claim {
  /** The state below which it is asked. */
  readonly within: string;
  /** What nothing shall stand in the way of. */
  readonly wanted: Where;
  /** Tags of states that stand in the way by themselves. */
  readonly tags: readonly string[];
  /** What somebody may do. Deadlines come by themselves. */
  readonly acts: readonly { readonly event: string; readonly payload: object }[];
}

export function exitFindingOf(ready: Ready, asked: ExitClaim): ReducedFinding<Claim> {
  const { within, wanted, tags, acts, ...invariant } = asked;
  const { chart, contexts, initial } = ready.ground;
  const labels = new Set(acts.map(({ event, payload }) => labelOf(event, payload)));
  const goals = goalsOf(chart, conditionWhere(wanted, chart, contexts), tags, within);
  const options = optionsOf(ready, ({ label }) => labels.has(label));
  const never = new Set<string>();
  const values = (digit: number): readonly number[] =>
    (chart.digits[digit]?.values ?? []).flatMap((node, value) =>
      node === null || never.has(`${digit} ${value}`) ? [] : [value],
    );
  const plain = ({ by }: Option): number => ready.influence.chainOf(by.event.type).length;
  const open = conditionWhere({ at: within }, chart, contexts);
  for (;;) {
    const order = orderOf(goals, options, values, plain, initial.digits);
    const blocks = [...goals].flatMap(([digit, good]) => values(digit).filter((value) => !isIn(good, value)));
    const regions = [...goals.keys()].map((digit) => pathOf(ready.ground, digit));
    const said = { ...nothing, invariant, cases: blocks.length, regions };
    if (order.left.length === 0) {
      const why = new Proved(ready, open, order).fails();
      return { ...said, verdict: why === null ? 'holds' : 'unknown', why: why ?? '' };
    }
    const stuck = stuckFinding(ready, open, order, options, goals);
    if ('never' in stuck) for (const [digit, value] of stuck.never) never.add(`${digit} ${value}`);
    else return { ...said, ...stuck };
  }
}
const nothing = { way: null, late: null, why: '', shortest: false, contradictions: 0, states: 0, moves: 0 } as const;

/** An order that was found, held to the chart. */
class Proved {
  readonly #ready: Ready;
  readonly #open: Condition;
  #ranked: readonly Ranked[];
  /** For each region the acts that were chosen, by what they lead out of. */
  #chosen: ReadonlyMap<number, Option>[] = [];
  readonly #known = new Map<string, boolean>();
  /** What was put after what: each pair once, or it would go round for ever. */
  readonly #later = new Set<string>();

  constructor(ready: Ready, open: Condition, { ranked }: Order) {
    this.#ready = ready;
    this.#open = open;
    this.#ranked = ranked;
  }

  /** What could not be proved of it, in words; null where all was. */
  fails(): string | null {
    for (;;) {
      const failed = this.#failsAsItIs();
      if (failed === null || !this.#comesLater(failed)) return failed?.says ?? null;
    }
  }

  #failsAsItIs(): Failed | null {
    this.#chosen = [];
    for (const [rank, one] of this.#ranked.entries()) {
      const chosen = new Map<number, Option>();
      for (const [value, listed] of one.exits) {
        const found = listed.slice(0, triesMax).find((option) => this.#leads(option, rank));
        if (found === undefined) return { says: `not shown: that ${this.#says(listed[0] as Option)}`, rank, by: null };
        chosen.set(value, found);
      }
      this.#chosen.push(chosen);
      const undone = [...chosen.values()].find((option) => this.#undoes(option, rank) !== null);
      if (undone === undefined) continue;
      // It is brought about once more, as long as nothing before it takes this back.
      const by = this.#takenBack(one, rank);
      if (by !== null)
        return {
          says: `${this.#says(undone)} undoes ${this.#undoes(undone, rank)}, and where ${this.#says(by.option)} that may undo it`,
          rank,
          by: by.rank,
        };
    }
    return null;
  }

  /** What takes this back may come after it, where nothing up to this one needs it. */
  #comesLater({ rank, by }: Failed): boolean {
    const early = by === null ? undefined : this.#ranked[by];
    if (early === undefined || by === null) return false;
    const between = this.#ranked.slice(by + 1, rank + 1);
    const isNeeded = this.#chosen
      .slice(by + 1, rank + 1)
      .some((chosen) => [...chosen.values()].some(({ needs }) => needs.has(early.digit)));
    const pair = `${early.digit} ${this.#ranked[rank]?.digit}`;
    if (isNeeded || this.#later.has(pair) || between.some(({ digit }) => digit === early.digit)) return false;
    this.#later.add(pair);
    this.#ranked = [...this.#ranked.slice(0, by), ...between, early, ...this.#ranked.slice(rank + 1)];
    return true;
  }

  #leads(option: Option, rank: number): boolean {
    const { digit, to } = option;
    if (to === null) return false;
    const there: Condition = { digit, mask: 1n << BigInt(to) };
    return this.#neverWith(option, rank, true, not(there));
  }

  /** The first region that comes before and that the act takes out of where it is good. */
  #undoes(option: Option, rank: number): string | null {
    const moved = this.#ranked
      .slice(0, rank)
      .filter(({ digit }) => digit !== option.digit && this.#mayWrite(option.by, digit))
      .find((earlier) => {
        const good: Condition = { digit: earlier.digit, mask: earlier.good };
        return !this.#neverWith(option, rank, good, not(good));
      });
    return moved === undefined ? null : pathOf(this.#ready.ground, moved.digit);
  }

  /** An act that comes before and that takes this region further away from where it is good. */
  #takenBack({ digit, away }: Ranked, rank: number): { readonly rank: number; readonly option: Option } | null {
    for (const [before, chosen] of this.#chosen.slice(0, rank).entries())
      for (const option of chosen.values()) {
        if (option.digit === digit || !this.#mayWrite(option.by, digit)) continue;
        for (const far of new Set(away.values())) {
          const within = [...away].filter(([, one]) => one <= far).map(([value]) => value);
          const near: Condition = { digit, mask: within.reduce((sum, value) => sum | (1n << BigInt(value)), 0n) };
          if (!this.#never(all([this.#before(option), near]), option.by, not(near))) return { rank: before, option };
        }
      }
    return null;
  }

  #before({ digit, from, needs }: Option): Condition {
    return all([this.#open, { digit, mask: 1n << BigInt(from) }, conditionThat(needs)]);
  }
  #earlier(rank: number): readonly Condition[] {
    return this.#ranked.slice(0, rank).map(({ digit, good }) => ({ digit, mask: good }));
  }
  #mayWrite({ event }: Tried, digit: number): boolean {
    const { influence } = this.#ready;
    return influence.chainOf(event.type).some((one) => influence.mayWrite(one, digit));
  }
  /** With all that was brought about before it its tree alone may say so; else a few regions do, where one more thing is so. */
  #neverWith(option: Option, rank: number, good: Condition, to: Condition): boolean {
    const before = this.#before(option);
    const told = { from: all([before, ...this.#earlier(rank)]), by: [option.by], to, enters: null };
    return isRefused(this.#ready.ground, told) || this.#never(all([before, good]), option.by, to);
  }
  #never(from: Condition, by: Tried, to: Condition): boolean {
    const { ground, influence } = this.#ready;
    const key = `${keyOf(from)};${by.label};${keyOf(to)}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const never = decideStep(ground, influence, { from, by: [by], to, enters: null }, limits).answer === 'never';
    this.#known.set(key, never);
    return never;
  }
  #says({ digit, from, by }: Option): string {
    const { chart } = this.#ready.ground;
    return `${by.event.type} leads out of ${chart.digits[digit]?.values[from]?.path}`;
  }
}
interface Failed {
  readonly says: string;
  readonly rank: number;
  /** What comes before it and takes it back. */
  readonly by: number | null;
}
/** Of one state so many acts are tried. */
const triesMax = 4;
/** What one event does is mostly seen by its tree alone. */
const limits = { states: 2000, digits: 6 } as const;
