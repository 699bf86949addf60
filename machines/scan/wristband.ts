/** A GS1 wristband: whose it is, and whether it is one of ours (DCB1077; ISO 18530). */
import { nhsNumberHolds } from './checks.ts';
import type { Elements } from './gs1.ts';
import { maskFits } from './plain.ts';
import { refusedScan } from './says.ts';
import type { PatientScan, ScanStopped } from './scan.ts';
import { prefixLengthOf, type ScanSettings } from './settings.ts';

export function wristband(gsrn: string, elements: Elements, site: ScanSettings): PatientScan | ScanStopped {
  const { companyPrefix, reference: holds, compareBy, organisation, instance } = site.gsrn;
  if (companyPrefix !== null && !gsrn.startsWith(companyPrefix)) return refusedScan('otherHospital');
  const reference = gsrn.slice(prefixLengthOf(site), -1);
  if (holds === 'nhsNumber' && !nhsNumberHolds(reference)) return refusedScan('reference');

  const hospital = hospitalIn(elements.get('91'), site);
  if (hospital === 'runs on') return refusedScan('separator');
  if (hospital !== null && organisation !== null && hospital.organisation !== organisation)
    return refusedScan('otherHospital');
  if (compareBy === 'hospitalNumber' && hospital === null) return refusedScan('noHospitalNumber');

  const srin = elements.get(instance);
  const hint = hintIn(elements, site);
  return {
    kind: 'patient',
    number: compareBy === 'gsrn' ? gsrn : compareBy === 'reference' ? reference : (hospital?.number ?? ''),
    scheme: 'gsrn',
    ...(srin === undefined ? {} : { srin }),
    ...(hospital === null ? {} : { hospital }),
    ...(hint === null ? {} : { hint }),
  };
}

const partsOf = (value: string | undefined, { gsrn }: ScanSettings): readonly string[] =>
  value === undefined ? [] : value.split(gsrn.separator).map((part) => part.trim());

/** Organisation, number, and at most the 13 digits of the place. More is the next element, whose separator did not arrive. */
function hospitalIn(
  value: string | undefined,
  site: ScanSettings,
): Required<PatientScan>['hospital'] | 'runs on' | null {
  const [organisation, number, place, ...more] = partsOf(value, site);
  if (more.length > 0 || (place !== undefined && !/^\d{13}$/.test(place))) return 'runs on';
  const { numbers } = site.wristband;
  if (number !== undefined && numbers.length > 0 && !numbers.some((mask) => maskFits(mask, number))) return 'runs on';
  return organisation === undefined || number === undefined || number === '' ? null : { organisation, number };
}

/** Family name, given name, date of birth; of a newborn also which of how many. */
function hintIn(elements: Elements, site: ScanSettings): Required<PatientScan>['hint'] | null {
  const [family = '', given = '', born = ''] = partsOf(elements.get('93'), site);
  const [baby = ''] = partsOf(elements.get('92'), site);
  const name = [family, given].filter((part) => part !== '').join(', ');
  const hint = { ...(name === '' ? {} : { name }), ...(born === '' ? {} : { born }), ...(baby === '' ? {} : { baby }) };
  return Object.keys(hint).length === 0 ? null : hint;
}
