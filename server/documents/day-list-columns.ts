/** Which column is which: the names that hospitals' systems give them, each meaning one thing. */
import type { CellError } from './csv.ts';

export const columnWords = {
  order: 'order',
  bed: 'bed',
  familyName: 'family name',
  givenName: 'given name',
  birthDate: 'birth date',
  sex: 'sex',
  number: 'number',
  procedure: 'procedure',
  start: 'start',
  fasting: 'fasting',
  armRestriction: 'arm restriction',
  tubes: 'tubes',
  status: 'status',
} as const;
export type Column = keyof typeof columnWords;

/** Without these nobody can be prepared. A bed, and facts about the order, may come later. */
const required: readonly Column[] = [
  'order',
  'familyName',
  'givenName',
  'birthDate',
  'sex',
  'number',
  'procedure',
  'start',
];

/** In small letters, with everything that is no letter or digit left out. */
const aliases: Readonly<Record<Column, readonly string[]>> = {
  order: ['order', 'ordernumber', 'orderno', 'orderid', 'accession', 'accessionnumber', 'request', 'requestnumber'],
  bed: ['bed', 'bedno', 'bednumber', 'bay', 'place'],
  familyName: ['familyname', 'family', 'surname', 'lastname'],
  givenName: ['givenname', 'givennames', 'given', 'firstname', 'forename', 'forenames'],
  birthDate: ['birthdate', 'dateofbirth', 'dob', 'born'],
  sex: ['sex', 'gender'],
  number: ['number', 'hospitalnumber', 'hospitalno', 'patientnumber', 'patientid', 'mrn'],
  procedure: ['procedure', 'protocol', 'examination', 'exam', 'service'],
  start: ['start', 'plannedstart', 'starttime', 'scheduled', 'scheduledstart', 'appointment', 'datetime'],
  fasting: ['fasting', 'fasted', 'nilbymouth', 'nbm', 'npo'],
  armRestriction: ['armrestriction', 'arm', 'restrictedarm', 'avoidarm', 'noarm'],
  tubes: ['tubes', 'tubesordered', 'sampletubes', 'bottles', 'containers'],
  status: ['status', 'state', 'orderstatus'],
};
const meanings = new Map(
  (Object.keys(aliases) as Column[]).flatMap((column) => aliases[column].map((alias) => [alias, column] as const)),
);

export type ColumnsAnswer =
  | { readonly ok: true; readonly at: ReadonlyMap<Column, number>; readonly name: (column: Column) => string }
  | { readonly ok: false; readonly errors: readonly CellError[] };

/** Every heading must mean something: a column that is silently left out may be the one with the allergy in it. */
export function columnsOf(header: readonly string[], line: number): ColumnsAnswer {
  const at = new Map<Column, number>();
  const errors: CellError[] = [];
  header.forEach((heading, index) => {
    const column = meanings.get(plain(heading));
    if (heading === '')
      errors.push({ line, column: null, says: `column ${index + 1} has no heading; name it or remove it` });
    else if (column === undefined)
      errors.push({
        line,
        column: heading,
        says: `is not a column of a day list; it has ${Object.values(columnWords).join(', ')}`,
      });
    else if (at.has(column))
      errors.push({
        line,
        column: heading,
        says: `means "${columnWords[column]}", as column ${(at.get(column) ?? 0) + 1} does; keep one`,
      });
    else at.set(column, index);
  });
  for (const column of required)
    if (!at.has(column))
      errors.push({ line, column: columnWords[column], says: 'is missing; the list needs this column' });
  if (errors.length > 0) return { ok: false, errors };
  return { ok: true, at, name: (column) => header[at.get(column) ?? -1] ?? columnWords[column] };
}

const plain = (heading: string): string => heading.toLowerCase().replace(/[^a-z0-9]/g, '');
