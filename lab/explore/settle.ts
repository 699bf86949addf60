/** From the shortest way with deadlines left free to a verdict: where no clock allows that way, the clocks are asked. */
import { seekByClock, zonesMax, type Sought } from './clocks.ts';
import type { Ground } from './model.ts';
import { wayAlong, type Way } from './way.ts';

export type Verdict = 'holds' | 'broken' | 'unknown';
export interface Settled {
  readonly verdict: Verdict;
  /** A shortest way to a state that is so; with `unknown`, one that no clock allows. */
  readonly way: Way | null;
  /** With `holds`: it holds as long as deadlines fall due on time, and this is a way for when one is late. */
  readonly late: Way | null;
  /** Why it is unknown; '' where it is not. */
  readonly why: string;
}
/** What must not be, and the way there that was found with deadlines left free. */
export interface Free {
  readonly is: Sought;
  readonly way: Way | null;
}

const nothing = { way: null, late: null, why: '' } as const;

/** @param whole every state was seen, with deadlines left free. */
export function settle(ground: Ground, asked: readonly Free[], whole: boolean, limit = zonesMax): readonly Settled[] {
  const open = asked.filter(({ way }) => way !== null && !way.feasible);
  const sought = open.map(({ is }) => is);
  const clocks = open.length === 0 ? null : seekByClock(ground, sought, limit);
  return asked.map((one): Settled => {
    const { way } = one;
    if (way === null) return whole ? { ...nothing, verdict: 'holds' } : { ...nothing, verdict: 'unknown', why: unseen };
    const at = open.indexOf(one);
    if (clocks === null || at < 0) return { ...nothing, verdict: 'broken', way };
    const along = clocks.ways[at] ?? null;
    if (along !== null) return { ...nothing, verdict: 'broken', way: allowed(ground, along) };
    if (clocks.whole) return { ...nothing, verdict: 'holds', late: way };
    return { ...nothing, verdict: 'unknown', way, why: clocks.why };
  });
}
const unseen = 'not every state was seen';

/** The two that look at clocks must agree: the search, and the differences between the instants of one way. */
function allowed(ground: Ground, along: Parameters<typeof wayAlong>[1]): Way {
  const way = wayAlong(ground, along);
  if (!way.feasible) throw new Error('A way was found by its clocks, and no instants were found for its steps.');
  return way;
}
