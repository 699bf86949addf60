/** A glove taps twice: the second tap falls on what has come to that place, and answers nothing. */
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { sameTapForMs } from '../../src/tablet/same-tap.ts';
import { endGallery, launchBrowser, theGallery } from '../support/browser.ts';

after(endGallery);

const acts = (page: Page): Promise<readonly string[]> => page.evaluate(() => globalThis.galleryActs ?? []);
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const allergiesInHand = (page: Page) => page.locator('[aria-current=step] h3', { hasText: 'Allergies' }).waitFor();

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Where the first answer's lower edge is, and the next item's answer afterwards. */
async function overlap(page: Page): Promise<Place> {
  const first = await button(page, 'BOTH MATCH').boundingBox();
  await button(page, 'BOTH MATCH').click();
  const next = await button(page, 'NO ALLERGIES').boundingBox();
  if (first === null || next === null) throw new Error('The two answers are not on the glass');
  const top = Math.max(first.y, next.y);
  const bottom = Math.min(first.y + first.height, next.y + next.height);
  expect(bottom, 'the two answers share a place').to.be.greaterThan(top);
  return { x: Math.max(first.x, next.x) + 40, y: (top + bottom) / 2 };
}

describe('a tap that comes twice', () => {
  let browser: Browser;
  let address: string;
  let at: Place;
  let page: Page;
  before(async () => {
    const shown = await (await theGallery()).open({ screen: 'tablet', state: 'own-answer' }, 'light', { again: true });
    address = shown.url();
    at = await overlap(shown);
    browser = await launchBrowser();
  });
  after(() => browser?.close());
  beforeEach(async () => {
    page = await browser.newPage({ hasTouch: true, viewport: { width: 800, height: 1280 } });
    await page.addInitScript('globalThis.__name = (named) => named');
    await page.goto(address);
    await button(page, 'BOTH MATCH').waitFor();
    // From here on the page's time stands still, but for what a test lets pass: a busy machine is no slow finger.
    await page.clock.install();
    await page.clock.pauseAt(Date.now() + 1_000);
  });
  afterEach(() => page?.close());

  const only = async (): Promise<void> => {
    await allergiesInHand(page);
    expect(await acts(page)).to.deep.equal(['item.states.attested BOTH MATCH']);
  };

  it('answers one item by a double click', async () => {
    await page.mouse.dblclick(at.x, at.y, { delay: 50 });
    await only();
  });

  for (const apart of [80, 250, 450])
    it(`answers one item by two touches ${apart} ms apart`, async () => {
      await page.touchscreen.tap(at.x, at.y);
      await allergiesInHand(page);
      await page.clock.runFor(apart);
      await page.touchscreen.tap(at.x, at.y);
      await only();
    });

  it('answers one item by Enter twice, also where the focus went on to the next', async () => {
    await button(page, 'BOTH MATCH').focus();
    await page.keyboard.press('Enter');
    await allergiesInHand(page);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect((await acts(page)).filter((act) => act.startsWith('item.'))).to.deep.equal([
      'item.states.attested BOTH MATCH',
    ]);
  });

  it('waits for as long as the finger comes down again', async () => {
    for (let tap = 0; tap < 5; tap++) {
      await page.mouse.click(at.x, at.y);
      await allergiesInHand(page);
      await page.clock.runFor(sameTapForMs - 100);
    }
    await only();
  });

  it('answers the next item once the finger has been up', async () => {
    await page.mouse.click(at.x, at.y);
    await allergiesInHand(page);
    await page.clock.runFor(sameTapForMs + 100);
    await page.mouse.click(at.x, at.y);
    await page.waitForFunction(() => globalThis.galleryActs?.length === 2);
    expect(await acts(page)).to.deep.equal(['item.states.attested BOTH MATCH', 'item.allergies.attested NO ALLERGIES']);
  });

  it('does not lose a quick tap on what stood elsewhere', async () => {
    const stop = await page.getByRole('contentinfo').getByRole('button').first().boundingBox();
    if (stop === null) throw new Error('No Stop on the glass');
    await page.mouse.click(at.x, at.y);
    await allergiesInHand(page);
    await page.mouse.click(stop.x + 40, stop.y + 40);
    await page.getByRole('dialog').waitFor();
    expect(await acts(page)).to.deep.equal(['item.states.attested BOTH MATCH']);
  });

  it('greys and moves nothing while it waits', async () => {
    await page.mouse.click(at.x, at.y);
    const looks = () =>
      button(page, 'NO ALLERGIES').evaluate((one) => {
        const { color, backgroundColor, opacity, borderColor } = getComputedStyle(one);
        const { x, y } = one.getBoundingClientRect();
        return [color, backgroundColor, opacity, borderColor, x, y].join(' ');
      });
    await page.mouse.move(2, 2);
    await allergiesInHand(page);
    const deaf = await looks();
    await page.clock.runFor(sameTapForMs + 100);
    await page.waitForFunction(() => !(document.querySelector('[aria-current=step]') as HTMLElement).inert);
    expect(await looks()).to.equal(deaf);
  });
});
