/** The desk's form for a new patient, its toolbar and its table, as somebody new to them meets them. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { endGallery, theGallery } from '../support/browser.ts';

after(endGallery);

const opened = async (state: string): Promise<Page> =>
  (await theGallery()).open({ screen: 'desk', state }, 'light', { again: true });

describe('the form for a new patient', () => {
  it('marks a day that never was, and goes to the first thing that is wrong', async () => {
    const page = await opened('busy&add');
    const form = page.locator('form');
    expect(await form.getByText('One a line, as name: value. Such as fasting: required').isVisible()).to.equal(true);
    await form.getByLabel('Family name').fill('Li');
    await form.getByLabel('Given name').fill('Hua');
    const birth = form.getByRole('group', { name: 'Birth date' });
    await birth.getByLabel('Day').fill('31');
    await birth.getByLabel('Month').selectOption('2');
    await birth.getByLabel('Year').fill('1980');
    await form.getByRole('button', { name: 'Add this patient' }).click();
    expect(await birth.getByText('There is no such day').isVisible()).to.equal(true);
    const day = birth.getByLabel('Day');
    expect(await day.evaluate((one) => one === document.activeElement)).to.equal(true);
    const seen = await day.evaluate((one) => {
      const { top } = one.getBoundingClientRect();
      return top > (one.closest('aside')?.getBoundingClientRect().top ?? Number.NaN);
    });
    expect(seen).to.equal(true);
    const red = (label: string) => birth.getByLabel(label).evaluate((one) => getComputedStyle(one).borderTopColor);
    const calm = await form.getByLabel('Family name').evaluate((one) => getComputedStyle(one).borderTopColor);
    for (const label of ['Day', 'Month', 'Year']) expect(await red(label), label).to.not.equal(calm);
  });

  it('opens at its top, however far down the last patient was read', async () => {
    const page = await opened('busy&bed=7');
    const side = page.locator('aside');
    await page.setViewportSize({ width: 1440, height: 500 });
    await side.evaluate((one) => {
      one.scrollTo(0, 9_999);
    });
    expect(await side.evaluate((one) => one.scrollTop)).to.be.greaterThan(0);
    await page.getByRole('button', { name: 'Add a patient' }).click();
    await page.locator('form').waitFor();
    expect(await side.evaluate((one) => one.scrollTop)).to.equal(0);
  });
});

describe('the desk on its usual glasses', () => {
  it('keeps its toolbar in one line when the counts have two figures', async () => {
    const page = await opened('busy&closed');
    const shows = page.getByRole('group', { name: 'Show' });
    await shows.getByRole('button').evaluateAll((all) =>
      all.forEach((one) => {
        one.textContent = one.textContent.replace(/\d+/, '13');
      }),
    );
    const bar = await shows.locator('..').boundingBox();
    expect(bar?.height).to.equal(44);
  });

  it('shows a procedure whole on a wide glass, where there is room', async () => {
    const page = await opened('busy&long&closed');
    await page.setViewportSize({ width: 1920, height: 1080 });
    const cut = await page
      .locator('tbody [data-column=procedure]')
      .evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent));
    expect(cut).to.deep.equal([]);
  });

  it('finds who was handed over though another is in that bed, after those who are here', async () => {
    const page = await opened('busy&again&closed');
    const rows = page.getByRole('table').locator('tbody tr');
    const before = await rows.count();
    await page.getByRole('searchbox').fill('SATO');
    expect(await rows.count()).to.equal(2);
    await page.getByRole('searchbox').fill('');
    expect(await rows.count()).to.equal(before);
  });
});
