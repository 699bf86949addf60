/** What HTTP says when it cannot do what was asked, in words for whoever writes the program that asked. */
import type { Problem } from '../../machines/index.ts';
import { type FailureWords, problem, problemOf } from '../problems.ts';

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
  noSuchPerson: problem(
    'no-such-person',
    404,
    'No such person',
    'Nobody with this id works here. GET /api/v1/staff names them; a staff list enrols somebody new.',
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
  notBuilt: problem(
    'not-built',
    503,
    'No screens yet',
    'The screens have not been built. Run npm run build, then open this page again.',
  ),
} as const satisfies Record<string, Problem>;

/** What was wrong with what came in, or what broke here. */
export function troubleOf(error: unknown): Problem {
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
      return problemOf(error, failureWords);
  }
}

const failureWords: FailureWords = {
  notSaved:
    'The server cannot reach its store just now. Keep this and send it again in a moment; the same id is never done twice.',
  busy: 'Others work on the same patient at this moment. Send it again in a second.',
  failed:
    'The server could not do this, and its record is untouched. Tell whoever looks after WardReady, with the time it happened.',
};

/** How body-parser names what was wrong with a body. */
const bodyTrouble = (error: unknown): string | null =>
  error instanceof Error && 'type' in error && typeof error.type === 'string' ? error.type : null;
