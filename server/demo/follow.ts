/**
 * What has gone on record on the ward since the demonstration looks, read from the record itself: so it counts whoever did
 * it, on whichever screen, and not only what the demo staff were told or what one name did.
 */
import type { Verdict } from '../../machines/index.ts';
import type { HistoryEntry } from '../preparations/service.ts';
import type { Person } from './person.ts';

/** An act that none of the demo staff made. */
export interface Act {
  readonly entry: HistoryEntry;
  readonly bed: string;
  /** Done while the patient was in the department. */
  readonly there: boolean;
}

/** How far a preparation was looked at, and where it was. */
interface Followed {
  readonly revision: number;
  readonly bed: string;
}

export class Follow {
  readonly #followed = new Map<string, Followed>();
  /** Who of the staff was told of an act, and when: their names are the visitor's too, on another screen. */
  readonly #staffs = new Set<string>();
  #looked = false;
  #came = false;
  #counts = false;
  /** On record since somebody came to see: what the demo staff did, and what others did, on whichever screen. */
  #acts = { yours: 0, staff: 0 };

  get since(): { readonly yours: number; readonly staff: number } {
    return this.#acts;
  }

  /** Somebody looks at the window: what is on record from the next look on happens before their eyes. */
  come(): void {
    this.#came = true;
  }

  staffActed(person: string, { at }: Verdict): void {
    this.#staffs.add(keyOf(person, at));
  }

  /** What others than the staff did since the last look, in the order of the record. */
  async look(reader: Person): Promise<readonly Act[]> {
    const rows = await reader.rows('w4B');
    const acts: Act[] = [];
    for (const { preparation, revision, place } of rows) {
      // What is there at the first look was there before anybody came.
      const before = this.#followed.get(preparation)?.revision ?? (this.#looked ? 0 : revision);
      const now = { revision, bed: place.bed ?? '?' };
      if (before < revision) acts.push(...(await this.#newer(reader, preparation, { ...now, revision: before })));
      this.#followed.set(preparation, now);
    }
    // Who has left the board left it by an act too, and that may be the visitor's own hand-over.
    for (const [preparation, before] of this.#followed) {
      if (rows.some((row) => row.preparation === preparation)) continue;
      acts.push(...(await this.#newer(reader, preparation, before)));
      this.#followed.delete(preparation);
    }
    this.#looked = true;
    // The look that somebody came in only says from where it counts.
    this.#counts = this.#came;
    return acts;
  }

  async #newer(reader: Person, preparation: string, { revision: seen, bed }: Followed): Promise<readonly Act[]> {
    const all = await reader.history(preparation);
    const entries = all.filter(({ revision, person }) => revision > seen && person !== null);
    const others = entries.filter(({ person, recordedAt }) => !this.#staffs.delete(keyOf(person ?? '', recordedAt)));
    if (this.#counts) {
      const { yours, staff } = this.#acts;
      this.#acts = { yours: yours + others.length, staff: staff + entries.length - others.length };
    }
    return others.map((entry) => ({ entry, bed, there: isThere(all, entry) }));
  }
}

/** By the last word of the way before it. */
const isThere = (all: readonly HistoryEntry[], { revision }: HistoryEntry): boolean =>
  all.findLast((one) => one.revision < revision && wayWords.has(one.type))?.type === 'patient.received';
const wayWords = new Set(['patient.left', 'patient.leftUnready', 'patient.received', 'patient.returned']);

const keyOf = (person: string, at: number): string => `${person} ${at}`;
