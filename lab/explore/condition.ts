/** A condition on where the digits stand and on the context, made as small as what is known allows. */

export type Condition =
  | boolean
  /** The digit has one of these values. */
  | { readonly digit: number; readonly mask: bigint }
  /** A function of the context, by its number, of the context as it stood after so many assigns. */
  | { readonly opaque: number; readonly version: number }
  | { readonly not: Condition }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] };

export function not(condition: Condition): Condition {
  if (typeof condition === 'boolean') return !condition;
  return 'not' in condition ? condition.not : { not: condition };
}
export function all(conditions: readonly Condition[]): Condition {
  const open = conditions.filter((condition) => condition !== true);
  if (open.includes(false)) return false;
  return open.length === 0 ? true : open.length === 1 ? (open[0] as Condition) : { all: open };
}
export function any(conditions: readonly Condition[]): Condition {
  const open = conditions.filter((condition) => condition !== false);
  if (open.includes(true)) return true;
  return open.length === 0 ? false : open.length === 1 ? (open[0] as Condition) : { any: open };
}

/** The digits that decide it. */
export function digitsIn(condition: Condition): readonly number[] {
  if (typeof condition === 'boolean' || 'opaque' in condition) return [];
  if ('digit' in condition) return [condition.digit];
  if ('not' in condition) return digitsIn(condition.not);
  return ('all' in condition ? condition.all : condition.any).flatMap(digitsIn);
}
export function readsContext(condition: Condition): boolean {
  if (typeof condition === 'boolean' || 'digit' in condition) return false;
  if ('opaque' in condition) return true;
  if ('not' in condition) return readsContext(condition.not);
  return ('all' in condition ? condition.all : condition.any).some(readsContext);
}

/** What must hold of digits for the condition to hold, where that is a conjunction. */
export function conjuncts(condition: Condition): readonly Condition[] {
  return typeof condition === 'object' && 'all' in condition ? condition.all.flatMap(conjuncts) : [condition];
}

/** Equal for conditions that are written alike. */
export function keyOf(condition: Condition): string {
  if (typeof condition === 'boolean') return String(condition);
  if ('digit' in condition) return `${condition.digit}=${condition.mask}`;
  if ('opaque' in condition) return `g${condition.opaque}@${condition.version}`;
  if ('not' in condition) return `!${keyOf(condition.not)}`;
  return 'all' in condition ? `(${condition.all.map(keyOf).join('&')})` : `(${condition.any.map(keyOf).join('|')})`;
}

/** What must be true of digits that are known, for a condition to be able to hold (or to fail) whatever the others are. */
export function possible(condition: Condition, holds: boolean, isKnown: (digit: number) => boolean): Condition {
  if (typeof condition === 'boolean') return condition === holds;
  if ('opaque' in condition) return holds ? condition : not(condition);
  if ('digit' in condition) return !isKnown(condition.digit) ? true : holds ? condition : not(condition);
  if ('not' in condition) return possible(condition.not, !holds, isKnown);
  const parts = ('all' in condition ? condition.all : condition.any).map((part) => possible(part, holds, isKnown));
  return 'all' in condition === holds ? all(parts) : any(parts);
}

/** The same condition, of digits by other numbers. */
export function renumbered(condition: Condition, places: ReadonlyMap<number, number>): Condition {
  if (typeof condition === 'boolean' || 'opaque' in condition) return condition;
  const of = (part: Condition): Condition => renumbered(part, places);
  if ('digit' in condition) return { digit: places.get(condition.digit) as number, mask: condition.mask };
  if ('not' in condition) return { not: of(condition.not) };
  return 'all' in condition ? { all: condition.all.map(of) } : { any: condition.any.map(of) };
}
