/** The competence register: what counts is what was held when it was done, and every entry stays. */
import { expect } from 'chai';
import fc from 'fast-check';
import { dayAfter, dayBegins } from '../../server/documents/local-time.ts';
import { type CompetenceRecord, heldAt } from '../../server/people/competences.ts';
import { createRegister } from '../../server/people/register.ts';
import { createDirectory } from '../../server/people/staff.ts';
import { checksDocument } from '../support/checks.ts';
import type { Tablet } from '../support/screens.ts';
import { anOpening, hour, importer, minute, startWard, type Ward } from '../support/ward.ts';
import { startWeb, type Browser, type Web } from '../support/web.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2_147_483_647);

describe('what somebody is trained for', () => {
  it(`counts from its first instant, up to its last and not at it, unless it was ended before (seed ${seed})`, () => {
    const instant = fc.integer({ min: 0, max: 100 });
    const entry = fc.oneof(
      fc.record({ kind: fc.constant('registered' as const), from: instant, length: fc.integer({ min: 1, max: 60 }) }),
      fc.record({ kind: fc.constant('ended' as const), reason: fc.constant('left the rota') }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(instant, entry), { maxLength: 8 }), instant, (written, at) => {
        const common = { person: 'a-osei', competence: 'ecg', by: 'c-ito' };
        const records = written
          .toSorted(([a], [b]) => a - b)
          .map(([when, one]): CompetenceRecord =>
            one.kind === 'registered'
              ? { ...common, kind: one.kind, from: one.from, until: one.from + one.length, at: when }
              : { ...common, kind: one.kind, reason: one.reason, at: when },
          );
        // Said the slow way: some registration covers the instant, and nothing written after it ended it by then.
        const expected = records.some(
          (one, index) =>
            one.kind === 'registered' &&
            one.from <= at &&
            at < one.until &&
            !records.slice(index + 1).some((later) => later.kind === 'ended' && later.at <= at),
        );
        expect(heldAt(records, at)).to.deep.equal(expected ? ['ecg'] : []);
      }),
      { seed, numRuns: 2_000 },
    );
  });

  it('lasts whole days of the site, also where a day has 23 or 25 hours or begins at one o’clock', () => {
    const day = (year: number, month: number, of: number, zone: string) => {
      const date = { year, month, day: of };
      return [
        new Date(dayBegins(date, zone)).toISOString(),
        (dayBegins(dayAfter(date), zone) - dayBegins(date, zone)) / hour,
      ];
    };
    expect(day(2026, 11, 24, 'Europe/Berlin')).to.deep.equal(['2026-11-23T23:00:00.000Z', 24]);
    expect(day(2026, 3, 29, 'Europe/Berlin')).to.deep.equal(['2026-03-28T23:00:00.000Z', 23]);
    expect(day(2026, 10, 25, 'Europe/Berlin')).to.deep.equal(['2026-10-24T22:00:00.000Z', 25]);
    // Clocks go forward at midnight: the day begins at 01:00.
    expect(day(2026, 3, 29, 'Asia/Beirut')).to.deep.equal(['2026-03-28T22:00:00.000Z', 23]);
    expect(day(2026, 12, 31, 'Asia/Kathmandu')).to.deep.equal(['2026-12-30T18:15:00.000Z', 24]);
  });
});

describe('the register', () => {
  it('is written by two nodes at once without losing either, and read whole by a third', async () => {
    const ward = await startWard();
    try {
      const [one, two] = [createRegister(ward.store), createRegister(ward.store)];
      const add = (pages: typeof one, competence: string) =>
        pages.write(async () => ({
          page: {
            at: ward.clock.now(),
            by: 'c-ito',
            people: [],
            competences: [
              { kind: 'registered', person: 'e-lund', competence, from: 0, until: ward.clock.now() + hour },
            ],
          },
          answer: null,
        }));
      const names = Array.from({ length: 12 }, (_none, index) => `skill${index}`);
      // Each pair is one race; more at once would only be tried again more often than anybody sends lists.
      for (let index = 0; index < names.length; index += 2)
        await Promise.all([add(one, names[index] ?? ''), add(two, names[index + 1] ?? '')]);
      expect(await createDirectory(ward.store).competences('e-lund', ward.clock.now())).to.have.members(names);
    } finally {
      await ward.end();
    }
  });
});

describe('an item that asks for a competence', () => {
  let ward: Ward;
  let osei: Tablet;
  let nunez: Tablet;
  let preparation: string;
  before(async () => {
    ward = await startWard();
    await ward.server.protocols.add(checksDocument({ blind: false }));
    [osei, nunez] = [await ward.tablet('a-osei'), await ward.tablet('b-nunez')];
  });
  after(() => ward.end());
  beforeEach(async () => {
    const outcome = await ward.desk.apply([{ ...anOpening(ward.clock.now()), protocol: 'checks' }], importer);
    if (outcome.kind !== 'applied') throw new Error(outcome.says);
    [preparation = ''] = outcome.preparations;
  });
  const hung = (by: Tablet, more = {}) => by.tap(preparation, 'item.hung.attested', { value: 'yes', ...more });
  const register = (from: number, until: number) =>
    ward.people.staff.register(
      [{ kind: 'registered', person: 'a-osei', competence: 'transfusion', from, until }],
      'c-ito',
    );
  const may = async (by: Tablet): Promise<boolean | undefined> =>
    (await ward.desk.checklist(preparation, by.actor))?.steps
      .flatMap(({ items }) => items)
      .find(({ id }) => id === 'hung')
      ?.actions.find(({ event }) => event === 'item.hung.attested')?.may;

  it('is answered by who holds it, and the record names that one and no other', async () => {
    // Registered for the scanner too, which is nothing to this item.
    const marsh = await ward.tablet('t-marsh');
    expect(await may(marsh)).to.equal(true);
    expect(await hung(marsh)).to.include({ kind: 'accepted' });
    const records = await ward.store.log(preparation);
    const body = JSON.parse(records.find(({ body: one }) => one.includes('item.hung.attested'))?.body ?? '{}') as {
      class: object;
      actor: object;
    };
    expect(body.class).to.include({ competent: true });
    expect(body.actor).to.deep.include({ person: 't-marsh', competences: ['transfusion'] });
    // What nobody needed to be trained for says nothing of what they are trained for.
    await nunez.tap(preparation, 'patient.arrived');
    expect((await ward.store.log(preparation)).at(-1)?.body).to.not.include('competences');
    // The log reads back, opening and all.
    expect((await ward.desk.history(preparation)).map(({ type }) => type)).to.include('item.hung.attested');
  });

  it('is refused to who does not, on the checklist and when they tap, and a payload cannot claim it', async () => {
    expect(await may(osei)).to.equal(false);
    expect(await hung(osei))
      .to.deep.include({ kind: 'refused' })
      .and.nested.include({
        'refusal.code': 'notCompetent',
        'refusal.says': 'This takes somebody registered for transfusion.',
      });
    const claimed = {
      ...(await osei.message(preparation, 'item.hung.attested', { value: 'yes' })),
      competences: ['transfusion'],
    };
    expect(await osei.send(claimed)).to.have.nested.property('problem.status', 400);
  });

  it('counts up to the instant it ends and not at it, and not once somebody ended it', async () => {
    const until = ward.clock.now() + 10 * minute;
    await register(ward.clock.now(), until);
    expect(await may(osei)).to.equal(true);
    ward.clock.advance(10 * minute - 1);
    expect(await may(osei)).to.equal(true);
    ward.clock.advance(1);
    expect(await may(osei)).to.equal(false);
    expect(await hung(osei)).to.have.nested.property('refusal.code', 'notCompetent');
    await register(ward.clock.now(), ward.clock.now() + hour);
    expect(await may(osei)).to.equal(true);
    await ward.people.staff.register(
      [{ kind: 'ended', person: 'a-osei', competence: 'transfusion', reason: 'Reassessment is due' }],
      'c-ito',
    );
    expect(await hung(osei)).to.have.nested.property('refusal.code', 'notCompetent');
    expect(
      (await ward.people.staff.history('a-osei')).filter(({ competence }) => competence === 'transfusion'),
    ).to.have.length(3);
  });

  it('done out of reach is judged on what was held when it was done, not when it arrived', async () => {
    const began = ward.clock.now();
    await register(began, began + 10 * minute);
    const tapped = await osei.message(preparation, 'item.hung.attested', { value: 'yes' });
    ward.clock.advance(30 * minute);
    // It has expired since; at the bedside it held.
    const done = { ...tapped, lastSync: began, elapsed: 5 * minute, wallTime: began + 5 * minute };
    expect(await osei.send(done)).to.have.nested.property('value.kind', 'accepted');

    const [other = ''] = await opened();
    preparation = other;
    await register(ward.clock.now() - minute, ward.clock.now() + hour);
    const early = await osei.message(preparation, 'item.hung.attested', { value: 'yes' });
    // Held now, and not yet when it was done.
    const before = ward.clock.now() - 15 * minute;
    const late = { ...early, lastSync: before, elapsed: minute, wallTime: before + minute };
    expect(await osei.send(late)).to.not.have.nested.property('value.kind', 'accepted');
    expect(await hung(osei)).to.include({ kind: 'accepted' });
  });
  const opened = async (): Promise<readonly string[]> => {
    const outcome = await ward.desk.apply([{ ...anOpening(ward.clock.now()), protocol: 'checks' }], importer);
    return outcome.kind === 'applied' ? outcome.preparations : [];
  };
});

describe('the door of the register', () => {
  let web: Web;
  let ito: Browser;
  before(async () => {
    web = await startWeb();
    ito = await web.signedIn('BADGE-ITO');
  });
  after(() => web.end());

  interface Said {
    readonly held: readonly string[];
    readonly entries: readonly { readonly kind: string; readonly by: string | null; readonly until?: number }[];
  }
  const at = '/staff/a-osei/competences';
  const year = { competence: 'mrLevel2', from: '2026-11-24', until: '2027-11-23' };

  it('registers and ends, keeps who did it, and says the same again only once', async () => {
    const first = await ito.post<Said>(at, year);
    expect(first.body.held).to.deep.equal(['ecg', 'mrLevel2']);
    expect(first.body.entries.at(-1)).to.deep.include({
      kind: 'registered',
      by: 'c-ito',
      at: web.clock.now(),
      from: Date.UTC(2026, 10, 23, 23),
      until: Date.UTC(2027, 10, 23, 23),
    });
    expect((await ito.post(at, year)).body).to.deep.equal(first.body);
    web.clock.advance(minute);
    const ended = await ito.post<Said>(`${at}/mrLevel2/ended`, { reason: 'Reassessment is due' });
    expect(ended.body.held).to.deep.equal(['ecg']);
    expect(ended.body.entries).to.have.length(first.body.entries.length + 1);
    expect(ended.body.entries.at(-2)?.until).to.equal(web.clock.now());
    expect((await ito.post(`${at}/mrLevel2/ended`, { reason: 'Again' })).body).to.deep.equal(ended.body);
    expect((await ito.get<Said>(at)).body).to.deep.equal(ended.body);
  });

  it('lets nobody in but a charge nurse of their ward, and nobody register their own', async () => {
    for (const badge of ['BADGE-OSEI', 'BADGE-NUNEZ', 'BADGE-MARSH', 'BADGE-LUND', 'BADGE-OTHER']) {
      const other = await web.signedIn(badge);
      expect((await other.get(at)).status, badge).to.equal(403);
      expect((await other.post(at, year)).status, badge).to.equal(403);
      expect((await other.post(`${at}/ecg/ended`, { reason: 'x' })).status, badge).to.equal(403);
    }
    expect((await web.browser().get(at)).status).to.equal(401);
    const own = await ito.post('/staff/c-ito/competences', year);
    expect(own.body).to.include({ status: 409, type: '/problems/own-competence' });
    expect((await ito.post('/staff/n-obody/competences', year)).status).to.equal(404);
    for (const wrong of [{ until: '2026-11-22' }, { until: '2026-02-30' }, { competence: 'MR level 2' }, { by: 'x' }])
      expect((await ito.post(at, { ...year, ...wrong })).status, JSON.stringify(wrong)).to.be.oneOf([400, 409]);
  });
});
