/** How a site reads FHIR: codes to protocols and facts, locations to beds, and which identifiers are its own numbers. Data. */
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import * as z from 'zod';

const text = z.string().trim().min(1).max(200);
const word = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'must be one word that begins with a small letter');
const sourced = { source: text, status: z.enum(['sourced', 'general knowledge', 'project default']) };
const procedure = z.strictObject({
  system: text,
  code: text,
  display: text.optional(),
  /** The id of a protocol; whether it is in use is asked when an order comes. */
  protocol: word,
  ...sourced,
});
/** `orderDetail` of a ServiceRequest as a fact of the order, as `appliesIf` of a protocol reads it. */
const wordDetail = z.strictObject({ system: text, code: text, fact: word, is: word, ...sourced });
/** Every code of this system is the number of a unit of blood: the fact is the number itself. */
const numberDetail = z.strictObject({
  system: text,
  fact: word,
  is: z.strictObject({ code: z.literal('donationNumber') }),
  ...sourced,
});
const detail = z.union([wordDetail, numberDetail], {
  error:
    'must have system, code, fact and is (a word); or system, fact and is: { code: donationNumber }; and source and status',
});
/** An allergy list with this code says that there is none of any kind; "no known drug allergy" says less. */
const noAllergy = z.strictObject({ system: text, code: text, display: text.optional(), ...sourced });
const place = z.strictObject({
  value: text,
  ward: word,
  bed: z.string().trim().min(1).max(20).nullable().default(null),
});
const mapSchema = z.strictObject({
  format: z.literal(1),
  procedures: z.array(procedure).max(2_000),
  details: z.array(detail).max(2_000).default([]),
  noKnownAllergy: z.array(noAllergy).max(50).default([]),
  places: z.array(place).max(5_000).default([]),
  patientNumber: text.nullable().default(null),
  orderNumber: text.nullable().default(null),
});
export type FhirMap = z.infer<typeof mapSchema>;

/** Nothing is mapped: every order is refused with the code that has no line. */
export const emptyFhirMap: FhirMap = {
  format: 1,
  procedures: [],
  details: [],
  noKnownAllergy: [],
  places: [],
  patientNumber: null,
  orderNumber: null,
};

/** A map's file is wrong; `problems` names each place. */
export class BadFhirMap extends Error {
  override readonly name = 'BadFhirMap';
  readonly problems: readonly string[];

  constructor(source: string, problems: readonly string[]) {
    super(`${source} is no FHIR map: ${problems.join('; ')}`);
    this.problems = problems;
  }
}

/** Reads a YAML or JSON file. @throws BadFhirMap naming every problem at once. */
export async function fhirMapFromFile(path: string): Promise<FhirMap> {
  let read: unknown;
  try {
    read = parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new BadFhirMap(path, [`it cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`]);
  }
  return fhirMapFrom(read, path);
}

/** Checks a map that was already parsed; `source` names it in the error. */
export function fhirMapFrom(json: unknown, source = 'the map'): FhirMap {
  const checked = mapSchema.safeParse(json);
  if (!checked.success)
    throw new BadFhirMap(
      source,
      checked.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'} ${message}`),
    );
  const { procedures, details, places } = checked.data;
  const problems = [
    ...twice('procedures', procedures.map(codeOf)),
    ...twice('details', details.map(keyOf)),
    ...details.flatMap((one, index) =>
      'code' in one && details.some((other) => isNumber(other) && other.system === one.system)
        ? [`details.${index} has a code of a system whose codes are all numbers: ${one.system}`]
        : [],
    ),
    ...twice(
      'places',
      places.map(({ value }) => value.toLowerCase()),
    ),
  ];
  if (problems.length > 0) throw new BadFhirMap(source, problems);
  return checked.data;
}

export const codeOf = ({ system, code }: { readonly system: string; readonly code: string }): string =>
  `${system}|${code}`;

type Detail = FhirMap['details'][number];
type NumberDetail = Extract<Detail, { is: object }>;
export const isNumber = (detail: Detail): detail is NumberDetail => typeof detail.is === 'object';
const keyOf = (one: Detail): string => codeOf({ system: one.system, code: 'code' in one ? one.code : '' });

/** One code with two meanings is none. */
const twice = (list: string, keys: readonly string[]): readonly string[] =>
  keys.flatMap((key, index) => {
    const first = keys.indexOf(key);
    return first === index ? [] : [`${list}.${index} has the same code as ${list}.${first}: ${key}`];
  });
