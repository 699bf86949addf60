/** The timeline of a preparation in a ward's words, from its records. */
import {
  isFiring,
  itemStatus,
  type EvidenceValue,
  type ItemDocument,
  type Protocol,
  type State,
} from '../../machines/index.ts';
import { openedEvent, type Log, type PastEntry } from './log.ts';
import { paceOf } from './pace.ts';
import type { HistoryEntry } from './service.ts';

/** Of which preparation, as its state is now. */
interface About {
  readonly protocol: Protocol;
  readonly state: State;
}

export function historyOf(known: About, { entries }: Log): readonly HistoryEntry[] {
  const pace = paceOf(entries);
  return entries.map((entry, index) => ({
    ...line(known, entry, entries.slice(index + 1)),
    afterMs: pace.get(entry.meta.revision) ?? null,
  }));
}

function line(
  { protocol, state }: About,
  { meta, event }: PastEntry,
  later: readonly PastEntry[],
): Omit<HistoryEntry, 'afterMs'> {
  const item = itemOf(protocol, event.type);
  const { evidence, reason, note } = event.payload;
  const value = evidence?.value;
  return {
    revision: meta.revision,
    at: meta.at,
    recordedAt: meta.recordedAt,
    happenedAt: meta.happenedAt,
    type: meta.type,
    says: says(protocol, event.type, item?.item),
    person: meta.actor?.person ?? null,
    role: meta.actor?.role ?? null,
    value:
      value === undefined || item === null || isBlind(state, item, event.type, later)
        ? null
        : saysValue(item.item, value),
    reason: evidence?.reason ?? reason ?? null,
    note: evidence?.note ?? note ?? null,
    late: meta.happenedAt !== null,
  };
}

type Placed = { readonly item: ItemDocument; readonly step: string };

function itemOf(protocol: Protocol, type: string): Placed | null {
  const id = isFiring({ type }) ? type.split('.')[3] : protocol.events.get(type)?.item;
  const placed = id === undefined ? undefined : protocol.items.get(id);
  return placed === undefined ? null : { item: placed.item, step: placed.step.id };
}

/**
 * The timeline must not tell the second person what the first one answered (I25): while the item is open nothing of it is
 * said, and a first answer that nobody seconded is said only once the item stands or the preparation has ended.
 */
function isBlind(state: State, { item, step }: Placed, type: string, later: readonly PastEntry[]): boolean {
  if (item.kind !== 'secondPerson') return false;
  const status = itemStatus(state, step, item.id);
  if (status === null || status === 'satisfied') return false;
  if (status === 'awaiting' || status === 'pending') return true;
  return type === itemEvent(item.id, 'attested') && !isSeconded(item.id, later);
}

/** Whether the second answer came before the item was answered anew. */
function isSeconded(item: string, later: readonly PastEntry[]): boolean {
  const next = later.find(({ event: { type } }) =>
    [itemEvent(item, 'attested'), itemEvent(item, 'agreed')].includes(type),
  );
  return next?.event.type === itemEvent(item, 'agreed');
}

const itemEvent = (item: string, happened: string): string => `item.${item}.${happened}`;

/** What a deadline was for, by the delay's name: `xstate.after.until.wristband.preparation.open…`. */
const firings: Readonly<Record<string, string>> = {
  dueIn: 'Planned start passed',
  lookAgain: 'Time to look at the hold again',
  unownedFor: 'Nobody has this patient',
  offerFor: 'Offer lapsed',
  acknowledgeWithin: 'Nobody acknowledged in time: escalated',
};
const itemFirings: Readonly<Record<string, string>> = {
  until: 'expired',
  takes: 'done',
  verifyWithin: 'second answer did not come in time',
};

function says(protocol: Protocol, type: string, item: ItemDocument | undefined): string {
  if (type === openedEvent) return 'Preparation opened';
  const known = protocol.events.get(type);
  if (known !== undefined) return known.past;
  const [, , delay = ''] = type.split('.');
  const aboutItem = itemFirings[delay];
  if (item !== undefined && aboutItem !== undefined) return `${item.text}: ${aboutItem}`;
  return firings[delay] ?? type;
}

function saysValue({ answer }: ItemDocument, value: EvidenceValue): string {
  if ('choices' in answer) return answer.choices.find((choice) => choice.value === value)?.label ?? String(value);
  if ('scan' in answer) return `…${String(value).slice(-5)}`;
  if (!('unit' in answer)) return String(value);
  // `NONE IN TWO DAYS` is an answer to a time, and no time.
  if (typeof value !== 'number') return answer.none ?? String(value);
  if (answer.unit === 'clock') return new Date(Number(value)).toISOString();
  return `${Number(value).toFixed(answer.decimals)}${answer.unit === '1' ? '' : ` ${answer.unit}`}`;
}
