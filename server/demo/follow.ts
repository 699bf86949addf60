/**
 * What has gone on record on the ward since the demonstration looks, read from the record itself: so each entry is told and
 * counted once, whoever made it, on whichever screen. Whose it is is known by its place in the record: the staff say which
 * places are theirs.
 */
import type { HistoryEntry } from '../preparations/service.ts';
import type { Person } from './person.ts';

/** Somebody's act that is on record. */
export interface Act {
  readonly entry: HistoryEntry;
  readonly bed: string;
  /** Done while the patient was in the department. */
  readonly there: boolean;
  /** One of the demo staff's; otherwise the visitor's, under whatever name. */
  readonly staffs: boolean;
}

/** How far a preparation was read, and where it was. */
interface Followed {
  readonly revision: number;
  readonly bed: string;
  readonly lastFive: string;
  readonly onBoard: boolean;
}

export class Follow {
  /** Whoever has left stays in it: one who is back, or was missing from one look, is not read from the beginning again. */
  readonly #followed = new Map<string, Followed>();
  /** Where the staff's taps since the last look ended in the record. */
  #staffs: readonly { readonly preparation: string; readonly revision: number }[] = [];
  /** Whom the staff were about to put on the list. */
  readonly #openings = new Set<string>();
  /** Read and not yet told: a server that is killed under a look takes none of it away. */
  #read: Act[] = [];
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

  /** To be said before the next look. */
  staffActed(preparation: string, revision: number): void {
    this.#staffs = [...this.#staffs, { preparation, revision }];
  }

  /** Said before it is asked for: whether a server that was killed meanwhile has it on record is seen in the record. */
  staffOpen(bed: string, number: string): void {
    this.#openings.add(openingOf(bed, number.slice(-5)));
  }

  /** What went on record since the last look, in the order of each preparation's record. */
  async look(reader: Person): Promise<readonly Act[]> {
    const rows = await reader.rows('w4B');
    for (const { preparation, revision, place, patient } of rows) {
      // What is there at the first look was there before anybody came.
      const before = this.#followed.get(preparation)?.revision ?? (this.#looked ? 0 : revision);
      const now = { bed: place.bed ?? '?', lastFive: patient.lastFive, onBoard: true };
      this.#followed.set(preparation, { ...now, revision: before });
      if (before < revision) await this.#readOn(reader, preparation, { ...now, revision: before });
    }
    // Who has left the board left it by an act too, and that may be the visitor's own hand-over.
    for (const [preparation, before] of this.#followed) {
      if (!before.onBoard || rows.some((row) => row.preparation === preparation)) continue;
      await this.#readOn(reader, preparation, { ...before, onBoard: false });
    }
    this.#looked = true;
    // The look that somebody came in only says from where it counts.
    this.#counts = this.#came;
    const read = this.#read;
    this.#read = [];
    return read;
  }

  async #readOn(reader: Person, preparation: string, before: Followed): Promise<void> {
    const all = await reader.history(preparation);
    // It may be longer by now than the row said.
    const revision = Math.max(before.revision, ...all.map((entry) => entry.revision));
    this.#followed.set(preparation, { ...before, revision });
    // An act may set off deadlines in the same commit; those after it are nobody's.
    const ours = new Set(
      this.#staffs
        .filter((one) => one.preparation === preparation)
        .map(
          ({ revision: upTo }) => all.findLast((entry) => entry.revision <= upTo && entry.person !== null)?.revision,
        ),
    );
    this.#staffs = this.#staffs.filter((one) => one.preparation !== preparation);
    for (const entry of all) {
      if (entry.revision <= before.revision || entry.person === null) continue;
      const staffs =
        entry.type === 'preparation.opened'
          ? this.#openings.delete(openingOf(before.bed, before.lastFive))
          : ours.has(entry.revision);
      this.#read.push({ entry, bed: before.bed, there: isThere(all, entry), staffs });
      if (!this.#counts) continue;
      const { yours, staff } = this.#acts;
      this.#acts = staffs ? { yours, staff: staff + 1 } : { yours: yours + 1, staff };
    }
  }
}

/** By the last word of the way before it. */
const isThere = (all: readonly HistoryEntry[], { revision }: HistoryEntry): boolean =>
  all.findLast((one) => one.revision < revision && wayWords.has(one.type))?.type === 'patient.received';
const wayWords = new Set(['patient.left', 'patient.leftUnready', 'patient.received', 'patient.returned']);

const openingOf = (bed: string, lastFive: string): string => `${bed} ${lastFive}`;
