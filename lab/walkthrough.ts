/** A path as a person would walk it at the bedside: who, what on the screen, the tap, the clock, and what stands then. */
import type { Opening, Protocol } from '../machines/index.ts';
import type { PathStep } from './walker.ts';
import type { Path } from './paths.ts';
import type { Standing } from './regions.ts';
import { saysFacts, saysPatient, saysPerson, saysTap } from './tap-words.ts';
import { saysClock, saysDeadline, saysLength, saysStanding } from './words.ts';

/** What is needed of a path to print it; a path read back from a file is enough. */
export interface Printable extends Pick<Path, 'id' | 'opening' | 'begins' | 'steps'> {
  readonly slice: { readonly id: string; readonly protocol: Protocol };
}

export function walkthrough(path: Printable, failed?: { readonly step: number; readonly says: string }): string {
  const { protocol, id } = path.slice;
  const { opening, steps } = path;
  const head = [`${path.id}  ${id}`, `    ${saysOpening(protocol, opening)}: ${all(protocol, path.begins)}.`];
  // What would come after the step that failed is of no use to whoever looks for why.
  const lines = steps.slice(0, failed === undefined ? undefined : failed.step + 1).flatMap((step, index) => {
    const before = index === 0 ? { at: opening.at, standing: path.begins } : (steps[index - 1] as PathStep);
    const number = String(index + 1).padStart(3);
    const mark = failed?.step === index ? '✗' : ' ';
    const line = `${mark}${number}. ${saysStep(protocol, step, before.at)} → ${changes(protocol, before.standing, step)}`;
    return failed?.step === index ? [line, `      ${failed.says}`] : [line];
  });
  return [...head, ...(failed?.step === -1 ? [`    ✗ ${failed.says}`] : []), ...lines].join('\n');
}

/** For whom and when a path begins. */
export const saysOpening = ({ document }: Protocol, { start, patient, order, at }: Opening): string =>
  `${document.title}, planned for ${saysClock(start)}; the patient is ${saysPatient(patient)}; the order says ${saysFacts(order.facts)}. It is ${saysClock(at)}`;

export function saysStep(protocol: Protocol, step: PathStep, before: number): string {
  if (step.kind === 'wait')
    return `Wait ${saysLength(step.at - before)} until ${saysDeadline(protocol, step.deadline)}.`;
  const does = step.actor.role === 'system' ? 'raises' : step.accepted ? 'taps' : 'tries';
  const asks = asksCompetence(protocol, step.command.event);
  return `${saysPerson(step.actor, asks)} ${does} ${saysTap(protocol, step.command)}.`;
}

/** Whether a competence is asked of who does this, so that not having it is worth saying. */
function asksCompetence(protocol: Protocol, event: string): boolean {
  const id = protocol.events.get(event)?.item;
  const item = id === undefined ? undefined : protocol.items.get(id)?.item;
  const wanted = event.endsWith('.agreed') ? (item?.verifierCompetence ?? item?.competence) : item?.competence;
  return wanted !== undefined && /\.(sensed|attested|measured|agreed|enteredLate|started)$/.test(event);
}

/** What is otherwise than before the step, or that nothing is. */
function changes(protocol: Protocol, before: Standing, step: PathStep): string {
  if (step.kind === 'tap' && !step.accepted) return 'not accepted; nothing changes';
  return saysChanged(protocol, before, step.standing).join('; ') || 'accepted; everything stands as it did';
}

/** Each region that stands otherwise than before, as a sentence. */
export const saysChanged = (protocol: Protocol, before: Standing, now: Standing): readonly string[] =>
  Object.keys(now)
    .filter((region) => now[region] !== before[region])
    .map((region) => saysStanding(protocol, region, now[region] ?? ''));

const all = (protocol: Protocol, standing: Standing): string =>
  Object.entries(standing)
    .filter(([region]) => region !== 'root')
    .map(([region, at]) => saysStanding(protocol, region, at))
    .join('; ');
