/** A wristband that is typed and not scanned says why, before it is matched; what else is typed is not asked. */
import { expect } from 'chai';
import { endGallery, theGallery } from '../support/browser.ts';

after(endGallery);

describe('a number that is typed', () => {
  it('of the wristband says why it was not scanned, by one of three targets', async () => {
    const page = await (await theGallery()).open({ screen: 'tablet', state: 'scan' }, 'light', { again: true });
    const acts = (): Promise<readonly string[]> => page.evaluate(() => globalThis.galleryActs ?? []);
    await page.getByRole('button', { name: 'Type instead' }).click();
    const why = page.getByRole('group', { name: 'Why was the wristband not scanned?' });
    expect(await why.getByRole('button').allTextContents()).to.deep.equal([
      'Code cannot be read',
      'No scanner here',
      'Scanner does not work',
    ]);
    // Every list shows five figures of it, and whoever types those has to know that they are refused.
    expect(await page.getByRole('dialog').innerText()).to.contain('The five figures in the lists are not enough');
    await page.getByRole('textbox').fill('9990012345');
    const match = page.getByRole('button', { name: 'Match this number' });
    expect(await match.getAttribute('aria-disabled')).to.equal('true');
    await page.getByRole('textbox').press('Enter');
    expect(await acts()).to.deep.equal([]);
    await why.getByRole('button', { name: 'Scanner does not work' }).click();
    await match.click();
    expect(await acts()).to.deep.equal(['typed 9990012345: Scanner does not work']);
  });
});
