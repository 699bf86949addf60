/**
 * The GS1 application identifiers a hospital meets, as data (GS1 General Specifications, chapter 3). `n6` is six digits,
 * `n..10` up to ten, `x..20` up to twenty characters; `.` in an identifier is any digit. What is not here is refused:
 * without its length, nothing after it can be read.
 */
type Format = `${'n' | 'x'}${'' | '..'}${number}`;

const table: readonly (readonly [identifier: string, format: Format, check?: 'mod10'])[] = [
  ['00', 'n18', 'mod10'], // logistic unit
  ['01', 'n14', 'mod10'], // trade item: the device identifier of a UDI
  ['02', 'n14', 'mod10'], // what a logistic unit holds
  ['10', 'x..20'], // lot
  ['11', 'n6'], // production date
  ['12', 'n6'],
  ['13', 'n6'],
  ['15', 'n6'],
  ['16', 'n6'],
  ['17', 'n6'], // expiry date
  ['20', 'n2'],
  ['21', 'x..20'], // serial number
  ['22', 'x..20'],
  ['235', 'x..28'],
  ['240', 'x..30'],
  ['241', 'x..30'],
  ['250', 'x..30'],
  ['251', 'x..30'],
  ['30', 'n..8'], // count
  ['31..', 'n6'], // weights and measures
  ['37', 'n..8'],
  ['400', 'x..30'],
  ['401', 'x..30'],
  ['410', 'n13', 'mod10'],
  ['411', 'n13', 'mod10'],
  ['412', 'n13', 'mod10'],
  ['413', 'n13', 'mod10'],
  ['414', 'n13', 'mod10'], // a place
  ['415', 'n13', 'mod10'],
  ['416', 'n13', 'mod10'],
  ['417', 'n13', 'mod10'],
  ['422', 'n3'],
  ['7003', 'n10'], // expiry date and time
  ['71.', 'x..20'], // national reimbursement number
  ['8003', 'x..30'],
  ['8004', 'x..30'], // one piece of equipment
  ['8010', 'x..30'],
  ['8012', 'x..20'], // software version
  ['8013', 'x..25'],
  ['8017', 'n18', 'mod10'], // service relation: the provider
  ['8018', 'n18', 'mod10'], // service relation: the recipient, here a patient
  ['8019', 'n..10'], // its instance
  ['8020', 'x..25'],
  ['90', 'x..30'],
  ['91', 'x..90'],
  ['92', 'x..90'],
  ['93', 'x..90'],
  ['94', 'x..90'],
  ['95', 'x..90'],
  ['96', 'x..90'],
  ['97', 'x..90'],
  ['98', 'x..90'],
  ['99', 'x..90'],
];

export interface Identifier {
  readonly digitsOnly: boolean;
  /** Null for one of any length up to `longest`: it ends at a separator or at the end. */
  readonly fixed: number | null;
  readonly longest: number;
  readonly check: 'mod10' | null;
}

const identifiers = table.map(([name, format, check = null]) => {
  const longest = Number(/\d+$/.exec(format)?.[0]);
  return {
    pattern: new RegExp(`^${name.replaceAll('.', '\\d')}`),
    digitsOnly: format.startsWith('n'),
    fixed: format.includes('..') ? null : longest,
    longest,
    check,
  };
});

/** The identifier that `text` begins with. No identifier is the beginning of another. */
export function identifierAt(text: string): (Identifier & { readonly name: string }) | null {
  for (const { pattern, ...identifier } of identifiers) {
    const name = pattern.exec(text)?.[0];
    if (name !== undefined) return { ...identifier, name };
  }
  return null;
}

/** Under 8017 some local schemes put the instance number, not a person's. */
export const asInstance: Identifier = { digitsOnly: true, fixed: null, longest: 10, check: null };
