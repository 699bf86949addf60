/** What lasts minutes is read by the second: of clean hands, `until 07:40` is a minute too coarse. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { endGallery, theGallery } from '../support/browser.ts';

after(endGallery);

const opened = async (state: string): Promise<Page> =>
  (await theGallery()).open({ screen: 'tablet', state }, 'light', { again: true });

describe('what lasts less than five minutes', () => {
  it('is counted down in minutes and seconds, as an answer and as readiness', async () => {
    const says = async (state: string) => (await opened(state)).getByRole('main').innerText();
    expect(await says('counted')).to.match(/\b1:4\d left\b/);
    expect(await says('ready-short')).to.match(/Only 1:4\d left, until \d\d:39\. The procedure is at \d\d:00\./);
    expect(await says('ready-early')).to.match(/Only until \d\d:55\./);
  });

  it('is on a timer 2:00 and never 120', async () => {
    const text = await (await opened('timer-long')).getByRole('main').innerText();
    expect(text).to.contain('2:00');
    expect(text).to.not.contain('120');
    expect(await (await opened('timer')).getByRole('main').innerText()).to.match(/30\s*seconds/);
  });
});
