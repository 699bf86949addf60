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
import type { ItemDocument } from '../protocols/document.ts';
import { itemEvent, keep, strike } from './item-words.ts';
import { answering } from './kinds.ts';

/** True when the item's deadline reads the planned start, so that a moved plan must re-enter it (chart law 5). */
export const readsStart = (item: ItemDocument): boolean => item.untilAfterStart !== undefined;
/** True when the item stops counting by itself. */
export const expires = (item: ItemDocument): boolean =>
  item.validFor !== undefined || item.untilAfterStart !== undefined;

/** Only the class `override` has the state `overridden`: a hard item has no such place to be (I27). */
export const overridable = (item: ItemDocument): boolean => item.stop === 'override' && item.overriddenBy !== undefined;

/** `tokens`: items that answering this one uses up. */
export function itemChart(item: ItemDocument, tokens: readonly string[]): StateConfig {
  const on = (happened: string): string => itemEvent(item.id, happened);
  const act = answering(item, tokens);
  // What was used up for this is needed afresh once this no longer counts.
  const freed = tokens.map((token) => broadcast(itemEvent(token, 'spent')));
  const voided: Record<string, TransitionConfig> = Object.fromEntries(
    (item.voidedBy ?? []).map((event) => [event, { target: 'pending', actions: [strike(item.id), ...freed] }]),
  );
  const corrected = {
    [on('corrected')]: { guard: `mayCorrect.${item.id}`, target: 'pending', actions: [strike(item.id), ...freed] },
  };
  const overridden = overridable(item)
    ? { [on('overridden')]: { guard: `mayOverride.${item.id}`, target: 'overridden', actions: [keep(item.id)] } }
    : {};
  const deferred = item.askedInEmergency === true ? {} : { 'emergency.declared': { target: 'deferred' } };
  const unneeded =
    item.appliesIf === undefined
      ? {}
      : { [on('notNeeded')]: { guard: 'bySystem', target: 'notNeeded', actions: [strike(item.id)] } };
  const judgedOut =
    item.window === undefined ? {} : { [on('judgedOut')]: { guard: 'bySystem', target: 'expired', actions: freed } };
  const judgedIn = item.window === undefined ? {} : { [on('judgedIn')]: { guard: 'bySystem', target: 'satisfied' } };
  // An exception was made for one start; for another it is made again, or not (I31).
  const reopened =
    item.window === undefined ? {} : { 'plan.rearmed': { target: 'pending', actions: [strike(item.id), ...freed] } };
  const rearmed = readsStart(item) ? { 'plan.rearmed': { target: 'satisfied', reenter: true } } : {};
  const used = item.usedBy === undefined ? {} : { [on('consumed')]: { target: 'used' } };
  const expiry = expires(item) ? { after: { [`until.${item.id}`]: { target: 'expired', actions: freed } } } : {};

  const unneededLater = item.voidedBy?.includes('order.changed') === true ? {} : unneeded;
  const { [item.ifNot ?? '']: _ownStop, ...voidedByOthers } = voided;
  return {
    initial: 'pending',
    states: {
      pending: { on: { ...act.answered, ...overridden, ...deferred, ...unneeded } },
      ...act.states({ ...voided, ...corrected, ...deferred, ...unneededLater }),
      satisfied: {
        tags: ['counts'],
        ...expiry,
        on: { ...act.refreshed, ...used, ...judgedOut, ...rearmed, ...unneededLater, ...voided, ...corrected },
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
      ...(expires(item) || item.window !== undefined
        ? {
            expired: {
              on: {
                ...act.answered,
                ...overridden,
                ...deferred,
                ...unneededLater,
                ...judgedIn,
                ...rearmed,
                ...voided,
                ...corrected,
              },
            },
          }
        : {}),
      ...(act.canFail
        ? {
            failed: {
              on: {
                ...act.answered,
                ...overridden,
                ...deferred,
                ...unneededLater,
                ...judgedIn,
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
              on: { ...reopened, ...unneededLater, ...voided, ...corrected },
            },
          }
        : {}),
      ...(item.askedInEmergency === true
        ? {}
        : {
            deferred: {
              tags: ['deferred'],
              on: { ...act.answered, ...unneeded, 'emergency.ended': { target: 'pending' } },
            },
          }),
      ...(item.appliesIf === undefined
        ? {}
        : { notNeeded: { tags: ['counts'], on: { [on('needed')]: { guard: 'bySystem', target: 'pending' } } } }),
    },
  };
}
