/**
 * What a ward's day list said last time, so that only what is new in a file becomes a command.
 * It lies in the store outside the sealed records, so names and numbers are in it as marks: comparable, not readable.
 */
import * as z from 'zod';
import { canonical, type Instant, type WardId } from '../../machines/index.ts';
import type { Clock } from '../ports.ts';
import type { Store } from '../store/store.ts';
import type { DayListRow } from './day-list.ts';

/** An order as the last list had it. */
export interface SeenRow {
  readonly start: Instant;
  readonly bed: string | null;
  samePatient(row: DayListRow): boolean;
  sameFacts(row: DayListRow): boolean;
}
/** What `using` is to do when the work is over: nothing is remembered of a rehearsal or a refusal. */
export interface Used<T> {
  readonly answer: T;
  readonly remember?: readonly DayListRow[];
}
export interface ListMemory {
  /**
   * Gives what is remembered of a ward to `work`, one piece of work at a time in this process. What it says to remember is
   * written after; lost in between, the next import compares with the preparation alone, as for a new list.
   */
  using<T>(ward: WardId, work: (seen: (order: string) => SeenRow | null) => Promise<Used<T>>): Promise<T>;
}

const memoryFormat = 1;
const rowSchema = z.strictObject({
  start: z.int(),
  bed: z.nullable(z.string()),
  patient: z.string(),
  facts: z.string(),
});
const memorySchema = z.strictObject({ format: z.literal(memoryFormat), rows: z.record(z.string(), rowSchema) });
type Kept = z.infer<typeof rowSchema>;

/** Longer than any list is sent again; a start more than a day back is refused anyway. */
const keptMs = 14 * 86_400_000;

export function createListMemory({
  store,
  clock,
  mark,
}: {
  readonly store: Pick<Store, 'document' | 'putDocument'>;
  readonly clock: Clock;
  readonly mark: (value: string) => string;
}): ListMemory {
  const busy = new Map<WardId, Promise<unknown>>();
  const keyOf = (order: string): string => mark(`order:${order}`);
  const patientOf = ({ patient }: DayListRow): string => mark(`patient:${canonical(patient)}`);
  const factsOf = ({ facts }: DayListRow): string => mark(`facts:${canonical(facts)}`);
  const seenRow = (kept: Kept): SeenRow => ({
    start: kept.start,
    bed: kept.bed,
    samePatient: (row) => kept.patient === patientOf(row),
    sameFacts: (row) => kept.facts === factsOf(row),
  });

  async function use<T>(ward: WardId, work: (seen: (order: string) => SeenRow | null) => Promise<Used<T>>): Promise<T> {
    const body = await store.document(`day-list/${ward}`);
    const rows = new Map(Object.entries(body === null ? {} : memorySchema.parse(JSON.parse(body)).rows));
    const { answer, remember } = await work((order) => {
      const kept = rows.get(keyOf(order));
      return kept === undefined ? null : seenRow(kept);
    });
    if (remember === undefined) return answer;
    for (const [key, { start }] of [...rows]) if (start < clock.now() - keptMs) rows.delete(key);
    for (const row of remember) {
      const key = keyOf(row.order);
      // A list that falls silent about the bed has not said a new one; a cancelled order that never was is not remembered.
      if (!row.cancelled || rows.has(key))
        rows.set(key, {
          start: row.start,
          bed: row.bed ?? rows.get(key)?.bed ?? null,
          patient: patientOf(row),
          facts: factsOf(row),
        });
    }
    const written = canonical({ format: memoryFormat, rows: Object.fromEntries(rows) });
    if (written !== body) await store.putDocument(`day-list/${ward}`, written);
    return answer;
  }

  return {
    async using(ward, work) {
      const turn = (busy.get(ward) ?? Promise.resolve()).then(() => use(ward, work));
      const settled = turn.catch(() => undefined);
      busy.set(ward, settled);
      try {
        return await turn;
      } finally {
        if (busy.get(ward) === settled) busy.delete(ward);
      }
    },
  };
}
