/** UCUM codes as a ward writes them. A code that is not here is shown as it is: never a guess at what was measured. */
const words: Readonly<Record<string, string>> = {
  '1': '',
  Cel: '°C',
  'mm[Hg]': 'mmHg',
  'cm[H2O]': 'cmH₂O',
  '/min': 'per min',
  'mL/min/{1.73_m2}': 'mL/min/1.73 m²',
  '{INR}': 'INR',
  'umol/L': 'µmol/L',
  ug: 'µg',
  '10*9/L': '×10⁹/L',
};

export const unitWord = (ucum: string): string => words[ucum] ?? ucum;

/** `2.4 INR`, `37.2 °C`, `40178`: the number and its unit are never apart. */
export function withUnit(value: number | string, ucum: string): string {
  const unit = unitWord(ucum);
  return unit === '' ? String(value) : `${value} ${unit}`;
}

/** Words that a ward writes in capitals, as a kind of thing spells them. */
const capitals: ReadonlySet<string> = new Set(['ct', 'mr', 'mri', 'ecg', 'eeg', 'iv', 'pet']);

/** `infusionPump`, as protocols and the equipment log name a kind of thing, in words: `infusion pump`, `CT scanner`. */
export const thingWord = (type: string): string =>
  type
    .replaceAll(/([a-z])([A-Z0-9])/g, '$1 $2')
    .toLocaleLowerCase()
    .split(' ')
    .map((word) => (capitals.has(word) ? word.toLocaleUpperCase() : word))
    .join(' ');
