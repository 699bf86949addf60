/**
 * One preparation as a chart keeps it on paper: every item once, with what was seen, by whom, how, and who checked it
 * again. Nobody's screen: it says the same to whoever prints it, and no more than a screen says of a blind check.
 */
import type { Protocol } from '../protocols/compile.ts';
import type { EvidenceValue, Instant, Patient, PersonId, Readiness, Role } from '../terms.ts';
import { checklist, saysValue } from './checklist.ts';
import { boardRow, type ViewMeta } from './project.ts';
import { readinessOf } from './readiness.ts';
import type { ChartEvent, State } from './state.ts';
import type { Answer, BoardRow, ItemView, StepView } from './views.ts';

export interface RecordSheet {
  /** The instant it is true at. */
  readonly at: Instant;
  readonly row: BoardRow;
  readonly patient: Patient;
  readonly order: string;
  readonly readiness: Readiness;
  readonly protocol: {
    readonly id: string;
    readonly title: string;
    readonly version: string;
    readonly status: 'unreviewed' | 'reviewed';
    readonly standard: string;
    readonly digest: string;
    /** False until two named people have approved this digest. */
    readonly approved: boolean;
  };
  readonly steps: readonly RecordStep[];
}
export interface RecordStep extends Pick<StepView, 'id' | 'title' | 'short' | 'mark' | 'standing'> {
  readonly completedBy: Act | null;
  readonly items: readonly RecordItem[];
}
export interface RecordItem extends Pick<
  ItemView,
  'id' | 'kind' | 'stop' | 'text' | 'ordered' | 'status' | 'evidence' | 'until' | 'why'
> {
  /** Who answered, or accepted it unanswered. */
  readonly by: Act | null;
  readonly answer: Answer['kind'];
  /** Whoever answered it again, blind; `says` is their own answer, where the two may be seen. */
  readonly second: (Act & { readonly says: string | null }) | null;
  /** Accepted unsatisfied: why, in the words of whoever did. */
  readonly override: { readonly reason: string | null; readonly note: string | null } | null;
}
/** A person in their role then, at an instant. The role is null where the record does not say it. */
export interface Act {
  readonly person: PersonId;
  readonly role: Role | null;
  readonly at: Instant;
}

/**
 * @param now projected to the instant of the sheet
 * @param lastOpen the last state before it ended, where what was done is still in its items; `now` while it is open
 * @param events everything that was recorded, oldest first
 */
export function recordSheet(
  protocol: Protocol,
  { now, lastOpen, events }: { readonly now: State; readonly lastOpen: State; readonly events: readonly ChartEvent[] },
  meta: ViewMeta,
): RecordSheet {
  const { document } = protocol;
  const { context } = lastOpen;
  // Nobody taps on paper: what this reader may do is left out below.
  const view = checklist(protocol, lastOpen, { role: 'system', person: '', grant: '' }, meta);
  const roleOf = (person: PersonId, at: Instant): Role | null =>
    events.find((event) => event.at === at && event.payload.by?.person === person)?.payload.by?.role ?? null;
  const act = (person: PersonId, at: Instant): Act => ({ person, role: roleOf(person, at), at });

  const saysOf = (id: string, value: EvidenceValue): string | null => {
    const placed = protocol.items.get(id);
    return placed === undefined ? null : saysValue(placed.item, value);
  };

  const itemOf = (item: ItemView): RecordItem => {
    const { id, kind, stop, text, ordered, status, evidence: shown, until, why, answer } = item;
    const evidence = context.evidence[id];
    const { second } = evidence ?? {};
    return {
      id,
      kind,
      stop,
      text,
      ...(ordered === undefined ? {} : { ordered }),
      status,
      evidence: shown,
      until,
      // Why the reader of a sheet may not answer is not why it is open.
      why: status === 'notNeeded' ? why : null,
      by: evidence === undefined ? null : { person: evidence.by, role: evidence.role, at: evidence.at },
      answer: answer.kind,
      second: second === undefined ? null : { ...act(second.by, second.at), says: saysOf(id, second.value) },
      override: evidence?.exception === true ? { reason: evidence.reason ?? null, note: evidence.note ?? null } : null,
    };
  };
  return {
    at: now.at,
    row: boardRow(protocol, now, meta),
    patient: context.patient,
    order: context.order.number,
    readiness: readinessOf(protocol, now),
    protocol: {
      id: document.id,
      title: document.title,
      version: document.version,
      status: document.status,
      standard: document.standard,
      digest: meta.digest,
      approved: meta.approved,
    },
    steps: view.steps.map(({ id, title, short, mark, standing, completedBy, items }) => ({
      id,
      title,
      short,
      mark,
      standing,
      completedBy: completedBy === null ? null : act(completedBy.person, completedBy.at),
      items: items.map(itemOf),
    })),
  };
}
