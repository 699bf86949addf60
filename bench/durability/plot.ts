/** Bars on a logarithmic scale, with the least and the most of the rounds: an SVG that stands alone. */
export interface Bar {
  readonly label: string;
  readonly middle: number;
  readonly least: number;
  readonly most: number;
  /** Ours are darker. */
  readonly own: boolean;
}

const [left, width, row] = [250, 560, 24];
const ink = '#1d2b36';

export function bars(title: string, unit: string, all: readonly Bar[]): string {
  const top = 10 ** Math.ceil(Math.log10(Math.max(...all.map(({ most }) => most))));
  const bottom = 10 ** Math.floor(Math.log10(Math.min(...all.map(({ least }) => least))));
  const x = (value: number): number => left + (width * Math.log10(value / bottom)) / Math.log10(top / bottom);
  const marks = Array.from(
    { length: Math.round(Math.log10(top / bottom)) + 1 },
    (_none, power) => bottom * 10 ** power,
  );
  const height = 60 + all.length * row + 24;
  const rows = all.map(({ label, middle, least, most, own }, index) => {
    const y = 50 + index * row;
    return `<text x="${left - 8}" y="${y + 14}" text-anchor="end">${escaped(label)}</text>
<rect x="${left}" y="${y + 3}" width="${one(x(middle) - left)}" height="15" fill="${own ? '#0b6e6e' : '#9fb3bd'}"/>
<path d="M${one(x(least))} ${y + 10.5}H${one(x(most))}" stroke="${ink}" stroke-width="1.5"/>
<text x="${one(x(most) + 6)}" y="${y + 14}">${Math.round(middle).toLocaleString('en')}</text>`;
  });
  const lines = marks.map(
    (mark) =>
      `<path d="M${one(x(mark))} 44V${height - 26}" stroke="#d7dfe3"/><text x="${one(x(mark))}" y="${height - 10}" text-anchor="middle">${mark.toLocaleString('en')}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${left + width + 80} ${height}" font-family="sans-serif" font-size="12" fill="${ink}">
<rect width="100%" height="100%" fill="#fff"/>
<text x="12" y="22" font-size="15">${escaped(title)}</text><text x="12" y="38">${escaped(unit)}</text>
${lines.join('\n')}
${rows.join('\n')}
</svg>
`;
}

const one = (value: number): string => value.toFixed(1);
const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
