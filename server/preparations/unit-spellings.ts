/**
 * Spellings of a unit that mean exactly the same number of the same thing, by UCUM: annotations in braces carry no
 * meaning, and some systems write the older or printed form. A unit that needs arithmetic is not here: it is refused.
 * Source: UCUM, §12 (annotations) and §29 (metric prefixes); the printed forms are general knowledge.
 */
const spellings: Readonly<Record<string, readonly string[]>> = {
  Cel: ['°C', 'degC'],
  'mm[Hg]': ['mmHg'],
  '/min': ['{beats}/min', '{breaths}/min', '1/min', 'bpm'],
  'umol/L': ['µmol/L', 'μmol/L'],
  '10*9/L': ['10^9/L', 'x10^9/L', '10*3/uL', '10^3/uL', 'G/L'],
  'mL/min/{1.73_m2}': ['mL/min/1.73.m2', 'mL/min/1.73m2', 'mL/min/1.73_m2'],
  '{INR}': ['INR'],
  'L/min': ['l/min'],
  mL: ['ml'],
  'mmol/L': ['mmol/l'],
  'g/L': ['g/l'],
};

/** Whether a result in `given` is a number in `unit` as it stands. */
export const sameUnit = (unit: string, given: string): boolean =>
  unit === given || (Object.hasOwn(spellings, unit) && spellings[unit]?.includes(given) === true);
