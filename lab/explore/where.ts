/** What is said of a state: where it stands, its tags, its context. In words that an invariant, a goal and a filter share. */
import type { ExploredChart } from './chart.ts';
import { all, any, not, type Condition } from './condition.ts';
import type { Contexts } from './contexts.ts';
import { Refused } from './refused.ts';

export type Where =
  /** A state of the chart, by its dotted path below the root or by `#id`. */
  | { readonly at: string }
  | { readonly tag: string }
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

function near(where: Where, { byPath }: ExploredChart): string {
  const last = 'at' in where ? (where.at.split('.').at(-1) ?? '') : '';
  const alike = [...byPath.keys()].filter((path) => path.split('.').at(-1) === last).slice(0, 3);
  return alike.length === 0 ? '' : `; did you mean ${alike.map((path) => `"${path}"`).join(' or ')}`;
}
