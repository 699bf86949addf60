/** The demonstration's staff get patients ready on every shipped protocol, through the same API as everybody. */
import { expect } from 'chai';
import { v7 } from 'uuid';
import type { BoardRow } from '../../machines/index.ts';
import { somebodyActs } from '../../server/demo/morning.ts';
import { staffOf } from '../../server/demo/staff.ts';
import { readProtocols } from '../../server/documents/protocols.ts';
import { typesFromFile } from '../../server/equipment/types.ts';
import { startWeb, type Web } from '../support/web.ts';

const second = 1000;
/** More than any seed seen needed; each is a few requests. */
const actsMax = 1500;

describe('a morning of the demonstration ward', () => {
  let web: Web;
  before(async () => {
    web = await startWeb({
      protocols: (await readProtocols('protocols', null)).read.map(({ json }) => json),
      equipmentTypes: await typesFromFile('equipment/types.yaml'),
    });
  });
  after(() => web.end());

  it('makes a patient of each protocol ready, shown as not approved here', async function () {
    this.timeout(300_000);
    const staff = await staffOf(web.url, { next: v7 }, web.clock.now());
    let state = 11;
    const chance = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
    const options = {
      ward: 'w4B',
      visitors: new Set(['a-osei']),
      came: new Set<string>(),
      chance,
      now: web.clock.now,
      beds: ['1', '2', '3', '4', '5', '6'],
    };
    const all = ['venepuncture', 'mri', 'ctContrast', 'upperGiEndoscopy', 'transfusion'];
    const ready = new Map<string, number>();
    const taken = new Set<string>();
    const numbers = new Map<string, string>();
    let consents = 0;
    let rows: readonly BoardRow[] = [];
    for (let acts = 1; acts <= actsMax && ready.size < all.length; acts += 1) {
      const done = await somebodyActs(staff, options);
      if (done?.event === 'consent.given') {
        const toConsent = done.row.line.findIndex(({ step }) => step === 'consent');
        const before = done.row.line.slice(0, toConsent).map(({ mark }) => mark);
        expect(before, `the steps before consent in bed ${done.row.place.bed}`).to.deep.equal(before.map(() => 'done'));
        consents += 1;
      }
      web.clock.advance(4 * second);
      rows = await web.services.preparations.rows('w4B');
      for (const { protocol, status, transfer, preparation, patient } of rows) {
        numbers.set(preparation, patient.lastFive);
        if (transfer === 'arrivedThere') taken.add(protocol);
        if (status.kind === 'ready' && !ready.has(protocol)) ready.set(protocol, acts);
      }
    }
    process.stdout.write(`      ready after acts: ${[...ready].map(([of, acts]) => `${of} ${acts}`).join(', ')}\n`);
    const left = rows.map(
      ({ protocol, status, line }) => `${protocol} ${JSON.stringify(status)} ${line.map(({ mark }) => mark).join(' ')}`,
    );
    expect([...ready.keys()], left.join('\n')).to.have.members(all);
    expect([...taken], 'in their department when they were ready').to.have.members([
      'mri',
      'ctContrast',
      'upperGiEndoscopy',
    ]);
    expect(new Set(numbers.values()).size, 'nobody comes back').to.equal(numbers.size);
    expect(numbers.size, 'some were handed over meanwhile').to.be.greaterThan(rows.length);
    expect(consents).to.be.greaterThan(3);
    expect(rows.every(({ approved }) => !approved)).to.equal(true);
  });
});
