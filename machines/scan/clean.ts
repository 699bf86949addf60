/** What a scanner adds or changes on the way: an ending, the name of the kind of barcode, its own sign for a separator. */
import { separator } from './gs1.ts';
import { refusedScan } from './says.ts';
import type { ScanStopped } from './scan.ts';

/** No barcode on a wristband, a label or a badge is longer. */
export const longestScan = 500;

export interface Cleaned {
  readonly text: string;
  /** What the scanner says it read (ISO/IEC 15424): a GS1 symbol, a shop's EAN, or something that tells nothing. */
  readonly symbol: 'gs1' | 'ean' | null;
}

/** GS1-128, GS1 DataMatrix, GS1 QR, GS1 DataBar, GS1 DotCode. The letters' case tells DataBar from EAN. */
const gs1Symbol = /^\](?:C1|c1|d2|D2|Q3|q3|e0|J1)/;
const eanSymbol = /^\]E[04]/;
const anySymbol = /^\][A-Za-z][0-9A-Za-z]/;
const secondSymbol = /\](?:C[0-4]|d[1-6]|Q[0-3]|e0|E[0-4])/;
/** How scanners are set up to write FNC1 where a control character would be lost. */
const writtenSeparator = /\{GS\}|<GS>|\[GS\]|\u241d|\^\]/g;
const hibccStart = /^(?:\][A-Za-z]\d)?\+/;
const gs1Start = /^~?(?:8018|8017|8004|0[012]|1[017]|21)/;
/** Marks that turn text around are as little a part of a barcode as controls are. */
const hidden = /[\u0000-\u001c\u001e\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

export function cleaned(raw: string): Cleaned | ScanStopped {
  if (raw.length > longestScan) return refusedScan('tooLong');
  const ended = raw.replace(/^[\u0002\s]+/, '').replace(/[\u0003\u0004\r\n\t]+$/, '');
  // A space may be HIBCC's check character; to put one there for it would let a misread label pass by chance.
  const bare = hibccStart.test(ended) ? ended : ended.trimEnd();
  if (hidden.test(bare)) return refusedScan('control');
  const symbol = gs1Symbol.test(bare) ? 'gs1' : eanSymbol.test(bare) ? 'ean' : null;
  const named = bare.replace(anySymbol, '');
  if (secondSymbol.test(named)) return refusedScan('twoAtOnce');
  const written = named.replaceAll(writtenSeparator, separator);
  // `~` is in no GS1 character set, but it may be in a badge.
  const text = symbol === 'gs1' || gs1Start.test(written) ? written.replaceAll('~', separator) : written;
  return text === '' ? refusedScan('empty') : { text, symbol };
}
