/** What is taken back is shown where it stands open again, whatever page is on the glass by then. */
import { expect } from 'chai';
import { endGallery, theGallery } from '../support/browser.ts';

after(endGallery);

describe('undo on the tablet', () => {
  it('brings back the step it was done in', async () => {
    const page = await (await theGallery()).open({ screen: 'tablet', state: 'step' }, 'light', { again: true });
    const steps = page.getByRole('navigation', { name: 'Steps' });
    await steps.getByRole('button', { name: 'Explain' }).click();
    await page.getByRole('heading', { name: 'Explain', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('heading', { name: 'Equipment for MRI', exact: true }).waitFor({ timeout: 5_000 });
    expect(await page.evaluate(() => globalThis.galleryActs)).to.deep.equal(['item.metalOff.corrected undo']);
  });
});
