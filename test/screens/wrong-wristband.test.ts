/** The wrong wristband is a comparison: on every glass both are whole, in line, and nothing has to be scrolled for. */
import { expect } from 'chai';
import { endGallery, theGallery } from '../support/browser.ts';

after(endGallery);

const glasses = [
  { width: 800, height: 1280 },
  { width: 1024, height: 768 },
  { width: 1280, height: 800 },
];

for (const state of ['wrong', 'wrong-stood', 'wrong-long'])
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

it('says who resolves it, offers first to call, and of a patient stopped before, that nothing new was recorded', async () => {
  for (const state of ['wrong', 'wrong-stood']) {
    const page = await (await theGallery()).open({ screen: 'tablet', state }, 'light', { again: true });
    const sheet = page.getByRole('alertdialog');
    const said = (await sheet.textContent()) ?? '';
    expect(said).to.contain('A nurse who did not report it must resolve it');
    expect(await sheet.getByRole('button').first().textContent()).to.contain('Call the charge nurse');
    const stood = state === 'wrong-stood';
    expect(said.includes('Bed 12 was stopped already. This scan was not recorded.'), 'stood').to.equal(stood);
    expect(/is on record|is saved on this tablet/.test(said), 'a new stop').to.equal(!stood);
  }
});
