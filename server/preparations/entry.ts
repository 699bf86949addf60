/** Turns what was decided into what is committed: records, the sealed state, the next deadline, claims and the feed entry. */
import {
  assertInvariants,
  isAt,
  isFiring,
  nextDue,
  valueAt,
  type ChartEvent,
  type Instant,
  type Protocol,
  type State,
} from '../../machines/index.ts';
import { assetClaims } from '../equipment/claims.ts';
import type { PreparationKeys } from '../record/keys.ts';
import { toRecords, type RecordEntry } from '../record/record.ts';
import { sealState } from '../record/seal.ts';
import type { PinnedProtocol } from '../services.ts';
import type { Claims, Commit, Head, StoredVerdict } from '../store/store.ts';
import { awayClaims } from './journey.ts';
import type { Known } from './known.ts';
import { storedVerdict } from './told.ts';

export interface Decided {
  readonly keys: PreparationKeys;
  /** What it was decided on; null for a new preparation. */
  readonly before: Known | null;
  readonly pinned: PinnedProtocol;
  /** Oldest first; never empty. */
  readonly events: readonly ChartEvent[];
  readonly state: State;
  readonly at: Instant;
}

/** What a command asked for, as its verdict and its records remember it. */
export interface Cause {
  readonly id: string;
  readonly event: string;
  readonly unapplied: readonly string[];
  readonly late: boolean;
  /** When it was done, if it came late. */
  readonly happenedAt: Instant | null;
}

/** A person's or the server's command was accepted. @throws BrokenInvariant before anything is written. */
export function accepted(decided: Decided & { readonly command: Cause }): {
  readonly commit: Commit;
  readonly known: Known;
  readonly verdict: StoredVerdict;
} {
  const { command, at } = decided;
  const entry = recorded(decided);
  const { revision, hash } = entry.known.head;
  const verdict = storedVerdict({
    event: command.event,
    unapplied: command.unapplied,
    verdict: { kind: 'accepted', command: command.id, revision, head: hash, at, late: command.late },
  });
  return { ...entry, commit: { ...entry.commit, verdict }, verdict };
}

/** Deadlines fired; nobody asked, so nobody is answered. @throws BrokenInvariant before anything is written. */
export const fired = (decided: Decided): { readonly commit: Commit; readonly known: Known } => recorded(decided);

function recorded({ keys, before, pinned, events, state, at, command }: Decided & { readonly command?: Cause }): {
  readonly commit: Commit;
  readonly known: Known;
} {
  assertInvariants(pinned.protocol, state);
  const { digest } = pinned;
  const records = toRecords(keys, {
    after: before === null ? null : { revision: before.head.revision, hash: before.head.hash },
    recordedAt: at,
    digest,
    entries: events.map((event): RecordEntry => ({
      event,
      // Only what the person did happened earlier; what the server judged or fired because of it did not.
      happenedAt: event.payload.by === undefined ? null : (command?.happenedAt ?? null),
      command: isFiring(event) ? null : (command?.id ?? null),
      factVersions: { order: state.context.order.version },
    })),
  });
  const { revision, hash } = records.at(-1) ?? { revision: 0, hash: '' };
  const head: Head = {
    preparation: keys.preparation,
    revision,
    hash,
    nextDue: nextDue(state),
    ward: state.context.place.ward,
    digest,
    state: sealState(keys, revision, state),
    open: !isClosed(state),
  };
  const commit: Commit = {
    preparation: keys.preparation,
    expected: before?.head.hash ?? null,
    at,
    verdict: null,
    records,
    head,
    claims: claimsOf(keys, pinned.protocol, before?.state ?? null, state),
    feed: { wards: boardsOf(pinned, before?.head.ward ?? head.ward, head.ward), revision, head: hash },
  };
  return { commit, known: { head, state, pinned } };
}

/** Every board that this changes: the wards', two when the patient moved, and the department's that they are bound for. */
const boardsOf = ({ protocol }: PinnedProtocol, ...wards: readonly string[]): readonly string[] => [
  ...new Set([...wards, ...(protocol.document.department === undefined ? [] : [protocol.document.department])]),
];

/** Nothing changes but the verdict, committed on the same head: a stale no is a conflict like a stale yes. */
export const unchanged = ({ head }: Known, verdict: StoredVerdict, at: Instant): Commit => ({
  preparation: head.preparation,
  expected: head.hash,
  at,
  verdict,
  records: [],
  head,
  claims: { hold: [], release: [], absent: [] },
  feed: null,
});

/** Ended, and nobody has to do anything about it: nothing deferred is left to account for, and a late no was seen. */
export const isClosed = (state: State): boolean => isEnded(state) && !unseen.some((path) => isAt(state.value, path));
const unseen = ['handedOver.escalation.notified', 'handedOver.escalation.escalated'];

/** Ended, and nothing deferred is left to account for. */
const isEnded = ({ value }: State): boolean =>
  valueAt(value, 'open') === undefined && valueAt(value, 'handedOver.account') !== 'reconciling';

/** One active preparation per order. */
export const orderClaim = (order: string): string => `order:${order}`;

/** The order while it is open; the things in hand while they are; the patient while they are away for it. */
function claimsOf(keys: PreparationKeys, protocol: Protocol, before: State | null, after: State): Claims {
  // A patient who says no after hand-over does not take the order back: another preparation may have it by then.
  const held = before === null || isEnded(before) ? null : orderClaim(before.context.order.number);
  const wanted = isEnded(after) ? null : orderClaim(after.context.order.number);
  const order: Claims = {
    hold: wanted === null || wanted === held ? [] : [wanted],
    release: held === null || held === wanted ? [] : [held],
    absent: [],
  };
  const all = [order, assetClaims(protocol, before, after), awayClaims(keys, before, after)];
  return {
    hold: all.flatMap(({ hold }) => hold),
    release: all.flatMap(({ release }) => release),
    absent: all.flatMap(({ absent }) => absent),
  };
}
