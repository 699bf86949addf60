/**
 * Whether a state can be, in a chart too large to be seen whole. It is seen by as few digits as the question needs: begun
 * with none, and each time a way is found that the whole chart does not go, the digits that stood in its way are known
 * besides (localization by counterexamples; Kurshan, and Clarke and others).
 *
 * What cannot be, seen so, cannot be at all; a way that the whole chart does go is a way, and none is shorter.
 */
import { blame, blameForStep } from './blame.ts';
import { successors } from './concrete.ts';
import { digitsIn, type Condition } from './condition.ts';
import { exploreModel, type Explored } from './explore.ts';
import type { Influence } from './influence.ts';
import { localOf, mayHold, type Local } from './local.ts';
import type { Ground, Tried } from './model.ts';
import { canHold } from './satisfiable.ts';
import { stepwise, type Taken } from './stepwise.ts';
import { holds, type Stand } from './table.ts';
import { numbersTo, wayAlong, type Way } from './way.ts';

export interface Reduced {
  /** `never`: it cannot be. `open`: it was not decided. */
  readonly answer: 'never' | 'can' | 'open';
  /** A way there, where it can be. */
  readonly way: Way | null;
  /** Its steps, each with the whole state after it. */
  readonly along: readonly Taken[] | null;
  /** No way is shorter. */
  readonly shortest: boolean;
  /** The digits that were known in the end. */
  readonly known: readonly number[];
  readonly states: number;
  readonly moves: number;
  /** How often it was looked again, knowing more. */
  readonly rounds: number;
  readonly why: string;
  /** What it was seen by, for steps of the running system to be held to; null where no exploring was needed. */
  readonly local: Local | null;
}
export interface ReducedLimits {
  readonly states?: number;
  readonly digits?: number;
  /** Asked before each look: whether the time that was given is over. What is not decided by then is open. */
  readonly isOver?: () => boolean;
}
const inTime = (): boolean => false;

export function decideReduced(
  ground: Ground,
  influence: Influence,
  condition: Condition,
  { states: statesMax = 200_000, digits: digitsMax = 24, isOver = inTime }: ReducedLimits = {},
): Reduced {
  const radixes = ground.chart.digits.map(({ values }) => values.length);
  const nothing = { known: [], states: 0, moves: 0, rounds: 0, local: null, ...nowhere };
  if (!canHold(condition, radixes)) return { ...nothing, answer: 'never', why: 'it contradicts itself' };
  const { initial, contexts } = ground;
  if (holds(condition, initial.digits, initial.context, contexts))
    return { ...nothing, answer: 'can', along: [], way: wayAlong(ground, []), shortest: true, rounds: 1, why: '' };
  const named = [...new Set(digitsIn(condition))];
  const known = new Set(named.length <= namedMax ? named : []);
  for (let rounds = 1; ; rounds++) {
    if (isOver()) return { ...nothing, answer: 'open', why: 'the time given was over' };
    const local = localOf(ground, influence, known);
    const unread: Condition = { digit: local.known.length, mask: 2n };
    const seen = exploreModel(local.model, [mayHold(local, condition), unread], { states: statesMax, origins: true });
    const { states, moves, first } = seen.ran;
    const said = { known: local.known, states, moves, rounds, local };
    const found = first.filter((state) => state >= 0);
    if (found.length === 0)
      return seen.whole
        ? { ...said, ...nowhere, answer: 'never', why: '' }
        : { ...said, ...nowhere, answer: 'open', why: `more than ${statesMax} states, seen by ${known.size} regions` };
    const next = followed(ground, local, seen, Math.min(...found), condition);
    if ('along' in next) {
      const { along } = next;
      return { ...said, answer: 'can', along, way: wayAlong(ground, along), shortest: true, why: '' };
    }
    const more = next.blamed.filter((digit) => !known.has(digit));
    // An order that could be taken either way is nobody's fault: what is small is then seen whole.
    const learned = more.length === 0 && radixes.length <= digitsMax ? radixes.map((_radix, digit) => digit) : more;
    if (learned.every((digit) => known.has(digit)))
      return {
        ...said,
        ...nowhere,
        answer: 'open',
        why: 'a step was refused by the whole chart, and nothing says why',
      };
    for (const digit of learned) known.add(digit);
    if (known.size > digitsMax)
      return { ...said, ...nowhere, answer: 'open', why: `it hangs on more than ${digitsMax} regions at once` };
  }
}

/**
 * Where it hangs on too many regions at once: each part of it is brought about by itself, one after the other. That ends
 * with a way, or with a few parts of it that can never be at once; or with neither.
 */
export function decideLarge(
  ground: Ground,
  influence: Influence,
  condition: Condition,
  isOver: () => boolean = inTime,
): Reduced {
  const decided = decideReduced(ground, influence, condition, { ...little, isOver });
  if (decided.answer !== 'open') return decided;
  return (
    inParts(ground, influence, condition, decided, isOver) ??
    decideReduced(ground, influence, condition, { ...more, isOver })
  );
}

/**
 * The same, for whoever waits: its parts are tried one after the other at once, where they name many regions. A way is found
 * sooner so, and may be longer than it must be.
 */
export function decideSoon(ground: Ground, influence: Influence, condition: Condition): Reduced {
  const many = new Set(digitsIn(condition)).size > namedMax;
  return (many ? inParts(ground, influence, condition, unseen) : null) ?? decideLarge(ground, influence, condition);
}

/** @param seen what was looked through besides */
function inParts(
  ground: Ground,
  influence: Influence,
  condition: Condition,
  seen: Seen,
  isOver: () => boolean = inTime,
): Reduced | null {
  const quick = { ...little, isOver };
  const found = stepwise(ground, influence, condition, (from, by, part) => decideReduced(from, by, part, quick));
  if (found === null) return null;
  if ('never' in found) return found.never;
  const { along } = found;
  return { ...seen, answer: 'can', why: '', shortest: false, along, way: wayAlong(ground, along) };
}
type Seen = Pick<Reduced, 'known' | 'states' | 'moves' | 'rounds' | 'local'>;
const unseen: Seen = { known: [], states: 0, moves: 0, rounds: 1, local: null };

/** Enough for what hangs together, and not too much where it does not. */
const little: ReducedLimits = { states: 5000, digits: 9 };
/** Where nothing else decides. */
const more: ReducedLimits = { states: 100_000, digits: 12 };

/** A question that names so few digits begins with them; of one that names more, perhaps a few decide. */
const namedMax = 4;

export const nowhere = { way: null, along: null, shortest: false } as const;

export interface Reached extends Stand {
  readonly by: Tried | null;
  readonly from: Reached | null;
}
/** Of whole states that look alike here, how many are followed. */
const alikeMax = 64;

/** Goes the way with the whole chart: it is one, or some digits stood in its way. */
function followed(
  ground: Ground,
  local: Local,
  seen: Explored,
  state: number,
  condition: Condition,
): { readonly along: readonly Taken[] } | { readonly blamed: readonly number[] } {
  const { chart, contexts } = ground;
  const gone = goneTo(ground, local, seen, state);
  if ('blamed' in gone) return gone;
  const there = gone.now.find(({ digits, context }) => holds(condition, digits, context, contexts));
  if (there === undefined)
    return { blamed: blame(condition, true, (gone.now[0] as Reached).digits, chart.digits.length) ?? [] };
  return { along: alongTo(there) };
}

/** Whole states that a way seen by a few digits leads to, or the digits that stood in its way. */
export function goneTo(
  ground: Ground,
  local: Local,
  { ran, packing }: Explored,
  state: number,
): { readonly now: readonly Reached[] } | { readonly blamed: readonly number[] } {
  const { chart, contexts } = ground;
  const unread = local.known.length;
  let now: readonly Reached[] = [{ ...ground.initial, by: null, from: null }];
  for (const number of numbersTo(ran, state)) {
    const words = ran.at(number);
    const wanted = packing.unpack(words.slice(0, -1));
    const events = local.alike[ran.via?.[number] as number] as readonly Tried[];
    const next = new Map<string, Reached>();
    const going = now.filter(({ digits, context }) => !holds(ground.done, digits, context, contexts));
    if (going.length === 0)
      return { blamed: blame(ground.done, false, (now[0] as Reached).digits, chart.digits.length) ?? [] };
    for (const from of going)
      for (const by of events)
        for (const { digits, context } of successors(chart, contexts, from.digits, from.context, by.event))
          if (context === words.at(-1) && local.known.every((digit, place) => digits[digit] === wanted[place]))
            next.set(`${digits.join()};${context}`, { digits, context, by, from });
    if (next.size === 0 || wanted[unread] === 1) {
      const to = wanted[unread] === 1 ? null : wanted;
      return { blamed: blameForStep(ground, local, (events[0] as Tried).event, going[0] as Reached, to) };
    }
    now = [...next.values()].slice(0, alikeMax);
  }
  return { now };
}

export function alongTo(there: Reached): readonly Taken[] {
  const along: Taken[] = [];
  for (let at: Reached | null = there; at?.by != null; at = at.from) along.unshift({ by: at.by, to: at });
  return along;
}
