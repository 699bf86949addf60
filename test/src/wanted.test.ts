/** What a pad says of an answer before it is recorded is what the machine will decide of it: for shipped protocols. */
import { expect } from 'chai';
import fc from 'fast-check';
import type { ItemView } from '../../machines/index.ts';
import { faceOf } from '../../src/tablet/item-face.ts';
import { shortOf, wantedSays } from '../../src/tablet/wanted.ts';
import { thingWord, unitWord, withUnit } from '../../src/ui/words/units.ts';
import { readdirSync, readFileSync } from 'node:fs';
import { Bedside } from '../support/bedside.ts';
import { answersAll, copyOf, inService, opening, shippedProtocol } from '../support/imaging.ts';
import { hour, nurse, technician } from '../support/protocol.ts';

const seed = Number(process.env['SEED'] ?? 20261123);
const before = answersAll(
  new Bedside(opening({ contrast: 'groupTwo', sedation: 'planned', side: 'none' }), shippedProtocol('mri')),
  {
    wristband: { value: '9990012345' },
    statesName: { value: 'both' },
    procedureMatches: { value: 'match' },
    papersMatch: { value: 'theirs' },
    allergies: { value: 'none' },
    renalRisk: { value: 'yes' },
  },
);
const itemOf = (bedside: Bedside, id: string): ItemView => {
  const items = bedside.checklist(technician).steps.flatMap((step) => step.items);
  return items.find((one) => one.id === id)!;
};

/** Recorded as it is: satisfied or not, by the machine. */
function satisfies(id: string, value: number, takenAt?: number): boolean {
  const after = copyOf(before).does(`item.${id}.measured`, takenAt === undefined ? { value } : { value, takenAt });
  return after.item(id) === 'satisfied';
}

describe('what is wanted', () => {
  for (const [id, from, to] of [
    ['weight', 1, 400],
    ['width', 10, 120],
    ['egfr', 1, 200],
  ] as const)
    it(`is said of ${id} exactly where the machine would not be satisfied`, () => {
      const item = itemOf(before, id);
      const start = before.state.context.start;
      expect(item.wanted, id).to.not.equal(undefined);
      const limit = item.wanted?.atLeast ?? item.wanted?.atMost ?? 0;
      const edges = [limit - 1, limit, limit + 1] as const;
      let short = 0;
      fc.assert(
        fc.property(fc.oneof(fc.integer({ min: from, max: to }), fc.constantFrom(...edges)), (value) => {
          const takenAt = item.dated === undefined ? undefined : before.at - hour;
          const says = shortOf(item, start, before.at, value, takenAt);
          if (says !== null) short += 1;
          expect(says === null, `${value}: ${says}`).to.equal(satisfies(id, value, takenAt));
        }),
        { seed, numRuns: 40 },
      );
      expect(short, 'both sides of the limit are tried').to.be.within(1, 39);
    });

  it('is said of a time by the start, where the machine goes by it', () => {
    const item = itemOf(before, 'lastLightMeal');
    const start = before.state.context.start;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 * 60 }), (minutes) => {
        const value = before.at - minutes * 60_000;
        const says = shortOf(item, start, before.at, value);
        expect(says === null, `${minutes} min: ${says}`).to.equal(satisfies('lastLightMeal', value));
      }),
      { seed, numRuns: 40 },
    );
    expect(wantedSays(item, start, before.at)).to.match(
      /^Wanted: 6 h or more before the start, so until .*\d\d:\d\d\.$/,
    );
  });

  it('names who may accept less, or that nobody may', () => {
    const start = before.state.context.start;
    expect(shortOf(itemOf(before, 'weight'), start, before.at, 240)).to.equal(
      'Wanted: 200 kg or less. You can record it, but it does not count. May override: proceduralist.',
    );
    expect(shortOf(itemOf(before, 'lastLightMeal'), start, before.at, before.at - hour)).to.contain(
      'Nobody may override it.',
    );
  });

  it('stands on the row once such an answer is recorded, with the unit a ward writes', () => {
    const after = copyOf(before).does('item.egfr.measured', { value: 22, takenAt: before.at - hour });
    const face = faceOf(itemOf(after, 'egfr'), undefined, (person) => person, null, {
      start: after.state.context.start,
      now: after.at,
    });
    expect(face.value).to.equal('22 mL/min/1.73 m²');
    expect(face.under).to.contain('Wanted: 30 mL/min/1.73 m² or more. May override: proceduralist.');
    expect(face.under).to.match(/of (today|yesterday) \d\d:\d\d/);
  });
});

describe('a thing the equipment log knows', () => {
  const scope = (more: Parameters<typeof inService>[1]) => {
    const bedside = answersAll(
      new Bedside(
        opening({ bleedingRisk: 'low', antithrombotic: 'none', diabetes: 'no' }),
        shippedProtocol('upper-gi-endoscopy'),
      ),
      { wristband: { value: '9990012345' } },
    );
    const asset = inService(more?.type ?? 'gastroscope', { asset: 'SCOPE-12', ...more });
    bedside.does('item.scope.sensed', { value: '(21)SCOPE-12', asset }, nurse);
    return faceOf(itemOf(bedside, 'scope'), undefined, (person) => person, null, {
      start: bedside.state.context.start,
      now: bedside.at,
    });
  };
  const { start } = new Bedside(opening({})).opening;

  it('is shown by its own number, with the end of its fitness', () => {
    const face = scope({ until: start + hour });
    expect(face).to.include({ value: 'SCOPE-12', mark: 'sent' });
    expect(face.under).to.match(/fit until \d\d:\d\d$/);
  });

  it('is not fit, and the row says why', () => {
    expect(scope({ standing: 'quarantined' }).strong).to.equal('Put aside in the equipment log: bring another one');
    expect(scope({ standing: 'retired' }).strong).to.equal('Out of use: bring another one');
    expect(scope({ type: 'infusionPump' }).strong).to.equal('Scanned: infusion pump. Asked for: gastroscope');
    expect(scope({ until: start - hour }).strong).to.match(/^Fit only until .*, and the start is \d\d:\d\d$/);
  });
});

describe('a ward’s units', () => {
  it('are words for every unit of a shipped protocol', () => {
    const folder = new URL('../../protocols/', import.meta.url);
    const texts = [folder, new URL('parts/', folder)].flatMap((from) =>
      readdirSync(from)
        .filter((name) => name.endsWith('.yaml'))
        .map((name) => readFileSync(new URL(name, from), 'utf8')),
    );
    const units = new Set(
      texts.flatMap((text) =>
        [...text.matchAll(/\bunit: '?([^',}\n]+(?:\{[^}]+\})?\}?)'?/g)].map(([, unit]) => unit ?? ''),
      ),
    );
    expect([...units]).to.include('mL/min/{1.73_m2}');
    expect([...units].map(unitWord).filter((word) => /[{}[\]_]/.test(word))).to.deep.equal([]);
  });

  it('are never apart from the number', () => {
    expect([withUnit('37.2', 'Cel'), withUnit(3, '1'), withUnit('2.40', '{INR}')]).to.deep.equal([
      '37.2 °C',
      '3',
      '2.40 INR',
    ]);
    expect(thingWord('infusionPump')).to.equal('infusion pump');
  });
});

describe('a time that may be too early as well as too late', () => {
  it('is said with both ends, as the blood sample wants its fast', () => {
    const fasting: ItemView = {
      ...itemOf(before, 'egfr'),
      answer: { kind: 'clock', hoursMax: 48 },
      wanted: { beforeStart: { atLeast: 8 * hour, atMost: 16 * hour } },
    };
    const start = before.state.context.start;
    const said = wantedSays(fasting, start, before.at) ?? '';
    expect(said).to.match(/^Wanted: 8 h to 16 h before the start, so between .*\d\d:\d\d and .*\d\d:\d\d\.$/);
    for (const [ago, counts] of [
      [7, false],
      [8, true],
      [16, true],
      [17, false],
    ] as const)
      expect(shortOf(fasting, start, before.at, start - ago * hour) === null, `${ago} h`).to.equal(counts);
  });
});

describe('an answer of the day before', () => {
  it('says so beside who gave it, and says the time alone on its own day', () => {
    const bedside = new Bedside().prepared('item.statesName.attested');
    const states = bedside
      .checklist()
      .steps.flatMap(({ items }) => items)
      .find(({ id }) => id === 'statesName');
    const under = (now: number): string =>
      states === undefined ? '' : (faceOf(states, undefined, String, null, { start: now, now }).under ?? '');
    expect(under(bedside.at)).to.match(/^a-osei \d\d:\d\d/);
    expect(under(bedside.at + 24 * hour)).to.match(/^a-osei yesterday \d\d:\d\d/);
  });
});
