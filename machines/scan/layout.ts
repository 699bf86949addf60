/**
 * A scanner types keys, not characters. One that believes the keyboard is American, on a tablet that is set to French,
 * turns 8018 into _à&_. Each key gives one character, so it can be undone; it is used only where a check digit agrees.
 */
const american = '1234567890-=qwertyuiop]\\asdfghjkl;\'zxcvbnm,./!@#$%^&*()+QWERTYUIOP}ASDFGHJKL:"ZXCVBNM<>?';
const french = '&é"\'(-è_çà)=azertyuiop$*qsdfghjklmùwxcvbn,;:!1234567890+AZERTYUIOP£QSDFGHJKLM%WXCVBN?./§';
const undone: ReadonlyMap<string, string> = new Map([...french].map((key, index) => [key, american.charAt(index)]));

/** The digits 2, 7, 9 and 0: no barcode here has these letters, and nearly every one has one of the digits. */
const tellTale = /[éèçà]/g;
/** The digits 1, 3, 4, 5, 6 and 8 alone. */
const onlyFrenchDigits = /^[&"'(_-]{4,}$/;

export function isFrench(text: string): boolean {
  const found = text.match(tellTale)?.length ?? 0;
  // A name with an accent stands among many more digits than it has accents.
  return onlyFrenchDigits.test(text) || found > (text.match(/\d/g)?.length ?? 0);
}

/** The text as the barcode has it; null when a character is on no key. What is no key at all (FNC1) stays. */
export function asAmerican(text: string): string | null {
  const keys = [...text].map((character) => (character < ' ' ? character : undone.get(character)));
  return keys.every((key) => key !== undefined) ? keys.join('') : null;
}
