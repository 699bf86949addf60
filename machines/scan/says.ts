/** Every reason a scan is not used, with the sentence a technician reads. Codes are stable; wording may improve. */
import type { ScanStopped } from './scan.ts';

export const scanProblems = {
  empty: 'Nothing was read. Scan it again.',
  tooLong: 'This barcode is too long to be a wristband, a badge or a label. Nothing was sent.',
  control: 'This barcode has hidden characters in it. Nothing was sent. Ask IT to look at the scanner’s settings.',
  layout:
    'The scanner’s keyboard layout is wrong: it sends other characters than the barcode has. Nothing was sent. Ask IT to set the scanner to the layout of this tablet.',
  twoAtOnce: 'Two barcodes were read as one. Cover one of them and scan again.',
  truncated: 'Only a part of the barcode was read. Flatten the label and scan it again.',
  checkDigit:
    'The barcode was not read correctly: its check digit does not fit. Scan it again; if it stays so, replace the label.',
  character: 'The barcode has characters where they cannot be. Scan it again; if it stays so, replace the label.',
  separator:
    'The scanner leaves out the separators in this barcode, so its parts run together. Ask IT to let the scanner send FNC1 as GS.',
  date: 'The date in this barcode does not exist. Read the label, and put it aside if it is wrong there too.',
  unknownPart: 'This barcode has a part that is not known here. Nothing was used of it.',
  otherHospital: 'This wristband is from another hospital. Put on one of ours, then scan it.',
  reference:
    'The number in this wristband is not an NHS Number. Scan it again; if it stays so, ask IT what the wristbands here hold.',
  noHospitalNumber: 'This wristband does not carry the hospital number. Print a new one, then scan it.',
  noPatientNumber:
    'The patient’s number is missing from this wristband. Scan it again; if it stays so, print a new one.',
  staffNumber: 'This is the number of somebody who works here, not of a patient.',
  notUsedHere: 'This barcode is for stores and deliveries. Scan the one on the item itself.',
  noDinCheck: 'The donation number came without its check. Scan the label again; if it stays so, ask the blood bank.',
  specialGroup: 'The blood group label has a special message. Read it, and ask the blood bank.',
  capitals: 'Capital and small letters are exchanged. Look at Caps Lock on this tablet, then scan again.',
} as const satisfies Record<string, string>;
export type ScanProblem = keyof typeof scanProblems;

export const scanQuestions = {
  secondBarcode:
    'This is only the second barcode of a device. Scan the one that begins with (01) or +, or both as one.',
  twoKinds:
    'This could be a hospital number or a device. Look at what you scanned: type the number of the wristband instead.',
} as const;

/** For a barcode that was read well, where nothing on the screen asks for it. */
export const scanNotAsked = {
  device: 'This is the barcode of a device or a supply. Nothing here asks for it.',
  blood: 'This is the label of a blood unit. Nothing here asks for it.',
  asset: 'This is the label of a piece of equipment. Nothing here asks for it.',
} as const;

/** A tablet that was never told how barcodes are read at its site. */
export const scanRulesMissing =
  'How barcodes are read here has not reached this tablet yet, so nothing was read. Scan again once it is connected.';

export const refusedScan = (code: ScanProblem): ScanStopped => ({ kind: 'refused', code, says: scanProblems[code] });
export const unclearScan = (question: string): ScanStopped => ({ kind: 'unclear', question });
