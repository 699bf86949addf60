/**
 * The keys by which things, lots and patients keep out of each other's way in the store's own commit. Pure.
 *
 * `asset:<id>`                 held by the one preparation whose evidence names this thing
 * `lot:<lot>:<preparation>`    held by a preparation whose evidence names a thing or a pack of this lot
 * `barred:<id>`                held by the equipment log while a thing is put aside, or its holder is not told yet
 * `recalled:<lot>`             held by the equipment log while a lot is recalled, or its holders are not told yet
 */
import {
  isAt,
  itemStatus,
  valueAt,
  type Evidence,
  type PreparationId,
  type Protocol,
  type State,
} from '../../machines/index.ts';

export const assetClaim = (asset: string): string => `asset:${asset}`;
/** Everything under it is one lot's: a lot's name has no colon. */
export const lotClaims = (lot: string): string => `lot:${lot}:`;
export const preparationOf = (claim: string): PreparationId => claim.slice(claim.lastIndexOf(':') + 1);

/** The bar of a page, or null for a page that nothing can hold. */
export function barOf(page: string): string | null {
  if (page.startsWith('lot:')) return `recalled:${page.slice(4)}`;
  return page.startsWith('type:') ? null : `barred:${page}`;
}

type Held = NonNullable<Evidence['asset']>;

/** What a preparation has in hand while it is open. An answer that did not satisfy holds nothing. */
export function heldIn(protocol: Protocol, state: State): ReadonlyMap<string, Held> {
  const held = new Map<string, Held>();
  if (valueAt(state.value, 'open') === undefined) return held;
  for (const { item, step } of protocol.items.values()) {
    const asset = state.context.evidence[item.id]?.asset;
    if (asset !== undefined && itemStatus(state, step.id, item.id) !== 'failed') held.set(item.id, asset);
  }
  return held;
}

/** The patient goes, and what is in hand goes along. */
export const isHandover = (before: State, after: State): boolean =>
  isAt(after.value, 'handedOver') && valueAt(before.value, 'open') !== undefined;

export interface AssetClaims {
  readonly hold: readonly string[];
  readonly release: readonly string[];
  readonly absent: readonly string[];
}

/** What a commit holds, releases and needs: what is newly in hand must not be barred, and nothing barred is handed over. */
export function assetClaims(protocol: Protocol, before: State | null, after: State): AssetClaims {
  const had = before === null ? [] : [...heldIn(protocol, before).values()];
  const has = [...heldIn(protocol, after).values()];
  const { preparation } = after.context;
  const then = new Set(had.flatMap((one) => keysOf(one, preparation)));
  const now = new Set(has.flatMap((one) => keysOf(one, preparation)));
  const handedOver = before !== null && isHandover(before, after);
  const asked = handedOver ? had : has.filter((one) => !had.some(({ asset }) => asset === one.asset));
  return {
    hold: [...now].filter((key) => !then.has(key)),
    release: [...then].filter((key) => !now.has(key)),
    absent: [...new Set(asked.flatMap(barsOf))],
  };
}

function keysOf({ asset, lot }: Held, preparation: PreparationId): readonly string[] {
  return [
    // A pack without a number of its own is as many as there are in the lot.
    ...(asset.startsWith('lot:') ? [] : [assetClaim(asset)]),
    ...(lot === undefined ? [] : [`${lotClaims(lot)}${preparation}`]),
  ];
}

const barsOf = ({ asset, lot }: Held): readonly string[] => [
  ...(asset.startsWith('lot:') ? [] : [`barred:${asset}`]),
  ...(lot === undefined ? [] : [`recalled:${lot}`]),
];

/** What to say to whoever ran into one of these keys; null when it is none of them. Never who has it. */
export function saysClaimed(key: string): string | null {
  const [kind, name] = [key.slice(0, key.indexOf(':')), key.slice(key.indexOf(':') + 1)];
  switch (kind) {
    case 'asset':
      return `${name} is in use for another patient. Scan another one, or free it where it is first.`;
    case 'barred':
      return `${name} was put aside or must be checked again. Scan another one.`;
    case 'recalled':
      return `Lot ${name} is recalled. Put it aside and scan one of another lot.`;
    default:
      return null;
  }
}
export const isBar = (key: string): boolean => key.startsWith('barred:') || key.startsWith('recalled:');
