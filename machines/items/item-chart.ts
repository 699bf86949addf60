/**
 * The statechart of one item. What every kind shares is here; how each kind is answered is in its own file.
 *
 * pending    open; nothing counts
 * running    a timed act is under way (attested items that take time)
 * awaiting   the first person answered; the second, blind, has not (second-person items)
 * disputed   the two answers differ; neither wins; somebody else must resolve it
 * satisfied  counts, until its deadline, until something voids it, or until a new plan says it does not
 * used       counted once and was used up by the act it was for; open again once that act no longer counts
 * expired    counted once and no longer does
 * failed     answered, and the answer does not satisfy
 * overridden a named role accepted it unsatisfied, with a reason; shown until the procedure ends
 * deferred   an emergency passed it by; never counts
 * notNeeded  the order does not ask for it; says why
 */
import { broadcast } from '../preparation/attention.ts';
import type { StateConfig, TransitionConfig } from '../chart/config.ts';
import { testsOf } from '../protocols/applies.ts';
import type { ItemDocument } from '../protocols/document.ts';
import { itemEvent, keep, strike } from './item-words.ts';
import { readsStart, lasts, rejudged, isResult, overridable } from './item-traits.ts';
import { answering, type On } from './kinds.ts';

/** `tokens`: items that answering this one uses up. `heeded`: others are undone with it. */
export function itemChart(item: ItemDocument, tokens: readonly string[], heeded = false): StateConfig {
  const on = (happened: string): string => itemEvent(item.id, happened);
  const act = answering(item, tokens);
  // What was used up for this is needed afresh once this no longer counts, and what rests on it is done again.
  const freed = [
    ...tokens.map((token) => broadcast(itemEvent(token, 'spent'))),
    ...(heeded ? [broadcast(on('undone'))] : []),
  ];
  const voided: Record<string, TransitionConfig> = Object.fromEntries(
    (item.voidedBy ?? []).map((event) => [event, { target: 'pending', actions: [strike(item.id), ...freed] }]),
  );
  const corrected = {
    [on('corrected')]: { guard: `mayCorrect.${item.id}`, target: 'pending', actions: [strike(item.id), ...freed] },
  };
  const overridden = overridable(item)
    ? { [on('overridden')]: { guard: `mayOverride.${item.id}`, target: 'overridden', actions: [keep(item.id)] } }
    : {};
  const overriddenOpen = item.overriddenOnceAnswered === true ? {} : overridden;
  const deferred = item.askedInEmergency === true ? {} : { 'emergency.declared': { target: 'deferred' } };
  const unneeded =
    item.appliesIf === undefined
      ? {}
      : { [on('notNeeded')]: { guard: 'bySystem', target: 'notNeeded', actions: [strike(item.id)] } };
  const judgedAgain = rejudged(item) || isResult(item);
  const judgedOut = !judgedAgain
    ? {}
    : {
        [on('judgedOut')]: {
          guard: 'bySystem',
          target: item.window === undefined ? 'failed' : 'expired',
          actions: freed,
        },
      };
  const judgedIn = judgedAgain ? { [on('judgedIn')]: { guard: 'bySystem', target: 'satisfied' } } : {};
  // A result may be on file before anybody asks for it.
  const onFile = isResult(item) ? { ...judgedIn, ...judgedOut } : {};
  // The thing was put aside, or the laboratory declared its result wrong: an exception that rested on it is over too.
  const isTakenBack = 'asset' in item.answer || isResult(item);
  const recalled = isTakenBack
    ? { [on('recalled')]: { guard: 'bySystem', target: 'pending', actions: [strike(item.id), ...freed] } }
    : {};
  const struck = isTakenBack ? { [on('recalled')]: { guard: 'bySystem', actions: [strike(item.id)] } } : {};
  // An exception was made for one start; for another it is made again, or not (I31).
  const reopened =
    item.window === undefined ? {} : { 'plan.rearmed': { target: 'pending', actions: [strike(item.id), ...freed] } };
  const rearmed = readsStart(item) ? { 'plan.rearmed': { target: 'satisfied', reenter: true } } : {};
  const used = item.usedBy === undefined ? {} : { [on('consumed')]: { target: 'used' } };
  const lapsed = item.ifLapsed === undefined ? freed : [...freed, broadcast(item.ifLapsed, item.id)];
  const expiry = lasts(item) ? { after: { [`until.${item.id}`]: { target: 'expired', actions: lapsed } } } : {};

  // An order that no longer asks for it has voided it by then; another answer, or a birthday, has not.
  const ordersAlone = testsOf(item).every((test) => 'fact' in test);
  const unneededLater = ordersAlone && item.voidedBy?.includes('order.changed') === true ? {} : unneeded;
  const { [item.ifNot ?? '']: _ownStop, ...voidedByOthers } = voided;
  return {
    initial: 'pending',
    states: {
      pending: { on: { ...act.answered, ...onFile, ...overriddenOpen, ...deferred, ...unneeded } },
      ...act.states({ ...voided, ...corrected, ...deferred, ...unneededLater }),
      satisfied: {
        tags: ['counts'],
        ...expiry,
        on: {
          ...(heeded ? undoing(act.refreshed, on('undone')) : act.refreshed),
          ...used,
          ...judgedOut,
          ...rearmed,
          ...unneededLater,
          ...recalled,
          ...voided,
          ...corrected,
        },
      },
      ...(item.usedBy === undefined
        ? {}
        : {
            used: {
              tags: ['counts'],
              on: {
                ...act.answered,
                [on('spent')]: { target: 'pending', actions: [strike(item.id)] },
                ...unneededLater,
                ...voided,
                ...corrected,
              },
            },
          }),
      ...(lasts(item) || item.window !== undefined
        ? {
            expired: {
              on: {
                ...act.answered,
                ...overriddenOpen,
                ...deferred,
                ...unneededLater,
                ...judgedIn,
                ...rearmed,
                ...recalled,
                ...voided,
                ...corrected,
              },
            },
          }
        : {}),
      ...(act.canFail
        ? {
            failed: {
              // Only an answer is overridden here, and one that has lapsed is none any more.
              ...(item.overriddenOnceAnswered === true ? expiry : {}),
              on: {
                ...act.answered,
                ...overridden,
                ...deferred,
                ...unneededLater,
                ...judgedIn,
                ...recalled,
                ...voidedByOthers,
                ...corrected,
              },
            },
          }
        : {}),
      ...(overridable(item)
        ? {
            overridden: {
              tags: ['counts', 'exception'],
              on: { ...act.filed, ...reopened, ...unneededLater, ...recalled, ...voided, ...corrected },
            },
          }
        : {}),
      ...(item.askedInEmergency === true
        ? {}
        : {
            deferred: {
              tags: ['deferred'],
              on: { ...act.answered, ...unneeded, ...struck, 'emergency.ended': { target: 'pending' } },
            },
          }),
      ...(item.appliesIf === undefined
        ? {}
        : {
            notNeeded: {
              tags: ['counts'],
              on: {
                ...act.kept,
                ...(isResult(item) ? struck : {}),
                [on('needed')]: { guard: 'bySystem', target: 'pending' },
              },
            },
          }),
    },
  };
}

/** Another answer in place of the first: what rested on the first is done again. */
const undoing = (refreshed: On, undone: string): On =>
  Object.fromEntries(
    Object.entries(refreshed).map(([event, transitions]) => [
      event,
      [transitions].flat().map((one) => ({ ...one, actions: [...(one.actions ?? []), broadcast(undone)] })),
    ]),
  );
