/** Whether somebody may approve a protocol here, as far as a screen can tell; and what came of it. */
import type { Problem } from '../../machines/index.ts';
import { clockTime } from '../ui/clock.ts';
import type { Me } from './office.tsx';
import type { Difference, ProtocolInUse } from './read-protocols.ts';
import type { OfficeSay } from './words.ts';

export const isProblem = (one: object): one is Problem => 'detail' in one;

/** The server asks all of it again; a button that would be refused says why first. */
export function whyNot(
  { approvals }: ProtocolInUse,
  read: Difference | null,
  { id, role }: Me,
  say: OfficeSay,
): string | null {
  if (role !== 'chargeNurse' && role !== 'proceduralist') return say('approve.whyRole');
  if (approvals.some(({ person }) => person === id)) return say('approve.whyYou');
  return read === null ? say('approve.whyReading') : null;
}

/** A second approval of one person is none: the server keeps the first, and this says so. */
export function saysOutcome(answer: ProtocolInUse | Problem, { id }: Me, pressed: number, say: OfficeSay): string {
  if (isProblem(answer)) return say('approve.refused', { says: answer.detail });
  const mine = answer.approvals.find(({ person }) => person === id);
  // A device's clock may be a little out; an approval of before is older than that.
  return mine !== undefined && mine.at >= pressed - clockApartMs
    ? say('approve.done', { time: clockTime(mine.at) })
    : say('approve.again');
}
const clockApartMs = 60_000;
