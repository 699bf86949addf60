/** A stop tapped out of reach of the server, on the real tablet: a stop there at once, and the server's own once it is heard. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { lateAfterMs } from '../../server/preparations/lateness.ts';
import { clockTime } from '../../src/ui/clock.ts';
import { until } from '../support/until.ts';
import { Screens } from './browser.ts';
import { laboratoryList } from './day-lists.ts';
import { TabletHands } from './hands.ts';
import { importList } from './import.ts';
import { type JourneyWard, startJourneyWard } from './ward.ts';

const notSent = 'Saved on this tablet, not sent yet.';

describe('a stop tapped while the tablet is cut off', () => {
  let ward: JourneyWard;
  let screens: Screens;
  let page: Page;
  let tablet: TabletHands;
  before(async () => {
    ward = await startJourneyWard('embedded');
    screens = await Screens.open();
    await importList(ward, laboratoryList(Date.now()), 'dmy');
  });
  beforeEach(async () => {
    page = await screens.device(1180, 820);
    page.setDefaultTimeout(20_000);
    tablet = new TabletHands(page);
    await tablet.signIn(ward.url, 'BADGE-OSEI');
  });
  after(async () => {
    await screens?.close();
    await ward?.end();
  });

  const begins = async (name: string): Promise<void> => {
    await tablet.opens(name);
    await tablet.does('Patient is here');
    await tablet.does('Take this patient');
    await tablet.current('Wristband matches the order').waitFor();
    await tablet.settled();
  };
  const cut = async (): Promise<void> => {
    await page.context().setOffline(true);
    await page.getByText('Not connected').first().waitFor();
  };
  const minuteNow = (): string => clockTime(Date.now());
  /** What the stop says of when it was raised, and by whom. */
  const raised = async (): Promise<string> =>
    (
      await page
        .getByRole('alert')
        .getByText(/Stopped \d\d:\d\d by/)
        .innerText()
    ).trim();
  const heard = async (): Promise<void> => {
    await page.context().setOffline(false);
    await page.getByRole('alert').filter({ hasNotText: notSent }).first().waitFor();
    await tablet.settled();
  };
  const row = (bed: string) =>
    page.getByRole('listitem').filter({ has: page.getByRole('button', { name: new RegExp(`^Stop bed ${bed},`) }) });

  it('is one on the patient and in the list, and the server’s own once it is heard', async () => {
    await begins('M. ROE');
    await cut();
    await page.getByRole('contentinfo').getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Patient refuses', exact: true }).click();
    const band = page.getByRole('alert').filter({ hasText: 'Stop: patient refuses' });
    await band.getByText(notSent).waitFor();
    expect(await page.locator('[aria-current=step] h3').count(), 'nothing in hand').to.equal(0);
    await tablet.toList();
    await row('1').getByText('Stop: patient refuses').waitFor();
    await row('1').getByText('1 not sent yet').waitFor();
    await tablet.opens('M. ROE');
    await band.getByText(notSent).waitFor();
    // Until the minute has turned and it is late: what was tapped then is sent at a time that is read otherwise.
    const before = await raised();
    const tapped = Date.now();
    await until(
      'another minute, and late',
      () => !before.includes(minuteNow()) && Date.now() - tapped > lateAfterMs + 1000,
      80_000,
    );
    expect(await raised()).to.equal(before);
    await heard();
    await band.getByText('The patient said no.').waitFor();
    expect(await page.getByText(notSent).count()).to.equal(0);
    const after = await raised();
    expect(after.replace(/, sent \d\d:\d\d/, '')).to.equal(before);
    expect(after).to.match(/, sent \d\d:\d\d\.$/);
  });

  it('is sent once the server is heard, though nobody unlocks the tablet', async () => {
    await begins('M. ROWE');
    await cut();
    await page.getByRole('contentinfo').getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Patient refuses', exact: true }).click();
    await page.getByRole('alert').filter({ hasText: 'Stop: patient refuses' }).getByText(notSent).waitFor();
    await page.getByRole('button', { name: 'Lock' }).click();
    const locked = page.getByText('Scan your badge', { exact: true });
    await locked.waitFor();
    await page.context().setOffline(false);

    const other = new TabletHands(await screens.device(1180, 820));
    await other.signIn(ward.url, 'BADGE-NUNEZ');
    await other.page
      .getByRole('listitem')
      .filter({ has: other.page.getByRole('button', { name: /^Stop bed 2,/ }) })
      .getByText('Stop: patient refuses')
      .waitFor();
    expect(await locked.isVisible(), 'it is still locked').to.equal(true);
    expect(await page.locator('body').innerText(), 'and shows nobody').to.not.match(/ROWE|patient refuses/i);
  });

  it('is seen again after a call, with both wristbands', async () => {
    await begins('Ł. WIŚNIEWSKI');
    await cut();
    await tablet.scan('9990012354');
    const both = page.getByText('No answer was recorded on either patient.');
    await both.waitFor();
    await page.getByRole('alertdialog').getByText('Not connected').waitFor();
    await page.getByRole('button', { name: 'Call the charge nurse' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Back', exact: true }).click();
    await page.getByRole('alert').filter({ hasText: 'Stop: identity does not match' }).getByText(notSent).waitFor();
    await page.getByRole('alert').getByText('The wristband had another number: …354.').waitFor();
    const again = page.getByRole('button', { name: 'Show the two wristbands again' });
    await again.waitFor();
    expect(await page.getByText('Wristband matched').count()).to.equal(0);
    await again.click();
    await both.waitFor();
    // The page is loaded anew, as a tablet does that was put down and taken up again.
    await page.context().setOffline(false);
    await page.reload();
    await again.click();
    await both.waitFor();
    await page.getByText('A. Osei,').first().waitFor();
  });

  it('is made of another patient’s wristband only when it is said to be on this one', async () => {
    await begins('T. NGUYỄN');
    await tablet.scan('9990046462');
    await tablet.answers('Patient states full name and birth date', 'BOTH MATCH');
    await tablet.scan('9990012345');
    const asked = page.getByRole('alertdialog', { name: 'This is another patient’s wristband' });
    await asked.getByText('Nothing is recorded yet').waitFor();
    await asked.getByRole('button', { name: /open that patient/ }).click();
    await page.getByRole('heading', { level: 1, name: 'M. ROE' }).waitFor();
    await tablet.toList();
    await tablet.opens('T. NGUYỄN');
    await tablet.settled();
    expect(await page.getByRole('alert').count(), 'nobody was stopped').to.equal(0);
    await tablet.scan('9990012345');
    await asked.waitFor();
    // The right wristband, scanned after it, is an answer too.
    await tablet.scan('9990046462');
    await asked.waitFor({ state: 'detached' });
    await tablet.scan('9990012345');
    await asked.getByRole('button', { name: /: stop/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Stop: identity does not match' }).waitFor();
    await page.getByText('This stop is on record: A. Osei').waitFor();
  });
});
