/**
 * What the chart's named actions do and how long its named delays last. Append-only: a change of meaning gets a new
 * name and `implementationVersion` grows, because a preparation is pinned to what these meant when it began.
 */
import { assign, raise } from 'xstate';
import { lasts } from '../items/item-traits.ts';
import type { Times } from '../protocols/times.ts';
import type { ItemDocument, ProtocolDocument } from '../protocols/document.ts';
import type { Instant, Milliseconds } from '../terms.ts';
import type { ChartEvent, Context, Raised } from './state.ts';

export const implementationVersion = 2;

/** What the machine is begun with. */
export interface Opening extends Pick<Context, 'preparation' | 'start' | 'order' | 'patient' | 'place'> {
  readonly at: Instant;
}

export const initialContext = ({ input }: { input: Opening }): Context => ({
  preparation: input.preparation,
  start: input.start,
  order: input.order,
  patient: input.patient,
  place: input.place,
  evidence: {},
  raised: {},
  responsible: null,
  offeredTo: null,
  lookAgainAt: null,
});

type Heard = Partial<ChartEvent> & { readonly type: string; readonly input?: Opening };
/** When this event is: its own instant, or the opening's for the first. */
const instantOf = (event: Heard): Instant => event.at ?? event.input?.at ?? Number.NaN;

type Change = (context: Context, event: Heard, params: Readonly<Record<string, string>>) => Partial<Context>;
const change = (make: Change) =>
  assign((({ context, event }: { context: Context; event: Heard }, params: Readonly<Record<string, string>>) =>
    make(context, event, params ?? {})) as never);

/** Only assigns: they write evidence, which no guard reads. */
export const actions: Readonly<Record<string, unknown>> = {
  // The cause is this broadcast's own: what an event broadcasts further has another cause, or none.
  broadcast: raise(((
    { event: { cause: _own, ...event } }: { event: Heard },
    params: { type: string; item?: string },
  ) => ({
    ...event,
    type: params.type,
    ...(params.item === undefined ? {} : { cause: params.item }),
  })) as never),
  keep: change(({ evidence }, { payload }, { item = '' }) =>
    payload?.evidence === undefined ? {} : { evidence: { ...evidence, [item]: payload.evidence } },
  ),
  keepSecond: change(({ evidence }, { payload }, { item = '' }) => {
    const first = evidence[item];
    const second = payload?.evidence;
    if (first === undefined || second?.value === undefined) return {};
    return {
      evidence: { ...evidence, [item]: { ...first, second: { at: second.at, by: second.by, value: second.value } } },
    };
  }),
  strike: change(({ evidence }, _event, { item = '' }) => ({ evidence: without(evidence, item) })),
  note: change((context, event, { topic = '' }) => ({
    raised: { ...context.raised, [topic]: raisedBy(event) },
    ...(topic === 'hold' ? { lookAgainAt: event.payload?.lookAgainAt ?? null } : {}),
  })),
  /** Since version 2. As `note`, with when it happened and what was scanned, where that is said. */
  noteWhen: change((context, event, { topic = '' }) => ({
    raised: { ...context.raised, [topic]: { ...raisedBy(event), ...happenedOf(event) } },
    ...(topic === 'hold' ? { lookAgainAt: event.payload?.lookAgainAt ?? null } : {}),
  })),
  noteMore: change(({ raised }, event, { topic = '', lead = '' }) => {
    const now = raisedBy(event);
    const said = raised[topic]?.note?.split('; ') ?? [];
    // Said twice in the same words it is one thing.
    const all = [...new Set([...said, ...(now.note === null ? [] : [lead + now.note])])];
    return { raised: { ...raised, [topic]: { ...now, note: all.length === 0 ? null : all.join('; ') } } };
  }),
  settle: change(({ raised }, _event, { topic = '' }) => ({ raised: without(raised, topic) })),
  move: change((context, { payload }) => ({ start: payload?.start ?? context.start })),
  amend: change((context, { payload }) => ({ order: payload?.order ?? context.order })),
  identify: change((context, { payload }) => ({ patient: payload?.patient ?? context.patient })),
  relocate: change((context, { payload }) => ({ place: payload?.place ?? context.place })),
  take: change((_context, event) => {
    const person = event.payload?.by?.person;
    return person === undefined ? {} : { responsible: { person, since: instantOf(event) }, offeredTo: null };
  }),
  assignTo: change((_context, event) => {
    const person = event.payload?.person;
    return person === undefined ? {} : { responsible: { person, since: instantOf(event) }, offeredTo: null };
  }),
  offer: change((_context, { payload }) => ({ offeredTo: payload?.person ?? null })),
  withdrawOffer: change(() => ({ offeredTo: null })),
};

function raisedBy(event: Heard): Raised {
  const { by, reason, note, person } = event.payload ?? {};
  return {
    at: instantOf(event),
    by: by?.person ?? null,
    grant: by?.grant ?? null,
    reason: reason ?? null,
    note: note ?? null,
    owner: person ?? null,
    ...(event.cause === undefined ? {} : { item: event.cause }),
  };
}

function happenedOf({ payload: { happenedAt, scanned } = {} }: Heard): Pick<Raised, 'happenedAt' | 'scanned'> {
  return {
    ...(happenedAt === undefined ? {} : { happenedAt }),
    ...(scanned === undefined ? {} : { scanned }),
  };
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  const { [key]: _gone, ...rest } = record;
  return rest;
}

type Delay = (args: { readonly context: Context; readonly event: Heard }) => Milliseconds;

/** Every delay a document's chart names. Each yields a finite number: in XState a missing one fires at once (law 3). */
export function delays(document: ProtocolDocument, times: Times): Readonly<Record<string, Delay>> {
  const items = document.steps.flatMap(({ items: inStep }) => inStep);
  const until =
    (instant: (context: Context) => Instant): Delay =>
    ({ context, event }) =>
      instant(context) - instantOf(event);
  const lasting =
    (name: string): Delay =>
    () =>
      times(name);
  return {
    dueIn: until(({ start }) => start),
    lookAgain: ({ context, event }) =>
      (context.lookAgainAt ?? instantOf(event) + times('lookAgain')) - instantOf(event),
    unownedFor: lasting('unownedFor'),
    offerFor: lasting('offerFor'),
    acknowledgeWithin: lasting('acknowledgeWithin'),
    ...(document.consent.lastsFor === undefined
      ? {}
      : { consentFor: until(({ raised }) => consentAt(raised) + times(document.consent.lastsFor ?? '')) }),
    ...Object.fromEntries(
      items.flatMap((item): (readonly [string, Delay])[] => [
        ...(lasts(item)
          ? [[`until.${item.id}`, until((context) => countsUntil(item, context, times) ?? farAhead)] as const]
          : []),
        ...(item.takes === undefined
          ? []
          : [[`takes.${item.id}`, until((context) => evidenceAt(item, context) + times(item.takes ?? ''))] as const]),
        ...(item.verifyWithin === undefined
          ? []
          : [
              [
                `verifyWithin.${item.id}`,
                until((context) => evidenceAt(item, context) + times(item.verifyWithin ?? '')),
              ] as const,
            ]),
      ]),
    ),
  };
}

/** A thing that the equipment log gives no end to still needs a finite instant (chart law 3): the year 2286. */
const farAhead: Instant = 9_999_999_999_999;

/** When an item stops counting by itself; null if it never does. */
export function countsUntil(item: ItemDocument, context: Context, times: Times): Instant | null {
  const evidence = context.evidence[item.id];
  const from = evidence?.takenAt ?? evidence?.at ?? Number.NaN;
  const limits = [
    ...(item.validFor === undefined ? [] : [from + times(validityOf(item, context) ?? item.validFor)]),
    ...(item.untilAfterStart === undefined ? [] : [context.start + times(item.untilAfterStart)]),
    ...(evidence?.until === undefined ? [] : [evidence.until]),
  ];
  return limits.length === 0 ? null : Math.min(...limits);
}

/** The name of the length of time an item counts for this order; a fact the order does not carry is `unknown`. */
export const validityOf = ({ validForIf = [] }: ItemDocument, { order }: Pick<Context, 'order'>): string | undefined =>
  validForIf.find(({ fact, is }) => is.includes(order.facts[fact] ?? 'unknown'))?.validFor;

const consentAt = (raised: Context['raised']): Instant => raised['consentGiven']?.at ?? Number.NaN;
const evidenceAt = (item: ItemDocument, context: Context): Instant => context.evidence[item.id]?.at ?? Number.NaN;
