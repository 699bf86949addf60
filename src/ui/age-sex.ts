/** Age and sex in words: `67, female`. The one letter stands only where a table has no room, and is explained below it. */
import type { PatientLabel } from '../../machines/index.ts';
import { uiWords } from './words/en.ts';

export const ageAndSex = ({ age, sex }: Pick<PatientLabel, 'age' | 'sex'>): string =>
  uiWords.say('who.ageAndSex', { age, sex: sexSays(sex) });

export const sexSays = (sex: PatientLabel['sex']): string => uiWords.say(`who.sex.${sex}`);
