/** A newcomer at the desk, all of it real: a ward's server, its desk in a browser, and a keyboard. */
import { expect } from 'chai';
import { resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { v7 } from 'uuid';
import { patients } from '../../server/demo/patients.ts';
import { signInAs } from '../../server/demo/person.ts';
import { bloodSample } from '../../server/demo/protocols.ts';
import { veiledAfterMs } from '../../src/ui/freshness.ts';
import { restWithinMs } from '../../src/tablet/wedge.ts';
import { launchBrowser } from '../support/browser.ts';
import { startWeb, type Web } from '../support/web.ts';

const minute = 60_000;

describe('the desk, for a newcomer', () => {
  let web: Web;
  let browser: Browser;
  let page: Page;
  before(async () => {
    web = await startWeb({ http: { webDirectory: resolve('dist/web') } });
    const charge = await signInAs(web.url, 'BADGE-ITO', 'demo-desk-2', { next: v7 });
    const { protocol, facts } = bloodSample(false);
    await charge.post('/preparations', {
      ward: 'w4B',
      bed: '3',
      protocol,
      start: Math.ceil(web.clock.now() / minute) * minute + 30 * minute,
      patient: patients[0],
      order: { number: 'T1', facts },
    });
    browser = await launchBrowser();
    page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  });
  after(async () => {
    await browser?.close();
    await web?.end();
  });

  const pinOf = async (name: string): Promise<void> => {
    await page.getByRole('group', { name: 'People on this ward' }).getByRole('button', { name }).click();
    await page.getByText(`PIN of ${name}`, { exact: true }).waitFor();
  };
  const signedIn = (name: string): Promise<void> => page.locator('header').getByText(name).waitFor();
  const signsOut = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { level: 1, name: 'Ward desk' }).waitFor();
  };

  it('has a sign-in page of its own, which does not say that the server is away while it answers', async () => {
    await page.goto(`${web.url}/desk/w4B`);
    await page.getByRole('heading', { level: 1, name: 'Ward desk' }).waitFor();
    await page.route('**/api/v1/wards', (route) => route.abort());
    await page.getByText('Not connected. Signing in needs the server.').waitFor();
    await page.unroute('**/api/v1/wards');
    await page.getByText('Signing in needs the server').waitFor({ state: 'detached' });
  });

  it('is signed in by a PIN typed on its keyboard, slowly or fast, wrong figures taken back', async () => {
    for (const delay of [150, 0]) {
      await pinOf('C. Ito');
      await page.keyboard.type('339', { delay });
      await page.getByRole('status', { name: '3 figures typed' }).waitFor();
      await page.keyboard.press('Backspace');
      await page.getByRole('status', { name: '2 figures typed' }).waitFor();
      // A press beside everything takes nothing from the hand on the keyboard.
      await page.mouse.click(5, 5);
      await page.keyboard.type('3333', { delay });
      await page.getByRole('status', { name: '6 figures typed' }).waitFor();
      await page.keyboard.press('Enter');
      await signedIn('C. Ito');
      await signsOut();
    }
    // The connection of before hears no frames now: longer than it takes to call that away.
    await page.waitForTimeout(veiledAfterMs + 2_000);
    expect(await page.getByText('Signing in needs the server').count()).to.equal(0);
  });

  it('hears a badge also while a PIN is typed', async () => {
    await pinOf('C. Ito');
    await page.keyboard.type('33', { delay: 150 });
    // Nobody has a badge in hand sooner; until then it could be the rest of a barcode that paused.
    await page.waitForTimeout(restWithinMs);
    await page.keyboard.press('Control+b');
    await page.keyboard.type('BADGE-OSEI');
    await page.keyboard.press('Enter');
    await signedIn('A. Osei');
    await signsOut();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Ward desk' }).waitFor();
    await pinOf('C. Ito');
    await page.keyboard.type('333333');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Add a patient' }).waitFor();
  });

  it('is signed out for good, also when the server was away while it signed out', async () => {
    const session = () => page.evaluate(async () => (await fetch('/api/v1/session')).status);
    const away = (on: boolean) =>
      on
        ? page.route('**/api/v1/**', (route) => route.abort())
        : page.unroute('**/api/v1/**', undefined).then(() => undefined);
    await away(true);
    await signsOut();
    // Loaded again out of reach, and then in reach: nobody is in, whatever the cookie says.
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Ward desk' }).waitFor();
    await away(false);
    expect(await session(), 'the cookie still counts').to.equal(200);
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Ward desk' }).waitFor();
    expect(await session()).to.equal(401);
    await pinOf('C. Ito');
    await page.keyboard.type('333333');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Add a patient' }).waitFor();
    // Whoever is in again stays in: nothing of the old sign-out is told now.
    await page.reload();
    await page.getByRole('button', { name: 'Add a patient' }).waitFor();
  });

  it('is asked before a second patient is put into a bed, and told where the patient is', async () => {
    await page.getByRole('button', { name: 'Add a patient' }).click();
    const form = page.locator('form');
    const bed = form.getByLabel('Bed', { exact: true });
    expect(await bed.getByRole('option').allTextContents()).to.include('3 – M. ROE');
    for (const [label, value] of [
      ['Family name', 'Li'],
      ['Given name', 'Hua'],
      ['Hospital number', '9990081818'],
      ['Order number', 'T2'],
      ['Year', '1980'],
      ['Time', '23:55'],
      ['Facts of the order', 'fasting: no'],
    ] as const)
      await form.getByLabel(label, { exact: true }).fill(value);
    await form.getByRole('group', { name: 'Birth date' }).getByLabel('Day').fill('3');
    await form.getByLabel('Month').selectOption('6');
    await form.getByLabel('Protocol').selectOption({ index: 1 });
    await bed.selectOption('3');
    await form.getByText('M. ROE is in bed 3. Two patients in one bed?').waitFor();
    await form.getByRole('button', { name: 'Add this patient' }).click();
    await form.getByText('Say yes below, or choose another bed').waitFor();
    expect(await page.getByRole('table').getByRole('button', { name: 'H. LI' }).count()).to.equal(0);
    await form.getByRole('checkbox', { name: 'Yes, also in bed 3' }).check();
    await form.getByRole('button', { name: 'Add this patient' }).click();
    await page.getByText(/^Hua Li is added: bed 3, \d\d:\d\d$/).waitFor();
    await page.getByRole('heading', { level: 2, name: 'H. LI' }).waitFor();
  });

  it('is asked the same before a patient is moved', async () => {
    await page.getByRole('button', { name: 'Move to another bed' }).click();
    const form = page.locator('form');
    const bed = form.getByLabel('Bed', { exact: true });
    await bed.selectOption('4');
    await form.getByRole('button', { name: 'Move to another bed' }).click();
    await page.getByText(/^Move to another bed: done \d\d:\d\d, now bed 4$/).waitFor();
    await page.getByRole('button', { name: 'Move to another bed' }).click();
    await bed.selectOption('3');
    await form.getByRole('button', { name: 'Move to another bed' }).click();
    await form.getByText('Say yes below, or choose another bed').waitFor();
    await form.getByRole('button', { name: 'Go back' }).click();
  });
});
