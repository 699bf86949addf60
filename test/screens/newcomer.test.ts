/** What somebody new to the program looked for and did not find: each is where they looked, in a ward's words. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { endGallery, theGallery } from '../support/browser.ts';

after(endGallery);

const opened = async (state: string): Promise<Page> =>
  (await theGallery()).open({ screen: 'tablet', state }, 'light', { again: true });

describe('the tubes an order asks for', () => {
  const card = async (state: string): Promise<string> =>
    (await opened(state)).locator('li[aria-current=step]').innerText();

  it('are named where they are counted', async () => {
    expect(await card('real-tube-count')).to.contain('Tubes ordered: 2 EDTA, 1 serum');
  });

  it('are said to be missing where the order names none, with where to look', async () => {
    const says = await card('real-tubes-not-said');
    expect(says).to.contain('The order does not say which tubes. Read the request form, or ask the laboratory.');
    expect(says).to.not.contain('Tubes ordered');
  });

  it('stand beside the patient on the desk, whatever step they are in', async () => {
    const page = await (await theGallery()).open({ screen: 'desk', state: 'busy&bed=7' }, 'light');
    expect(await page.getByRole('complementary').innerText()).to.contain('Side ordered: LEFT');
  });
});
