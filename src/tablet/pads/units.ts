/** UCUM codes as a ward writes them. */
const words: Readonly<Record<string, string>> = { Cel: '°C', 'mm[Hg]': 'mmHg', '/min': 'per min' };

export const unitWord = (ucum: string): string => words[ucum] ?? ucum;
