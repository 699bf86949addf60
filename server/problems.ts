/** What every door says alike when it cannot do what was asked (RFC 9457): a stable type, and a sentence that says what to do. */
import type * as z from 'zod';
import type { Problem } from '../machines/index.ts';
import { Busy } from './preparations/queue.ts';
import { StoreUnavailable } from './store/errors.ts';

export const problem = (code: string, status: number, title: string, detail: string): Problem => ({
  type: `/problems/${code}`,
  title,
  status,
  detail,
});

export const notSignedIn = problem(
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
  'This was tapped on another device than the one that sends it. Send it from there.',
);

/** A message with a hundred mistakes is told of the first ones. */
const errorsMax = 20;

/** What is wrong with a message, and where. @param say a door's own sentence around the first mistake, written out. */
export function malformed(issues: readonly z.core.$ZodIssue[], say: (first: string) => string): Problem {
  const errors = issues.flatMap(errorsOf).slice(0, errorsMax);
  const [first] = errors;
  const where = first === undefined ? '' : `${first.path === '' ? '' : `${first.path}: `}${first.says}.`;
  return { ...problem('bad-message', 400, 'Message not understood', say(where).trim()), errors };
}

type Mistake = NonNullable<Problem['errors']>[number];

/** Nothing that was in the message is repeated, but for the name of a key that nobody knows. */
function errorsOf(issue: z.core.$ZodIssue): readonly Mistake[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: [...path, key.slice(0, 40)].join('.'),
      says: 'is not part of this message; remove it',
    }));
  // Of a union's branches, the one that comes nearest says what is wrong best.
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const [nearest = []] = [...issue.errors].sort((a, b) => a.length - b.length);
    return nearest.flatMap((inner) => errorsOf({ ...inner, path: [...issue.path, ...inner.path] }));
  }
  return [
    { path: path.join('.'), says: issue.message.slice(0, 200).replace(/^[A-Z]/, (letter) => letter.toLowerCase()) },
  ];
}

/** What to do about a failure: a tablet sends again by itself, a program has to. */
export interface FailureWords {
  readonly notSaved: string;
  readonly busy: string;
  readonly failed: string;
}

/** What a failure is called outside. Its own words may hold anything, and stay in the log. */
export function problemOf(error: unknown, says: FailureWords): Problem {
  if (error instanceof StoreUnavailable) return problem('not-saved', 503, 'Not saved yet', says.notSaved);
  if (error instanceof Busy) return problem('busy', 429, 'Too much at once', says.busy);
  return problem('failed', 500, 'Something is broken', says.failed);
}
