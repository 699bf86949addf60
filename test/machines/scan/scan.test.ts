/** Reading a barcode: the corpus, and what no misreading may ever become. */
import { expect } from 'chai';
import fc from 'fast-check';
import { readScan, type Scan, scanDefaults, scanSettingsSchema, type ScanSettings } from '../../../machines/index.ts';
import { corpus, gs, now, ours } from './corpus.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2_147_483_647);
const allChecked: ScanSettings = { ...scanDefaults, blood: { flags: 'mod37' } };

for (const [what, rows] of Object.entries(corpus)) {
  describe(`a scan of ${what}`, () => {
    for (const { name, raw, site, gives } of rows)
      it(`${name}: ${gives.kind === 'refused' ? `is refused (${String(gives['code'])})` : gives.kind}`, () => {
        const scan = readScan(raw, now, site);
        const { question, ...rest } = gives as { question?: string };
        expect(scan, JSON.stringify(scan)).to.deep.include(rest);
        if (question !== undefined) expect(scan.kind === 'unclear' && scan.question).to.contain(question);
        if (scan.kind === 'refused') expect(scan.says).to.match(/^[A-Z].*\.$/s);
      });
  });
}

/** Whom or what a scan would be taken for. */
function identityOf(scan: Scan): string | null {
  if (scan.kind === 'patient') return `patient ${scan.number}`;
  if (scan.kind === 'device') return `device ${scan.di ?? scan.giai}`;
  if (scan.kind === 'blood') return `unit ${scan.din?.number}`;
  return scan.kind === 'badge' || scan.kind === 'asset' ? `${scan.kind} ${scan.number}` : null;
}

interface Misreading {
  readonly raw: string;
  readonly exchanged: readonly [string, string] | null;
}

/** Every wrong digit and every exchange of two neighbours from `from` on; letters stay what they are. */
function misreadings(raw: string, from: number): readonly Misreading[] {
  const all: Misreading[] = [];
  for (let at = from; at < raw.length; at += 1) {
    const [here = '', next = ''] = [raw[at], raw[at + 1]];
    if (/\d/.test(here))
      for (const digit of '0123456789')
        if (digit !== here) all.push({ raw: raw.slice(0, at) + digit + raw.slice(at + 1), exchanged: null });
    if (next !== '' && next !== here)
      all.push({ raw: raw.slice(0, at) + next + here + raw.slice(at + 2), exchanged: [here, next] });
  }
  return all;
}

/** What was accepted as somebody or something else. */
function mistaken(raw: string, site: ScanSettings, from: number): readonly Misreading[] {
  const right = identityOf(readScan(raw, now, site));
  expect(right, raw).to.not.equal(null);
  return misreadings(raw, from).filter((wrong) => {
    const identity = identityOf(readScan(wrong.raw, now, site));
    return identity !== null && identity !== right;
  });
}

// The checks are made here by their definitions, not by the code under test.
const digits = (length: number) => fc.array(fc.nat(9), { minLength: length, maxLength: length });
const withMod10 = (text: string): string => {
  for (let check = 0; check < 10; check += 1) {
    const whole = `${text}${check}`;
    const sum = [...whole].reduce(
      (total, digit, index) => total + Number(digit) * ((whole.length - index) % 2 === 0 ? 3 : 1),
      0,
    );
    if (sum % 10 === 0) return whole;
  }
  throw new Error('mod 10 has a check digit for everything');
};
const nhsNumbers = digits(9)
  .map((nine) => ({ nine, check: (11 - (nine.reduce((sum, digit, at) => sum + digit * (10 - at), 0) % 11)) % 11 }))
  .filter(({ check }) => check !== 10)
  .map(({ nine, check }) => [...nine, check].join(''));
const dins = fc
  .tuple(fc.constantFrom(...'ABCDEFGHIJKLMNPQRSTUVWXYZ123456789'), digits(12))
  .map(([first, rest]) => first + rest.join(''))
  .map((din) => {
    const values = [...din].map((character) => '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*'.indexOf(character));
    const check = Array.from({ length: 37 }, (_none, value) => value).find(
      // ISO 7064: the sum of value times 2 to the power of its place is 1 modulo 37.
      (value) => [...values, value].reduce((sum, one) => (sum * 2 + one) % 37, 0) === 1,
    );
    return `=${din}${60 + (check ?? 0)}`;
  });

describe('a misread barcode', () => {
  it(`is never another patient (seed ${seed})`, () => {
    fc.assert(
      fc.property(nhsNumbers, fc.constantFrom(']d2', '', gs), fc.boolean(), (number, before, isSetUp) => {
        const raw = `${before}8018${withMod10(`5012345${number}`)}`;
        return mistaken(raw, isSetUp ? ours : scanDefaults, before.length).length === 0;
      }),
      { numRuns: 150, seed },
    );
  });

  it(`is never another unit of blood, where every number carries its check (seed ${seed})`, () => {
    fc.assert(
      fc.property(dins, (raw) => mistaken(raw, allChecked, 1).length === 0),
      { numRuns: 150, seed },
    );
  });

  it(`is never another device, but for neighbours that differ by five, which GS1’s check cannot see (seed ${seed})`, () => {
    fc.assert(
      fc.property(digits(13), fc.constantFrom(']d2', ''), (thirteen, before) => {
        const raw = `${before}01${withMod10(thirteen.join(''))}`;
        return mistaken(raw, scanDefaults, before.length).every(
          ({ exchanged }) => exchanged !== null && Math.abs(Number(exchanged[0]) - Number(exchanged[1])) === 5,
        );
      }),
      { numRuns: 150, seed },
    );
  });

  it(`is never another device of HIBCC by a wrong digit; its check only adds, so an exchange passes (seed ${seed})`, () => {
    const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%';
    const letters = fc.constantFrom(...alphabet.slice(0, 36));
    fc.assert(
      fc.property(fc.array(letters, { minLength: 4, maxLength: 21 }), fc.nat(9), (middle, unit) => {
        const body = `+A${middle.join('')}${unit}`;
        const raw = body + alphabet[[...body].reduce((sum, one) => sum + alphabet.indexOf(one), 0) % 43];
        return mistaken(raw, scanDefaults, 1).every(({ exchanged }) => exchanged !== null);
      }),
      { numRuns: 150, seed },
    );
  });

  it('can be another device where 2 and 7 are exchanged: the check digit is as far as GS1 goes', () => {
    const raw = `]d201${withMod10('2700000000000')}`;
    expect(mistaken(raw, scanDefaults, 3).map(({ exchanged }) => exchanged)).to.deep.include(['2', '7']);
  });
});

describe('whatever a scanner sends', () => {
  const alphabet = [...`0123456789${gs}~^](){}=&+%<>$/*ABab éçà&"'(-_\r\n\t\u001b\u202e`, '8018', '01', ']d2', '{GS}'];
  const sites = fc.constantFrom(
    ...Object.values(corpus).flatMap((rows) => rows.map(({ site }) => site ?? scanDefaults)),
  );
  const known = fc.constantFrom(...Object.values(corpus).flatMap((rows) => rows.map(({ raw }) => raw)));
  const anything = fc.oneof(
    fc.string({ maxLength: 500, unit: 'binary' }),
    fc.string({ maxLength: 500, unit: fc.constantFrom(...alphabet) }),
    // A known one with a piece of another put into it.
    fc
      .tuple(known, known, fc.nat(60), fc.nat(60))
      .map(([a, b, at, from]) => a.slice(0, at) + b.slice(from) + a.slice(at)),
  );

  it(`is read or refused, and nothing is thrown (seed ${seed})`, () => {
    fc.assert(
      fc.property(anything, sites, (raw, site) => {
        const scan = readScan(raw, now, site);
        expect(JSON.parse(JSON.stringify(scan))).to.deep.equal(scan);
        if (scan.kind === 'patient') expect(scan.number).to.match(/^[!-~]+$/);
      }),
      { numRuns: 4000, seed },
    );
  });

  it(`is the same at any hour of the year (seed ${seed})`, () => {
    fc.assert(
      fc.property(known, fc.nat(364), (raw, day) => {
        const then = Date.UTC(2026, 0, 1 + day);
        expect(readScan(raw, then)).to.deep.equal(readScan(raw, now));
      }),
      { numRuns: 500, seed },
    );
  });
});

describe('a site’s rules for barcodes', () => {
  const problemsIn = (rules: unknown): readonly string[] => {
    const checked = scanSettingsSchema.safeParse(rules);
    return checked.success ? [] : checked.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
  };

  it('may be left out, wholly or in part', () => {
    expect(scanSettingsSchema.parse({})).to.deep.equal(scanDefaults);
    expect(scanSettingsSchema.parse({ badge: { prefix: 'B' } })).to.deep.equal({
      ...scanDefaults,
      badge: { prefix: 'B' },
    });
  });

  it('are refused where they cannot be meant, naming the place', () => {
    expect(problemsIn({ gsrn: { companyPrefix: '50123459' } })).to.deep.equal([
      'gsrn.companyPrefix must be 7 digits where the reference is an NHS Number',
    ]);
    expect(problemsIn({ gsrn: { reference: 'any' } })).to.deep.equal([
      'gsrn.companyPrefix must be given, or the reference cannot be told from it',
    ]);
    expect(problemsIn({ wristband: { numbers: ['\\d+'] } })[0]).to.match(/^wristband\.numbers\.0 must be 4 to 40 of 9/);
    expect(problemsIn({ wristbands: {} })).to.have.length(1);
  });
});
