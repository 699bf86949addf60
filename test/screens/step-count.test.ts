/** The count beside a step's title and the one under "Complete step" are one count: what is left of it is what is open. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { endGallery, shownOn, theGallery } from '../support/browser.ts';

after(endGallery);

const opened = async (state: string): Promise<Page> =>
  (await theGallery()).open({ screen: 'tablet', state }, 'light', { again: true });

describe('how far a step is', () => {
  let compared = 0;
  for (const { state } of shownOn('tablet').filter(({ state: name }) => !name.includes('&open')))
    it(`is said in numbers that add up in ${state}`, async () => {
      const page = await opened(state);
      const [title = '', button = ''] = await Promise.all(
        [page.getByText(/^\d+ of \d+ items? done/), page.getByRole('button', { name: /^Complete step/ })].map(
          async (at) => ((await at.count()) === 1 ? at.innerText() : ''),
        ),
      );
      const number = (words: RegExp, text: string): number => Number(words.exec(text)?.[1] ?? 0);
      const open = number(/(\d+) items? still open/, button);
      if (title === '' || open === 0) return;
      compared += 1;
      const [done, here, wait] = [/^(\d+) of/, /(\d+) not sent/, /(\d+) can wait/].map((words) => number(words, title));
      expect((done ?? 0) + (here ?? 0) + open, `${title} | ${button}`).to.equal(number(/of (\d+) items? done/, title));
      expect(number(/(\d+) can wait/, button), `${title} | ${button}`).to.equal(wait);
    });

  it('was compared on many screens', () => {
    expect(compared).to.be.greaterThan(15);
  });
});

describe('where a patient was left', () => {
  it('is told with the count of the step’s title', async () => {
    const left = (await opened('worklist')).getByRole('region', { name: 'Resume' });
    expect(await left.innerText()).to.match(/You left this open \d+ min ago, with 3 of 6 done in Equipment/);
  });
});

describe('a step whose act is on record', () => {
  it('says that it is, and that what is counted are its items', async () => {
    const page = await opened('real-consent-given');
    const main = (await page.getByRole('main').or(page.locator('body')).first().innerText()).replaceAll(/\s+/g, ' ');
    expect(main).to.contain('Consent given');
    expect(main).to.match(/Consent 0 of 1 item done/);
  });
});

describe('what comes before the items of a step', () => {
  it('has a line of its own that says what it is about', async () => {
    const page = await opened('real-consent-next');
    const card = page.locator('[aria-current=step]');
    expect(await card.getByRole('heading', { level: 3 }).innerText()).to.equal('Consent: not asked yet');
    expect(await card.innerText()).to.contain('Presumed: patient can decide');
  });
});
