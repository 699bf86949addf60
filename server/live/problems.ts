/** What the socket says when it cannot answer, in a tablet's words: what was tapped is kept there and sent again. */
import * as z from 'zod';
import type { Problem } from '../../machines/index.ts';
import { type FailureWords, malformed, problem } from '../problems.ts';

export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

/** Reads a message, or says what is wrong and where. */
export function parse<T>(schema: z.core.$ZodType<T>, message: unknown): Parsed<T> {
  const read = z.safeParse(schema, message);
  if (read.success) return { ok: true, value: read.data };
  return { ok: false, problem: malformed(read.error.issues, (first) => `The message could not be read. ${first}`) };
}

export const failureWords: FailureWords = {
  notSaved: 'The server cannot write just now. The tablet keeps this and sends it again.',
  busy: 'The server is busy with this patient. It is sent again by itself.',
  failed: 'The server could not do this, and its record is untouched. Tell whoever looks after WardReady.',
};

export const clockBehind = problem('clock-behind', 503, 'Not saved yet', failureWords.notSaved);
export const noSuchPreparation = problem('no-such-preparation', 404, 'Not here', 'There is no such preparation here.');
export const noSuchWard = problem(
  'no-such-ward',
  404,
  'No such ward',
  'This site has no such ward. Look at the address of this screen.',
);
export const tooMany = problem(
  'too-many',
  429,
  'Too much at once',
  'This screen asks for more than the server answers at once. It is sent again by itself.',
);
