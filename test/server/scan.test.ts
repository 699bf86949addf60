/** How often a code is looked up for one person on one device: as fast as anybody scans, and no faster. */
import { expect } from 'chai';
import type { Problem } from '../../machines/index.ts';
import { perScanner } from '../../server/people/attempts.ts';
import { startWeb, type Web } from '../support/web.ts';

const { tries, windowMs } = perScanner;

describe('looking up what was scanned', () => {
  let web: Web;
  before(async () => (web = await startWeb()));
  after(() => web.end());

  it('is refused after so many in a row, found or not, for that grant only, and says how long to wait', async () => {
    const osei = await web.signedIn('BADGE-OSEI');
    for (let n = 0; n < tries; n += 1)
      expect((await osei.post('/scan', { text: n % 2 === 0 ? 'BADGE-ITO' : `GUESS-${n}` })).status, `${n}`).to.equal(
        200,
      );
    const { status, headers, body } = await osei.post<Problem>('/scan', { text: 'BADGE-ITO' });
    expect([status, headers.get('retry-after'), body.type]).to.deep.equal([
      429,
      String(windowMs / 1000),
      '/problems/too-many-scans',
    ]);
    expect(body.detail).to.match(/^Wait 30 seconds, then scan again\./);
    expect(body).not.to.have.property('person');
    for (const other of [await web.signedIn('BADGE-KIM'), await web.signedIn('BADGE-OSEI')])
      expect((await other.post('/scan', { text: 'BADGE-ITO' })).status).to.equal(200);
    web.clock.advance(windowMs - 1);
    expect((await osei.post('/scan', { text: 'BADGE-ITO' })).headers.get('retry-after')).to.equal('1');
    web.clock.advance(1);
    expect((await osei.post('/scan', { text: 'BADGE-ITO' })).status).to.equal(200);
  });

  it('is never refused to somebody who pauses between', async () => {
    const kim = await web.signedIn('BADGE-KIM');
    for (let n = 0; n < 2 * tries; n += 1) {
      expect((await kim.post('/scan', { text: 'BADGE-ITO' })).status, `${n}`).to.equal(200);
      web.clock.advance(windowMs);
    }
  });

  it('counts those that come at once', async () => {
    const nunez = await web.signedIn('BADGE-NUNEZ');
    const answers = await Promise.all(
      Array.from({ length: tries + 20 }, (_none, n) => nunez.post('/scan', { text: `GUESS-${n}` })),
    );
    expect(answers.filter(({ status }) => status === 200)).to.have.length(tries);
    expect(answers.filter(({ status }) => status === 429)).to.have.length(20);
  });
});
