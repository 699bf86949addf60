/** A tablet that is not heard says so from edge to edge, and what waits on it has a shape of its own. */
import { expect } from 'chai';
import type { Locator } from 'playwright-core';
import { endGallery, theGallery, themes, type Theme } from '../support/browser.ts';

after(endGallery);

const opened = async (state: string, theme: Theme = 'light') =>
  (await theGallery()).open({ screen: 'tablet', state }, theme, { again: true });

for (const theme of themes)
  describe(`a tablet that is not connected, when ${theme}`, () => {
    for (const state of ['offline', 'worklist-away', 'worklist-needs-away', 'ready-away'])
      it(`says so in the whole strip, and since when: ${state}`, async () => {
        const stripOf = async (which: string) =>
          (await opened(which, theme)).getByRole('button', { name: 'Lock' }).locator('..');
        const fill = (of: Locator) => of.evaluate((one) => getComputedStyle(one).backgroundColor);
        const live = await fill(await stripOf('step'));
        const strip = await stripOf(state);
        expect(await fill(strip)).to.not.equal(live);
        expect(await strip.innerText()).to.match(/^(4B\s+)?Not connected since \d\d:\d\d\s/);
        const box = await strip.boundingBox();
        expect([box?.x, box?.width]).to.deep.equal([0, 800]);
      });

    it('marks every answer that is not sent by another shape than one that is, and in words', async () => {
      const page = await opened('offline', theme);
      const marks = await page.locator('[data-mark]').evaluateAll((all) =>
        all.map((mark) => ({
          mark: mark.getAttribute('data-mark'),
          // What is drawn, without its colours.
          shape: [...mark.querySelectorAll('svg > *, svg > g > *')].map((one) => one.tagName).join(' '),
          says: mark.closest('li')?.textContent?.includes('On this tablet, not sent yet'),
        })),
      );
      const kept = marks.filter(({ mark }) => mark === 'savedHere');
      const sent = marks.filter(({ mark }) => mark === 'sent');
      expect([kept.length, sent.length]).to.deep.equal([3, 2]);
      expect(kept.every(({ says }) => says === true)).to.equal(true);
      expect(sent.some(({ says }) => says === true)).to.equal(false);
      for (const one of kept) expect(sent.map(({ shape }) => shape)).to.not.include(one.shape);
    });
  });

describe('the strip of a tablet that is not connected', () => {
  it('says how many are kept, and what to do if it lasts', async () => {
    const said = await (await opened('offline')).locator('[data-away]').innerText();
    expect(said).to.contain('3 kept on this tablet, not sent yet.').and.to.contain('go by the paper list');
    const none = await (await opened('worklist-away')).locator('[data-away]').innerText();
    expect(none).to.contain('What you tap is kept on this tablet.');
  });
});
