/** A list read with a finger on it: what the network does to a screen moves nothing that can be pressed. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { endGallery, theGallery } from '../support/browser.ts';

after(endGallery);

for (const [heard, away] of [
  ['worklist', 'worklist-away'],
  ['ready', 'ready-away'],
] as const)
  it(`every target of ${heard} stays where it is when the server is not heard`, async () => {
    const gallery = await theGallery();
    const before = await places(await gallery.open({ screen: 'tablet', state: heard }, 'light'));
    const after = await places(await gallery.open({ screen: 'tablet', state: away }, 'light'));
    expect(before).to.have.length.greaterThan(5);
    expect(after).to.deep.equal(before);
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
