/**
 * What somebody else did since a late answer's author last looked, that the answer stood on: so that the person who must
 * decide is told what to look at, and not only that something is different. Deadlines are nobody.
 */
import { readSet, writeSet } from '../chart/sets.ts';
import type { Protocol } from '../protocols/compile.ts';
import type { Actor, Instant } from '../terms.ts';
import { opened, replayOne } from './decide.ts';
import type { Lateness, PastEvent } from './late.ts';
import { valueAt } from './status.ts';
import { isFiring } from './step.ts';
import type { Changed } from './verdict.ts';

/**
 * Each act of another device since, oldest first, that changed a region this event's guards read; or that would have
 * taken the answer back, had it been here: an open item does not change when a fault is reported and the kit replaced,
 * but "all in date" was said of the old kit.
 */
export function changedByOthers(
  protocol: Protocol,
  event: string,
  actor: Actor,
  { opening, past, base }: Lateness,
): readonly Changed[] {
  const read = [...readSet(protocol.chart, event)];
  const spec = protocol.events.get(event);
  const placed = spec?.item === undefined ? undefined : protocol.items.get(spec.item);
  const own = placed === undefined ? null : `open.${placed.step.id}.${placed.item.id}`;
  const changed: Changed[] = [];
  let state = opened(protocol, opening);
  for (const one of past) {
    const { revision, event: recorded, device } = one;
    const before = state;
    const next = replayOne(protocol, before, recorded);
    state = next;
    if (revision <= base || device === actor.device || isFiring(recorded)) continue;
    const moved = read.some(
      (region) => JSON.stringify(valueAt(before.value, region)) !== JSON.stringify(valueAt(next.value, region)),
    );
    if (moved || (own !== null && writeSet(protocol.chart, recorded.type).has(own)))
      changed.push(toldOf(protocol, one));
  }
  return changed;
}

/** What, who and when: never a value, for a verdict is kept unsealed, and a blind answer is nobody's to read. */
function toldOf(protocol: Protocol, one: PastEvent): Changed {
  const { type, payload } = one.event;
  const spec = protocol.events.get(type);
  const item = spec?.item === undefined ? undefined : protocol.items.get(spec.item)?.item;
  return {
    ...(item === undefined ? {} : { item: item.id }),
    event: type,
    says: item?.text ?? spec?.past ?? type,
    by: payload.by?.person ?? payload.evidence?.by ?? null,
    at: happened(one),
  };
}

/** At the bedside, where that was before it was recorded. */
export const happened = ({ happenedAt, event }: PastEvent): Instant =>
  happenedAt ?? event.payload.evidence?.at ?? event.at;
