/** Random mutants of a protocol's chart: one to three things changed by chance, from a seed that makes the same mutant again. */
import { edited, type Edited, type Protocol } from '../../../machines/index.ts';
import { Chance } from '../../support/chance.ts';
import { guardMutations } from './guard-mutations.ts';
import { sitesOf, type Sites } from './sites.ts';
import { transitionMutations } from './transition-mutations.ts';

/** Changes one thing; null where there is nothing of its kind to change, or the change would be none. */
export type Mutation = (sites: Sites, chance: Chance) => Mutated | null;
interface Mutated {
  readonly says: string;
  /** Events that what was changed is about, as far as that is plain. */
  readonly near: readonly string[];
}

export interface ChartMutant extends Mutated {
  readonly seed: number;
  /** What was changed, each time by its kind. */
  readonly kinds: readonly string[];
  readonly protocol: Protocol;
}

const mutations = { ...guardMutations, ...transitionMutations };
export const kinds: readonly string[] = Object.keys(mutations);
/** Those that do harm most often are drawn more often; none is left out. */
const oftener: Readonly<Record<string, number>> = {
  'a condition of being ready dropped': 4,
  'something told dropped': 4,
  'all and any swapped': 3,
  'a guard negated': 2,
  'another state asked for': 2,
  'a transition led elsewhere': 2,
};
const drawn = kinds.flatMap((kind) => Array.from({ length: oftener[kind] ?? 1 }, () => kind));

/** One to three things changed by chance; one, of this kind, where a kind is said. */
export function mutantOf(protocol: Protocol, seed: number, kind?: string): ChartMutant {
  const chance = new Chance(seed);
  const paths = protocol.chart.nodes.flatMap(({ path }) => (path === '' ? [] : [path]));
  const many = kind === undefined ? 1 + chance.below(3) : 1;
  for (;;) {
    const done: (Mutated & { readonly kind: string })[] = [];
    const changed = editedUnless(protocol, (chart) => {
      for (let tries = 0; done.length < many; tries++) {
        if (tries > 100) throw new Error(`${protocol.document.id} has nothing to mutate as "${kind ?? 'anything'}".`);
        const what = kind ?? (chance.of(drawn) as string);
        const mutated = (mutations[what] as Mutation)(sitesOf(chart, paths), chance);
        if (mutated !== null) done.push({ kind: what, ...mutated });
      }
    });
    if (changed === null) continue;
    return {
      seed,
      kinds: done.map((one) => one.kind),
      says: done.map(({ says }) => says).join('; and '),
      near: done.flatMap(({ near }) => near),
      protocol: changed,
    };
  }
}

/** Null where one change undid another. */
function editedUnless(protocol: Protocol, edit: (chart: Edited) => void): Protocol | null {
  try {
    return edited(protocol, edit);
  } catch (error) {
    if (error instanceof Error && error.message === 'Nothing was changed.') return null;
    throw error;
  }
}
