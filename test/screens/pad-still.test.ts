/** The keys of a pad stay where they are, whatever it says of what was typed: a finger on its way hits the key it meant. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { endGallery, theGallery } from '../support/browser.ts';

after(endGallery);

const opened = async (state: string): Promise<Page> =>
  (await theGallery()).open({ screen: 'tablet', state }, 'light', { again: true });

/** Where each key of the pad is, and each other act of the item in hand. */
const places = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () => {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    return [...document.querySelectorAll('[aria-label="Number keys"] button')].map((one) => {
      const { x, y } = one.getBoundingClientRect();
      return `${one.textContent}: ${Math.round(x)} ${Math.round(y)}`;
    });
  });

/** A finger does not scroll to a key, as a driver of pages does: the key is pressed where it is. */
const press = (page: Page, key: string): Promise<void> =>
  page.evaluate(async (name) => {
    // As far apart as the same key twice has to be.
    await new Promise((passed) => setTimeout(passed, 100));
    const keys = [...document.querySelectorAll<HTMLElement>('[aria-label="Number keys"] button')];
    keys.find((one) => (one.getAttribute('aria-label') ?? one.textContent) === name)?.click();
  }, key);

const back = 'Take back the last figure';
/** Figures that take each pad through what it can say: nothing typed, fit, not enough, too little, too much, and back. */
const pads: readonly (readonly [state: string, item: string | null, figures: readonly string[]])[] = [
  ['number', null, ['7', '4', 'Point', '2', back, back, back, back, '9', '9', '9']],
  ['clock', null, ['2', '9', back, '3', '5', '9', back, back, back, back, '9', '9']],
  ['real-tube-count', null, ['1', '2', back, '9', '9', back, back, '0']],
  ['real-endoscopy-inr', null, ['2', 'Point', '4', back, back, '9', '9', '9']],
  ['real-endoscopy-inr', 'glucose', ['2', 'Point', '1', back, back, back, '5', '6', '9']],
  ['real-mri-screening', 'weight', ['2', '1', '2', '9', back, back, back, '0']],
  ['real-ct', 'lastFood', ['0', '6', '3', '0', back, back, back, back, '9', '9']],
  ['real-endoscopy-fasting', 'lastFullMeal', ['0', '6', '3', '0', back, back, back, back, '9', '9']],
  ['real-blood-bag', 'leftStorage', ['0', '7', '3', '0', back, back, back, back, '9', '9']],
];

describe('the keys of a pad', () => {
  for (const [state, item, figures] of pads)
    it(`stay where they are in ${state}${item === null ? '' : `, ${item}`}, whatever is typed`, async () => {
      const page = await opened(state);
      if (item !== null) await page.locator(`li[data-row="${item}"]`).getByRole('button').first().click();
      await page.locator('[aria-current=step]:not([inert]) [aria-label="Number keys"]').waitFor();
      const before = await places(page);
      expect(before).to.have.length.greaterThan(9);
      const said = new Set<string>();
      for (const [at, figure] of figures.entries()) {
        await press(page, figure);
        expect(await places(page), `after ${figures.slice(0, at + 1).join(' ')}`).to.deep.equal(before);
        said.add(await page.locator('[aria-current=step]').innerText());
      }
      expect(said.size, 'what the pad said').to.be.greaterThan(2);
    });
});
