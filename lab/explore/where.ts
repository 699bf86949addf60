/** What is said of a state: where it stands, its tags, its context. In words that an invariant, a goal and a filter share. */
import type { ExploredChart } from './chart.ts';
import { all, any, not, type Condition } from './condition.ts';
import type { Contexts } from './contexts.ts';
import { conditionOf } from './guards.ts';
import { anonymous, type Happening } from './happening.ts';
import { hearingOf } from './hearing.ts';
import { Refused } from './refused.ts';
import { Run } from './run.ts';
import { moves } from './select.ts';
import { everything } from './tree.ts';

export type Where =
  /** A state of the chart, by its dotted path below the root or by `#id`. */
  | { readonly at: string }
  | { readonly tag: string }
  /** A named guard of the machine holds, asked with an event where it looks at one. */
  | { readonly guard: string; readonly event?: object }
  /** An event is taken by somebody: a state that hears it is active, and its guard lets it through. */
  | { readonly hears: string; readonly payload?: object }
  | { readonly all: readonly Where[] }
  | { readonly any: readonly Where[] }
  | { readonly not: Where }
  | { readonly context: (context: never) => boolean; readonly says: string };

export function conditionWhere(where: Where, chart: ExploredChart, contexts: Contexts): Condition {
  const of = (part: Where): Condition => conditionWhere(part, chart, contexts);
  if ('all' in where) return all(where.all.map(of));
  if ('any' in where) return any(where.any.map(of));
  if ('not' in where) return not(of(where.not));
  if ('context' in where) {
    const opaque = contexts.guard(where.context, 'where', where.says, (context) => where.context(context as never));
    return typeof opaque === 'boolean' ? opaque : { opaque, version: 0 };
  }
  if ('guard' in where) {
    const asked: Happening = { type: '', ...where.event };
    return conditionOf(where.guard, where.event === undefined ? anonymous(asked) : asked, wholeRun(chart), contexts);
  }
  if ('hears' in where) return heard({ ...where.payload, type: where.hears }, chart, contexts);
  const nodes =
    'tag' in where
      ? chart.nodes.filter(({ tags }) => tags.includes(where.tag))
      : [where.at.startsWith('#') ? chart.byId.get(where.at.slice(1)) : chart.byPath.get(where.at)];
  if (nodes.length === 0) throw new Refused('', `no state has the tag "${'tag' in where ? where.tag : ''}"`);
  return any(
    nodes.map((node) => {
      if (node === undefined)
        throw new Refused('', `there is no state "${'at' in where ? where.at : ''}"${near(where, chart)}`);
      return node.place === null ? true : { digit: node.place.digit, mask: node.place.mask };
    }),
  );
}

function heard(event: Happening, chart: ExploredChart, contexts: Contexts): Condition {
  const { own } = hearingOf(chart).of(event.type);
  if (own.size === 0) throw new Refused('', `nothing hears "${event.type}"`);
  const run = wholeRun(chart);
  return any(
    [...own].flatMap(([node, listed]) =>
      listed.filter(moves).map(({ guard }) => all([run.isPart(node), conditionOf(guard, event, run, contexts)])),
    ),
  );
}

/** A run in which nothing is known: a condition that is asked of it stays a condition. */
export const wholeRun = (chart: ExploredChart): Run =>
  new Run(chart, everything(chart), {
    microstepsMax: 0,
    endless: never,
    holds: never,
    choose: never,
    guard: (opaque) => ({ opaque, version: 0 }),
    assign: never,
    assignBy: never,
    fromContext: never,
  });
function never(): never {
  throw new Error('A condition of a state takes no step.');
}

function near(where: Where, { byPath }: ExploredChart): string {
  const last = 'at' in where ? (where.at.split('.').at(-1) ?? '') : '';
  const alike = [...byPath.keys()].filter((path) => path.split('.').at(-1) === last).slice(0, 3);
  return alike.length === 0 ? '' : `; did you mean ${alike.map((path) => `"${path}"`).join(' or ')}`;
}
