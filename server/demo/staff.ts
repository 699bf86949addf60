/** The demonstration ward's staff at work: whoever is asked last is whoever is hardest to get. */
import type { Ids } from '../ports.ts';
import { type Person, signInAs, type Witness } from './person.ts';
import { registerThings } from './things.ts';

export interface Staff {
  readonly technician: Person;
  readonly nurse: Person;
  readonly chargeNurse: Person;
  readonly proceduralist: Person;
  readonly engineer: Person;
}

/** Signs everybody in and sees to it that the ward has its equipment. @throws Error saying what the server answered. */
export async function staffOf(base: string, ids: Ids, now: number, witness: Witness | null = null): Promise<Staff> {
  const staff: Staff = {
    technician: await signInAs(base, 'BADGE-KIM', 'demo-tablet-8', ids, witness),
    nurse: await signInAs(base, 'BADGE-NUNEZ', 'demo-tablet-9', ids, witness),
    chargeNurse: await signInAs(base, 'BADGE-ITO', 'demo-desk', ids, witness),
    proceduralist: await signInAs(base, 'BADGE-MARSH', 'demo-tablet-10', ids, witness),
    engineer: await signInAs(base, 'BADGE-LUND', 'demo-workshop', ids, witness),
  };
  await registerThings(staff.engineer, now);
  return staff;
}

/** The staff without whoever the visitor plays: the next one does their work as far as they may, and what nobody may waits. */
export function without(staff: Staff, visitors: ReadonlySet<string>): Staff {
  const { technician, nurse, chargeNurse, proceduralist } = staff;
  const first = (...people: readonly Person[]): Person => people.find(({ id }) => !visitors.has(id)) ?? nurse;
  return {
    ...staff,
    technician: first(technician, nurse, chargeNurse),
    nurse: first(nurse, chargeNurse),
    chargeNurse: first(chargeNurse, nurse),
    proceduralist: first(proceduralist, chargeNurse, nurse),
  };
}
