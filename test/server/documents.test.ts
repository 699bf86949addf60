/** Documents from outside: protocols with the line of every mistake, and day lists as hospitals really export them. */
import { expect } from 'chai';
import { readFile } from 'node:fs/promises';
import { readTable } from '../../server/documents/csv.ts';
import { readDayList, type DayListAnswer, type DayListOptions } from '../../server/documents/day-list.ts';
import { instantOf, readDate, type DateOrder } from '../../server/documents/local-time.ts';
import { readProtocol, readProtocols, sayError } from '../../server/documents/protocols.ts';
import { hour, morning } from '../support/ward.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const fixture = (name: string): Promise<Buffer> => readFile(`test/fixtures/${name}`);

describe('a protocol document', () => {
  let shipped: string;
  before(async () => {
    shipped = await readFile('protocols/venepuncture.yaml', 'utf8');
  });
  /** The shipped one with one thing spoilt, and what is said of it: `line path says`, the file's name left out. */
  const said = (find: string, put: string): string[] => {
    expect(shipped, 'the shipped protocol no longer has this').to.include(find);
    const answer = readProtocol(shipped.replace(find, put), 'p.yaml');
    return answer.ok ? [] : answer.errors.map(sayError);
  };
  const lineOf = (text: string): number => shipped.split('\n').findIndex((line) => line.includes(text)) + 1;

  it('that is shipped compiles', async () => {
    const { read, errors } = await readProtocols('protocols');
    expect(errors.map(sayError)).to.deep.equal([]);
    expect(read.length).to.be.greaterThan(0);
  });

  const mistakes: readonly (readonly [string, string, string, RegExp])[] = [
    [
      'an unknown step',
      '  - step: hygiene',
      '  - step: hygeine',
      /steps\.\d\.step: there is no step called "hygeine"; did you mean "hygiene"\?/,
    ],
    [
      'an unknown unit',
      "answer: { unit: '1', min: 1",
      "answer: { unit: 'stone', min: 1",
      /answer\.unit: "stone" is not a unit/,
    ],
    [
      'a misspelt delay',
      'validFor: kitFor',
      'validFor: kitfor',
      /validFor: no time is called "kitfor"; did you mean "kitFor"\?/,
    ],
    [
      'a circular need',
      'needs: [explained, patientFollows]',
      'needs: [teachBack]',
      /needs: these items need one another in a circle: teachBack needs teachBack/,
    ],
    [
      'an unknown key',
      '    text: Wristband matches the order',
      '    txet: Wristband matches the order',
      /steps\.0\.items\.0\.txet: there is nothing called "txet" here/,
    ],
    [
      'a length of time that is none',
      "is: 30 min, source: 'Identity",
      "is: half an hour, source: 'Identity",
      /times\.identityFor\.is: "half an hour" is not a length of time/,
    ],
    ['YAML that is none', 'steps:\n', 'steps: [\n', /is not YAML/],
  ];
  for (const [what, find, put, says] of mistakes) {
    it(`with ${what} is refused with its line and what to do`, () => {
      const errors = said(find, put);
      expect(errors.join('\n')).to.match(says);
      const line = shipped.slice(0, shipped.indexOf(find)).split('\n').length;
      const lines = errors.map((error) => Number(/^p\.yaml:(\d+):\d+ /.exec(error)?.[1]));
      if (what !== 'YAML that is none') expect(lines, errors.join('\n')).to.include(line);
      for (const one of lines) expect(one).to.be.greaterThan(0);
    });
  }

  it('tells all its mistakes at once, in the order of the file', () => {
    const twice = shipped.replace('validFor: kitFor', 'validFor: kitfor').replace('- step: hygiene', '- step: hygeine');
    const answer = readProtocol(twice, 'p.yaml');
    if (answer.ok) throw new Error('it compiled');
    expect(answer.errors.length).to.be.greaterThan(1);
    expect(answer.errors.map(({ line }) => line)).to.deep.equal(
      answer.errors.map(({ line }) => line).sort((a, b) => a - b),
    );
    expect(lineOf('step: identity')).to.be.greaterThan(0);
  });

  it('cannot be a bomb: aliases are counted, keys stand once, one document a file', () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]\n${'bcdefgh'
      .split('')
      .map((key, n) => `${key}: &${key} [${Array(10).fill(`*${'abcdefgh'[n]}`).join(',')}]`)
      .join('\n')}\n`;
    for (const text of [
      bomb,
      'id: x\nid: y\n',
      'id: x\n---\nid: y\n',
      '__proto__: { format: 1 }\n',
      '',
      '- 1\n',
      '\u0000',
    ]) {
      const answer = readProtocol(text, 'p.yaml');
      expect(answer.ok, text.slice(0, 20)).to.equal(false);
    }
  });
});

describe('a table', () => {
  const rowsOf = (text: string): readonly (readonly [number, readonly string[]])[] => {
    const answer = readTable(bytes(text));
    if (!answer.ok) throw new Error(answer.errors.map(({ says }) => says).join());
    return answer.table.rows.map(({ line, cells }) => [line, cells] as const);
  };
  it('is read with commas, semicolons and tabs, a BOM, quotes, any line ends, and the line of every row', () => {
    for (const [mark, end] of [
      [',', '\n'],
      [';', '\r\n'],
      ['\t', '\r'],
    ] as const) {
      const text = `\ufeff${end}a${mark}"b, ; \t b"${mark}c${end}1${mark}"two ""2""${end}and more"${mark}3${end}${end}4${mark}5${mark}6${end}`;
      const rows = rowsOf(text);
      expect(rows, JSON.stringify(mark)).to.deep.equal([
        [3, ['1', `two "2"${end}and more`, '3']],
        [6, ['4', '5', '6']],
      ]);
    }
  });
  it('says where it is not UTF-8 or a quote is left open, and that it is empty', () => {
    const latin = Buffer.concat([Buffer.from('a;b\nx;y\nJos'), Buffer.from([0xe9]), Buffer.from(';z\n')]);
    expect(readTable(latin)).to.deep.include({
      ok: false,
      errors: [{ line: 3, column: null, says: 'is not UTF-8; save the file as "CSV UTF-8" and send it again' }],
    });
    expect(readTable(Buffer.from('\ufeffa;b\n', 'utf16le'))).to.have.property('ok', false);
    for (const [text, says] of [
      ['a;b\n1;"2\n3;4\n', /never closed/],
      ['a;b\n1;2"2\n', /middle of a cell/],
      ['', /empty/],
      ['\n \n', /empty/],
    ] as const) {
      const answer = readTable(bytes(text));
      expect(answer.ok ? '' : answer.errors[0]?.says, JSON.stringify(text)).to.match(says);
    }
  });
});

describe('a day list', () => {
  const options = (dates: DateOrder, more: Partial<DayListOptions> = {}): DayListOptions => ({
    dates,
    timeZone: 'Europe/Berlin',
    procedures: new Map([
      ['venepuncture', 'venepuncture'],
      ['blood sample', 'venepuncture'],
    ]),
    beds: ['1', '2', '3', '4', '5', '6'],
    now: morning,
    ...more,
  });
  const errorsOf = (answer: DayListAnswer): readonly string[] =>
    answer.ok ? [] : answer.errors.map(({ line, column, says }) => `${line} ${column ?? '-'}: ${says}`);

  it('is read alike from a German export and an American one', async () => {
    const dmy = readDayList(await fixture('day-list-dmy.csv'), options('dmy'));
    const mdy = readDayList(await fixture('day-list-mdy.csv'), options('mdy'));
    expect(errorsOf(dmy)).to.deep.equal([]);
    expect(errorsOf(mdy)).to.deep.equal([]);
    if (!dmy.ok || !mdy.ok) return;
    const bare = ({ rows }: typeof dmy) => rows.map(({ line: _line, ...row }) => row);
    expect(bare(dmy)).to.deep.equal(bare(mdy));
    expect(dmy.rows).to.have.length(8);
    const [oneill, hoa, lukasz, leila] = dmy.rows;
    expect(oneill).to.deep.include({
      line: 2,
      order: 'ORD-7001',
      bed: '1',
      protocol: 'venepuncture',
      start: Date.UTC(2026, 10, 24, 8, 30),
      cancelled: false,
    });
    expect(oneill?.patient).to.deep.equal({
      familyName: 'O’Neill',
      givenName: 'Siân',
      birthDate: '1988-09-17',
      sex: 'F',
      number: '9990038381',
    });
    expect(oneill?.facts).to.deep.equal({ fasting: 'required', armRestriction: 'left' });
    expect(hoa).to.deep.include({ bed: null });
    expect(hoa?.patient.givenName).to.equal('Thị Hoa; called "Hoa"');
    // What the list does not say is unknown, and a protocol asks about it.
    expect(lukasz?.facts).to.deep.equal({ fasting: 'unknown', armRestriction: 'unknown' });
    expect(leila).to.deep.include({ line: 6, bed: null });
    expect(leila?.patient).to.include({ familyName: 'حداد', givenName: 'ليلى' });
    expect(dmy.rows.filter(({ patient }) => patient.familyName === 'Roe')).to.have.length(2);
    expect(dmy.rows.filter(({ cancelled }) => cancelled).map(({ order }) => order)).to.deep.equal(['ORD-7007']);
  });

  it('names the tubes as the laboratory does, and says nothing of them where a cell is empty', async () => {
    const [header = '', first = '', second = ''] = new TextDecoder()
      .decode(await fixture('day-list-dmy.csv'))
      .split(/\r?\n/);
    const withTubes = (cell: string): DayListAnswer =>
      readDayList(bytes([`${header};Tubes`, `${first};${cell}`, `${second};`].join('\n')), options('dmy'));
    const read = withTubes('2 EDTA, 1 serum');
    expect(errorsOf(read)).to.deep.equal([]);
    expect(read.ok && read.rows.map(({ facts }) => facts)).to.deep.equal([
      { fasting: 'required', armRestriction: 'left', tubes: '2 EDTA, 1 serum' },
      { fasting: 'notRequired', armRestriction: 'none' },
    ]);
    expect(errorsOf(withTubes('x'.repeat(101)))).to.deep.equal(['2 Tubes: is longer than 100 characters']);
  });

  it('in another order of dates than declared is refused, never guessed', async () => {
    const american = errorsOf(readDayList(await fixture('day-list-mdy.csv'), options('dmy')));
    expect(american.filter((one) => one.includes('start'))).to.have.length(8);
    expect(american[0]).to.match(/^2 birth date: must be a date as day\.month\.year.* it would be month 17/);
    expect(readDate('03/04/2026', 'dmy')).to.deep.equal({ year: 2026, month: 4, day: 3 });
    expect(readDate('03/04/2026', 'mdy')).to.deep.equal({ year: 2026, month: 3, day: 4 });
    expect(readDate('2026-04-03', 'dmy')).to.match(/another order than the one declared/);
    expect(readDate('03.04.26', 'dmy')).to.match(/year in four digits/);
  });

  it('with mistakes tells every one of them by line and column, and repeats nothing about a patient', async () => {
    const answer = readDayList(await fixture('day-list-wrong.csv'), options('dmy'));
    const errors = errorsOf(answer);
    const expected: readonly RegExp[] = [
      /^2 birth date: .*month 2 of 1990 has 28 days, not 31/,
      /^3 bed: "99" is not a bed of this ward/,
      /^3 sex: must be F, M, X or U/,
      /^4 procedure: is not a procedure .* it has venepuncture/,
      /^4 start: there is no 25:00/,
      /^4 fasting: must be yes, no or unknown/,
      /^4 arm restriction: must be none, left, right/,
      /^4 status: must be planned or cancelled/,
      /^5 number: was turned into a power of ten/,
      /^5 start: .*another order than the one declared/,
      /^6 given name: is empty/,
      /^6 birth date: .*four digits/,
      /^6 start: must be a date and a time of day/,
      /^7 -: has 6 cells, and the header 12/,
      /^8 family name: has a control character/,
      /^8 birth date: lies in the future/,
      /^8 start: lies more than a day back/,
      /^10 number: line 9 has the same number with another given name/,
      /^11 birth date: would make the patient older than 125/,
      /^12 order: this order stands on line 9 already/,
    ];
    for (const one of expected)
      expect(
        errors.filter((error) => one.test(error)),
        `${String(one)} in\n${errors.join('\n')}`,
      ).to.have.length(1);
    expect(errors).to.have.length(expected.length);
    const everything = errors.join('\n');
    for (const secret of ['Roe', 'Mary', 'Oko', 'Abel', 'Bray', '1990-', '31.02.1990', '9990012345', '9990071071'])
      expect(everything).not.to.include(secret);
  });

  it('needs every column to mean something, once, and says which are missing', () => {
    const head = 'order;bed;surname;family name;given name;birth date;sex;number;start;latex allergy\n';
    const errors = errorsOf(readDayList(bytes(head), options('dmy')));
    expect(errors).to.have.length(3);
    expect(errors.join('\n'))
      .to.match(/1 family name: means "family name", as column 3 does/)
      .and.match(/1 latex allergy: is not a column/)
      .and.match(/1 procedure: is missing/);
  });

  it('with more rows than one commit takes is refused before anything is looked up', () => {
    const row = (n: number): string => `O${n};1;A;B;01.01.1980;F;N${n};venepuncture;24.11.2026 09:30`;
    const list = (rows: number): string =>
      [
        'order;bed;surname;given name;birth date;sex;number;procedure;start',
        ...Array.from({ length: rows }, (_none, n) => row(n)),
      ].join('\n');
    expect(errorsOf(readDayList(bytes(list(200)), options('dmy')))).to.deep.equal([]);
    expect(errorsOf(readDayList(bytes(list(201)), options('dmy')))).to.deep.equal([
      '202 -: a day list has at most 200 rows; split it',
    ]);
  });

  describe('times of day', () => {
    const startOf = (start: string, timeZone: string, now: number): string | number => {
      const text = `order;surname;given name;birth date;sex;number;procedure;start\nO1;A;B;1980-01-01;F;N1;venepuncture;${start}\n`;
      const answer = readDayList(bytes(text), options('ymd', { timeZone, now, beds: [] }));
      return answer.ok ? (answer.rows[0]?.start ?? 'none') : (answer.errors[0]?.says ?? '');
    };
    it('follow the zone through both changes of the clocks', () => {
      const march = Date.UTC(2026, 2, 28, 12);
      expect(startOf('2026-03-29 01:59', 'Europe/Berlin', march)).to.equal(Date.UTC(2026, 2, 29, 0, 59));
      expect(startOf('2026-03-29 03:00', 'Europe/Berlin', march)).to.equal(Date.UTC(2026, 2, 29, 1, 0));
      expect(startOf('2026-03-29 02:30', 'Europe/Berlin', march)).to.match(
        /02:30 does not exist on that day in Europe\/Berlin/,
      );
      const october = Date.UTC(2026, 9, 24, 12);
      expect(startOf('2026-10-25 02:30', 'Europe/Berlin', october)).to.match(/happens twice/);
      expect(startOf('2026-10-25 02:30 +02:00', 'Europe/Berlin', october)).to.equal(Date.UTC(2026, 9, 25, 0, 30));
      expect(startOf('2026-10-25 02:30 +01:00', 'Europe/Berlin', october)).to.equal(Date.UTC(2026, 9, 25, 1, 30));
      expect(startOf('2026-10-25 02:30 +05:00', 'Europe/Berlin', october)).to.match(/is not at \+05:00/);
      // Half an hour's change, and a zone that is a day ahead.
      expect(startOf('2026-10-04 02:15', 'Australia/Lord_Howe', Date.UTC(2026, 9, 3, 12))).to.match(/does not exist/);
      expect(startOf('2026-11-24 08:30', 'Pacific/Kiritimati', morning)).to.equal(Date.UTC(2026, 10, 23, 18, 30));
      expect(startOf('2026-11-24T08:30', 'Asia/Kathmandu', morning)).to.equal(Date.UTC(2026, 10, 24, 2, 45));
    });
    it('agree with the zone’s own clock at every quarter of an hour of a year', () => {
      for (const timeZone of ['Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kolkata']) {
        const shown = new Intl.DateTimeFormat('en-US', {
          timeZone,
          hourCycle: 'h23',
          year: 'numeric',
          month: 'numeric',
          day: 'numeric',
          hour: 'numeric',
          minute: 'numeric',
        });
        let [twice, once] = [0, 0];
        for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += hour / 4) {
          const {
            year = 0,
            month = 0,
            day = 0,
            hour: h = 0,
            minute = 0,
          } = Object.fromEntries(shown.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
          const found = instantOf({ year, month, day, hour: h, minute }, timeZone);
          if (found.kind === 'twice') twice += Number(found.at.includes(at));
          else if (found.kind === 'one') once += Number(found.at === at);
        }
        expect(twice + once, timeZone).to.equal(365 * 96);
        // An hour that happens twice is eight quarters; half an hour, four.
        expect(twice, timeZone).to.equal(timeZone === 'Asia/Kolkata' ? 0 : timeZone === 'Australia/Lord_Howe' ? 4 : 8);
      }
    });
  });
});
