/**
 * Reads what a scanner sent: a wristband, a device, a blood label, or a sentence that says why not. A barcode is a
 * claim, whoever stuck it there; what it says is compared with the record, whole, and never replaces it.
 */
import type { Instant } from '../terms.ts';
import { isbtScan, typedDonation } from './blood.ts';
import { mod10Holds } from './checks.ts';
import { cleaned, type Cleaned } from './clean.ts';
import { gs1Scan } from './gs1-scan.ts';
import { separator } from './gs1.ts';
import { hibccScan, looksHibcc } from './hibcc.ts';
import { looksIsbt } from './isbt.ts';
import { asAmerican, isFrench } from './layout.ts';
import { plainReadings, plainScan } from './plain.ts';
import { refusedScan, scanQuestions, unclearScan } from './says.ts';
import type { Scan } from './scan.ts';
import { scanDefaults, type ScanSettings } from './settings.ts';

/** Longer than any number or badge: what has no structure must be short. */
const longestPlain = 100;

/** `at`: now, by whoever asks, for the century of a date of two digits. Never throws, whatever `raw` is. */
export function readScan(raw: string, at: Instant, site: ScanSettings = scanDefaults): Scan {
  const typed = raw.trim();
  if (!isFrench(typed)) return readAsSent(raw, at, site);
  const text = asAmerican(typed);
  const scan = text === null ? null : readAsSent(text, at, site);
  return scan !== null && isProved(scan) ? scan : refusedScan('layout');
}

function readAsSent(raw: string, at: Instant, site: ScanSettings): Scan {
  const clean = cleaned(raw);
  return 'kind' in clean ? clean : read(clean, at, site);
}

function read({ text, symbol }: Cleaned, at: Instant, site: ScanSettings): Scan {
  if (symbol === 'ean') return shopItem(text);
  if (symbol === 'gs1' || text.includes(separator) || /^\(\d{2,4}\)/.test(text)) return gs1Scan(text, at, site);
  if (looksIsbt(text)) return isbtScan(text, site);
  if (looksHibcc(text)) return hibccScan(text, at);
  const readings = plainReadings(text, site);
  if (bareGs1.test(text)) {
    const scan = gs1Scan(text, at, site);
    const isRead = scan.kind === 'patient' || scan.kind === 'device';
    if (readings.length === 0) return scan;
    if (isRead) return unclearScan(scanQuestions.twoKinds);
  }
  const donation = readings.length === 0 ? typedDonation(text) : null;
  if (donation !== null) return donation;
  return text.length > longestPlain ? refusedScan('tooLong') : plainScan(text, readings);
}

/** A scanner that leaves out FNC1 and the kind of barcode: long enough that no hospital number is meant by it. */
const bareGs1 = /^(?:8018\d{10}|01\d{12}|8004\d{8})/;

/** A GTIN of 8 or 13 digits, without an identifier. */
const shopItem = (text: string): Scan =>
  /^(?:\d{8}|\d{13})$/.test(text)
    ? mod10Holds(text)
      ? { kind: 'device', scheme: 'gs1', di: text.padStart(14, '0') }
      : refusedScan('checkDigit')
    : refusedScan('truncated');

/**
 * Undone from a wrong keyboard layout, a scan is used only where a check holds over what it was for; and only where the
 * rest is letters and digits, which sit alike on the keyboards that are called French.
 */
function isProved(scan: Scan): boolean {
  const plain = (value: string | undefined): boolean => value === undefined || /^[0-9A-Za-z]*$/.test(value);
  if (scan.kind === 'patient') return scan.scheme === 'gsrn' && plain(scan.hospital?.number);
  if (scan.kind === 'blood') return scan.din?.check === 'held';
  return (
    scan.kind === 'device' && scan.di !== null && scan.scheme !== 'iccbba' && plain(scan.serial) && plain(scan.lot)
  );
}
