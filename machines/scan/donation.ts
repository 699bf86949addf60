/** The number of a unit of blood as another system writes it: alone, with its flags or its check, or as a label has it. */
import type { Instant } from '../terms.ts';
import { isDonation } from './blood.ts';
import { readScan } from './read-scan.ts';
import { scanDefaults, type ScanSettings } from './settings.ts';

/** The 13 characters that a scanned bag is compared with; null for what is no such number, or whose check does not hold. */
export function donationNumber(text: string, at: Instant, site: ScanSettings = scanDefaults): string | null {
  const alone = text.replaceAll(' ', '');
  if (isDonation(alone)) return alone;
  const scan = readScan(text, at, site);
  return scan.kind === 'blood' ? (scan.din?.number ?? null) : null;
}
