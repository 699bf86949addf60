/** Mutations of what a chart asks: its named guards, which are data. */
import { type Edited, type Role, roles } from '../../../machines/index.ts';
import type { Chance } from '../../support/chance.ts';
import type { Mutation } from './chart-mutants.ts';
import { type Sites, siblings } from './sites.ts';

type Guard = Edited['guards'][string];
type Guards = Readonly<Edited['guards']>;
type Part = string | { readonly type: string; readonly params: Readonly<Record<string, unknown>> };
interface Named {
  readonly name: string;
  readonly guard: Guard;
}
const partsOf = (guard: Guard): readonly Part[] =>
  'all' in guard ? guard.all : 'any' in guard ? guard.any : 'not' in guard ? [guard.not] : [];
const withParts = (guard: Guard, parts: readonly Part[]): Guard =>
  'all' in guard ? { all: parts } : 'any' in guard ? { any: parts } : { not: parts[0] as Part };
const isList = ({ guard }: Named): boolean => !('not' in guard) && partsOf(guard).length > 0;

/** A mutation of one guard, among those that have what it changes. */
const ofGuard =
  (
    among: (named: Named, sites: Sites) => boolean,
    change: (named: Named, sites: Sites, chance: Chance) => readonly [Guard, string] | null,
  ): Mutation =>
  (sites, chance) => {
    const { guards } = sites.chart;
    const listed = Object.entries(guards).map(([name, guard]): Named => ({ name, guard }));
    const fit = listed.filter((one) => among(one, sites));
    // Half of them of what decides, or few would do harm: most guards only say who may answer what.
    const deciding = namesBelow(guards, ['ready', 'calm', 'mayHandOver', 'mayHandOverInEmergency']);
    const closer = fit.filter(({ name }) => deciding.has(name));
    const named = chance.of(closer.length > 0 && chance.in(2) ? closer : fit);
    const changed = named === undefined ? null : change(named, sites, chance);
    if (named === undefined || changed === null) return null;
    guards[named.name] = changed[0];
    if (!goesRound(guards, named.name))
      return { says: `${named.name} ${changed[1]}`, near: guardedBy(sites, named.name) };
    guards[named.name] = named.guard;
    return null;
  };

/** A part of a guard by chance, and the guard with another in its place. */
function withAnother(guard: Guard, chance: Chance, another: (part: Part) => Part | null, among = partsOf(guard)) {
  const part = chance.of(among) as Part;
  const made = another(part);
  if (made === null || JSON.stringify(made) === JSON.stringify(part)) return null;
  const parts = partsOf(guard).map((one) => (one === part ? made : one));
  return [withParts(guard, parts), `asks for ${text(made)}, not ${text(part)}`] as const;
}
const text = (part: Part): string => (typeof part === 'string' ? part : JSON.stringify(part));
const reads = (guard: Guard): readonly Part[] => partsOf(guard).filter((part) => typeof part !== 'string');

export const guardMutations: Readonly<Record<string, Mutation>> = {
  'a part of a guard dropped': ofGuard(isList, ({ guard }, _sites, chance) => {
    const gone = chance.of(partsOf(guard)) as Part;
    return [
      withParts(
        guard,
        partsOf(guard).filter((part) => part !== gone),
      ),
      `no longer asks for ${text(gone)}`,
    ];
  }),
  'a condition of being ready dropped': ofGuard(
    (named) => isList(named) && /^(ready|uninterrupted|identityHolds|calm|mayHandOver\w*)$/.test(named.name),
    ({ guard }, _sites, chance) => {
      const gone = chance.of(partsOf(guard)) as Part;
      return [
        withParts(
          guard,
          partsOf(guard).filter((part) => part !== gone),
        ),
        `no longer asks for ${text(gone)}`,
      ];
    },
  ),
  'all and any swapped': ofGuard(
    (named) => isList(named) && partsOf(named.guard).length > 1,
    ({ guard }) => ('all' in guard ? [{ any: guard.all }, 'any, not all'] : [{ all: partsOf(guard) }, 'all, not any']),
  ),
  'a guard negated': ofGuard(
    () => true,
    ({ name, guard }, { chart }) => {
      if ('not' in guard) return [{ all: [guard.not] }, 'no longer negated'];
      let was = `${name} as it was`;
      while (was in chart.guards) was = `${was} before`;
      chart.guards[was] = guard;
      return [{ not: was }, 'negated'];
    },
  ),
  'another state asked for': ofGuard(
    ({ guard }, sites) => 'at' in guard && siblings(sites, guard.at).length > 0,
    ({ guard }, sites, chance) => {
      const { at } = guard as { at: string };
      const other = [...at.split('.').slice(0, -1), chance.of(siblings(sites, at))].join('.');
      return [{ at: other }, `is at ${other}, not ${at}`];
    },
  ),
  'another guard asked for': ofGuard(
    ({ guard }) => partsOf(guard).some((part) => typeof part === 'string'),
    ({ guard }, { chart }, chance) =>
      withAnother(
        guard,
        chance,
        () => chance.of(Object.keys(chart.guards)) ?? null,
        partsOf(guard).filter((part) => typeof part === 'string'),
      ),
  ),
  'another role, value or person asked for': ofGuard(
    ({ guard }) => reads(guard).length > 0,
    ({ guard }, _sites, chance) =>
      withAnother(
        guard,
        chance,
        (part) => {
          if (typeof part === 'string') return null;
          const params = otherParams(part.type, part.params, chance);
          return params === null ? null : { type: part.type, params };
        },
        reads(guard),
      ),
  ),
};

function otherParams(type: string, params: Readonly<Record<string, unknown>>, chance: Chance) {
  const one = <T>(of: readonly T[]): T => chance.of(of) as T;
  if (type === 'role') return { anyOf: toggled(params['anyOf'] as readonly Role[], one(roles)) };
  if (type === 'who')
    return { anyOf: toggled(params['anyOf'] as readonly string[], one(['first', 'sameGrant', 'other'])) };
  if (type === 'value') return { is: one(['satisfies', 'fails', 'exhausts', 'agrees', 'differs', 'none']) };
  return null;
}
const toggled = <T>(list: readonly T[], one: T): readonly T[] =>
  list.includes(one) ? list.filter((other) => other !== one) : [...list, one];

/** A guard that asks for itself, on whatever way, has no answer. */
const goesRound = (guards: Guards, name: string): boolean =>
  namesBelow(guards, partsOf(guards[name] as Guard)).has(name);

/** These guards, and all that they ask for. */
function namesBelow(guards: Guards, names: readonly Part[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const waiting = [...names];
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    if (typeof part !== 'string' || seen.has(part)) continue;
    seen.add(part);
    const guard = guards[part];
    if (guard !== undefined) waiting.push(...partsOf(guard));
  }
  return seen;
}

/** Events whose transitions ask this guard by its name. */
const guardedBy = ({ wires }: Sites, name: string): readonly string[] =>
  wires.filter(({ transition: { guard } }) => guard === name).map((wire) => wire.name);
