/** What an attentive person would answer on a morning that goes well. Invented readings of invented patients. */
import type { Checklist, CommandMessage, ItemView } from '../../machines/index.ts';
import { unitFor } from './protocols.ts';

const minute = 60_000;
const hour = 60 * minute;

/** By item: what a healthy adult, a full trolley and a fresh label read. */
const readings: Readonly<Record<string, number>> = {
  breathing: 16,
  contrastVolume: 90,
  diastolic: 76,
  egfr: 84,
  pulse: 72,
  saturation: 98,
  scopeCycle: 4711,
  systolic: 124,
  temperature: 36.8,
  weight: 72,
  width: 46,
};
/** By item: how long ago it was, where the answer is a time of day. */
const agoMs: Readonly<Record<string, number>> = { leftStorage: 2 * minute, scopeOut: 5 * minute };
/** Last food and the like, and what was dated along with an answer: a form signed, blood taken, a cannula put in. */
const eatenAgoMs = 10 * hour;
const datedAgoMs = 3 * hour;

/** @param thing what is scanned where a thing is asked for; null when there is none to hand. */
export function answerTo(
  { id, answer: how, dated }: ItemView,
  { patient }: Checklist,
  now: number,
  thing: string | null,
): Partial<CommandMessage> | null {
  const more = dated === undefined ? {} : { takenAt: now - datedAgoMs };
  switch (how.kind) {
    case 'scan':
      // As the scanner sends it: what it means is read on the server.
      return { value: how.of === 'order.fact' ? `=${unitFor(patient)}00` : patient.number, how: 'scan' };
    case 'choice':
      // The first choice satisfies in every shipped protocol.
      return { value: how.choices[0]?.value ?? '', ...more };
    case 'number':
      return { value: readings[id] ?? Math.min(how.max, how.min + 2), ...more };
    case 'clock':
      return { value: how.none === undefined ? now - (agoMs[id] ?? eatenAgoMs) : 'none' };
    case 'asset':
      return thing === null ? null : { value: thing, how: 'scan' };
    case 'timer':
      return {};
  }
}
