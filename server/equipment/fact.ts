/** What a page says at an instant: what falls due first, and why the thing may not be used. Pure. */
import type { AssetFact, Instant } from '../../machines/index.ts';
import type { Page } from './terms.ts';
import type { EquipmentTypes } from './types.ts';

/** One thing that ends, in words; never done is due since ever. */
export interface Due {
  readonly what: string;
  readonly at: Instant;
}

/** Since ever: registered, but this was never done. */
const never: Instant = 0;

/** Everything that falls due on this page by itself, soonest first. */
export function duesOf(page: Page, types: EquipmentTypes): readonly Due[] {
  const type = types.types.get(page.type);
  if (type === undefined) return [];
  const { calibration, maintenance, startOfDay, storage, controls } = type;
  const dues: Due[] = [];
  if (page.expires !== null) dues.push({ what: 'Expiry date', at: page.expires });
  if (calibration !== undefined) dues.push({ what: 'Calibration', at: page.calibrationDue ?? never });
  if (maintenance !== undefined) dues.push({ what: 'Maintenance', at: page.maintenanceDue ?? never });
  if (storage !== undefined)
    dues.push({
      what: storage.after === 'cycle' ? 'Decontamination' : 'Cleaning',
      at: page.cleanedAt === null ? never : page.cleanedAt + storage.validFor,
    });
  if (startOfDay !== undefined)
    dues.push({
      what: 'Start-of-day check',
      at: page.checkedAt === null ? never : page.checkedAt + startOfDay.validFor,
    });
  for (const { id, title, every } of controls) {
    const measured = page.measuredAt[id];
    dues.push({ what: title, at: measured === undefined ? never : measured + every });
  }
  return dues.sort((a, b) => a.at - b.at);
}

/** @param lot the page of its lot, if it has one: a recall of the lot puts every thing of it aside. */
export function factAt(page: Page, lot: Page | null, types: EquipmentTypes, at: Instant): AssetFact {
  const dues = duesOf(page, types);
  const over = dues.filter((due) => due.at <= at).map(({ what }) => what);
  const recalled = lot !== null && lot.standing === 'quarantined' && page.standing === 'inService';
  const standing = recalled ? 'quarantined' : page.standing;
  const put = recalled ? lot.why : page.why;
  return {
    asset: page.id,
    type: page.type,
    ...(page.lot === null ? {} : { lot: page.lot }),
    standing,
    until: dues[0]?.at ?? null,
    version: page.version,
    says:
      standing === 'quarantined'
        ? `${name(page)} is put aside: ${put ?? 'no reason given'}. Bring another one.`
        : standing === 'retired'
          ? `${name(page)} is out of use. Bring another one.`
          : over.length > 0
            ? `${name(page)} is not ready: ${over.join(', ').toLowerCase()} overdue. Bring another one, or have it done.`
            : null,
  };
}

/** A scan that no page answers to. */
export const unknownFact = (asset: string): AssetFact => ({
  asset,
  type: 'unknown',
  standing: 'unknown',
  until: null,
  version: 0,
  says: 'This is not in the equipment log. Use one that is, or ask clinical engineering to register it.',
});

const name = ({ title, id }: Page): string => `${title} ${id.replace(/^lot:/, 'of lot ')}`;
