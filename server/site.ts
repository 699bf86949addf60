/** The hospital site this server is for: its wards, their beds in order, and how to reach a person. */
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import * as z from 'zod';
import { scanDefaults, scanSettingsSchema, type ScanSettings, type WardLayout } from '../machines/index.ts';

export interface Site {
  /** The shard: in every key of the store. */
  readonly id: string;
  readonly title: string;
  readonly wards: readonly WardLayout[];
  /** How its barcodes are read, on every screen and here. */
  readonly scan: ScanSettings;
}

/** More wards than a site has, and more beds than a ward has: a wrong file is found here. */
const wardsMax = 200;
const bedsMax = 200;

const text = z.string().trim().min(1).max(80);
const bed = z.string().trim().min(1).max(20);
const wardSchema = z.strictObject({
  ward: z
    .string()
    .regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'must be one word of letters and digits that begins with a lower-case letter'),
  title: text,
  beds: z.array(bed).min(1).max(bedsMax),
  phone: z.string().trim().max(40).default(''),
  inUse: z.array(bed).max(bedsMax).default([]),
});
const siteSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be lower-case letters, digits and -'),
  title: text,
  wards: z.array(wardSchema).min(1).max(wardsMax),
  scan: z.prefault(scanSettingsSchema, {}),
});

/** A site's file is wrong; `problems` names each place. */
export class BadSite extends Error {
  override readonly name = 'BadSite';
  readonly problems: readonly string[];

  constructor(source: string, problems: readonly string[]) {
    super(`${source} does not describe a site: ${problems.join('; ')}`);
    this.problems = problems;
  }
}

/** Reads a YAML or JSON file (JSON is YAML). @throws BadSite naming every problem at once. */
export async function siteFromFile(path: string): Promise<Site> {
  let read: unknown;
  try {
    read = parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new BadSite(path, [`it cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`]);
  }
  return siteFrom(read, path);
}

/** Checks a site that was already parsed; `source` names it in the error. */
export function siteFrom(json: unknown, source = 'the site'): Site {
  const checked = siteSchema.safeParse(json);
  if (!checked.success)
    throw new BadSite(
      source,
      checked.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'} ${message}`),
    );
  const problems = [
    ...twice(
      'ward',
      checked.data.wards.map(({ ward }) => ward),
    ),
    ...checked.data.wards.flatMap(bedProblems),
  ];
  if (problems.length > 0) throw new BadSite(source, problems);
  return checked.data;
}

const bedProblems = ({ ward, beds, inUse }: WardLayout): readonly string[] => [
  ...twice(`bed on ${ward}`, beds),
  ...inUse
    .filter((one) => !beds.includes(one))
    .map((one) => `inUse names bed ${one}, which ward ${ward} does not have`),
];
const twice = (what: string, names: readonly string[]): readonly string[] =>
  [...new Set(names.filter((name, index) => names.indexOf(name) !== index))].map(
    (name) => `${what} ${name} is there twice`,
  );

/** The ward that is shown to somebody who has not set up their own. */
export const demoSite: Site = {
  id: 'demo',
  title: 'Demonstration',
  wards: [
    {
      ward: 'w4B',
      title: '4B',
      beds: Array.from({ length: 24 }, (_none, index) => String(index + 1)),
      phone: '4100',
      inUse: ['5', '9', '17'],
    },
  ],
  scan: scanDefaults,
};

export const wardOf = (site: Site, ward: string): WardLayout | null =>
  site.wards.find((one) => one.ward === ward) ?? null;
