/** Reads what the doors of protocols answer; what is not that is no answer. */
import type { Instant, PersonId } from '../../machines/index.ts';
import { isRecord } from '../link/http.ts';

export interface Approval {
  readonly person: PersonId;
  readonly at: Instant;
}
export interface ProtocolInUse {
  readonly digest: string;
  readonly title: string;
  readonly version: string;
  readonly status: string;
  readonly approvals: readonly Approval[];
  readonly approved: boolean;
}
/** One place that is otherwise; `before` is absent for what is new, `after` for what is gone. */
export interface Change {
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}
export interface Difference {
  readonly digest: string;
  /** The version that was approved before it; null for the first. */
  readonly inUse: { readonly version: string; readonly approvedAt: Instant } | null;
  readonly changes: readonly Change[];
  readonly says: string;
}

export const readProtocols = (body: unknown): readonly ProtocolInUse[] | null =>
  isRecord(body) && Array.isArray(body['protocols']) && body['protocols'].every(isProtocol) ? body['protocols'] : null;

export const readProtocol = (body: unknown): ProtocolInUse | null => (isProtocol(body) ? body : null);

export function readDifference(body: unknown): Difference | null {
  if (!isRecord(body) || typeof body['digest'] !== 'string' || typeof body['says'] !== 'string') return null;
  const { digest, says, changes, inUse } = body;
  if (!Array.isArray(changes) || !changes.every(isChange)) return null;
  if (inUse === null) return { digest, says, changes, inUse };
  return isRecord(inUse) && typeof inUse['version'] === 'string' && typeof inUse['approvedAt'] === 'number'
    ? { digest, says, changes, inUse: { version: inUse['version'], approvedAt: inUse['approvedAt'] } }
    : null;
}

const isProtocol = (one: unknown): one is ProtocolInUse =>
  isRecord(one) &&
  ['digest', 'title', 'version', 'status'].every((key) => typeof one[key] === 'string') &&
  typeof one['approved'] === 'boolean' &&
  Array.isArray(one['approvals']) &&
  one['approvals'].every(
    (by: unknown) => isRecord(by) && typeof by['person'] === 'string' && typeof by['at'] === 'number',
  );
const isChange = (one: unknown): one is Change => isRecord(one) && typeof one['path'] === 'string';
