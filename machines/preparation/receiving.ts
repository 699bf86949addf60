/**
 * What somebody of the department a patient is bound for may do before the patient is there: ask for them, say they have
 * come, send them back, accept the hand-over, and stop the line. The rest of the preparation is the ward's until then.
 */
import type { ActionView } from './views.ts';

const receiving: ReadonlySet<string> = new Set([
  'patient.calledFor',
  'patient.received',
  'patient.returned',
  'handover.accepted',
  'handover.acceptedInEmergency',
]);

/** @param group the event's own in the protocol; undefined when that is not known, which lets nothing through. */
export const mayFromDepartment = (event: string, group: ActionView['group'] | undefined): boolean =>
  receiving.has(event) || group === 'stop';
