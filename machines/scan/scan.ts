/** What a barcode says, and nothing about whether it is the right one: that is for whoever compares it with the record. */
import type { ScanProblem } from './says.ts';

export type Scan =
  | PatientScan
  | DeviceScan
  | BloodScan
  /** As printed, prefix included: that is how the lists of people and of assets have it. */
  | { readonly kind: 'badge' | 'asset'; readonly number: string }
  /** Carries no structure and fits no rule of the site: only the record can say what it is. */
  | { readonly kind: 'plain'; readonly text: string }
  | ScanStopped;

/** Nothing may be done with it. */
export type ScanStopped =
  /** It could be two things; `question` says what to look at. */
  | { readonly kind: 'unclear'; readonly question: string }
  | { readonly kind: 'refused'; readonly code: ScanProblem; readonly says: string };

export interface PatientScan {
  readonly kind: 'patient';
  /** What is compared with the record, whole. */
  readonly number: string;
  readonly scheme: 'gsrn' | 'hospital';
  /** Tells a spare or an older band of the same patient from the one that is worn. */
  readonly srin?: string;
  readonly hospital?: { readonly organisation: string; readonly number: string };
  /** Shown beside a question at most. A band is printed once and a record is corrected: never compared, never stored. */
  readonly hint?: { readonly name?: string; readonly born?: string; readonly baby?: string };
}

export interface DeviceScan {
  readonly kind: 'device';
  readonly scheme: 'gs1' | 'hibcc' | 'iccbba';
  /** The model: a GTIN of 14 digits, or what HIBCC or ICCBBA give it. Null on a label that has an asset number only. */
  readonly di: string | null;
  readonly serial?: string;
  readonly lot?: string;
  readonly expiry?: LabelTime;
  readonly productionDate?: LabelTime;
  /** The hospital's own number for this one piece of equipment. It has no check digit. */
  readonly giai?: string;
}

/** A unit of blood, or one label of it: what is not on that label is null. */
export interface BloodScan {
  readonly kind: 'blood';
  readonly din: Din | null;
  readonly productCode: string | null;
  readonly group: BloodGroup | null;
  readonly expiry: LabelTime | null;
}

export interface Din {
  /** 13 characters: facility, year, sequence. */
  readonly number: string;
  /** `held`: its check was in the label and holds. `notCarried`: this label has none; the barcode's own check stands alone. */
  readonly check: 'held' | 'notCarried';
}

export interface BloodGroup {
  readonly abo: 'O' | 'A' | 'B' | 'AB';
  readonly rhd: 'positive' | 'negative' | null;
  readonly use: BloodUse;
}

export const bloodUses = [
  'directed',
  'emergency',
  'directedBiohazard',
  'directedCrossover',
  'unspecified',
  'autologousCrossover',
  'autologous',
  'autologousBiohazard',
] as const;
export type BloodUse = (typeof bloodUses)[number];

/** As printed: a label has no time zone. Without a time it is good until the end of that day. */
export interface LabelTime {
  /** `2026-11-30` */
  readonly date: string;
  /** `23:59` */
  readonly time: string | null;
}
