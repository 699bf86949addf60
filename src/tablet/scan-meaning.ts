/**
 * What a scan is: read here by the site's rules, then asked of the server while it is heard, else compared with what this
 * tablet has had open. The server reads the same text by the same rules; where the two differ, because it was started with
 * another file since, the server is right.
 */
import {
  type BoardRow,
  type Checklist,
  type DeviceScan,
  type PersonId,
  type PreparationId,
  readScan,
  scanNotAsked,
  type ScanSettings,
} from '../../machines/index.ts';
import { ask, isRecord } from '../link/http.ts';
import { hasEnded } from '../link/lapse.ts';
import { savedChecklists } from '../link/outbox-db.ts';
import { serverClock } from '../link/server-clock.ts';

export type ScanMeaning =
  /** A patient's number; they may be prepared for more than one procedure. */
  | { readonly kind: 'patient' | 'order'; readonly preparations: readonly PreparationId[] }
  | { readonly kind: 'badge'; readonly person: PersonId }
  /** A piece of equipment or a lot, as the equipment log has it. */
  | { readonly kind: 'thing'; readonly type: string; readonly title: string }
  /** The number of a bag of blood; null where it is on another of its labels. */
  | { readonly kind: 'blood'; readonly din: string | null }
  /** The server could not read it, and says why. */
  | { readonly kind: 'unread'; readonly says: string }
  | { readonly kind: 'unknown'; readonly says: string | null }
  /** Could not be asked, and this tablet does not know it. */
  | { readonly kind: 'away' };

/** What can be looked up, or the sentence why nothing is. */
export type Scanned =
  | { readonly kind: 'number'; readonly number: string; readonly isWristband: boolean }
  /** `code`: what the equipment log is asked for; null where the label names a model only. */
  | { readonly kind: 'thing'; readonly code: string | null; readonly says: string }
  /** `din`: the unit's number; null where it is on another label of the bag. */
  | { readonly kind: 'blood'; readonly din: string | null }
  | { readonly kind: 'stopped'; readonly says: string };

/** A barcode as the record would have it: the number alone, without how it was written on the label. */
export function scannedIn(text: string, site: ScanSettings): Scanned {
  const scan = readScan(text, serverClock.now(), site);
  switch (scan.kind) {
    case 'patient':
      return { kind: 'number', number: scan.number, isWristband: true };
    case 'badge':
      return { kind: 'number', number: scan.number, isWristband: false };
    case 'plain':
      return { kind: 'number', number: scan.text, isWristband: false };
    case 'device':
      return { kind: 'thing', code: codeOf(scan), says: scanNotAsked.device };
    case 'asset':
      return { kind: 'thing', code: scan.number, says: scanNotAsked.asset };
    case 'blood':
      return { kind: 'blood', din: scan.din?.number ?? null };
    case 'unclear':
      return { kind: 'stopped', says: scan.question };
    case 'refused':
      return { kind: 'stopped', says: scan.says };
  }
}

/**
 * What names one thing or one lot on a device's label, in GS1's brackets whatever the label's own scheme: the separator
 * that labels have is a control character, which no message may carry. A model alone is any of its kind.
 */
function codeOf({ giai, serial, lot }: DeviceScan): string | null {
  const parts = Object.entries({ '8004': giai, '10': lot, '21': serial });
  const code = parts.map(([key, value]) => (value === undefined ? '' : `(${key})${value}`)).join('');
  return code === '' ? null : code;
}

/** `text`: as the scanner sent it, which is what the server reads too; `scanned`: what this tablet made of it. */
export async function meaningOf(
  text: string,
  scanned: Scanned,
  live: boolean,
  rows: readonly BoardRow[],
): Promise<ScanMeaning> {
  if (scanned.kind === 'stopped') return { kind: 'unread', says: scanned.says };
  // What is on a bag is compared with the order, and nobody is asked what it is.
  if (scanned.kind === 'blood') return scanned;
  // A model is any of its kind: there is nothing to ask for.
  if (scanned.kind === 'thing' && scanned.code === null) return { kind: 'away' };
  if (live) {
    const answer = await ask('POST', '/scan', readMeaning, { text });
    if (answer.ok) return answer.value;
    if (answer.problem.status !== 0) return { kind: 'unknown', says: answer.problem.detail };
  }
  return scanned.kind === 'thing' ? { kind: 'away' } : meaningHere(scanned.number, await savedChecklists(), rows);
}

type KeptHere = Pick<Checklist, 'preparation' | 'patient' | 'row'>;
type Listed = Pick<BoardRow, 'preparation' | 'patient' | 'status'>;

/**
 * The whole number where the tablet has it; the last five only when they are one patient's and nobody else's.
 * A preparation that has ended is what a scan means only when this patient has no other: its checklist may be older
 * than its end, and would show an old "Ready" over the new preparation that is on the list.
 */
export function meaningHere(number: string, kept: readonly KeptHere[], rows: readonly Listed[]): ScanMeaning {
  const whole = kept.filter(({ patient }) => patient.number === number);
  const going = rows.filter((row) => !hasEnded(row));
  const isGoing = ({ preparation }: KeptHere): boolean => going.some((row) => row.preparation === preparation);
  const known = new Set(kept.map(({ preparation }) => preparation));
  // A row whose whole number is known here and is another one cannot be meant by its last five.
  const alike = going.filter(
    ({ preparation, patient }) =>
      !known.has(preparation) &&
      number.length > 5 &&
      number.endsWith(patient.lastFive) &&
      (whole.length === 0 || whole.some(({ row }) => isSamePerson(row.patient, patient))),
  );
  const found = [whole.filter(isGoing), alike.length === 1 ? alike : [], whole.filter(isOpenElsewhere), whole].find(
    (some) => some.length > 0,
  );
  return found === undefined
    ? { kind: 'away' }
    : { kind: 'patient', preparations: found.map(({ preparation }) => preparation) };

  /** On no list of this ward, and when it was kept it had not ended. */
  function isOpenElsewhere({ preparation, row }: KeptHere): boolean {
    return !hasEnded(row) && !rows.some((one) => one.preparation === preparation);
  }
}

const isSamePerson = (one: BoardRow['patient'], other: BoardRow['patient']): boolean =>
  one.name === other.name && one.birthDate === other.birthDate;

function readMeaning(body: unknown): ScanMeaning | null {
  if (!isRecord(body)) return null;
  const { kind, preparations, person, thing, din, says } = body;
  const why = typeof says === 'string' ? says : null;
  switch (kind) {
    case 'patient':
    case 'order':
      return Array.isArray(preparations)
        ? { kind, preparations: preparations.filter((one) => typeof one === 'string') }
        : null;
    case 'badge':
      return isRecord(person) && typeof person['id'] === 'string' ? { kind, person: person['id'] } : null;
    case 'thing':
      return isRecord(thing) && typeof thing['type'] === 'string' && typeof thing['title'] === 'string'
        ? { kind, type: thing['type'], title: thing['title'] }
        : null;
    case 'blood':
      return { kind, din: typeof din === 'string' ? din : null };
    case 'unread':
      return why === null ? null : { kind, says: why };
    case 'nothing':
      return { kind: 'unknown', says: why };
    default:
      return null;
  }
}
