/** The fourth handle's sheet in a visitor's hands: by keys alone, on every glass, and when the demonstration is ended meanwhile. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { shippedDocument } from '../support/protocol.ts';
import { quietWindow, type QuietWindow } from '../support/quiet-window.ts';

const arrives = 'When a patient arrives, somebody must take them.';

describe('the sheet of a deleted rule', () => {
  let window: QuietWindow;
  let page: Page;
  beforeEach(async () => {
    window = await quietWindow([shippedDocument()]);
    ({ page } = window);
  });
  afterEach(() => window?.end());

  const handle = (name: string) =>
    page.getByRole('group', { name: 'A rule', exact: true }).getByRole('button', { name, exact: true });
  const sheet = () => page.getByRole('region', { name: 'Delete a rule' });
  const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? '');

  it('is gone through by keys alone, and nobody is ever thrown out of it', async () => {
    await handle('Delete one').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: arrives }).waitFor();
    expect(await focused()).to.match(/^Delete a rule/);
    for (let presses = 0; (await focused()) !== arrives; presses++) {
      expect(presses, 'Tab was pressed, and the rule not come to').to.be.below(60);
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'How it can happen' }).waitFor({ timeout: 60_000 });
    expect(await focused()).to.equal(`Deleted: ${arrives}`);
    await page.keyboard.press('Tab');
    expect(await focused()).to.equal('Put the rule back');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: arrives }).waitFor();
    expect(await focused()).to.equal(arrives);
    // And by Escape: first the rule, then the sheet.
    await page.keyboard.press('Enter');
    await page.getByText(`Deleted: ${arrives}`).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: arrives }).waitFor();
    expect(await focused()).to.equal(arrives);
    await page.keyboard.press('Escape');
    await sheet().waitFor({ state: 'detached' });
    expect(await focused()).to.equal('Delete one');
  });

  it('steps back and forth, and stays where it was put', async () => {
    await handle('Delete one').click();
    await page.getByRole('button', { name: arrives }).click();
    const walk = page.getByRole('region', { name: 'How it can happen' });
    await walk.getByRole('button', { name: 'Play again' }).waitFor({ timeout: 60_000 });
    const place = (): Promise<string> => walk.getByRole('heading').locator('span').innerText();
    expect(await place()).to.equal('Tap 1 of 1');
    await walk.getByRole('button', { name: 'Step back' }).click();
    expect(await place()).to.equal('Before the only tap');
    await walk.getByRole('button', { name: 'Next step' }).click();
    expect(await place()).to.equal('Tap 1 of 1');
  });

  it('says what to do when it is opened after the demonstration has ended, and leaves the page as it is', async () => {
    await handle('Delete one').waitFor();
    await window.stop();
    await handle('Delete one').click();
    await page.getByRole('alert').filter({ hasText: 'The rules cannot be fetched.' }).waitFor();
    await page.getByRole('button', { name: 'Back to the ward' }).click();
    await page.getByRole('heading', { name: /^Wall / }).waitFor();
    await handle('Delete one').waitFor();
  });

  for (const [width, height] of [
    [1366, 650],
    [1440, 900],
    [1920, 1080],
    [1024, 768],
    [800, 600],
  ] as const)
    it(`lies over none of the four handles on ${width} × ${height}`, async () => {
      await page.setViewportSize({ width, height });
      const titles = ['This tablet’s Wi-Fi', 'The server', 'The wall', 'A rule'];
      const handles = () => titles.map((name) => page.getByRole('group', { name, exact: true }));
      // A narrow glass is scrolled; on the others all four are in sight with nothing done.
      const inSight = async (): Promise<void> => {
        if (width <= 820) return;
        for (const one of handles()) {
          const box = await one.boundingBox();
          expect((box?.y ?? Infinity) + (box?.height ?? 0)).to.be.at.most(height);
        }
      };
      await inSight();
      await handle('Delete one').click();
      await page.getByRole('button', { name: arrives }).waitFor();
      await inSight();
      await page.getByRole('button', { name: arrives }).click();
      await page.getByRole('region', { name: 'How it can happen' }).waitFor({ timeout: 60_000 });
      await inSight();
      const over = await sheet().boundingBox();
      for (const one of handles()) {
        const box = await one.boundingBox();
        expect(box?.y, 'a handle is under the sheet').to.be.at.least((over?.y ?? Infinity) + (over?.height ?? 0) - 1);
      }
      expect(await page.locator('iframe:visible').count(), 'one tablet, and no wall').to.equal(width <= 820 ? 1 : 2);
    });
});
