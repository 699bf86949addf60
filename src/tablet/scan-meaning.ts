/** What a scan is: read here, then asked of the server while it is heard, else compared with what this tablet has had open. */
import {
  type BoardRow,
  type Checklist,
  type PersonId,
  type PreparationId,
  readScan,
  scanNotAsked,
} from '../../machines/index.ts';
import { ask, isRecord } from '../link/http.ts';
import { savedChecklists } from '../link/outbox-db.ts';
import { serverClock } from '../link/server-clock.ts';

export type ScanMeaning =
  /** A patient's number; they may be prepared for more than one procedure. */
  | { readonly kind: 'patient' | 'order'; readonly preparations: readonly PreparationId[] }
  | { readonly kind: 'badge'; readonly person: PersonId }
  | { readonly kind: 'unknown'; readonly says: string | null }
  /** Could not be asked, and this tablet does not know it. */
  | { readonly kind: 'away' };

/** What can be looked up, or the sentence why nothing is. */
export type Scanned =
  | { readonly number: string; readonly isWristband: boolean; readonly says: null }
  | { readonly number: null; readonly says: string };

/** A barcode as the record would have it: the number alone, without how it was written on the label. */
export function scannedIn(text: string): Scanned {
  const scan = readScan(text, serverClock.now());
  switch (scan.kind) {
    case 'patient':
      return { number: scan.number, isWristband: true, says: null };
    case 'badge':
      return { number: scan.number, isWristband: false, says: null };
    case 'plain':
      return { number: scan.text, isWristband: false, says: null };
    case 'device':
    case 'blood':
    case 'asset':
      return { number: null, says: scanNotAsked[scan.kind] };
    case 'unclear':
      return { number: null, says: scan.question };
    case 'refused':
      return { number: null, says: scan.says };
  }
}

export async function meaningOf(text: string, live: boolean, rows: readonly BoardRow[]): Promise<ScanMeaning> {
  const { number, says } = scannedIn(text);
  if (number === null) return { kind: 'unknown', says };
  if (live) {
    const answer = await ask('POST', '/scan', readMeaning, { text: number });
    if (answer.ok) return answer.value;
    if (answer.problem.status !== 0) return { kind: 'unknown', says: answer.problem.detail };
  }
  return meaningHere(number, await savedChecklists(), rows);
}

/** The whole number where the tablet has it; the last five only when they are one patient's and nobody else's. */
export function meaningHere(
  number: string,
  kept: readonly Pick<Checklist, 'preparation' | 'patient'>[],
  rows: readonly Pick<BoardRow, 'preparation' | 'patient'>[],
): ScanMeaning {
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

function readMeaning(body: unknown): ScanMeaning | null {
  if (!isRecord(body)) return null;
  const { kind, preparations, person } = body;
  if ((kind === 'patient' || kind === 'order') && Array.isArray(preparations))
    return { kind, preparations: preparations.filter((one) => typeof one === 'string') };
  if (kind === 'badge' && isRecord(person) && typeof person['id'] === 'string') return { kind, person: person['id'] };
  // A thing, a bag or a label that could not be read is nobody's; what is said of it here was read on this tablet.
  return ['nothing', 'thing', 'blood', 'unread'].includes(String(kind)) ? { kind: 'unknown', says: null } : null;
}
