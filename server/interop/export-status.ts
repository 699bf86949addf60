/**
 * What a preparation's standing is called in FHIR R4. `preparation` means that the core event has not begun; WardReady
 * never learns that it has, so a patient handed over stays `preparation` until the procedure's own system says more.
 */
import type { Procedure, Task } from '@medplum/fhirtypes';
import { isAt, itemStatus, type ItemStatus, readinessOf, stopIn, valueAt } from '../../machines/index.ts';
import type { Exporting } from './export-shapes.ts';

export interface Standing {
  readonly procedure: Procedure['status'];
  readonly task: Task['status'];
  /** Finer than Task.status: a code and its words. */
  readonly business: readonly [code: string, says: string];
  /** Why it stands or ended; null when there is nothing to say. */
  readonly reason: string | null;
}

export function standingOf({ protocol, now }: Exporting): Standing {
  const { value, context } = now;
  if (value === 'notDone')
    return {
      procedure: 'not-done',
      task: 'cancelled',
      business: ['notDone', 'Cancelled'],
      reason: context.raised['ended']?.reason ?? null,
    };
  if (valueAt(value, 'open') === undefined) {
    const business: Standing['business'] = isAt(value, 'handedOver.account.reconciling')
      ? ['handedOverDeferred', 'Handed over, deferred items still to account for']
      : ['handedOver', 'Handed over'];
    return { procedure: 'preparation', task: 'completed', business, reason: stopIn(protocol, now)?.says ?? null };
  }
  const readiness = readinessOf(protocol, now);
  const open = (business: Standing['business'], reason: string | null = null): Standing => ({
    procedure: 'preparation',
    task: 'in-progress',
    business,
    reason,
  });
  if (readiness.kind === 'stopped') return open(['stopped', 'Stopped'], readiness.stop);
  if (isAt(value, 'open.urgency.emergency')) return open(['emergency', 'Emergency: items deferred']);
  if (readiness.kind === 'held')
    return { procedure: 'on-hold', task: 'on-hold', business: ['held', 'On hold'], reason: readiness.reason };
  if (readiness.kind === 'ready') return open(['ready', 'Ready']);
  if (readiness.kind === 'readyWithExceptions') return open(['readyWithExceptions', 'Ready with exceptions']);
  const begun = Object.keys(context.evidence).length > 0 || isAt(value, 'open.consent.standing.given');
  if (begun) return open(['preparing', 'Preparing']);
  return context.responsible === null
    ? { ...open(['planned', 'Planned']), task: 'requested' }
    : { ...open(['assigned', 'Assigned']), task: 'accepted' };
}

/**
 * An item's own Task. Only what was done is `completed`: an override, an item not needed and one an emergency passed by
 * were not done, and say why in the statusReason.
 */
const items: Readonly<Record<ItemStatus, Task['status']>> = {
  pending: 'requested',
  running: 'in-progress',
  awaiting: 'in-progress',
  disputed: 'in-progress',
  satisfied: 'completed',
  used: 'completed',
  expired: 'requested',
  failed: 'failed',
  overridden: 'cancelled',
  deferred: 'on-hold',
  notNeeded: 'cancelled',
};

/** A child follows its parent: a hold suspends what is not over, an end calls off what was never done. */
export function itemTask(
  parent: Task['status'],
  { lastOpen }: Pick<Exporting, 'lastOpen'>,
  step: string,
  item: string,
): { readonly status: Task['status']; readonly fine: ItemStatus } {
  const fine = itemStatus(lastOpen, step, item) ?? 'pending';
  return { status: under(parent, items[fine]), fine };
}
export function under(parent: Task['status'], own: Task['status']): Task['status'] {
  const over = own === 'completed' || own === 'cancelled' || own === 'failed';
  if (over) return own;
  if (parent === 'on-hold') return 'on-hold';
  return parent === 'cancelled' || parent === 'completed' ? 'cancelled' : own;
}
