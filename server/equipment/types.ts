/** The types document: what each type of equipment must pass, what falls due and when. Every number has its source. */
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import * as z from 'zod';
import { parseDuration, type Milliseconds } from '../../machines/index.ts';

const sentence = z.string().min(1).max(200);
const name = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'must be one word of letters and digits, beginning small');
const sourced = { source: sentence, status: z.enum(['sourced', 'general knowledge', 'project default']) };
const length = z.string().transform((text, context): Milliseconds => {
  const read = parseDuration(text);
  if (typeof read === 'number' && read > 0) return read;
  context.addIssue({ code: 'custom', message: typeof read === 'string' ? read : 'must be longer than nothing' });
  return z.NEVER;
});

const interval = z.strictObject({ every: length, ...sourced });
const control = z
  .strictObject({
    id: name,
    title: sentence,
    /** UCUM; a value in another unit is not converted but refused. */
    unit: z.string().min(1).max(40),
    atLeast: z.number(),
    atMost: z.number(),
    every: length,
    ...sourced,
  })
  .refine(({ atLeast, atMost }) => atLeast <= atMost, 'atLeast is above atMost: no value could pass');

const type = z.strictObject({
  title: sentence,
  kind: z.enum(['device', 'kit', 'consumable']),
  calibration: interval.optional(),
  maintenance: interval.optional(),
  /** Checked on the day of use. `afterMove`: being moved ends the check. */
  startOfDay: z
    .strictObject({ validFor: length, checks: z.array(sentence).min(1).max(12), afterMove: z.boolean(), ...sourced })
    .optional(),
  /** How long it counts as clean, and after what. */
  storage: z.strictObject({ validFor: length, after: z.enum(['cleaned', 'cycle']), ...sourced }).optional(),
  controls: z.array(control).max(8).default([]),
  /** Only people trained on it use it. */
  trained: z.literal(true).optional(),
});
export type EquipmentType = z.infer<typeof type>;

const documentSchema = z.strictObject({
  format: z.literal(1),
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'must be three numbers such as 1.0.0'),
  status: z.enum(['unreviewed', 'reviewed']),
  types: z.record(name, type),
});

export interface EquipmentTypes {
  readonly version: string;
  readonly status: 'unreviewed' | 'reviewed';
  readonly types: ReadonlyMap<string, EquipmentType>;
}

/** A site without a types document: nothing can be registered. */
export const noTypes: EquipmentTypes = { version: '0.0.0', status: 'unreviewed', types: new Map() };

/** The types document is wrong; `problems` names each place. */
export class BadTypes extends Error {
  override readonly name = 'BadTypes';
  readonly problems: readonly string[];

  constructor(source: string, problems: readonly string[]) {
    super(`${source} does not describe types of equipment: ${problems.join('; ')}`);
    this.problems = problems;
  }
}

/** @throws BadTypes naming every problem at once. */
export async function typesFromFile(path: string): Promise<EquipmentTypes> {
  let read: unknown;
  try {
    read = parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new BadTypes(path, [`it cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`]);
  }
  return typesFrom(read, path);
}

export function typesFrom(json: unknown, source = 'the document'): EquipmentTypes {
  const checked = documentSchema.safeParse(json);
  if (!checked.success)
    throw new BadTypes(
      source,
      checked.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'} ${message}`),
    );
  const { version, status, types } = checked.data;
  return { version, status, types: new Map(Object.entries(types)) };
}
