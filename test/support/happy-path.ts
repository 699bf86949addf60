/** A blood sample prepared without a hitch: what each person does, in order, from arrival to ready. */
import type { Actor, Command } from '../../machines/index.ts';
import { second, technician } from './protocol.ts';

export interface Scripted {
  readonly wait: number;
  readonly actor: Actor;
  readonly command: Command;
}

const step = (command: Command, wait = 4 * second, actor = technician): Scripted => ({ wait, actor, command });

/** For the patient of `anOpening`, whose order needs neither fasting nor a second person. */
export const happyPath: readonly Scripted[] = [
  step({ event: 'patient.arrived' }),
  step({ event: 'responsibility.taken' }),
  step({ event: 'item.wristband.sensed', value: '9990012345' }),
  step({ event: 'item.statesName.attested', value: 'both' }),
  step({ event: 'item.allergies.attested', value: 'none' }),
  step({ event: 'step.identity.completed' }),
  step({ event: 'item.explained.attested', value: 'told' }),
  step({ event: 'item.teachBack.attested', value: 'correct' }),
  step({ event: 'step.explanation.completed' }),
  step({ event: 'consent.given' }),
  step({ event: 'item.happyToGoAhead.attested', value: 'yes' }),
  step({ event: 'item.faints.attested', value: 'none' }),
  step({ event: 'step.consent.completed' }),
  step({ event: 'item.tubes.attested', value: 'inDate' }),
  step({ event: 'item.tubeCount.measured', value: 3 }),
  step({ event: 'item.sharpsBin.attested', value: 'within' }),
  step({ event: 'step.equipment.completed' }),
  step({ event: 'item.hands.started' }),
  step({ event: 'item.siteCleaned.started' }, 25 * second),
  step({ event: 'step.hygiene.completed' }, 31 * second),
];
