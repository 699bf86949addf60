/** What the desk and the doors ask of the equipment log. */
import {
  replayOne,
  type AssetFact,
  type EvidenceValue,
  type Instant,
  type PersonId,
  type PreparationId,
  type Protocol,
  type ScanSettings,
  type State,
} from '../../machines/index.ts';
import type { Commit, Store } from '../store/store.ts';
import { createBook, type Book, type BookParts } from './book.ts';
import { assetClaim, heldIn, isHandover, lotClaims, preparationOf } from './claims.ts';
import { factAt, unknownFact } from './fact.ts';
import { readLabel } from './scan.ts';
import type { Page, Reporter } from './terms.ts';
import type { EquipmentTypes } from './types.ts';

export interface Equipment {
  readonly book: Book;
  readonly types: EquipmentTypes;
  /** What the log says of what was scanned, at an instant. */
  factOf(scan: EvidenceValue, at: Instant): Promise<AssetFact>;
  /** The page a scan or a typed number means, read just now; null when there is none. */
  find(scan: string): Promise<Page | null>;
  /** As the screens must show it: what was called back counts for nobody, whether or not its holder's record says so yet. */
  asCalledBack(protocol: Protocol, state: State): Promise<State>;
  /**
   * What is written beside a hand-over, in the same commit: a thing that is cleaned between patients has been used by one.
   * Empty for every other commit.
   */
  besideHandover(protocol: Protocol, before: State, after: State, by: Reporter): Promise<readonly Commit[]>;
  /** The types that ask for training and that this person was trained on at an instant. */
  trainedOn(person: PersonId, at: Instant): Promise<readonly string[]>;
  /** The preparations that hold a thing now, by asset. */
  inUse(): Promise<ReadonlyMap<string, string>>;
  /**
   * The preparations that have a thing, or anything of a lot, in hand now. By what is durable: the claims, which moved in
   * the very commit that took it in hand.
   */
  holdersOf(page: string): Promise<readonly PreparationId[]>;
}

export interface EquipmentParts extends BookParts {
  readonly store: Store;
  /** How this site's labels are read. */
  readonly scan: ScanSettings;
}

export function createEquipment(parts: EquipmentParts): Equipment {
  const { store, types, clock } = parts;
  const book = createBook(parts);

  const lotOf = (page: Page): Page | null => (page.lot === null ? null : book.page(`lot:${page.lot}`));

  const isCalled = ({ asset, lot }: Pick<AssetFact, 'asset' | 'lot'>): boolean =>
    book.pending().some(({ page }) => page === asset || page === `lot:${lot ?? ''}`);

  async function find(scan: string): Promise<Page | null> {
    await book.fresh();
    const own = book.page(scan);
    if (own !== null && !scan.startsWith('type:')) return own;
    const read = readLabel(scan, clock.now(), parts.scan);
    if ('said' in read || read.number?.startsWith('type:') === true) return null;
    // A number that is not registered is a thing nobody knows, even if its lot is known.
    return book.page(read.number ?? `lot:${read.lot ?? ''}`);
  }

  return {
    book,
    types,
    find,
    async factOf(scan, at) {
      const page = await find(String(scan));
      if (page === null) return unknownFact(String(scan).slice(0, 60));
      const fact = factAt(page, lotOf(page), types, at);
      // Its holder is being told; until then the store lets nobody else have it either.
      return fact.standing === 'inService' && isCalled(fact)
        ? {
            ...fact,
            standing: 'quarantined',
            says: `${fact.asset} was changed a moment ago. Scan it again in a moment.`,
          }
        : fact;
    },
    async asCalledBack(protocol, state) {
      const held = heldIn(protocol, state);
      if (held.size === 0) return state;
      await book.fresh();
      return [...held].reduce(
        (now, [item, asset]) => (isCalled(asset) ? replayOne(protocol, now, recalled(item, now.at)) : now),
        state,
      );
    },
    async besideHandover(protocol, before, after, by) {
      if (!isHandover(before, after)) return [];
      const used = [...heldIn(protocol, before).values()].filter(
        ({ type }) => types.types.get(type)?.storage !== undefined,
      );
      const lines = [...new Set(used.map(({ asset }) => asset))].map((page) => ({
        page,
        report: { happened: 'used' } as const,
      }));
      return lines.length === 0 ? [] : book.join(lines, { person: by.person, role: by.role });
    },
    async trainedOn(person, at) {
      await book.fresh();
      return [...types.types].flatMap(([type, { trained }]) => {
        const page = trained === true ? book.page(`type:${type}`) : null;
        const from = page?.trainedFrom[person] ?? Number.POSITIVE_INFINITY;
        return from <= at && at < (page?.trained[person] ?? 0) ? [type] : [];
      });
    },
    async inUse() {
      const held = await store.claims(assetClaim(''));
      return new Map(held.map(({ key, holder }) => [key.slice(assetClaim('').length), holder]));
    },
    async holdersOf(page) {
      if (page.startsWith('lot:'))
        return (await store.claims(lotClaims(page.slice(4)))).map(({ key }) => preparationOf(key));
      const holder = await store.claimed(assetClaim(page));
      return holder === null ? [] : [holder];
    },
  };
}

/** The server's own event that takes an answer back. */
export const recalledEvent = (item: string): string => `item.${item}.recalled`;
const recalled = (item: string, at: Instant) => ({
  type: recalledEvent(item),
  at,
  class: { role: 'system', who: 'other', value: 'none' } as const,
  payload: {},
});
