/** Shapes that several doors take or answer: the same schemas check requests and describe the API. */
import { extendZodWithOpenApi } from '@asteasolutions/zod-to-openapi';
import * as z from 'zod';
import { roles } from '../../machines/index.ts';

extendZodWithOpenApi(z);

const hidden = /[\u0000-\u001f\u007f\u0080-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

/** Text without control characters: a scanner or a paste may carry them, and none is ever part of an answer. */
export const clean = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .superRefine((text, context) => {
      const at = text.search(hidden);
      if (at < 0) return;
      const code = (text.codePointAt(at) ?? 0).toString(16).toUpperCase().padStart(4, '0');
      context.addIssue({
        code: 'custom',
        message: `has a control character (U+${code}) at position ${at + 1}; scan or type it again`,
      });
    });

export const ward = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'must be a ward such as w4B');
export const id = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, 'must be 8 to 64 letters, digits, - or _');
export const personId = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, 'must be a person such as a-osei');
export const digest = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hex digits');
/** Epoch milliseconds. */
export const instant = z.int().nonnegative().max(8_640_000_000_000_000);

export const role = z.enum(roles);
export const preparationParams = z.strictObject({ id });
export const wardParams = z.strictObject({ ward });

export const problemSchema = z
  .strictObject({
    type: z.string().describe('Stable, for programs: /problems/<code>.'),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('What to do about it.'),
    errors: z.array(z.strictObject({ path: z.string(), says: z.string() })).optional(),
  })
  .openapi('Problem');

export const personSchema = z
  .strictObject({ id: personId, name: z.string(), initials: z.string(), role })
  .openapi('Person');

/** A calendar date that exists, as a person's birth date is written. */
export const birthDate = z.iso.date();
export const patientSchema = z
  .strictObject({
    familyName: clean(80),
    givenName: clean(80),
    birthDate,
    sex: z.enum(['F', 'M', 'X', 'U']),
    number: clean(40).regex(/^[A-Za-z0-9][A-Za-z0-9._/-]*$/, 'must be letters, digits or . _ / -'),
  })
  .openapi('Patient');
