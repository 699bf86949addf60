/** What a scan is: read here, then asked of the server while it is heard, else compared with what this tablet has had open. */
import {
  type BoardRow,
  type Checklist,
  type DeviceScan,
  type PersonId,
  type PreparationId,
  readScan,
  scanNotAsked,
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
export function scannedIn(text: string): Scanned {
  const scan = readScan(text, serverClock.now());
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

export async function meaningOf(text: string, live: boolean, rows: readonly BoardRow[]): Promise<ScanMeaning> {
  const scanned = scannedIn(text);
  if (scanned.kind === 'stopped') return { kind: 'unknown', says: scanned.says };
  if (scanned.kind === 'thing') return live && scanned.code !== null ? await thingOf(scanned.code) : { kind: 'away' };
  // What is on a bag is compared with the order, and nobody is asked what it is.
  if (scanned.kind === 'blood') return { kind: 'away' };
  const { number } = scanned;
  if (live) {
    const answer = await ask('POST', '/scan', readMeaning, { text: number });
    // A number without structure may be the site's own on a piece of equipment.
    if (answer.ok && answer.value.kind === 'unknown' && !scanned.isWristband) {
      const thing = await thingOf(number);
      return thing.kind === 'thing' ? thing : answer.value;
    }
    if (answer.ok) return answer.value;
    if (answer.problem.status !== 0) return { kind: 'unknown', says: answer.problem.detail };
  }
  return meaningHere(number, await savedChecklists(), rows);
}

/** What the equipment log has under it. A server without a log is one that cannot be asked. */
async function thingOf(code: string): Promise<ScanMeaning> {
  const answer = await ask('GET', `/equipment/${encodeURIComponent(code)}`, readThing);
  if (answer.ok) return answer.value;
  return answer.problem.type.endsWith('/no-such-thing')
    ? { kind: 'unknown', says: answer.problem.detail }
    : { kind: 'away' };
}

function readThing(body: unknown): ScanMeaning | null {
  const thing = isRecord(body) ? body['thing'] : null;
  if (!isRecord(thing)) return null;
  const { type, title } = thing;
  return typeof type === 'string' && typeof title === 'string' ? { kind: 'thing', type, title } : null;
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
  const { kind, preparations, person } = body;
  if ((kind === 'patient' || kind === 'order') && Array.isArray(preparations))
    return { kind, preparations: preparations.filter((one) => typeof one === 'string') };
  if (kind === 'badge' && isRecord(person) && typeof person['id'] === 'string') return { kind, person: person['id'] };
  // A thing, a bag or a label that could not be read is nobody's; what is said of it here was read on this tablet.
  return ['nothing', 'thing', 'blood', 'unread'].includes(String(kind)) ? { kind: 'unknown', says: null } : null;
}
