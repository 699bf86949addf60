/** How wide a line of text is in the letters of the look, without a screen to ask. */

/** Atkinson Hyperlegible Next, regular: widths of the characters from space to tilde, in thousandths of its size. */
const widths = [
  280, 286, 301, 651, 592, 919, 731, 160, 299, 299, 485, 606, 210, 362, 210, 387, 648, 407, 548, 576, 614, 588, 598,
  510, 615, 595, 210, 210, 553, 628, 553, 480, 778, 626, 613, 645, 669, 569, 552, 694, 694, 392, 512, 631, 541, 824,
  693, 714, 592, 724, 614, 592, 558, 690, 593, 856, 623, 575, 607, 317, 387, 344, 552, 372, 243, 525, 566, 485, 564,
  538, 314, 558, 550, 252, 245, 492, 262, 845, 550, 548, 566, 574, 349, 471, 326, 540, 461, 684, 481, 449, 460, 344,
  237, 344, 555,
];
/** Bold is wider by this; a letter that is not listed is as wide as most of the wide ones. */
const bold = 1.08;
const other = 700;
/** Where the font is not installed another stands in for it; the widest of the usual ones needs this much more. */
const room = 1.15;

export function textWidth(text: string, size: number, weight: 'regular' | 'bold' = 'regular'): number {
  const units = [...text].reduce((sum, letter) => sum + (widths[letter.charCodeAt(0) - 32] ?? other), 0);
  return Math.ceil((units / 1000) * size * room * (weight === 'bold' ? bold : 1));
}

/** In lines no longer than `longest` letters where it can be broken: behind a space, a dot or a comma. */
export function wrapped(text: string, longest: number): readonly string[] {
  const lines: string[] = [];
  for (const piece of text.match(/[^ .,]*[ .,]*/g) ?? []) {
    const last = lines.at(-1);
    if (last === undefined || (last + piece).trimEnd().length > longest) lines.push(piece);
    else lines[lines.length - 1] = last + piece;
  }
  return lines.map((line) => line.trimEnd()).filter((line) => line !== '');
}
