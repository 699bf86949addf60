/**
 * What a scanner read, as the record has it. The one place between what a command carries and what is compared: a
 * wristband becomes the patient's number, a bag its donation number, a label the equipment log's own number, whichever
 * tablet or program sent it and however much of the label. A label that cannot be read is neither a match nor a mismatch.
 */
import {
  donationNumber,
  readScan,
  scanNotAsked,
  type AssetFact,
  type CommandMessage,
  type Instant,
  type ItemDocument,
  type ScanSettings,
  type State,
} from '../../machines/index.ts';
import type { Equipment } from '../equipment/equipment.ts';
import { readLabel } from '../equipment/scan.ts';
import type { Known } from './known.ts';

export type ReadCommand =
  | { readonly ok: true; readonly message: CommandMessage; readonly asset: AssetFact | null }
  /** Why the label answers nothing, in a technician's words. */
  | { readonly ok: false; readonly says: string };

export interface ScanReading {
  readonly equipment: Pick<Equipment, 'factOf'>;
  readonly scan: ScanSettings;
}

export const createScanReader =
  ({ equipment, scan: site }: ScanReading) =>
  async ({ pinned, state }: Known, message: CommandMessage, at: Instant): Promise<ReadCommand> => {
    const { event, value } = message;
    const item = pinned.protocol.events.get(event)?.item;
    const answer = item === undefined ? undefined : pinned.protocol.items.get(item)?.item.answer;
    const asIs: ReadCommand = { ok: true, message, asset: null };
    if (answer === undefined || value === undefined) return asIs;
    // The wire carries what was scanned, never what is said of it.
    if ('asset' in answer) {
      const fact = await equipment.factOf(value, at);
      if (fact.standing !== 'unknown') return { ok: true, message: { ...message, value: fact.asset }, asset: fact };
      const label = readLabel(String(value), at, site);
      return 'said' in label ? { ok: false, says: label.said } : asIs;
    }
    const record = recordOf(answer, state);
    // A number that is the record's own is it, whatever else it could be read as.
    if (record === null || typeof value !== 'string' || value === record) return asIs;
    const number = numberIn(value, 'scanFact' in answer ? 'bag' : 'number', at, site);
    if ('is' in number && 'scanFact' in answer && isPartOfBag(number.is, record, at))
      return { ok: false, says: partOfBag };
    return 'says' in number ? { ok: false, says: number.says } : { ...asIs, message: { ...message, value: number.is } };
  };

/**
 * Where the order has a unit's number, what is none is a label that lost its beginning or its end, and not another bag:
 * a scanner that was too fast for the tablet would stop the right unit as a wrong one.
 */
const isPartOfBag = (scanned: string, record: string, at: Instant): boolean =>
  donationNumber(record, at) === record && donationNumber(scanned, at) === null;
const partOfBag =
  'That is not the whole number of a unit. Scan the label again. If the bag has no other number, it is not the one issued: stop.';

/** What the scan is compared with; null for an item that is not answered by one. */
function recordOf(answer: ItemDocument['answer'], { context: { patient, order } }: State): string | null {
  if ('scan' in answer) return answer.scan === 'patient.number' ? patient.number : order.number;
  return 'scanFact' in answer ? (order.facts[answer.scanFact] ?? '') : null;
}

/** The number on a label of the kind asked for. Another kind is a slip of the hand, and no wrong patient and no wrong bag. */
function numberIn(
  text: string,
  wanted: 'number' | 'bag',
  at: Instant,
  site: ScanSettings,
): { readonly is: string } | { readonly says: string } {
  const scan = readScan(text, at, site);
  switch (scan.kind) {
    case 'plain':
      return { is: scan.text };
    case 'patient':
      return wanted === 'number' ? { is: scan.number } : { says: 'This is a wristband. Scan the label on the bag.' };
    case 'blood':
      if (wanted === 'number') return { says: scanNotAsked.blood };
      return scan.din === null
        ? { says: 'This label does not carry the number of the unit. Scan the one that does.' }
        : { is: scan.din.number };
    case 'badge':
      return { says: 'This is a badge. Scan the label that is asked for.' };
    case 'device':
    case 'asset':
      return { says: scanNotAsked[scan.kind] };
    case 'unclear':
      return { says: scan.question };
    case 'refused':
      return { says: scan.says };
  }
}
