/**
 * The rules that count the tablet’s work against paper (test/support/keystroke.ts) count what really happens: one blood
 * sample on the real tablet, with every touch and scan that reached the page counted by the page.
 */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { compare } from '../support/paper.ts';
import { Screens } from './browser.ts';
import { clinicList } from './day-lists.ts';
import { TabletHands } from './hands.ts';
import { importList } from './import.ts';
import { type JourneyWard, startJourneyWard } from './ward.ts';

interface Counted {
  touches: number;
  scans: number;
}
declare global {
  interface Window {
    counted: Counted;
  }
}

/** Every touch and every scan's first character that the browser gives the page. */
async function counting(page: Page): Promise<() => Promise<Counted>> {
  await page.addInitScript(() => {
    window.counted = { touches: 0, scans: 0 };
    addEventListener('pointerdown', ({ isTrusted }) => void (isTrusted && window.counted.touches++), true);
    addEventListener('keydown', ({ ctrlKey, key }) => void (ctrlKey && key === 'b' && window.counted.scans++), true);
  });
  return () => page.evaluate(() => window.counted);
}

describe('a blood sample on the real tablet', () => {
  let ward: JourneyWard;
  let screens: Screens;
  before(async () => {
    ward = await startJourneyWard('embedded');
    screens = await Screens.open();
    await importList(ward, clinicList(Date.now()), 'mdy');
  });
  after(async () => {
    await screens?.close();
    await ward?.end();
  });

  it('takes exactly the touches and scans that the rules count', async () => {
    const page = await screens.device(800, 1280);
    const counted = await counting(page);
    const tablet = new TabletHands(page);
    await tablet.signIn(ward.url, 'BADGE-OSEI');
    await tablet.opens('A. D’ARCY, THE YOUNGER'.replace('’', "'"));
    await tablet.does('Patient is here');
    await tablet.does('Take this patient');
    await tablet.current('Wristband matches the order').waitFor();
    await tablet.scan('9990070707');
    await tablet.answers('Patient states full name and birth date', 'BOTH MATCH');
    await tablet.answers('Allergies to latex', 'No allergies');
    await tablet.completes('Explanation');
    await tablet.answers('What will be done', 'EXPLAINED');
    await tablet.answers('Patient says what to do', 'IN OWN WORDS');
    await tablet.completes('Consent');
    await tablet.records('Record consent');
    await tablet.answers('Asked again today, patient is still happy to go ahead', 'HAPPY');
    await tablet.answers('Faints, bleeding', 'NONE');
    await tablet.completes('Equipment readiness');
    await tablet.answers('Tubes and needle in date', 'ALL IN DATE');
    const count = tablet.current('Tubes laid out, counted');
    await count.getByRole('button', { name: '3', exact: true }).click();
    await count.getByRole('button', { name: /^Record 3/ }).click();
    await tablet.answers('Sharps bin within reach', 'WITHIN REACH');
    await tablet.completes('Hygiene');
    await tablet.starts('Hand rub before touching');
    await tablet.starts('Site cleaned with 70 % alcohol');
    await tablet.completes(null);
    await tablet.records('Hand over');
    await tablet.settled();
    const { touches, scans } = await counted();
    expect(touches + scans, `${touches} touches and ${scans} scans`).to.equal(compare('venepuncture').tablet.acts);
    expect(scans).to.equal(2);
    expect(screens.troubles).to.deep.equal([]);
  }).timeout(180_000);
});
