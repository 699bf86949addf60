/** What is tapped: an ordinary morning in its order, with things between that stop, hold, move and come twice. */
import type { CommandDraft } from '../../../src/link/waiting.ts';
import { happyPath } from '../../support/happy-path.ts';

interface Tapped {
  readonly event: string;
  readonly more: Partial<Pick<CommandDraft, 'value' | 'reason' | 'place' | 'note' | 'lookAgainAt'>>;
}

const others: readonly Tapped[] = [
  { event: 'flow.held', more: { reason: 'Waiting' } },
  { event: 'flow.resumed', more: {} },
  { event: 'place.moved', more: { place: { ward: 'w4B', bed: '5' } } },
  { event: 'equipment.faulted', more: { reason: 'Pack torn' } },
  { event: 'equipment.replaced', more: { note: 'New pack' } },
  { event: 'place.moved', more: { place: { ward: 'w4B', bed: '6' } } },
];

/** A deadline that falls among the taps. */
const lookAgainMs = 3_000;

/** @param step how far the preparation has come; @param ahead 0 for the next thing on the way. */
export function tapOf(step: number, ahead: number, number: string, now: number): Tapped {
  if (ahead > 3) {
    const { event, more } = others[(ahead + step) % others.length]!;
    return { event, more: event === 'flow.held' ? { ...more, lookAgainAt: now + lookAgainMs } : more };
  }
  // Behind the way as well as on it: what was refused or lost is tapped again.
  const at = ahead === 0 ? step : Math.max(0, step - ahead);
  const { event, value } = happyPath[at % happyPath.length]!.command;
  if (value === undefined) return { event, more: {} };
  return { event, more: { value: event === 'item.wristband.sensed' ? number : value } };
}
