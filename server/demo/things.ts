/** The demonstration ward's equipment: registered by its engineer, checked and cleaned by whoever needs it next. */
import { v7 } from 'uuid';
import type { Person } from './person.ts';

/** One row a thing; the same list every time, so that a restart registers nothing twice. A lot is a box of many. */
const register = (year: number): string =>
  [
    'asset;type;title;ward;lot;expires;calibration due;maintenance due',
    ...['MR-1', 'MR-2'].map((id) => `${id};mriScanner;MRI scanner;;;;;${year + 1}-12-31`),
    ...['CT-1', 'CT-2'].map((id) => `${id};ctScanner;CT scanner;;;;;${year + 1}-12-31`),
    ...['INJ-1', 'INJ-2'].map((id) => `${id};contrastInjector;Contrast injector;;;;${year + 1}-12-31;`),
    ...['SCOPE-1', 'SCOPE-2', 'SCOPE-3'].map((id) => `${id};gastroscope;Gastroscope;;;;;${year + 1}-12-31`),
    ...['PUMP-1', 'PUMP-2'].map((id) => `${id};infusionPump;Infusion pump;w4B;;;${year + 1}-12-31;${year + 1}-12-31`),
    'TROLLEY-1;resuscitationTrolley;Resuscitation trolley;w4B;;;;',
    'ECG-1;ecgMachine;ECG machine;w4B;;;;' + `${year + 1}-12-31`,
    `;iodinatedContrast;Iodinated contrast 300;;IOD-2611;${year + 1}-12-31;;`,
    `;gadoliniumContrast;Gadolinium contrast;;GAD-2609;${year + 1}-12-31;;`,
  ].join('\n');

/** As the equipment door shows it. */
interface Thing {
  readonly asset: string;
  readonly type: string;
  readonly standing: string;
  readonly says: string | null;
  readonly lot: string | null;
  readonly dues: readonly { readonly what: string; readonly at: number }[];
  readonly holder: object | null;
}

export async function registerThings(engineer: Person, now: number): Promise<void> {
  await engineer.list('/equipment-lists?dates=ymd', register(new Date(now).getUTCFullYear()));
}

/**
 * What a scanner reads off a thing of this type that may be used until `until`; one that only wants its day's check or
 * its cleaning gets it first. Null when every one is in use or put aside.
 */
export async function fetchThing(person: Person, type: string, until: number): Promise<string | null> {
  const { things = [] } = (await person.get('/equipment')) as { readonly things?: readonly Thing[] };
  const free = things.filter((one) => one.type === type && one.standing === 'inService' && one.holder === null);
  const fit = free.find(({ dues }) => dues.every(({ at }) => at > until));
  if (fit !== undefined) return labelOf(fit);
  const [wanting] = free;
  if (wanting === undefined) return null;
  for (const { what } of wanting.dues.filter(({ at }) => at <= until)) {
    const report = workFor[what];
    if (report === undefined) return null;
    await person.post(`/equipment/${encodeURIComponent(wanting.asset)}/checks`, { id: v7(), ...report });
  }
  return labelOf(wanting);
}

/** What is done about it, by what falls due. */
const workFor: Readonly<Record<string, object>> = {
  'Start-of-day check': { happened: 'checkPassed' },
  Cleaning: { happened: 'cleaned' },
  Decontamination: { happened: 'cycle', cycle: '4711', releasedBy: 'E. Lund' },
};

/** A box has no number of its own: its maker's label says the lot. */
const labelOf = ({ asset, lot }: Thing): string => (asset.startsWith('lot:') ? `(01)04012345678901(10)${lot}` : asset);
