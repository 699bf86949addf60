/** What was scanned off a thing: the site's own number, or a label of its maker with a number, a lot, or both in it. */
import { readScan, type Instant, type ScanSettings } from '../../machines/index.ts';

export interface Scanned {
  /** A number of this one thing: the site's own (GIAI), or the maker's serial. */
  readonly number: string | null;
  readonly lot: string | null;
}

/** `said`: why nothing can be looked up, in a technician's words. */
export type ReadLabel = Scanned | { readonly said: string };

export function readLabel(text: string, at: Instant, site: ScanSettings): ReadLabel {
  const scan = readScan(text, at, site);
  switch (scan.kind) {
    case 'device':
      return { number: scan.giai ?? scan.serial ?? null, lot: scan.lot ?? null };
    case 'asset':
    case 'badge':
    case 'patient':
      return { number: scan.number, lot: null };
    case 'plain':
      return { number: scan.text, lot: null };
    case 'blood':
      return { number: null, lot: null };
    case 'unclear':
      return inBrackets(text) ?? { said: scan.question };
    case 'refused':
      return inBrackets(text) ?? { said: scan.says };
  }
}

/** What a tablet makes of a label of any scheme: the parts that name the thing, without the model they belong to. */
function inBrackets(text: string): Scanned | null {
  if (!/^(?:\((?:8004|10|21)\)[^()]+)+$/.test(text)) return null;
  const found = new Map([...text.matchAll(/\((\d+)\)([^(]+)/g)].map(([, key = '', value = '']) => [key, value]));
  return { number: found.get('8004') ?? found.get('21') ?? null, lot: found.get('10') ?? null };
}
