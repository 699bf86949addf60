/** Enrolling a site's own people by a list: all of it or none, every mistake by line and column, and nothing twice. */
import { expect } from 'chai';
import { readStaffList, type StaffListOptions } from '../../server/documents/staff-list.ts';
import { startWeb, type Answered, type Browser, type Web } from '../support/web.ts';
import type { Problem } from '../../machines/index.ts';

const options: StaffListOptions = { dates: 'dmy', timeZone: 'Europe/Berlin', wards: ['w4B', 'w5A'] };
const read = (text: string) => readStaffList(Buffer.from(text), options);
const errorsOf = (text: string) => {
  const answer = read(text);
  return answer.ok ? [] : answer.errors.map(({ line, column, says }) => `${line} ${column}: ${says}`);
};

describe('a staff list', () => {
  it('is read as people, with dates as whole days of the site', () => {
    const answer = read(
      [
        'ID;Name;Role;Wards;Ext.;Competences;Badge;PIN;Status',
        'm-roe;Mary Roe;charge nurse;w4B w5A;2441;mrLevel2 01.02.2026 31.03.2027 | ecg 24.11.2026;CARD-00012345;123456;',
        'k-lee;K. Lee;technician;w4B;;transfusion ended;;;left',
      ].join('\r\n'),
    );
    if (!answer.ok) throw new Error(JSON.stringify(answer.errors));
    expect(answer.rows[0]).to.deep.equal({
      line: 2,
      id: 'm-roe',
      name: 'Mary Roe',
      initials: 'MR',
      role: 'chargeNurse',
      wards: ['w4B', 'w5A'],
      phone: '2441',
      badge: 'CARD-00012345',
      pin: '123456',
      competences: {
        held: [
          { competence: 'mrLevel2', from: Date.UTC(2026, 0, 31, 23), until: Date.UTC(2027, 2, 31, 22) },
          { competence: 'ecg', from: null, until: Date.UTC(2026, 10, 24, 23) },
        ],
        ended: [],
      },
      left: false,
    });
    expect(answer.rows[1]).to.deep.include({ phone: null, badge: null, pin: null, left: true });
    expect(answer.rows[1]?.competences.ended).to.deep.equal(['transfusion']);
  });

  it('is refused with every mistake at once, by line and column, and no secret is repeated', () => {
    const errors = errorsOf(
      [
        'id,name,role,wards,competences,badge,pin,status',
        'M Roe,,surgeon,w9Z,mrLevel2,short,12,gone',
        'k-lee,K. Lee,nurse,,ecg 31.02.2027,,,',
        'k-lee,K. Lee,nurse,w4B,ecg 01.01.2027 01.01.2026,,,',
        'a-b,A B,nurse,w4B,ecg 01.01.2027 | ecg ended,,,',
        'a-c,A C,nurse,w4B',
      ].join('\n'),
    );
    const of = (line: number) => errors.filter((one) => one.startsWith(`${line} `)).join('\n');
    expect(of(2)).to.match(/id: must be small letters.*name: is empty.*role: must be one of technician, nurse/s);
    expect(of(2)).to.match(/wards: "w9Z" is not a ward.*competences: "mrLevel2" needs the date until/s);
    expect(of(2)).to.match(/badge: must have 9 to 200.*pin: must be six digits.*status: must be active or left/s);
    expect(of(3)).to.match(/wards: is empty.*competences: "ecg" .*month 2 of 2027 has 28 days/s);
    expect(of(4)).to.match(/would end before it begins/);
    expect(of(5)).to.match(/"ecg" is there twice/);
    expect(of(6)).to.match(/has 4 cells, and the header 8/);
    expect(errors.join('\n')).to.not.match(/short|"12"/);
    expect(errorsOf('id,name,role,shoe\n')).to.deep.equal([
      '1 shoe: is not a column of a staff list; it has id, name, initials, role, wards, phone, competences, badge, pin, status',
      '1 wards: is missing; the list needs this column',
    ]);
    expect(errorsOf(`id,name,role,wards\n${'x'.repeat(3)}`).join()).to.include('has 1 cells');
  });
});

interface Report {
  readonly enrolled: number;
  readonly registered: number;
  readonly unchanged: number;
  readonly notes: readonly { readonly line: number; readonly says: string }[];
}
type Said = Answered<Report & Problem>;

describe('a staff list at its door', () => {
  let web: Web;
  let ito: Browser;
  beforeEach(async () => {
    web = await startWeb();
    ito = await web.signedIn('BADGE-ITO');
  });
  afterEach(() => web.end());

  const send = (by: Browser, rows: readonly string[], more = ''): Promise<Said> =>
    by.ask(
      'POST',
      `/staff-lists?dates=dmy${more}`,
      ['id,name,role,wards,competences,badge,pin,status', ...rows].join('\n'),
      {
        'content-type': 'text/csv',
      },
    );
  const pages = async () => (await web.store.documents('staff/')).length;
  const roe = 'm-roe,Mary Roe,nurse,w4B,ecg 31.03.2027,CARD-ROE-01,234567,';
  const lee = 'k-lee,K. Lee,technician,w4B,,CARD-LEE-01,,';

  it('enrols people who can sign in at once, and the same list again writes nothing', async () => {
    const before = await pages();
    expect((await send(ito, [roe, lee], '&dryRun=1')).body).to.include({ enrolled: 2, registered: 1, dryRun: true });
    expect(await pages()).to.equal(before);
    expect((await web.browser().signIn({ badge: 'CARD-ROE-01' })).status).to.equal(401);

    const first = await send(ito, [roe, lee]);
    expect(first.body).to.include({ enrolled: 2, changed: 0, registered: 1, unchanged: 0, dryRun: false });
    expect(first.body.notes.map(({ says }) => says)).to.deep.equal([
      'no protocol here asks for ecg; is it spelt right?',
    ]);
    expect(await pages()).to.equal(before + 1);
    expect((await web.browser().signIn({ badge: 'CARD-ROE-01' })).body.person.id).to.equal('m-roe');
    expect((await web.browser().signIn({ person: 'm-roe', pin: '234567' })).status).to.equal(200);
    expect((await web.browser().signIn({ badge: 'CARD-LEE-01' })).status).to.equal(200);

    web.clock.advance(86_400_000);
    const again = await send(await web.signedIn('BADGE-ITO'), [roe, lee]);
    expect(again.body).to.include({ enrolled: 0, changed: 0, registered: 0, unchanged: 2 });
    expect(await pages()).to.equal(before + 1);
    const stored = (await web.store.documents('staff/')).map(({ body }) => body).join('\n');
    expect(stored).to.not.match(/CARD-|234567/);
  });

  it('is taken whole or not at all', async () => {
    const before = await pages();
    const wrong = await send(ito, [roe, 'k-lee,K. Lee,technician,w4B,,BADGE-OSEI,,']);
    expect(wrong.status).to.equal(422);
    expect(wrong.body.errors).to.deep.equal([
      { path: 'line 3, badge', says: 'is the badge of a-osei; give theirs up first, or read it again' },
    ]);
    expect((await send(ito, [roe, lee.replace('LEE', 'ROE')])).body.errors?.[0]?.says).to.equal(
      'is the badge of line 2 too',
    );
    expect(await pages()).to.equal(before);
    expect(await web.people.staff.find('m-roe')).to.equal(null);
  });

  it('gives no right that who brings it does not have', async () => {
    const says = async (row: string): Promise<string> => (await send(ito, [row])).body.errors?.[0]?.says ?? 'taken';
    expect(await says('m-roe,Mary Roe,nurse,w5A,,CARD-ROE-01,,')).to.match(/w5A is not a ward of yours/);
    expect(await says('z-other,Z. Other,nurse,w4B w5A,,,,')).to.match(/works on no ward of yours/);
    expect(await says('c-ito,C. Ito,proceduralist,w4B,,,,')).to.match(/is about you/);
    expect(await says('c-ito,C. Ito,chargeNurse,w4B,mrLevel2 31.03.2027,,,')).to.match(/is about you/);
    // A list of everybody has its bearer on it too, as they are.
    expect(await says('c-ito,C. Ito,chargeNurse,w4B,,,,')).to.equal('taken');
    for (const badge of ['BADGE-OSEI', 'BADGE-NUNEZ', 'BADGE-MARSH', 'BADGE-LUND'])
      expect((await send(await web.signedIn(badge), [roe])).status, badge).to.equal(403);
    expect((await send(web.browser(), [roe])).status).to.equal(401);
  });

  it('signs out who has left, frees their badge, and keeps what it does not name', async () => {
    await send(ito, [roe]);
    const left = await web.signedIn('CARD-ROE-01');
    expect((await left.get('/session')).status).to.equal(200);
    expect((await send(ito, [roe.replace('ecg 31.03.2027', '')])).body.notes.map(({ says }) => says)).to.deep.equal([
      'is registered for ecg too, and stays so; write "ecg ended" to end it',
    ]);
    expect(await web.people.staff.competences('m-roe', web.clock.now())).to.deep.equal(['ecg']);
    const gone = await send(ito, ['m-roe,Mary Roe,nurse,w4B,ecg ended,,,left', lee.replace('LEE', 'ROE')]);
    expect(gone.body).to.include({ left: 1, ended: 1, enrolled: 1 });
    expect((await left.get('/session')).status).to.equal(401);
    expect((await web.browser().signIn({ badge: 'CARD-ROE-01' })).body.person.id).to.equal('k-lee');
    expect(await web.people.staff.competences('m-roe', web.clock.now())).to.deep.equal([]);
  });

  it('says where somebody is rung: kept where it does not say, taken away by a -, and told to who is signed in', async () => {
    const csv = { 'content-type': 'text/csv' };
    const phones = (cell: string) =>
      ito.ask('POST', '/staff-lists?dates=dmy', `id,name,role,wards,phone\nm-roe,Mary Roe,nurse,w4B,${cell}`, csv);
    const told = async (by: Browser) =>
      (await by.get<readonly { id: string; phone?: string }[]>('/staff?ward=w4B')).body.find(
        ({ id }) => id === 'm-roe',
      );
    expect((await phones('call me')).status).to.equal(422);
    await phones('2441');
    expect(await told(ito)).to.include({ phone: '2441' });
    expect(await told(web.browser()), 'at the door').to.not.have.property('phone');
    await send(ito, [roe]);
    expect(await told(ito), 'a list without the column').to.include({ phone: '2441' });
    await phones('');
    expect(await told(ito), 'an empty cell').to.include({ phone: '2441' });
    await phones('-');
    expect(await told(ito)).to.not.have.property('phone');
  });

  it('of a hundred people is one page, though two are sent at the same moment', async () => {
    const rows = (of: string) =>
      Array.from(
        { length: 50 },
        (_none, index) => `${of}-${index},Person ${index},nurse,w4B,ecg 31.03.2027,CARD-${of}-${1000 + index},,`,
      );
    const before = await pages();
    const answers = await Promise.all([send(ito, rows('north')), send(ito, rows('south'))]);
    expect(answers.map(({ body }) => body.enrolled)).to.deep.equal([50, 50]);
    expect(await pages()).to.equal(before + 2);
    expect(await web.people.staff.list('w4B')).to.have.length(106);
  });
});
