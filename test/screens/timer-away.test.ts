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

  it('says one thing while it runs and when its time is up, and out of reach not that it records itself', async () => {
    const gallery = await theGallery();
    const said = ['Running', 'seconds', 'Time is up', 'It records itself', 'It is being recorded', 'It counts once'];
    for (const [state, says] of [
      ['running', ['seconds', 'It records itself']],
      ['running-away', ['seconds', 'It counts once']],
      ['time-up', ['Time is up', 'It is being recorded']],
      ['time-up-away', ['Time is up', 'It counts once']],
    ] as const) {
      const page = await gallery.open({ screen: 'tablet', state }, 'light', { again: true });
      const text = (await page.locator('[aria-current=step]').last().innerText()).replace('30 seconds', '');
      expect(
        said.filter((one) => text.includes(one)),
        state,
      ).to.deep.equal(says);
    }
  });
});
