/** What HTTP says when it cannot do what was asked: RFC 9457, a stable type, and a sentence that says what to do. */
import type * as z from 'zod';
import type { Problem } from '../../machines/index.ts';
import { Busy } from '../preparations/queue.ts';
import { StoreUnavailable } from '../store/errors.ts';

export const problem = (code: string, status: number, title: string, detail: string): Problem => ({
  type: `/problems/${code}`,
  title,
  status,
  detail,
});
export const isProblem = (value: object): value is Problem => 'type' in value && 'detail' in value && 'status' in value;

export const problems = {
  notFound: problem(
    'not-found',
    404,
    'Not here',
    'There is nothing at this address. The API is described at /api/v1/openapi.json.',
  ),
  noSuchPreparation: problem(
    'no-such-preparation',
    404,
    'Not here',
    'There is no such preparation here. Look the patient up on the ward’s list.',
  ),
  noSuchWard: problem('no-such-ward', 404, 'No such ward', 'This site has no such ward. GET /api/v1/wards names them.'),
  noSuchProtocol: problem(
    'no-such-protocol',
    404,
    'No such protocol',
    'This site has no protocol with this digest. GET /api/v1/protocols names them.',
  ),
  methodNotAllowed: problem(
    'method-not-allowed',
    405,
    'Not this way',
    'This address takes another method; the Allow header names it.',
  ),
  otherOrigin: problem(
    'other-origin',
    403,
    'Sent from another site',
    'Only WardReady’s own pages may change anything. Open WardReady itself; a program sends an Origin header with this server’s address.',
  ),
  notJson: problem(
    'not-json',
    400,
    'Not JSON',
    'The body is not JSON. Send one JSON object with Content-Type: application/json.',
  ),
  wrongType: problem(
    'unsupported-type',
    415,
    'Not this kind of body',
    'Send the body with the Content-Type that this address takes: application/json, text/csv for a day list, or application/fhir+json for a bundle.',
  ),
  tooLarge: problem(
    'too-large',
    413,
    'Too large',
    'The body is larger than this address takes: 64 kB, 2 MB for a day list, 5 MB for a FHIR bundle. Send less at once.',
  ),
  badAddress: problem(
    'bad-address',
    400,
    'Not an address',
    'The address could not be read. Encode special characters with %.',
  ),
  grantUnknown: problem(
    'grant-unknown',
    403,
    'Not signed in then',
    'Nobody was signed in on this device when this was tapped. Do it again after signing in.',
  ),
  otherDevice: problem(
    'other-device',
    403,
    'Another device',
    'This was tapped on another device than the one that sends it. Send it from there.',
  ),
  notBuilt: problem(
    'not-built',
    503,
    'No screens yet',
    'The screens have not been built. Run npm run build, then open this page again.',
  ),
} as const satisfies Record<string, Problem>;

/** A message with a hundred mistakes is told of the first ones. */
const errorsMax = 20;

/** What is wrong with a message and where; nothing that was in it is repeated. */
export function malformed(what: 'body' | 'query' | 'address', issues: readonly z.core.$ZodIssue[]): Problem {
  const errors = issues.flatMap(errorsOf).slice(0, errorsMax);
  const [first] = errors;
  const where = first === undefined ? '' : ` ${first.path === '' ? '' : `${first.path}: `}${first.says}.`;
  return {
    ...problem('bad-message', 400, 'Message not understood', `Correct the ${what} and send it again.${where}`),
    errors,
  };
}

function errorsOf(issue: z.core.$ZodIssue): readonly { readonly path: string; readonly says: string }[] {
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

/** What a failure is called outside. Its own words may hold anything, and stay inside. */
export function problemOf(error: unknown): Problem {
  if (error instanceof StoreUnavailable)
    return problem(
      'not-saved',
      503,
      'Not saved yet',
      'The server cannot reach its store just now. Keep this and send it again in a moment; the same id is never done twice.',
    );
  if (error instanceof Busy)
    return problem(
      'busy',
      429,
      'Too much at once',
      'Others work on the same patient at this moment. Send it again in a second.',
    );
  if (error instanceof URIError) return problems.badAddress;
  switch (bodyTrouble(error)) {
    case 'entity.parse.failed':
    case 'request.size.invalid':
    case 'request.aborted':
      return problems.notJson;
    case 'entity.too.large':
      return problems.tooLarge;
    case 'encoding.unsupported':
    case 'charset.unsupported':
      return problems.wrongType;
    default:
      return problem(
        'failed',
        500,
        'Something is broken',
        'The server could not do this, and its record is untouched. Tell whoever looks after WardReady, with the time it happened.',
      );
  }
}

/** How body-parser names what was wrong with a body. */
const bodyTrouble = (error: unknown): string | null =>
  error instanceof Error && 'type' in error && typeof error.type === 'string' ? error.type : null;
