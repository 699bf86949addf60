/** Handing over cannot be undone: one tap shows who, where and to whom, and records nothing. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { endGallery, theGallery } from '../support/browser.ts';

after(endGallery);

const opened = async (state: string): Promise<Page> =>
  (await theGallery()).open({ screen: 'tablet', state }, 'light', { again: true });
const acts = (page: Page): Promise<readonly string[]> => page.evaluate(() => globalThis.galleryActs ?? []);
declare global {
  var galleryActs: string[] | undefined;
}

describe('handing over on the tablet', () => {
  it('is not recorded by one tap: the page names the patient, the place and who records it', async () => {
    const page = await opened('ready');
    await page.getByRole('main').getByRole('button', { name: 'Hand over', exact: true }).click();
    const sheet = page.getByRole('dialog');
    const said = await sheet.innerText();
    expect(await acts(page)).to.deep.equal([]);
    for (const part of ['cannot be undone', 'M. ROE', 'MRI', 'Bed 12', 'Recorded by', 'A. Osei', 'technician', 'Ready'])
      expect(said, part).to.contain(part);
    await sheet.getByRole('button', { name: 'Hand over', exact: true }).click();
    expect(await acts(page)).to.deep.equal(['handover.accepted ']);
  });

  it('is left by Back, and nothing is recorded', async () => {
    const page = await opened('ready');
    await page.getByRole('main').getByRole('button', { name: 'Hand over', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Back' }).click();
    expect(await page.getByRole('dialog').count()).to.equal(0);
    expect(await acts(page)).to.deep.equal([]);
  });

  it('is not sent from a page that was open when the connection went', async () => {
    const page = await opened('look-handover-away');
    const act = page.getByRole('dialog').getByRole('button', { name: /^Hand over/ });
    expect(await act.innerText()).to.contain('Needs the connection');
    // It stays where a finger and a reader find it, and does nothing.
    await act.click({ force: true });
    expect(await acts(page)).to.deep.equal([]);
  });

  it('says by name what was not asked and what was answered, although nothing waits for it, and moves no act', async () => {
    const foot = async (state: string) => {
      const page = await opened(state);
      const act = page.getByRole('dialog').getByRole('button', { name: 'Hand over', exact: true });
      return { box: await act.boundingBox(), text: await page.getByRole('dialog').innerText() };
    };
    const [plain, warned] = [await foot('look-handover'), await foot('look-handover-warned')];
    expect(plain.text).to.not.match(/not asked|pass on/i);
    for (const part of [
      /Not asked\s+Allergies to latex, plaster or skin cleaner\s+Dentures out/,
      /To pass on\s+Faints, bleeding or blood thinners: YES\s+Fear of narrow places: YES, NO PLAN/,
    ])
      expect(warned.text).to.match(part);
    expect(warned.box).to.deep.equal(plain.box);
  });

  it('is offered by a green Ready that says the same beside it', async () => {
    const text = await (await opened('ready-warned')).getByRole('main').innerText();
    expect(text).to.contain('3 not asked: Allergies to latex, plaster or skin cleaner · Dentures out');
    expect(text).to.contain('Faints, bleeding or blood thinners: YES · Fear of narrow places: YES, NO PLAN');
  });
});
