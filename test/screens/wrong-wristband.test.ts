/** The wrong wristband is a comparison: on every glass both are whole, in line, and nothing has to be scrolled for. */
import { expect } from 'chai';
import { endGallery, theGallery } from '../support/browser.ts';

after(endGallery);

const glasses = [
  { width: 800, height: 1280 },
  { width: 1024, height: 768 },
  { width: 1280, height: 800 },
];

for (const state of ['wrong', 'wrong-long'])
  for (const glass of glasses)
    it(`${state}, on ${glass.width} by ${glass.height}, shows every cell and every button`, async () => {
      const page = await (await theGallery()).open({ screen: 'tablet', state }, 'light', { again: true });
      await page.setViewportSize(glass);
      const { cells, differ, beyond, scrolls, small } = await page.evaluate(() => {
        const frame = document.querySelector('[role=alertdialog]');
        const all = [...document.querySelectorAll('[role=alertdialog] :is(i, button)')];
        const scrolled = [frame].flatMap((one) =>
          one === null ? [] : [one.scrollWidth - one.clientWidth, one.scrollHeight - one.clientHeight],
        );
        return {
          cells: all.filter(({ tagName }) => tagName === 'I').length,
          differ: document.querySelectorAll('[role=alertdialog] i[data-differs]').length,
          beyond: all
            .map((one) => ({ says: one.textContent, box: one.getBoundingClientRect() }))
            .filter(({ box }) => box.left < 0 || box.top < 0 || box.right > innerWidth || box.bottom > innerHeight)
            .map(({ says }) => says),
          scrolls: scrolled.filter((px) => px > 0),
          small: all
            .filter((one) => parseFloat(getComputedStyle(one).fontSize) < 17)
            .map(({ textContent }) => textContent),
        };
      });
      expect(cells).to.be.greaterThan(20);
      expect(differ).to.be.greaterThan(3);
      expect({ beyond, scrolls, small }).to.deep.equal({ beyond: [], scrolls: [], small: [] });
    });
