/** The people of the bedsides that are played for the gallery, as the tablet knows them. */

/** `b-nunez` at the bedside is `B. Nunez` on the screen. */
export const nameOfActor = (person: string): string =>
  person.replace(
    /^(.)-(.)(.*)$/,
    (_, a: string, b: string, rest: string) => `${a.toUpperCase()}. ${b.toUpperCase()}${rest}`,
  );
export const playedStaff = (
  [
    ['a-osei', 'technician', ['ecg']],
    ['j-kim', 'technician', ['mrLevel2', 'ecg']],
    ['b-nunez', 'nurse', ['transfusion']],
    ['c-ito', 'chargeNurse', ['transfusion']],
    ['t-marsh', 'proceduralist', ['mrLevel2', 'transfusion']],
    ['e-lund', 'clinicalEngineer', []],
    ['m-featherstonehaugh-Marjoribanks', 'technician', []],
  ] as const
).map(([id, role, competences]) => ({
  id,
  name: nameOfActor(id),
  initials: id.replace(/^(.)-(.).*/, '$1$2').toUpperCase(),
  role,
  competences,
}));
