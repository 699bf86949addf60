/** The pages over the tablet's page: they too say whether anybody hears it, and their buttons stand clear of the glass's edge. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { endGallery, theGallery } from '../support/browser.ts';

after(endGallery);

const opened = async (state: string): Promise<Page> =>
  (await theGallery()).open({ screen: 'tablet', state }, 'light', { again: true });

describe('a page over the page', () => {
  it('says as the strip does that nobody hears the tablet, and nothing while it is live', async () => {
    const away = await opened('offline');
    await away.getByRole('button', { name: 'Stop something is wrong' }).click();
    const notConnected = away.getByRole('dialog').getByText('Not connected');
    expect(await notConnected.count()).to.equal(1);
    const strip = await away.getByText('Not connected', { exact: true }).first().locator('..').innerText();
    // There is no room beside the title for what to go by if it lasts: the strip says that.
    expect(strip.replaceAll(/\s+/g, ' ')).to.equal(
      `${(await notConnected.locator('..').innerText()).replaceAll(/\s+/g, ' ')} If it lasts, go by the paper list.`,
    );
    const live = await opened('stop-sheet');
    expect(await live.getByRole('dialog').getByText('Not connected').count()).to.equal(0);
  });

  it('has what it asks below its title, which is not broken for it', async () => {
    const dialog = (await opened('stop-sheet')).getByRole('dialog');
    const title = await dialog.getByRole('heading', { level: 2 }).boundingBox();
    const hint = await dialog.getByText('What is it?').boundingBox();
    expect(hint?.y).to.be.at.least((title?.y ?? Infinity) + (title?.height ?? 0));
    expect(hint?.x).to.equal(title?.x);
  });

  it('does not say its verb a second time below its title', async () => {
    const page = await opened('real-stop-late');
    await page.getByRole('alert').getByRole('button', { name: 'Resolve the mismatch' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('heading', { name: 'Resolve the mismatch' }).waitFor();
    expect(await dialog.locator('p', { hasText: 'Resolve the mismatch' }).count()).to.equal(0);
    expect(await dialog.getByRole('button', { name: 'The patient said so' }).count()).to.equal(0);
    expect(await dialog.getByRole('button', { name: 'The number was typed or read wrongly' }).count()).to.equal(1);
  });

  it('has its buttons as far from the edge of the glass as those of the page below', async () => {
    const down = async (page: Page, name: string | RegExp) => {
      const box = await page.getByRole('button', { name }).boundingBox();
      return (box?.y ?? 0) + (box?.height ?? 0);
    };
    const below = await down(await opened('step'), 'Stop something is wrong');
    expect(below).to.be.below(1280);
    expect(await down(await opened('stop-sheet'), /^Back$/)).to.equal(below);
  });
});

describe('the words for a step', () => {
  it('do not say what an act that is kept here has changed', async () => {
    const page = await opened('kinds-kept');
    expect(await page.getByText('Record consent: Saved on this tablet').count()).to.equal(1);
    expect(await page.getByText('Not asked yet').count()).to.equal(0);
    expect(await (await opened('kinds')).getByText('Not asked yet').count()).to.equal(1);
  });
});

describe('a tablet that nobody hears', () => {
  it('says what to go by if it lasts, in the wall’s words', async () => {
    expect(await (await opened('offline')).getByText('go by the paper list').count()).to.equal(1);
    expect(await (await opened('step')).getByText('go by the paper list').count()).to.equal(0);
  });
});
