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

  describe('after a step was completed', () => {
    const completed = async (state: string) => {
      const page = await (await theGallery()).open({ screen: 'tablet', state }, 'light', { again: true });
      await page.getByRole('button', { name: /^Complete step/ }).click();
      return page;
    };
    const undo = /^Undo/;

    it('says that the step is open until the answer that it takes back is given again, and does only that', async () => {
      const page = await completed('undo-complete');
      const bar = page.getByRole('button', { name: undo });
      expect((await bar.innerText()).replace(/\s+/g, ' ')).to.match(
        /^Undo Metal off: ALL OFF Equipment is open again until this is answered \d+ s$/,
      );
      await bar.click();
      expect(await page.evaluate(() => globalThis.galleryActs)).to.deep.equal([
        'step.equipment.completed ',
        'item.metalOff.corrected undo',
      ]);
    });

    it('leaves that tap where it was once the answer is given again, and the button says both times', async () => {
      const page = await (await theGallery()).open({ screen: 'tablet', state: 'real-answered-since' }, 'light');
      const button = page.getByRole('button', { name: /^Go to Explain/ });
      const [, completedAt, answeredAt] =
        /Completed by .+ (\d\d:\d\d), last answer (\d\d:\d\d)$/.exec(await button.innerText()) ?? [];
      expect(completedAt).to.be.a('string');
      expect(answeredAt).to.not.equal(completedAt);
    });

    it('is not there for what the step did not wait for: it would be taken for undoing the completion', async () => {
      const page = await completed('undo-warning');
      await page.waitForFunction(() => globalThis.galleryActs?.length === 1);
      expect(await page.getByRole('button', { name: undo }).count()).to.equal(0);
    });
  });
});
