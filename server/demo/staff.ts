/** The demonstration ward's staff at work: whoever is asked last is whoever is hardest to get. */
import type { Ids } from '../ports.ts';
import { type Person, signInAs } from './person.ts';
import { registerThings } from './things.ts';

export interface Staff {
  readonly technician: Person;
  readonly nurse: Person;
  readonly chargeNurse: Person;
  readonly proceduralist: Person;
  readonly engineer: Person;
}

/** Signs everybody in and sees to it that the ward has its equipment. @throws Error saying what the server answered. */
export async function staffOf(base: string, ids: Ids, now: number): Promise<Staff> {
  const staff: Staff = {
    technician: await signInAs(base, 'BADGE-KIM', 'demo-tablet-8', ids),
    nurse: await signInAs(base, 'BADGE-NUNEZ', 'demo-tablet-9', ids),
    chargeNurse: await signInAs(base, 'BADGE-ITO', 'demo-desk', ids),
    proceduralist: await signInAs(base, 'BADGE-MARSH', 'demo-tablet-10', ids),
    engineer: await signInAs(base, 'BADGE-LUND', 'demo-workshop', ids),
  };
  await registerThings(staff.engineer, now);
  return staff;
}
