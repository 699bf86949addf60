/** What somebody reads before they approve a protocol: which one it is, and what is otherwise than in the one approved before. */
import * as z from 'zod';
import { differences } from '../preparations/difference.ts';
import { ok, sayProblem } from './answer.ts';
import { door } from './door.ts';
import { problems } from './problems.ts';
import { digest, instant, personId, problemSchema } from './shapes.ts';

const version = { digest, title: z.string(), version: z.string(), status: z.string() };
const differenceSchema = z
  .strictObject({
    ...version,
    approvals: z.array(z.strictObject({ person: personId, at: instant })),
    approved: z.boolean(),
    inUse: z.nullable(z.strictObject({ ...version, approvedAt: instant })),
    changes: z.array(
      z.strictObject({ path: z.string(), before: z.unknown().optional(), after: z.unknown().optional() }),
    ),
    says: z.string(),
  })
  .openapi('ProtocolDifference');

export const approvalDoor = door({
  method: 'get',
  path: '/protocols/:digest/difference',
  action: 'seeProtocols',
  summary: 'What is otherwise in this protocol than in the one approved here before it, by path.',
  params: z.strictObject({ digest }),
  answers: {
    200: { says: 'The protocol, the one in use, and every change', schema: differenceSchema },
    404: { says: 'No such protocol', schema: problemSchema },
  },
  async answer({ services: { protocols }, params }) {
    const pinned = await protocols.byDigest(params.digest);
    if (pinned === null) return sayProblem(problems.noSuchProtocol);
    const { document } = pinned.protocol;
    const before = await protocols.approvedBefore(pinned);
    const changes = before === null ? [] : differences(before.document, document);
    const about = ({ title, version: number, status }: typeof document, of: string) => ({
      digest: of,
      title,
      version: number,
      status,
    });
    return ok({
      ...about(document, pinned.digest),
      approvals: await protocols.approvals(pinned.digest),
      approved: await protocols.approved(pinned.digest),
      inUse: before === null ? null : { ...about(before.document, before.digest), approvedAt: before.at },
      changes,
      says: saysOf(before !== null, changes.length),
    });
  },
});

function saysOf(compared: boolean, changes: number): string {
  if (!compared) return 'No version of this protocol was approved here before: read all of it.';
  if (changes > 0)
    return `${changes} ${changes === 1 ? 'place is' : 'places are'} otherwise than in the version approved before.`;
  return 'The document is the same; this build of WardReady works it out otherwise. Read what its release notes say.';
}
