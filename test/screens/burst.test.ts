/** Fingers that know the figures are quicker than the glass: each one that was tapped is there. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { endGallery, theGallery } from '../support/browser.ts';

after(endGallery);

const open = async (state: string): Promise<Page> =>
  (await theGallery()).open({ screen: 'tablet', state }, 'light', { again: true });

/** All keys in one turn of the page, so that none can be drawn before the next. */
const atOnce = (page: Page, figures: string): Promise<void> =>
  page.evaluate((keys) => {
    const buttons = [...document.querySelectorAll<HTMLElement>('[aria-label="Number keys"] button')];
    for (const key of keys) buttons.find(({ textContent }) => textContent === key)?.click();
  }, figures);

/** What a listener is told of the pad, once all that was tapped is drawn. */
const told = (page: Page): Promise<readonly (string | null)[]> =>
  page.evaluate(async () => {
    await new Promise((drawn) => requestAnimationFrame(drawn));
    return [...document.querySelectorAll('[role=status][aria-label]')].map((one) => one.getAttribute('aria-label'));
  });

const choosePerson = (page: Page): Promise<void> =>
  page.getByRole('group', { name: 'People on this ward' }).getByRole('button').first().click();

describe('figures in a burst', () => {
  it('of a PIN are all there, and not one too many', async () => {
    const page = await open('sign-in');
    await choosePerson(page);
    await atOnce(page, '1234567');
    expect(await told(page)).to.include('6 figures typed');
  });

  it('of a number, a time and a wristband are all there', async () => {
    const number = await open('number');
    await atOnce(number, '74');
    expect(await told(number)).to.include('Typed so far: 74 kg');
    const clock = await open('clock');
    await atOnce(clock, '0651');
    expect(await told(clock)).to.include('Typed so far: 0651');
    const scan = await open('scan');
    await scan.getByRole('button', { name: 'Type instead' }).click();
    await atOnce(scan, '9086');
    expect(await scan.getByRole('textbox').inputValue()).to.equal('9086');
  });
});
