/** Whether a condition can hold at all, whatever a chart does: what no row of digits makes true needs no exploring. */
import { all, keyOf, not, type Condition } from './condition.ts';

type Masks = Map<number, bigint>;

/** @param radixes how many values each digit has. */
export function canHold(condition: Condition, radixes: readonly number[]): boolean {
  return search([condition], new Map(), new Map());

  /** Narrows what each digit may be until nothing changes, then tries the first open choice either way. */
  function search(waiting: readonly Condition[], before: Masks, known: ReadonlyMap<string, boolean>): boolean {
    const masks = new Map(before);
    const answers = new Map(known);
    const open = [...waiting];
    let choices: (readonly Condition[])[] = [];
    for (let part = open.pop(); part !== undefined; part = open.pop()) {
      if (part === true) continue;
      if (part === false) return false;
      if ('all' in part) open.push(...part.all);
      else if ('any' in part) choices.push(part.any);
      else if ('not' in part && typeof part.not === 'object' && !('digit' in part.not || 'opaque' in part.not))
        open.push(negated(part.not));
      else if (!narrow(part, masks, answers)) return false;
      if (open.length > 0 || choices.length === 0) continue;
      // What is known by now may decide a choice, and a choice that is decided may decide another.
      const left = choices.map((parts) => parts.filter((one) => narrow(one, new Map(masks), new Map(answers))));
      if (left.some((parts) => parts.length === 0)) return false;
      open.push(...left.filter((parts) => parts.length === 1).flat());
      choices = left.filter((parts) => parts.length > 1);
    }
    const [first, ...rest] = choices;
    if (first === undefined) return true;
    const others = rest.map((parts): Condition => ({ any: parts }));
    return first.some((part) => search([part, ...others], masks, answers));
  }

  /** Whether a part may hold beside what is known, which it narrows where it says one thing. */
  function narrow(part: Condition, masks: Masks, answers: Map<string, boolean>): boolean {
    if (typeof part === 'boolean') return part;
    const holds = !('not' in part);
    const inner = 'not' in part ? part.not : part;
    if (typeof inner === 'object' && 'digit' in inner) {
      const all = (1n << BigInt(radixes[inner.digit] ?? 0)) - 1n;
      const mask = (masks.get(inner.digit) ?? all) & (holds ? inner.mask : all & ~inner.mask);
      masks.set(inner.digit, mask);
      return mask !== 0n;
    }
    if (typeof inner === 'object' && 'opaque' in inner) {
      const key = keyOf(inner);
      const said = answers.get(key);
      answers.set(key, holds);
      return said === undefined || said === holds;
    }
    return true;
  }
}

function negated(condition: Condition): Condition {
  if (typeof condition === 'boolean' || 'digit' in condition || 'opaque' in condition) return not(condition);
  if ('not' in condition) return condition.not;
  return 'all' in condition ? { any: condition.all.map(not) } : { all: condition.any.map(not) };
}

/** More cases than this, and it is asked as one. */
const casesMax = 256;

/** Conditions of which one must hold for this one to hold; each hangs on fewer digits than all of them together. */
export function casesOf(condition: Condition): readonly Condition[] {
  return cases(condition) ?? [condition];
}

function cases(condition: Condition): readonly Condition[] | null {
  if (typeof condition === 'boolean' || 'digit' in condition || 'opaque' in condition) return [condition];
  if ('not' in condition) {
    const inner = negated(condition.not);
    return typeof inner === 'object' && 'not' in inner ? [inner] : cases(inner);
  }
  if ('any' in condition) {
    if (sameDigit(condition.any)) return [condition];
    if (condition.any.length > casesMax) return null;
    // What would be too many cases stays one: the others are asked by themselves all the same.
    let many = condition.any.length;
    return condition.any.flatMap((part) => {
      const of = cases(part) ?? [part];
      if (many + of.length - 1 > casesMax) return [part];
      many += of.length - 1;
      return of;
    });
  }
  let found: readonly (readonly Condition[])[] = [[]];
  for (const part of condition.all) {
    // What would be too many cases stays one part of each.
    const of = cases(part) ?? [part];
    const parts = found.length * of.length > casesMax ? [part] : of;
    found = found.flatMap((one) => parts.map((other) => [...one, other]));
  }
  return found.map(all);
}

/** "Here or there" of one region is one thing to know. */
function sameDigit(parts: readonly Condition[]): boolean {
  const digits = parts.map((part) => (typeof part === 'object' && 'digit' in part ? part.digit : -1));
  return digits.every((digit) => digit >= 0 && digit === digits[0]);
}
