/** What a scan is: asked of the server while it is heard, else compared with what this tablet has had open. */
import type { BoardRow, Checklist, PersonId, PreparationId } from '../../machines/index.ts';
import { ask, isRecord } from '../link/http.ts';
import { savedChecklists } from '../link/outbox-db.ts';

export type ScanMeaning =
  /** A patient's number; they may be prepared for more than one procedure. */
  | { readonly kind: 'patient' | 'order'; readonly preparations: readonly PreparationId[] }
  | { readonly kind: 'badge'; readonly person: PersonId }
  | { readonly kind: 'unknown'; readonly says: string | null }
  /** Could not be asked, and this tablet does not know it. */
  | { readonly kind: 'away' };

export async function meaningOf(text: string, live: boolean, rows: readonly BoardRow[]): Promise<ScanMeaning> {
  if (live) {
    const answer = await ask('POST', '/scan', readMeaning, { text });
    if (answer.ok) return answer.value;
    if (answer.problem.status !== 0) return { kind: 'unknown', says: answer.problem.detail };
  }
  return meaningHere(text, await savedChecklists(), rows);
}

/** The whole number where the tablet has it; the last five only when they are one patient's and nobody else's. */
export function meaningHere(
  text: string,
  kept: readonly Pick<Checklist, 'preparation' | 'patient'>[],
  rows: readonly Pick<BoardRow, 'preparation' | 'patient'>[],
): ScanMeaning {
  const number = plainNumber(text);
  const whole = kept.find(({ patient }) => patient.number === number);
  if (whole !== undefined) return { kind: 'patient', preparations: [whole.preparation] };
  const known = new Set(kept.map(({ preparation }) => preparation));
  // A row whose whole number is known here and is another one cannot be meant by its last five.
  const alike = rows.filter(
    ({ preparation, patient }) => !known.has(preparation) && number.length > 5 && number.endsWith(patient.lastFive),
  );
  const [only] = alike;
  return only !== undefined && alike.length === 1
    ? { kind: 'patient', preparations: [only.preparation] }
    : { kind: 'away' };
}

/** Without the three characters by which a scanner may name the kind of barcode (`]C1`), and outer spaces. */
export const plainNumber = (text: string): string => text.replace(/^\][A-Za-z]\d/, '').trim();

function readMeaning(body: unknown): ScanMeaning | null {
  if (!isRecord(body)) return null;
  const { kind, preparations, person } = body;
  if ((kind === 'patient' || kind === 'order') && Array.isArray(preparations))
    return { kind, preparations: preparations.filter((one) => typeof one === 'string') };
  if (kind === 'badge' && isRecord(person) && typeof person['id'] === 'string') return { kind, person: person['id'] };
  return kind === 'nothing' ? { kind: 'unknown', says: null } : null;
}
