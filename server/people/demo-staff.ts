/** The people of the demonstration ward, with their secrets in the open: only a demonstration has them. */
import type { Instant, WardId } from '../../machines/index.ts';
import type { CompetenceEntry } from './competences.ts';
import type { NewPerson } from './staff.ts';

export const demoStaff = (wards: readonly WardId[]): readonly NewPerson[] =>
  (
    [
      ['a-osei', 'A. Osei', 'AO', 'technician', 'BADGE-OSEI', '111111'],
      ['b-nunez', 'B. Nunez', 'BN', 'nurse', 'BADGE-NUNEZ', '222222'],
      ['c-ito', 'C. Ito', 'CI', 'chargeNurse', 'BADGE-ITO', '333333', '2441'],
      ['j-kim', 'J. Kim', 'JK', 'technician', 'BADGE-KIM', '444444'],
      ['t-marsh', 'T. Marsh', 'TM', 'proceduralist', 'BADGE-MARSH', '555555', '2455'],
      ['e-lund', 'E. Lund', 'EL', 'clinicalEngineer', 'BADGE-LUND', '666666'],
    ] as const
  ).map(([person, name, initials, role, badge, pin, phone]) => ({
    ...{ id: person, name, initials, role, wards, badge, pin },
    ...(phone === undefined ? {} : { phone }),
  }));

/** Enough for every check that takes two, and not everybody: A. Osei is turned away at a scanner, E. Lund everywhere. */
const trained = {
  mrLevel2: ['j-kim', 't-marsh'],
  transfusion: ['b-nunez', 'c-ito', 't-marsh'],
  ecg: ['a-osei', 'j-kim'],
} as const;

/** From the beginning of this year to the end of the next: the same all year, so a restart registers nothing twice. */
export function demoCompetences(now: Instant): readonly Extract<CompetenceEntry, { kind: 'registered' }>[] {
  const year = new Date(now).getUTCFullYear();
  const [from, until] = [Date.UTC(year, 0, 1), Date.UTC(year + 2, 0, 1)];
  return Object.entries(trained).flatMap(([competence, people]) =>
    people.map((person) => ({ kind: 'registered' as const, person, competence, from, until })),
  );
}
