/** Out of reach of the server, a timer says what it can and cannot do before it is started. */
import { expect } from 'chai';
import { endGallery, theGallery } from '../support/browser.ts';

after(endGallery);

describe('an item that a timer ends', () => {
  it('says before it is started that what comes after it waits, and only out of reach', async () => {
    const gallery = await theGallery();
    const says = 'what comes after it waits until the tablet is connected';
    for (const [state, count] of [
      ['timer-away', 1],
      ['timer', 0],
    ] as const) {
      const page = await gallery.open({ screen: 'tablet', state }, 'light', { again: true });
      expect(await page.getByText(says).count(), state).to.equal(count);
    }
  });
});
