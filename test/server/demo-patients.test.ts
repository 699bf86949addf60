/** Who comes to the demonstration ward: enough invented people that nobody who was handed over today comes back. */
import { expect } from 'chai';
import { v7 } from 'uuid';
import { nextPatients, patients } from '../../server/demo/patients.ts';
import { signInAs } from '../../server/demo/person.ts';
import { bloodSample } from '../../server/demo/protocols.ts';
import { cameToday } from '../../server/demo/seed.ts';
import { startWeb } from '../support/web.ts';

const minute = 60_000;
const nobody: ReadonlySet<string> = new Set();

describe('the patients of the demonstration', () => {
  it('are enough for a day, each with a number and a name of their own, in many scripts', () => {
    const came = new Set<string>();
    const names = new Set<string>();
    const scripts = new Set<string>();
    for (;;) {
      const [next] = nextPatients(came, nobody);
      if (next === undefined || came.has(next.number)) break;
      came.add(next.number);
      expect(next.number).to.match(/^99900\d{5}$/);
      expect(next.birthDate).to.match(/^(19|20)\d\d-[01]\d-[0-3]\d$/);
      names.add(`${next.givenName} ${next.familyName}`);
      for (const [script, of] of Object.entries(alphabets)) if (of.test(next.familyName)) scripts.add(script);
    }
    expect(came.size).to.be.greaterThan(450);
    expect(names.size, 'nobody is called as another').to.equal(came.size);
    expect([...scripts]).to.have.members(Object.keys(alphabets));
  });

  it('do not come back while others can, and then the one who was here longest ago', () => {
    const came = new Set(patients.map(({ number }) => number));
    for (let more = 0; more < 30; more += 1) {
      const [next] = nextPatients(came, nobody);
      expect(came.has(next?.number ?? '')).to.equal(false);
      came.add(next?.number ?? '');
    }
    for (let [next] = nextPatients(came, nobody); next !== undefined && !came.has(next.number);)
      [next] = nextPatients(came.add(next.number), nobody);
    const here = new Set([patients[0]?.number.slice(-5) ?? '']);
    expect(nextPatients(came, here)).to.deep.equal([patients[1]]);
  });

  it('are known of today’s record after another start', async () => {
    const web = await startWeb();
    try {
      const charge = await signInAs(web.url, 'BADGE-ITO', 'demo-desk', { next: v7 });
      const start = Math.ceil(web.clock.now() / minute) * minute + 30 * minute;
      const order = { number: 'D1', facts: bloodSample(false).facts };
      const place = { ward: 'w4B', bed: '3', protocol: 'venepuncture' };
      const { preparation } = (await charge.post('/preparations', {
        ...{ ...place, start, patient: patients[0], order },
      })) as { preparation: string };
      const [row] = await charge.rows('w4B');
      expect(row?.preparation).to.equal(preparation);
      const now = Number.parseInt(preparation.replace('-', '').slice(0, 12), 16);
      expect([...(await cameToday(charge, [preparation], now))]).to.deep.equal([patients[0]?.number]);
      expect([...(await cameToday(charge, [preparation], now + 25 * 60 * minute))], 'yesterday').to.deep.equal([]);
    } finally {
      await web.end();
    }
  });
});

const alphabets = {
  Latin: /\p{Script=Latin}/u,
  Greek: /\p{Script=Greek}/u,
  Cyrillic: /\p{Script=Cyrillic}/u,
  Arabic: /\p{Script=Arabic}/u,
  Devanagari: /\p{Script=Devanagari}/u,
  Han: /\p{Script=Han}/u,
};
