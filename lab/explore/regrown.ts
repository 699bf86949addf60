/**
 * Trees of a chart that is seen by a few digits, each grown once for all sights that answer alike what it asks of them: of
 * one digit more that is known most events ask nothing.
 */
import type { Hearers } from './hearing.ts';
import type { Happening } from './happening.ts';
import type { Ground } from './model.ts';
import { Folding, type Folded } from './tree-shape.ts';
import { treeOf, type Sight } from './tree.ts';

interface Grown {
  /** Another sight would have answered all that was asked as this one did. */
  readonly fits: (other: Sight) => boolean;
  readonly tree: Folded | null;
}

export class Regrown {
  readonly #ground: Ground;
  readonly #folding = new Folding();
  readonly #grown = new Map<Happening, Grown[]>();

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  /** What an event does here, without what makes no difference; null where it hangs on too much to be written down. */
  treeOf(event: Happening, sight: Sight): Folded | null {
    const before = this.#grown.get(event) ?? [];
    this.#grown.set(event, before);
    const found = before.find(({ fits }) => fits(sight));
    if (found !== undefined) return found.tree;
    const { watched, fits } = watching(sight);
    const grown = treeOf(this.#ground.chart, this.#ground.contexts, event, { sight: watched });
    const tree = grown === null ? null : this.#folding.fold(grown);
    before.push({ fits, tree });
    return tree;
  }
}

/** A sight that keeps what it was asked, and what it answered. */
function watching({ known, forgotten, hearing }: Sight): { readonly watched: Sight; readonly fits: Grown['fits'] } {
  const isKnown = kept((digit: number) => known.has(digit));
  const isForgotten = kept((digit: number) => forgotten.has(digit));
  const hears = kept((type: string) => hearing.of(type));
  const eventless = kept(() => hearing.eventless());
  const sameHearers = (one: Hearers, other: Hearers): boolean => one.key === other.key;
  return {
    watched: {
      known: { has: isKnown.ask },
      forgotten: { has: isForgotten.ask },
      hearing: { of: hears.ask, eventless: () => eventless.ask(null) },
    },
    fits: (other) =>
      hears.fits((type) => other.hearing.of(type), sameHearers) &&
      eventless.fits(() => other.hearing.eventless(), sameHearers) &&
      isKnown.fits((digit) => other.known.has(digit)) &&
      isForgotten.fits((digit) => other.forgotten.has(digit)),
  };
}

function kept<Key, Said>(of: (key: Key) => Said) {
  const said = new Map<Key, Said>();
  return {
    ask: (key: Key): Said => {
      const known = said.get(key);
      if (known !== undefined) return known;
      const answer = of(key);
      said.set(key, answer);
      return answer;
    },
    fits: (other: (key: Key) => Said, same: (one: Said, other: Said) => boolean = Object.is): boolean => {
      for (const [key, answer] of said) if (!same(answer, other(key))) return false;
      return true;
    },
  };
}
