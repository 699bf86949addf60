/** What the socket says when it cannot answer: RFC 9457's words, and where in the message the mistake is. */
import * as z from 'zod';
import type { Problem } from '../../machines/index.ts';
import { Busy } from '../preparations/queue.ts';
import { StoreUnavailable } from '../store/errors.ts';

export const problem = (code: string, status: number, title: string, detail: string): Problem => ({
  type: `/problems/${code}`,
  title,
  status,
  detail,
});

/** A message with a hundred mistakes is told of the first ones. */
const errorsMax = 10;

export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

/** Reads a message, or says what is wrong and where; the message's own content is never repeated. */
export function parse<T>(schema: z.core.$ZodType<T>, message: unknown): Parsed<T> {
  const read = z.safeParse(schema, message);
  if (read.success) return { ok: true, value: read.data };
  const errors = read.error.issues.flatMap(errorsOf).slice(0, errorsMax);
  const first = errors[0];
  const detail =
    first === undefined
      ? 'The message could not be read.'
      : `The message could not be read: ${first.path === '' ? '' : `${first.path} `}${first.says}.`;
  return { ok: false, problem: { ...problem('bad-message', 400, 'Message not understood', detail), errors } };
}

function errorsOf(issue: z.core.$ZodIssue): readonly { readonly path: string; readonly says: string }[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: [...path, key.slice(0, 40)].join('.'),
      says: 'is not part of this message',
    }));
  const says = issue.message.slice(0, 200);
  return [{ path: path.join('.'), says: says.charAt(0).toLowerCase() + says.slice(1) }];
}

/** What a failure is called outside. Its own words stay in the log. */
export function problemOf(error: unknown): Problem {
  if (error instanceof StoreUnavailable)
    return problem(
      'not-saved',
      503,
      'Not saved yet',
      'The server cannot write just now. The tablet keeps this and sends it again.',
    );
  if (error instanceof Busy)
    return problem(
      'busy',
      429,
      'Too much at once',
      'The server is busy with this patient. It is sent again by itself.',
    );
  return problem(
    'failed',
    500,
    'Something is broken',
    'The server could not do this, and its record is untouched. Tell whoever looks after WardReady.',
  );
}

export const nobodySignedIn = problem(
  'not-signed-in',
  401,
  'Nobody is signed in',
  'Sign in with your badge or PIN, then try again.',
);
export const grantUnknown = problem(
  'grant-unknown',
  403,
  'Not signed in then',
  'Nobody was signed in on this device when this was tapped. Do it again after signing in.',
);
export const otherDevice = problem(
  'other-device',
  403,
  'Another device',
  'This was tapped on another device than the one it came from.',
);
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
