/**
 * Check digits and characters. What each cannot see is said here, because a caller may be tempted to trust it.
 * All take text of the right characters; anything else is simply not valid.
 */

/** GS1, the last digit. Sees every wrong digit; does not see two neighbours exchanged that differ by five (GS1 General Specifications 7.9). */
export function mod10Holds(digits: string): boolean {
  if (!/^\d{2,}$/.test(digits)) return false;
  const sum = [...digits]
    .reverse()
    .reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0;
}

/** NHS Number, ten digits. Sees every wrong digit and every exchange of neighbours (NHS Data Dictionary). */
export function nhsNumberHolds(digits: string): boolean {
  if (!/^\d{10}$/.test(digits)) return false;
  const sum = [...digits.slice(0, 9)].reduce((total, digit, index) => total + Number(digit) * (10 - index), 0);
  const check = 11 - (sum % 11);
  return check !== 10 && Number(digits[9]) === check % 11;
}

const mod37 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*';

/** ISO 7064 mod 37-2 of a donation number, 0 to 36. Sees every wrong character and every exchange of neighbours (ISBT 128, appendix A). */
export const mod37Of = (text: string): number =>
  (38 - [...text].reduce((sum, character) => ((sum + mod37.indexOf(character)) * 2) % 37, 0)) % 37;
export const mod37Character = (value: number): string => mod37.charAt(value);

const mod43 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%';

/** HIBCC, the last character. Sees every wrong character; sees no exchange at all, since it only adds (HIBC Supplier Labeling Standard). */
export function mod43Holds(text: string): boolean {
  const values = [...text].map((character) => mod43.indexOf(character));
  if (values.length < 2 || values.includes(-1)) return false;
  return values.slice(0, -1).reduce((sum, value) => sum + value, 0) % 43 === values.at(-1);
}
