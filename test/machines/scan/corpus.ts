/**
 * What scanners send, and what must come of it. Patients are of the NHS range that is never given out (999...); the
 * company prefix 5012345 is invented. Numbers with a check were made by other means than the code that reads them.
 * over 400 lines: a table of data, one row a scan.
 */
import { type Scan, type ScanSettings, scanDefaults } from '../../../machines/index.ts';

export const now = Date.UTC(2026, 10, 23, 7, 31);
export const gs = '\u001d';

export const ours: ScanSettings = {
  ...scanDefaults,
  gsrn: { ...scanDefaults.gsrn, companyPrefix: '5012345', organisation: 'RX1' },
};
const byHospitalNumber: ScanSettings = { ...ours, gsrn: { ...ours.gsrn, compareBy: 'hospitalNumber' } };
const ownNumbers: ScanSettings = { ...byHospitalNumber, wristband: { prefix: null, numbers: ['A9999999'] } };
const under8017: ScanSettings = { ...ours, gsrn: { ...ours.gsrn, instance: '8017' } };
const abroad: ScanSettings = {
  ...scanDefaults,
  gsrn: { ...scanDefaults.gsrn, companyPrefix: '501234599', reference: 'any' },
};
const plainBands: ScanSettings = {
  ...scanDefaults,
  wristband: { prefix: null, numbers: ['99999999', 'A999999'] },
  badge: { prefix: 'BADGE-' },
  asset: { prefix: 'EQ' },
};
const vendorBands: ScanSettings = { ...scanDefaults, wristband: { prefix: 'ZB*', numbers: ['99999999'] } };
const clashing: ScanSettings = { ...plainBands, badge: { prefix: '90' } };
const longNumbers: ScanSettings = { ...scanDefaults, wristband: { prefix: null, numbers: ['9999999999999999'] } };
const allChecked: ScanSettings = { ...scanDefaults, blood: { flags: 'mod37' } };

/** Three sites that read the same strings otherwise. */
export const sites: Readonly<Record<string, ScanSettings>> = {
  'that has said nothing': scanDefaults,
  'with its own plain bands, badges, labels and checked bags': { ...plainBands, blood: { flags: 'mod37' } },
  'that goes by the number in AI 91, and by its form': ownNumbers,
};

export interface CorpusRow {
  readonly name: string;
  readonly raw: string;
  readonly site?: ScanSettings;
  /** Every key of it must be so; a question is matched by a part of it. */
  readonly gives: { readonly kind: Scan['kind'] } & Record<string, unknown>;
}

const refused = (code: string): CorpusRow['gives'] => ({ kind: 'refused', code });
const asks = (question: string): CorpusRow['gives'] => ({ kind: 'unclear', question });
const patient = (number: string, more: object = {}): CorpusRow['gives'] => ({ kind: 'patient', number, ...more });
const device = (di: string | null, more: object = {}): CorpusRow['gives'] => ({ kind: 'device', di, ...more });
const blood = (more: object): CorpusRow['gives'] => ({ kind: 'blood', ...more });
const day = (date: string, time: string | null = null) => ({ date, time });

const gsrn = '501234599900000182';
const one = '9990000018';
const other = '9990000026';
const gtin = '09501101530003';
const din = 'G123417654321';

const wristbands: readonly CorpusRow[] = [
  { name: 'GS1 DataMatrix, number only', raw: `]d28018${gsrn}`, gives: patient(one, { scheme: 'gsrn' }) },
  { name: 'the same with Enter and line feed', raw: `]d28018${gsrn}\r\n`, gives: patient(one) },
  { name: 'the same with Tab', raw: `]d28018${gsrn}\t`, gives: patient(one) },
  { name: 'between STX and ETX', raw: `\u00028018${gsrn}\u0003`, gives: patient(one) },
  { name: 'with Caps Lock on the tablet', raw: `]D28018${gsrn}`, gives: patient(one) },
  { name: 'GS1-128', raw: `]C18018${gsrn}`, gives: patient(one) },
  { name: 'GS1 QR', raw: `]Q38018${gsrn}`, gives: patient(one) },
  { name: 'without the kind of barcode', raw: `8018${gsrn}`, gives: patient(one) },
  { name: 'with FNC1 first, as GS', raw: `${gs}8018${gsrn}`, gives: patient(one) },
  { name: 'with FNC1 last', raw: `]d28018${gsrn}${gs}`, gives: patient(one) },
  { name: 'as it is printed', raw: '(8018) 501234 599900000182', gives: patient(one) },
  {
    name: 'everything of DCB1077',
    raw: `]d28018${gsrn}${gs}80193${gs}91RX1^H1234567${gs}93ROE^MARY^19580312`,
    site: ours,
    gives: patient(one, {
      srin: '3',
      hospital: { organisation: 'RX1', number: 'H1234567' },
      hint: { name: 'ROE, MARY', born: '19580312' },
    }),
  },
  {
    name: 'the separator written as {GS}',
    raw: `8018${gsrn}{GS}80193{GS}91RX1^H1234567`,
    site: ours,
    gives: patient(one, { srin: '3', hospital: { organisation: 'RX1', number: 'H1234567' } }),
  },
  { name: 'the separator written as <GS>', raw: `8018${gsrn}<GS>80194`, gives: patient(one, { srin: '4' }) },
  { name: 'the separator written as ^]', raw: `8018${gsrn}^]80195`, gives: patient(one, { srin: '5' }) },
  { name: 'the separator written as ~', raw: `~8018${gsrn}~80196`, gives: patient(one, { srin: '6' }) },
  {
    name: 'no separator after the number, which has its length',
    raw: `]d28018${gsrn}80193`,
    gives: patient(one, { srin: '3' }),
  },
  {
    name: 'a newborn',
    raw: `]d28018501234599900000267${gs}921/2^ROE${gs}93ROE^BABY^20261122`,
    gives: patient(other, { hint: { name: 'ROE, BABY', born: '20261122', baby: '1/2' } }),
  },
  {
    name: 'a name with an accent',
    raw: `]d28018${gsrn}${gs}93BÉLANGER^Zoé^19900101`,
    gives: patient(one, { hint: { name: 'BÉLANGER, Zoé', born: '19900101' } }),
  },
  {
    name: 'a site that goes by its own number',
    raw: `]d28018${gsrn}${gs}91RX1^H1234567`,
    site: byHospitalNumber,
    gives: patient('H1234567'),
  },
  {
    name: 'a site that goes by its own number, and the band has none',
    raw: `]d28018${gsrn}`,
    site: byHospitalNumber,
    gives: refused('noHospitalNumber'),
  },
  {
    name: 'the instance under 8017, where the site says so',
    raw: `]d28018${gsrn}${gs}80172`,
    site: under8017,
    gives: patient(one, { srin: '2' }),
  },
  { name: 'a reference that is no NHS Number', raw: `]d28018${gsrn}`, site: abroad, gives: patient('90000018') },
  { name: 'the next patient', raw: ']d28018501234599900000267', site: ours, gives: patient(other) },
  { name: 'another company', raw: ']d28018505089899900000183', site: ours, gives: refused('otherHospital') },
  {
    name: 'another organisation',
    raw: `]d28018${gsrn}${gs}91RA2^H1234567`,
    site: ours,
    gives: refused('otherHospital'),
  },
  { name: 'a wrong check digit', raw: ']d28018501234599900000183', gives: refused('checkDigit') },
  {
    name: 'a right check digit over no NHS Number',
    raw: ']d28018501234599900123454',
    gives: refused('reference'),
  },
  {
    name: 'the separator lost after the hospital number',
    raw: `]d28018${gsrn}${gs}91RX1^H123456793ROE^MARY^19580312`,
    gives: refused('separator'),
  },
  {
    name: 'the separator lost after the hospital number, where only its form tells',
    raw: `]d28018${gsrn}${gs}91RX1^H123456793ROE`,
    site: ownNumbers,
    gives: refused('separator'),
  },
  {
    name: 'the place after the hospital number',
    raw: `]d28018${gsrn}${gs}91RX1^H1234567^5012345000008`,
    site: ownNumbers,
    gives: patient('H1234567', { hospital: { organisation: 'RX1', number: 'H1234567' } }),
  },
  {
    name: 'the separator lost after the instance',
    raw: `]d28018${gsrn}${gs}8019391RX1^H1234567`,
    gives: refused('separator'),
  },
  { name: 'cut off', raw: ']d2801850123459990000', gives: refused('truncated') },
  { name: 'cut off, without the kind of barcode', raw: '801850123459990000', gives: refused('truncated') },
  { name: 'cut off within the identifier', raw: ']d280', gives: refused('truncated') },
  { name: 'nothing but the kind of barcode', raw: ']d2', gives: refused('empty') },
  { name: 'a letter in the number', raw: ']d2801850123459990000O182', gives: refused('character') },
  { name: 'an Escape within', raw: `]d28018${gsrn.slice(0, 9)}\u001b${gsrn.slice(9)}`, gives: refused('control') },
  { name: 'a mark that turns text around', raw: `8018\u202e${gsrn}`, gives: refused('control') },
  {
    name: 'two bands in one go',
    raw: `]d28018${gsrn}]d28018501234599900000267`,
    gives: refused('twoAtOnce'),
  },
  {
    name: 'two bands in one go, without the kind of barcode',
    raw: `8018${gsrn}8018501234599900000267`,
    gives: refused('twoAtOnce'),
  },
  { name: 'the same band twice in one go', raw: `8018${gsrn}8018${gsrn}`, gives: patient(one) },
  { name: 'a band and a device in one go', raw: `8018${gsrn}01${gtin}`, gives: refused('twoAtOnce') },
  { name: 'a member of staff', raw: `]d28017${gsrn}`, gives: refused('staffNumber') },
  { name: 'everything but the number', raw: `]d291RX1^H1234567${gs}93ROE^MARY`, gives: refused('noPatientNumber') },
  { name: 'a scanner set to American on a French tablet', raw: `$dé_à&_(à&é"'(çççààààà&_é`, gives: patient(one) },
  {
    name: 'the same, misread as well',
    raw: `$dé_à&_(à&é"'(çççààààà&_"`,
    gives: refused('layout'),
  },
];

const plain: readonly CorpusRow[] = [
  { name: 'a number, and a site without rules', raw: '90112345', gives: { kind: 'plain', text: '90112345' } },
  { name: 'a number as Code 128', raw: ']C090112345 ', gives: { kind: 'plain', text: '90112345' } },
  {
    name: 'a hospital number',
    raw: ']C090112345',
    site: plainBands,
    gives: patient('90112345', { scheme: 'hospital' }),
  },
  { name: 'a hospital number under Caps Lock', raw: 'h123456', site: plainBands, gives: patient('H123456') },
  { name: 'a printer’s prefix', raw: 'ZB*90112345', site: vendorBands, gives: patient('90112345') },
  {
    name: 'without the printer’s prefix',
    raw: '90112345',
    site: vendorBands,
    gives: { kind: 'plain', text: '90112345' },
  },
  { name: 'a badge', raw: 'BADGE-OSEI', site: plainBands, gives: { kind: 'badge', number: 'BADGE-OSEI' } },
  { name: 'an asset', raw: 'EQ004711', site: plainBands, gives: { kind: 'asset', number: 'EQ004711' } },
  {
    name: 'a hospital number that could be a badge',
    raw: '90112345',
    site: clashing,
    gives: asks('a wristband or a badge'),
  },
  {
    name: 'a hospital number that could be a device',
    raw: `01${gtin}`,
    site: longNumbers,
    gives: asks('hospital number or a device'),
  },
  {
    name: 'a hospital number that begins as a device does, and is none',
    raw: '0109501101530004',
    site: longNumbers,
    gives: patient('0109501101530004'),
  },
  { name: 'an order', raw: 'ORD-77', gives: { kind: 'plain', text: 'ORD-77' } },
  { name: 'a ~ in a badge', raw: 'B~12', gives: { kind: 'plain', text: 'B~12' } },
  { name: 'a number on a French tablet', raw: `çà&&é"'(`, gives: refused('layout') },
  { name: 'a number on a French tablet, without 2, 7, 9 and 0', raw: `&"'(-_`, gives: refused('layout') },
  { name: 'nothing', raw: '\r\n', gives: refused('empty') },
  { name: 'too much of nothing known', raw: 'A'.repeat(101), gives: refused('tooLong') },
  { name: 'more than any barcode', raw: '1'.repeat(501), gives: refused('tooLong') },
  { name: 'two plain barcodes in one go', raw: ']C090112345]C090112354', gives: refused('twoAtOnce') },
];

const devices: readonly CorpusRow[] = [
  {
    name: 'a UDI',
    raw: `]d201${gtin}1726113010LOT7${gs}21S1`,
    gives: device(gtin, { scheme: 'gs1', expiry: day('2026-11-30'), lot: 'LOT7', serial: 'S1' }),
  },
  {
    name: 'the UDI that its regulator prints as the example',
    raw: '(01)51022222233336(11)141231(17)150707(10)A213B1(21)1234',
    gives: device('51022222233336', {
      productionDate: day('2014-12-31'),
      expiry: day('2015-07-07'),
      lot: 'A213B1',
      serial: '1234',
    }),
  },
  {
    name: 'in another order',
    raw: `]d221S1${gs}10LOT7${gs}17261130${gs}01${gtin}`,
    gives: device(gtin, { serial: 'S1', lot: 'LOT7', expiry: day('2026-11-30') }),
  },
  {
    name: 'day 00: the last of the month',
    raw: `]C101${gtin}17280200`,
    gives: device(gtin, { expiry: day('2028-02-29') }),
  },
  { name: 'day 00 of a common year', raw: `]C101${gtin}17270200`, gives: device(gtin, { expiry: day('2027-02-28') }) },
  { name: 'fifty years on', raw: `]C101${gtin}17761231`, gives: device(gtin, { expiry: day('2076-12-31') }) },
  {
    name: 'forty-nine years ago',
    raw: `]C101${gtin}11770101`,
    gives: device(gtin, { productionDate: day('1977-01-01') }),
  },
  {
    name: 'an expiry with its hour',
    raw: `]d201${gtin}70032611301430`,
    gives: device(gtin, { expiry: day('2026-11-30', '14:30') }),
  },
  { name: 'month 13', raw: `]d201${gtin}17261301`, gives: refused('date') },
  { name: '30 February', raw: `]d201${gtin}17260230`, gives: refused('date') },
  { name: 'hour 25', raw: `]d201${gtin}70032611302530`, gives: refused('date') },
  { name: 'a wrong check digit', raw: ']d20109501101530004', gives: refused('checkDigit') },
  { name: 'cut off', raw: ']d201095011015300', gives: refused('truncated') },
  { name: 'an identifier nobody knows', raw: `]d201${gtin}3912345`, gives: refused('unknownPart') },
  {
    name: 'the separator lost between lot and date',
    raw: `]d201${gtin}10LOT717261130`,
    gives: asks('could be LOT7 or LOT717261130'),
  },
  {
    name: 'the separator lost, and the lot longer than any',
    raw: `]d201${gtin}10LOT12345678901172611302112345678`,
    gives: refused('separator'),
  },
  { name: 'only the second barcode', raw: `]C11726113010LOT7`, gives: asks('only the second barcode') },
  { name: 'a delivery', raw: ']C100006141411234567890', gives: refused('notUsedHere') },
  { name: 'a shop’s EAN-13', raw: ']E05012345678900', gives: device('05012345678900') },
  { name: 'a shop’s EAN-13, misread', raw: ']E05012345678901', gives: refused('checkDigit') },
  { name: 'an asset by its GIAI', raw: ']d28004505520710125452', gives: device(null, { giai: '505520710125452' }) },
  {
    name: 'a GTIN whose identifier was misread, leaving a GIAI over',
    raw: ']d23100000000800406',
    gives: refused('truncated'),
  },
  {
    name: 'the same without the kind of barcode',
    raw: '8004505520710125452',
    gives: device(null, { giai: '505520710125452' }),
  },
  {
    name: 'a French tablet',
    raw: `$déà&àç(à&&à&("ààà"&àLOT&`,
    gives: device(gtin, { lot: 'LOT1' }),
  },
  {
    name: 'a French tablet, and a lot that other French keyboards would write otherwise',
    raw: `$déà&àç(à&&à&("ààà"&àL!T&`,
    gives: refused('layout'),
  },
  {
    name: 'HIBCC, the example of a scanner’s manual',
    raw: '+A123BJC5D6E71G',
    gives: device('A123BJC5D6E71', { scheme: 'hibcc' }),
  },
  { name: 'HIBCC as it is printed, small', raw: '*+a123bjc5d6e71g*', gives: device('A123BJC5D6E71') },
  {
    name: 'HIBCC with lot and date',
    raw: '+A123BJC5D6E71/$$3261130LOT123F',
    gives: device('A123BJC5D6E71', { expiry: day('2026-11-30'), lot: 'LOT123' }),
  },
  {
    name: 'HIBCC with serial number and month',
    raw: '+A123BJC5D6E71/$$+1126SN77Z',
    gives: device('A123BJC5D6E71', { expiry: day('2026-11-30'), serial: 'SN77' }),
  },
  {
    name: 'HIBCC with a day of the year',
    raw: '+A123BJC5D6E71/26334LOT5O',
    gives: device('A123BJC5D6E71', { expiry: day('2026-11-30'), lot: 'LOT5' }),
  },
  {
    name: 'HIBCC with supplements',
    raw: '+A123BJC5D6E71/$LOT9/S88/16D20250101/14D20261130J',
    gives: device('A123BJC5D6E71', {
      lot: 'LOT9',
      serial: '88',
      productionDate: day('2025-01-01'),
      expiry: day('2026-11-30'),
    }),
  },
  { name: 'HIBCC, no such day', raw: '+A123BJC5D6E71/$$3261331LOT123I', gives: refused('date') },
  { name: 'HIBCC whose check is a space', raw: '+A123BJC5D061 \r', gives: device('A123BJC5D061') },
  { name: 'HIBCC whose check is a space, as it is printed', raw: '*+A123BJC5D061_*', gives: device('A123BJC5D061') },
  { name: 'HIBCC whose check is a space, and it was lost', raw: '+A123BJC5D061', gives: refused('checkDigit') },
  { name: 'HIBCC, misread', raw: '+A123BJC5D6E72G', gives: refused('checkDigit') },
  { name: 'HIBCC, only the second barcode', raw: '+$$3261130LOT123GG', gives: asks('only the second barcode') },
  {
    name: 'ICCBBA, the example of its UDI',
    raw: '=/A9999XYZ100T0476=,000025=A99971712345600=>019032=}017032&,1000000000000XYZ123',
    gives: device('A9999XYZ100T0476', {
      scheme: 'iccbba',
      serial: '000025',
      lot: '000000000000XYZ123',
      expiry: day('2019-02-01'),
      productionDate: day('2017-02-01'),
    }),
  },
];

const bloodLabels: readonly CorpusRow[] = [
  { name: 'a donation number with its check', raw: `=${din}70`, gives: blood({ din: { number: din, check: 'held' } }) },
  {
    name: 'a donation number without',
    raw: '=A99991712345600',
    gives: blood({ din: { number: 'A999917123456', check: 'notCarried' } }),
  },
  {
    name: 'a donation number without, where all must have it',
    raw: '=A99991712345600',
    site: allChecked,
    gives: refused('noDinCheck'),
  },
  { name: 'a wrong check', raw: `=${din}71`, gives: refused('checkDigit') },
  { name: 'flags that mean nothing', raw: `=${din}99`, gives: refused('checkDigit') },
  { name: 'cut off', raw: '=G1234176543', gives: refused('truncated') },
  { name: 'under Caps Lock', raw: '=g12341765432170', gives: refused('capitals') },
  { name: 'typed from the label', raw: 'G1234 17 654321 A', gives: blood({ din: { number: din, check: 'held' } }) },
  {
    name: 'typed from the label, wrongly',
    raw: 'G1234 17 654312 A',
    gives: { kind: 'plain', text: 'G1234 17 654312 A' },
  },
  {
    name: 'O RhD negative',
    raw: '=%9500',
    gives: blood({ din: null, group: { abo: 'O', rhd: 'negative', use: 'unspecified' } }),
  },
  { name: 'O RhD positive', raw: '=%5100', gives: blood({ group: { abo: 'O', rhd: 'positive', use: 'unspecified' } }) },
  { name: 'A RhD negative', raw: '=%0600', gives: blood({ group: { abo: 'A', rhd: 'negative', use: 'unspecified' } }) },
  { name: 'A RhD positive', raw: '=%6200', gives: blood({ group: { abo: 'A', rhd: 'positive', use: 'unspecified' } }) },
  { name: 'B RhD negative', raw: '=%1700', gives: blood({ group: { abo: 'B', rhd: 'negative', use: 'unspecified' } }) },
  { name: 'B RhD positive', raw: '=%7300', gives: blood({ group: { abo: 'B', rhd: 'positive', use: 'unspecified' } }) },
  {
    name: 'AB RhD negative',
    raw: '=%2800',
    gives: blood({ group: { abo: 'AB', rhd: 'negative', use: 'unspecified' } }),
  },
  {
    name: 'AB RhD positive',
    raw: '=%8400',
    gives: blood({ group: { abo: 'AB', rhd: 'positive', use: 'unspecified' } }),
  },
  { name: 'A without RhD', raw: '=%6600', gives: blood({ group: { abo: 'A', rhd: null, use: 'unspecified' } }) },
  {
    name: 'for its own donor only',
    raw: '=%5300',
    gives: blood({ group: { abo: 'O', rhd: 'positive', use: 'autologous' } }),
  },
  {
    name: 'for a directed patient',
    raw: '=%0200',
    gives: blood({ group: { abo: 'A', rhd: 'negative', use: 'directed' } }),
  },
  { name: 'quarantined', raw: '=%Mq00', gives: refused('specialGroup') },
  { name: 'a group that is not given out', raw: '=%0000', gives: refused('specialGroup') },
  { name: 'a product', raw: '=<E0791V00', gives: blood({ productCode: 'E0791V00' }) },
  { name: 'a product with a second division', raw: '=<E0791VAb', gives: blood({ productCode: 'E0791VAb' }) },
  { name: 'a product under Caps Lock', raw: '=<e0791v00', gives: refused('capitals') },
  { name: 'an expiry day', raw: '=>026334', gives: blood({ expiry: day('2026-11-30') }) },
  { name: 'an expiry day of a leap year', raw: '=>028366', gives: blood({ expiry: day('2028-12-31') }) },
  { name: 'a day that year does not have', raw: '=>026366', gives: refused('date') },
  { name: 'an expiry to the minute', raw: '&>0263342359', gives: blood({ expiry: day('2026-11-30', '23:59') }) },
  { name: 'an expiry at 24:00', raw: '&>0263342400', gives: refused('date') },
  {
    name: 'a whole label in one symbol',
    raw: `=+04000=${din}70=%9500=<E0791V00&>0263342359`,
    gives: blood({
      din: { number: din, check: 'held' },
      productCode: 'E0791V00',
      group: { abo: 'O', rhd: 'negative', use: 'unspecified' },
      expiry: day('2026-11-30', '23:59'),
    }),
  },
  { name: 'a whole label, and one part lost', raw: `=+04000=${din}70=%9500=<E0791V00`, gives: refused('truncated') },
  {
    name: 'number and product, joined by the scanner',
    raw: `]C4=${din}70=<E0791V00`,
    gives: blood({ productCode: 'E0791V00' }),
  },
  { name: 'two units in one go', raw: `=${din}70=A99991712345669`, gives: refused('twoAtOnce') },
  { name: 'a structure nobody knows', raw: '=!123456', gives: refused('unknownPart') },
  { name: 'a staff member’s label', raw: "='A9999123456", gives: refused('notUsedHere') },
  { name: 'a French tablet', raw: `=G&é"'&è-('"é&èà`, gives: blood({ din: { number: din, check: 'held' } }) },
  { name: 'a French tablet, and no check', raw: `=Qçççç&è&é"'(-àà`, gives: refused('layout') },
];

export const corpus: Readonly<Record<string, readonly CorpusRow[]>> = {
  'a wristband': wristbands,
  'a plain code': plain,
  'a device': devices,
  'a blood label': bloodLabels,
};
