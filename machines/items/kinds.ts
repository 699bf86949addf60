/**
 * How each kind of item is answered. A box to tick exists only where a person must attest; what is sensed has none.
 */
import type { StateConfig, TransitionConfig } from '../chart/config.ts';
import { broadcast } from '../preparation/attention.ts';
import type { ItemDocument } from '../protocols/document.ts';
import { canFail, isResult } from './item-traits.ts';
import { itemEvent, keep, keepSecond, strike } from './item-words.ts';

export type On = Readonly<Record<string, TransitionConfig | readonly TransitionConfig[]>>;

/** What a kind adds to the shared chart of an item. */
export interface Answering {
  /** From any open state: what answers the item. */
  readonly answered: On;
  /** From `satisfied`: what may answer it again before it expires. */
  readonly refreshed: On;
  /** A result filed by the laboratory's system: it answers whatever stands, and an exception made meanwhile is over. */
  readonly filed: On;
  /** A result filed while nobody needs it is kept for when somebody does. */
  readonly kept: On;
  /** States only this kind has; `common` leaves each of them. */
  readonly states: (common: On) => Readonly<Record<string, StateConfig>>;
  readonly canFail: boolean;
}

export function answering(item: ItemDocument, tokens: readonly string[]): Answering {
  switch (item.kind) {
    case 'sensed':
      return sensed(item, tokens);
    case 'attested':
      return 'timer' in item.answer ? timed(item, tokens) : answeredOnce(item, tokens, 'attested');
    case 'measured':
      return answeredOnce(item, tokens, 'measured');
    case 'secondPerson':
      return secondPerson(item, tokens);
  }
}

/** A scanner or a record shows it. Showing it again before it expires renews it. */
function sensed(item: ItemDocument, tokens: readonly string[]): Answering {
  const once = answeredOnce(item, tokens, 'sensed');
  const event = itemEvent(item.id, 'sensed');
  const again = outcomes(item, tokens).map((outcome) => ({ ...outcome, reenter: true }));
  return { ...once, refreshed: { [event]: again, ...wrongEvenLate(item) } };
}

/** A person says or reads it, once: a second tap changes nothing. */
function answeredOnce(
  item: ItemDocument,
  tokens: readonly string[],
  how: 'sensed' | 'attested' | 'measured',
): Answering {
  const filed = isResult(item) ? filing(item) : {};
  return {
    answered: { [itemEvent(item.id, how)]: outcomes(item, tokens), ...enteredLate(item, tokens), ...filed },
    refreshed: { ...wrongEvenLate(item), ...filed },
    filed,
    kept: isResult(item) ? { [itemEvent(item.id, 'filed')]: { guard: 'bySystem', actions: [keep(item.id)] } } : {},
    states: () => ({}),
    canFail: canFail(item),
  };
}

/** The timer is the item: it starts with one large tap before the touch, and nobody confirms it with gloves on. */
function timed(item: ItemDocument, tokens: readonly string[]): Answering {
  const started = {
    [itemEvent(item.id, 'started')]: {
      guard: `may.${item.id}`,
      target: 'running',
      actions: [keep(item.id), ...uses(tokens)],
    },
  };
  return {
    answered: { ...started, ...enteredLate(item, tokens, 'running') },
    refreshed: {},
    filed: {},
    kept: {},
    states: (common) => ({ running: { after: { [`takes.${item.id}`]: 'satisfied' }, on: common } }),
    canFail: false,
  };
}

/** Two people answer, the second without seeing the first answer; if they differ, neither wins. */
function secondPerson(item: ItemDocument, tokens: readonly string[]): Answering {
  const on = (happened: string): string => itemEvent(item.id, happened);
  const stop = item.ifNot === undefined ? [] : [broadcast(item.ifNot, item.id)];
  return {
    answered: {
      [on('attested')]: [
        { guard: `proposes.${item.id}`, target: 'awaiting', actions: [keep(item.id)] },
        ...(canFail(item) ? [{ guard: `fails.${item.id}`, target: 'failed', actions: [keep(item.id), ...stop] }] : []),
      ],
    },
    refreshed: {},
    filed: {},
    kept: {},
    states: (common) => ({
      awaiting: {
        after: { [`verifyWithin.${item.id}`]: { target: 'pending', actions: [strike(item.id)] } },
        on: {
          ...common,
          [on('agreed')]: [
            { guard: `agrees.${item.id}`, target: 'satisfied', actions: [keepSecond(item.id), ...uses(tokens)] },
            {
              guard: `differs.${item.id}`,
              target: 'disputed',
              actions: [keepSecond(item.id), broadcast('attention.raised')],
            },
          ],
        },
      },
      disputed: {
        tags: ['stop'],
        on: {
          // Neither of the two who differ takes their answer back to end it: somebody else resolves.
          ...without(common, on('corrected')),
          [on('resolved')]: {
            guard: `resolves.${item.id}`,
            target: 'pending',
            actions: [strike(item.id), broadcast('attention.cleared')],
          },
        },
      },
    }),
    canFail: canFail(item),
  };
}

/** Satisfying or not, the newest result is the one that counts. */
const filing = (item: ItemDocument): On => ({
  [itemEvent(item.id, 'filed')]: [
    { guard: `filedRight.${item.id}`, target: 'satisfied', reenter: true, actions: [keep(item.id)] },
    { guard: `filedWrong.${item.id}`, target: 'failed', reenter: true, actions: [keep(item.id)] },
  ],
});

/** The answer satisfies, or it does not; a wrong answer may raise a stop by itself. */
function outcomes(item: ItemDocument, tokens: readonly string[]): readonly TransitionConfig[] {
  const stop = item.ifNot === undefined ? [] : [broadcast(item.ifNot, item.id)];
  return [
    { guard: `satisfies.${item.id}`, target: 'satisfied', actions: [keep(item.id), ...uses(tokens)] },
    ...(canFail(item)
      ? [{ guard: `fails.${item.id}`, target: 'failed', reenter: true, actions: [keep(item.id), ...stop] }]
      : []),
    ...(item.attempts === undefined
      ? []
      : [
          {
            guard: `exhausts.${item.id}`,
            target: 'failed',
            reenter: true,
            actions: [keep(item.id), broadcast(item.attempts.raises, item.id)],
          },
        ]),
  ];
}

/**
 * Work done before the server heard of it, already judged on what its author saw. It counts from when it happened: it
 * may be expired on arrival, and a timed act may still have to run.
 */
function enteredLate(item: ItemDocument, tokens: readonly string[], target: 'satisfied' | 'running' = 'satisfied'): On {
  const right: TransitionConfig = {
    guard: `enteredLate.${item.id}`,
    target,
    actions: [keep(item.id), ...uses(tokens)],
  };
  return { [itemEvent(item.id, 'enteredLate')]: [right, ...(canFail(item) ? [wrongLate(item)] : [])] };
}

/** A wrong answer is never lost for being late, nor for coming after a right one. */
const wrongEvenLate = (item: ItemDocument): On =>
  canFail(item) ? { [itemEvent(item.id, 'enteredLate')]: wrongLate(item) } : {};
const wrongLate = (item: ItemDocument): TransitionConfig => ({
  guard: `enteredLateWrong.${item.id}`,
  target: 'failed',
  actions: [keep(item.id), ...(item.ifNot === undefined ? [] : [broadcast(item.ifNot, item.id)])],
});

function without(on: On, event: string): On {
  const { [event]: _left, ...rest } = on;
  return rest;
}

const uses = (tokens: readonly string[]) => tokens.map((token) => broadcast(itemEvent(token, 'consumed')));
