/** A day list through the web's door: what it changes, what it leaves alone, and that a wrong one changes nothing at all. */
import { expect } from 'chai';
import { readFile } from 'node:fs/promises';
import type { BoardRow, Checklist } from '../../machines/index.ts';
import { canonical } from '../../machines/index.ts';
import type { HistoryEntry } from '../../server/preparations/service.ts';
import { minute } from '../support/ward.ts';
import { type Browser, startWeb, type Web } from '../support/web.ts';

const query = 'ward=w4B&dates=dmy';
const header = 'order;bed;surname;given name;birth date;sex;number;procedure;start;fasting;arm restriction;status';
const list = (...rows: readonly string[]): string => [header, ...rows].join('\n');
const roe = (
  more: Partial<Record<'order' | 'bed' | 'given' | 'start' | 'fasting' | 'arm' | 'status' | 'procedure', string>> = {},
): string => {
  const {
    order = 'ORD-1',
    bed = '1',
    given = 'Mary',
    start = '24.11.2026 11:00',
    fasting = 'no',
    arm = 'none',
    status = 'planned',
    procedure = 'venepuncture',
  } = more;
  return [order, bed, 'Roe', given, '12.03.1959', 'F', '9990012345', procedure, start, fasting, arm, status].join(';');
};

describe('a day list through the web’s door', () => {
  let web: Web;
  let ito: Browser;
  beforeEach(async () => {
    web = await startWeb();
    ito = await web.signedIn('BADGE-ITO');
  });
  afterEach(() => web.end());

  const rows = async (): Promise<readonly BoardRow[]> =>
    (await ito.get<{ rows: readonly BoardRow[] }>('/wards/w4B/rows')).body.rows;
  const counts = async (text: string | Uint8Array<ArrayBuffer>, how = query): Promise<string> => {
    const { status, body, text: said } = await ito.dayList(text, how);
    if (status !== 200) return `${status} ${said}`;
    return `opened ${body.opened} moved ${body.moved} amended ${body.amended} cancelled ${body.cancelled} unchanged ${body.unchanged}`;
  };
  /** Everything the store remembers of preparations, as one text. */
  const remembered = async (): Promise<string> => {
    const preparations = [...(await web.store.preparations())].sort();
    return canonical({
      position: await web.store.position(),
      heads: await Promise.all(preparations.map((one) => web.store.load(one))),
    });
  };

  it('opens what is new, and the same file again changes nothing', async () => {
    const file = new Uint8Array(await readFile('test/fixtures/day-list-dmy.csv'));
    expect(await counts(file, `${query}&dryRun=1`)).to.equal('opened 7 moved 0 amended 0 cancelled 0 unchanged 1');
    expect(await rows()).to.have.length(0);
    expect(await web.store.documents('day-list/')).to.have.length(0);
    expect(await counts(file)).to.equal('opened 7 moved 0 amended 0 cancelled 0 unchanged 1');
    const before = await remembered();
    expect(await counts(file)).to.equal('opened 0 moved 0 amended 0 cancelled 0 unchanged 8');
    expect(await remembered()).to.equal(before);
    // The same list as another system writes it is the same list.
    const american = await readFile('test/fixtures/day-list-mdy.csv', 'utf8');
    expect(await counts(american, 'ward=w4B&dates=mdy')).to.equal('opened 0 moved 0 amended 0 cancelled 0 unchanged 8');
    expect(await remembered()).to.equal(before);
    const names = (await rows()).map(({ patient }) => patient.name);
    expect(names).to.include('S. O’NEILL').and.include('ل. حداد');
    expect((await rows()).filter(({ place }) => place.bed === null)).to.have.length(2);
  });

  it('turns what changed into commands of the server, in the importer’s name', async () => {
    expect(await counts(list(roe()))).to.match(/^opened 1 /);
    const changed = roe({ start: '24.11.2026 12:30', arm: 'left', given: 'Maria', bed: '2' });
    expect(await counts(list(changed))).to.equal('opened 0 moved 1 amended 1 cancelled 0 unchanged 0');
    const [row] = await rows();
    expect(row).to.deep.include({ due: Date.UTC(2026, 10, 24, 11, 30), place: { ward: 'w4B', bed: '2' } });
    const { body } = await ito.get<{ entries: readonly HistoryEntry[] }>(`/preparations/${row?.preparation}/history`);
    const types = body.entries.filter(({ person }) => person === 'c-ito').map(({ type, role }) => `${type} ${role}`);
    expect(types).to.deep.equal([
      'preparation.opened system',
      'patient.amended system',
      'order.amended system',
      'plan.moved system',
      'place.moved system',
    ]);
    const seen = (await ito.get<Checklist>(`/preparations/${row?.preparation}`)).body;
    expect(seen.patient.givenName).to.equal('Maria');
    // The arm is asked for now: the order names one to avoid.
    expect(seen.steps.flatMap(({ items }) => items).find(({ id }) => id === 'arm')?.status).to.equal('pending');
    expect(await counts(list(roe({ status: 'cancelled' })))).to.equal(
      'opened 0 moved 0 amended 0 cancelled 1 unchanged 0',
    );
    expect(await counts(list(roe({ status: 'cancelled' })))).to.equal(
      'opened 0 moved 0 amended 0 cancelled 0 unchanged 1',
    );
  });

  it('does not undo with an old file what a person changed since', async () => {
    await ito.dayList(list(roe()), query);
    const [row] = await rows();
    if (row === undefined) throw new Error('nothing was opened');
    const later = Date.UTC(2026, 10, 24, 14);
    expect((await ito.tap(row.preparation, 'plan.moved', { start: later, reason: 'List runs late' })).status).to.equal(
      200,
    );
    expect((await ito.tap(row.preparation, 'place.moved', { place: { ward: 'w4B', bed: '6' } })).status).to.equal(200);
    expect(await counts(list(roe()))).to.equal('opened 0 moved 0 amended 0 cancelled 0 unchanged 1');
    expect((await rows())[0]).to.deep.include({ due: later, place: { ward: 'w4B', bed: '6' } });
    // A list that says something new is news.
    expect(await counts(list(roe({ start: '24.11.2026 15:30' })))).to.match(/moved 1/);
    expect((await rows())[0]).to.deep.include({
      due: Date.UTC(2026, 10, 24, 14, 30),
      place: { ward: 'w4B', bed: '6' },
    });
    // One that falls silent about the bed moves nobody.
    expect(await counts(list(roe({ start: '24.11.2026 15:30', bed: '' })))).to.match(/unchanged 1/);
  });

  it('does not prepare a patient twice whose preparation has ended', async () => {
    await ito.dayList(list(roe()), query);
    const [row] = await rows();
    expect((await ito.tap(row?.preparation ?? '', 'preparation.cancelled', { reason: 'Gone home' })).status).to.equal(
      200,
    );
    const { body } = await ito.dayList(list(roe()), query);
    expect(body).to.deep.include({ opened: 0, unchanged: 1 });
    expect(body.notes).to.have.length(1);
    expect(body.notes[0]).to.deep.include({ line: 2 });
    expect(body.notes[0]?.says).to.match(/has ended; open it at the desk/);
    expect(await web.store.preparations()).to.have.length(1);
  });

  it('with one mistake in it changes nothing, and says all of them', async () => {
    await ito.dayList(list(roe()), query);
    const before = await remembered();
    const { status, body } = await ito.dayList(
      list(roe({ start: '24.11.2026 13:00' }), roe({ order: 'ORD-2', bed: '99', arm: 'wing' })),
      query,
    );
    expect(status).to.equal(422);
    expect(body.type).to.equal('/problems/day-list');
    expect(body.errors).to.deep.equal([
      { path: 'line 3, bed', says: '"99" is not a bed of this ward' },
      {
        path: 'line 3, arm restriction',
        says: 'must be none, left, right or unknown (both: telephone the ward, no arm is left)',
      },
    ]);
    expect(await remembered()).to.equal(before);
  });

  it('that the desk cannot carry out whole is not carried out at all', async () => {
    await ito.dayList(list(roe()), query);
    const before = await remembered();
    const [row] = await rows();
    // Between the look and the commit somebody opens the same order: the store's claim says no to all of it.
    const { apply } = web.services.preparations;
    Object.assign(web.services.preparations, {
      apply: (changes: Parameters<typeof apply>[0], actor: Parameters<typeof apply>[1]) =>
        apply(
          [...changes, { kind: 'command', preparation: row?.preparation ?? '', command: { event: 'no.such' } }],
          actor,
        ),
    });
    const { status, body } = await ito.dayList(list(roe({ order: 'ORD-3' }), roe({ order: 'ORD-4' })), query);
    Object.assign(web.services.preparations, { apply });
    expect(status).to.equal(422);
    expect(body.errors?.[0]?.says).to.equal('That is not part of this preparation.');
    expect(await remembered()).to.equal(before);
  });

  it('cannot change the procedure of an order that is being prepared, nor touch another ward’s patient', async () => {
    await ito.dayList(list(roe()), query);
    const other = await web.signedIn('BADGE-OTHER');
    const stolen = await other.dayList(list(roe({ start: '24.11.2026 13:00' })), 'ward=w5A&dates=dmy');
    expect(stolen.status).to.equal(422);
    expect(stolen.body.errors?.[0]).to.deep.equal({
      path: 'line 2',
      says: 'this order is being prepared on a ward that is not yours; nothing of it can be changed from here',
    });
    expect((await other.dayList(list(roe()), query)).body.type).to.equal('/problems/other-ward');
    expect((await ito.dayList(list(roe({ procedure: 'colonoscopy' })), query)).body.errors?.[0]?.says).to.match(
      /not a procedure this site has/,
    );
  });

  it('that comes twice at the same moment is carried out once', async () => {
    const text = list(...Array.from({ length: 20 }, (_none, n) => roe({ order: `ORD-${n}` })));
    const answers = await Promise.all([ito.dayList(text, query), ito.dayList(text, query), ito.dayList(text, query)]);
    expect(answers.map(({ status }) => status)).to.deep.equal([200, 200, 200]);
    expect(answers.reduce((sum, { body }) => sum + body.opened, 0)).to.equal(20);
    expect(await web.store.preparations()).to.have.length(20);
  });

  it('is for the charge nurse, declares its dates, and is not larger than 2 MB', async () => {
    const osei = await web.signedIn('BADGE-OSEI');
    expect((await osei.dayList(list(roe()), query)).status).to.equal(403);
    expect((await web.browser().dayList(list(roe()), query)).status).to.equal(401);
    for (const [wrong, says] of [
      ['ward=w4B', /dates/],
      ['ward=w4B&dates=guess', /dates/],
      ['ward=w4B&dates=dmy&dryrun=1', /dryrun/],
      ['ward=w4B&ward=w5A&dates=dmy', /ward/],
      ['dates=dmy', /ward/],
    ] as const) {
      const { status, body } = await ito.dayList(list(roe()), wrong);
      expect(status, wrong).to.equal(400);
      expect(body.detail).to.match(says);
    }
    expect((await ito.dayList(list(roe()), 'ward=w9Z&dates=dmy')).body.type).to.equal('/problems/no-such-ward');
    expect((await ito.dayList(list(roe({ given: 'x'.repeat(2_100_000) })), query)).status).to.equal(413);
    expect(
      (await ito.ask('POST', `/day-lists?${query}`, list(roe()), { 'content-type': 'application/json' })).status,
    ).to.equal(415);
    expect(await web.store.preparations()).to.have.length(0);
  });

  it('leaves no name, number or birth date in the log, in an error, or readable in what it remembers', async () => {
    await ito.dayList(list(roe({ given: 'Canarygiven' })), query);
    web.clock.advance(minute);
    await ito.dayList(list(roe({ given: 'Canarygiven', bed: '77' })), query);
    const kept = (await web.store.documents('day-list/')).map(({ body }) => body).join();
    expect(kept).not.to.equal('');
    for (const secret of ['Canarygiven', 'Roe', '9990012345', '1959', 'ORD-1']) {
      expect(kept, secret).not.to.include(secret);
      expect(web.said.join('\n'), secret).not.to.include(secret);
    }
  });
});
