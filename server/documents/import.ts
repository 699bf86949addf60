/**
 * From rows to changes, whatever sent them (a day list, a FHIR bundle): new orders open, changed rows become commands,
 * all in one commit or none.
 * A row is compared with what the same list said last time too: what a nurse changed since is not changed back by an old file.
 */
import type { Actor, WardId } from '../../machines/index.ts';
import type { Change, Known, Preparations } from '../preparations/service.ts';
import type { CellError } from './csv.ts';
import type { DayListRow } from './day-list.ts';
import type { ListMemory, SeenRow } from './list-memory.ts';

export interface ImportReport {
  readonly opened: number;
  /** Rows with a new start or bed. */
  readonly moved: number;
  /** Rows with new facts about the order or details of the patient. */
  readonly amended: number;
  readonly cancelled: number;
  readonly unchanged: number;
  /** What somebody should know though it is no mistake, by line. */
  readonly notes: readonly CellError[];
}
export type ImportAnswer =
  | { readonly kind: 'imported' | 'rehearsed'; readonly report: ImportReport }
  /** Nothing was written. */
  | { readonly kind: 'refused'; readonly errors: readonly CellError[] };

export interface ImportParts {
  readonly preparations: Pick<Preparations, 'apply' | 'rehearse' | 'ofOrder'>;
  readonly memory: ListMemory;
}
export interface ImportRequest {
  readonly rows: readonly DayListRow[];
  readonly ward: WardId;
  /** The importer, as `system`: facts from the world are nobody's opinion. */
  readonly actor: Actor;
  /** Whether the importer may change a patient who is on this ward now. */
  readonly mayChange: (ward: WardId) => boolean;
  readonly dryRun: boolean;
  /** Why a start moved or a preparation was cancelled, as the record says it. */
  readonly reason: string;
}

export const importDayList = (parts: ImportParts, request: ImportRequest): Promise<ImportAnswer> =>
  // One list of a ward after the other: two at once would each compare with what the other is about to change.
  parts.memory.using<ImportAnswer>(request.ward, async (seen) => {
    const decided = await Promise.all(request.rows.map((row) => decideRow(parts, request, row, seen(row.order))));
    const errors = decided.flatMap(({ error }) => (error === null ? [] : [error]));
    if (errors.length > 0) return { answer: { kind: 'refused', errors } };

    const changes = decided.flatMap(({ line, changes: ofRow }) => ofRow.map((change) => ({ line, change })));
    const { apply, rehearse } = parts.preparations;
    const asked = changes.map(({ change }) => change);
    const outcome =
      asked.length === 0 ? null : await (request.dryRun ? rehearse(asked, request.actor) : apply(asked, request.actor));
    if (outcome?.kind === 'refused') {
      return {
        answer: {
          kind: 'refused',
          errors: [{ line: changes[outcome.index]?.line ?? 1, column: null, says: outcome.says }],
        },
      };
    }
    const answer: ImportAnswer = { kind: request.dryRun ? 'rehearsed' : 'imported', report: reportOf(decided) };
    return request.dryRun ? { answer } : { answer, remember: request.rows };
  });

interface Decided {
  readonly line: number;
  readonly changes: readonly Change[];
  readonly did: readonly ('opened' | 'moved' | 'amended' | 'cancelled')[];
  readonly note: CellError | null;
  readonly error: CellError | null;
}

async function decideRow(
  { preparations }: ImportParts,
  request: ImportRequest,
  row: DayListRow,
  seen: SeenRow | null,
): Promise<Decided> {
  const { line } = row;
  const none: Decided = { line, changes: [], did: [], note: null, error: null };
  const known = await preparations.ofOrder(row.order);
  if (known === null) {
    if (row.cancelled) return none;
    // It was here and is over: handed over or cancelled. An old file must not prepare a patient twice.
    if (seen !== null)
      return {
        ...none,
        note: {
          line,
          column: null,
          says: 'this order was prepared here and has ended; open it at the desk if it is to be done again',
        },
      };
    return { ...none, did: ['opened'], changes: [opening(row, request.ward)] };
  }
  const error = (says: string): Decided => ({ ...none, error: { line, column: null, says } });
  if (!request.mayChange(known.opening.place.ward))
    return error('this order is being prepared on a ward that is not yours; nothing of it can be changed from here');
  if (known.protocol !== row.protocol)
    return error('this order is being prepared for another procedure; cancel it and give the new one its own order');
  const command = (event: string, more: object): Change => ({
    kind: 'command',
    preparation: known.preparation,
    command: { event, ...more },
  });
  if (row.cancelled)
    return { ...none, did: ['cancelled'], changes: [command('preparation.cancelled', { reason: request.reason })] };
  const { patient, order, start, place } = differences(known, row, request.ward, seen);
  return {
    ...none,
    did: [
      ...(start === null && place === null ? [] : (['moved'] as const)),
      ...(patient === null && order === null ? [] : (['amended'] as const)),
    ],
    changes: [
      ...(patient === null ? [] : [command('patient.amended', { patient })]),
      ...(order === null ? [] : [command('order.amended', { order })]),
      ...(start === null ? [] : [command('plan.moved', { start, reason: request.reason })]),
      ...(place === null ? [] : [command('place.moved', { place })]),
    ],
  };
}

/** What the list says now that it did not say last time, and that is not so already. Null where there is nothing to do. */
function differences({ opening: now }: Known, row: DayListRow, ward: WardId, seen: SeenRow | null) {
  const patientDiffers = (['familyName', 'givenName', 'birthDate', 'sex', 'number'] as const).some(
    (key) => row.patient[key] !== now.patient[key],
  );
  const factsDiffer = Object.entries(row.facts).some(([fact, value]) => now.order.facts[fact] !== value);
  const bedDiffers = row.bed !== null && (row.bed !== now.place.bed || ward !== now.place.ward);
  return {
    patient: patientDiffers && seen?.samePatient(row) !== true ? row.patient : null,
    order:
      factsDiffer && seen?.sameFacts(row) !== true
        ? { number: row.order, version: now.order.version + 1, facts: { ...now.order.facts, ...row.facts } }
        : null,
    start: row.start !== now.start && seen?.start !== row.start ? row.start : null,
    place: bedDiffers && seen?.bed !== row.bed ? { ward, bed: row.bed } : null,
  };
}

const opening = ({ order, facts, patient, protocol, start, bed }: DayListRow, ward: WardId): Change => ({
  kind: 'open',
  protocol,
  opening: { start, patient, order: { number: order, version: 1, facts }, place: { ward, bed } },
});

function reportOf(decided: readonly Decided[]): ImportReport {
  const count = (what: Decided['did'][number]): number => decided.filter(({ did }) => did.includes(what)).length;
  return {
    opened: count('opened'),
    moved: count('moved'),
    amended: count('amended'),
    cancelled: count('cancelled'),
    unchanged: decided.filter(({ did }) => did.length === 0).length,
    notes: decided.flatMap(({ note }) => (note === null ? [] : [note])),
  };
}
