/** A list read with a finger on it: what the network does to a screen moves nothing that can be pressed. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { endGallery, theGallery } from '../support/browser.ts';

after(endGallery);

for (const [heard, away] of [
  ['worklist', 'worklist-away'],
  ['ready', 'ready-away'],
  ['ready-early', 'ready-away'],
] as const)
  it(`every target of ${heard} stays where it is when the server is not heard`, async () => {
    const gallery = await theGallery();
    const before = await places(await gallery.open({ screen: 'tablet', state: heard }, 'light'));
    const after = await places(await gallery.open({ screen: 'tablet', state: away }, 'light'));
    expect(before).to.have.length.greaterThan(5);
    expect(after).to.deep.equal(before);
  });

describe('the Undo bar', () => {
  const glasses = [
    { width: 800, height: 1280 },
    { width: 1180, height: 820 },
  ];
  for (const glass of glasses)
    it(`takes no room from the list, which ends clear of it, on ${glass.width} by ${glass.height}`, async () => {
      const page = await (await theGallery()).open({ screen: 'tablet', state: 'step' }, 'light', { again: true });
      await page.setViewportSize(glass);
      const bar = page.getByRole('button', { name: /^Undo/ });
      const list = page.getByRole('main');
      const { last, top } = await list.evaluate((main) => {
        main.scrollTop = main.scrollHeight;
        const ends = [...main.querySelectorAll('li, button')].map((one) => one.getBoundingClientRect().bottom);
        const undo = [...document.querySelectorAll('button')].find(({ textContent }) => textContent.startsWith('Undo'));
        return { last: Math.max(...ends), top: undo?.getBoundingClientRect().top ?? 0 };
      });
      expect(last, 'the end of the list').to.be.at.most(top);
      const before = await places(page);
      await bar.evaluate((one) => one.remove());
      expect(await places(page)).to.deep.equal(before);
    });

  it('does not lie on what is in hand', async () => {
    const page = await (await theGallery()).open({ screen: 'tablet', state: 'step' }, 'light', { again: true });
    const bar = await page.getByRole('button', { name: /^Undo/ }).boundingBox();
    const sheet = await page.locator('[aria-current=step]').boundingBox();
    expect((sheet?.y ?? 9999) + (sheet?.height ?? 0)).to.be.at.most(bar?.y ?? 0);
  });
});

/** All but the strip, which is there to say how the tablet is heard. */
function places(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('main button, footer button')].map((button) => {
      const { x, y, width, height } = button.getBoundingClientRect();
      return `${[x, y, width, height].map(Math.round).join(' ')}`;
    }),
  );
}
