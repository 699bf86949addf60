/** Invented people. Any likeness is chance; the numbers belong to nobody. */
import type { Patient } from '../../machines/index.ts';

const person = (
  givenName: string,
  familyName: string,
  birthDate: string,
  sex: Patient['sex'],
  number: string,
): Patient => ({ givenName, familyName, birthDate, sex, number });

export const patients: readonly Patient[] = [
  person('Mary', 'Roe', '1959-03-12', 'F', '9990012345'),
  person('Martin', 'Rowe', '1963-03-21', 'M', '9990012354'),
  person('Peter', 'Lim', '1955-11-02', 'M', '9990071071'),
  person('Rosa', 'Oko', '1993-06-03', 'F', '9990088120'),
  person('John', 'Kay', '1972-01-30', 'M', '9990054540'),
  person('Daniel', 'Abel', '1965-05-05', 'M', '9990061612'),
  person('Siân', 'O’Neill', '1988-09-17', 'F', '9990038381'),
  person('Nguyễn', 'Thị Hoa', '1979-12-24', 'F', '9990046462'),
  person('Łukasz', 'Wiśniewski', '1990-04-08', 'M', '9990036363'),
  person('ليلى', 'حداد', '1984-02-19', 'F', '9990042424'),
  person('Amara', 'Abara', '1997-07-07', 'F', '9990029291'),
  person('Hugh', 'Pell', '1956-08-15', 'M', '9990070702'),
  person('Sarah', 'Bray', '1988-10-01', 'F', '9990038389'),
  person('Thomas', 'Voss', '1981-03-03', 'M', '9990045453'),
  person('Kemi', 'Adeyemi', '1990-05-20', 'F', '9990036367'),
  person('Emily', 'Daly', '1967-06-28', 'F', '9990059597'),
  person('Ada', 'Solis', '1974-09-09', 'F', '9990052521'),
  person('Claire', 'Weir', '1982-12-12', 'F', '9990044448'),
];
