/** What somebody new to the program looked for and did not find: each is where they looked, in a ward's words. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { endGallery, theGallery } from '../support/browser.ts';

after(endGallery);

const opened = async (state: string): Promise<Page> =>
  (await theGallery()).open({ screen: 'tablet', state }, 'light', { again: true });

describe('a step that was completed', () => {
  const list = async (page: Page) => {
    await page.getByRole('button', { name: 'Correct an answer' }).click();
    return page.getByRole('dialog', { name: 'Which answer is wrong?' });
  };

  it('is gone back into by correcting one of its answers, with why', async () => {
    const page = await opened('real-tube-count');
    await page.evaluate(() => void (globalThis.galleryActs = []));
    await page.getByRole('button', { name: /^Explain/ }).click();
    const sheet = await list(page);
    expect(await sheet.innerText()).to.contain('it is asked again: Explain is open until then');
    await sheet.getByRole('button', { name: /^What will be done/ }).click();
    const why = page.getByRole('dialog', { name: 'Correct this' });
    await why.getByRole('button', { name: 'I read it wrongly' }).click();
    await why.getByRole('button', { name: 'Correct this' }).click();
    expect(await page.evaluate(() => globalThis.galleryActs)).to.deep.equal([
      'item.explained.corrected I read it wrongly',
    ]);
    // Back in the step itself, where it is answered again.
    expect(await page.getByRole('heading', { level: 2 }).innerText()).to.contain('Expla');
  });

  it('says whose an answer is, where it is not the reader’s to correct', async () => {
    const sheet = await list(await opened('real-answered-since'));
    const theirs = sheet.getByRole('button', { name: /^Results and papers/ });
    expect(await theirs.getAttribute('aria-disabled')).to.equal('true');
    expect(await theirs.innerText()).to.match(/nurse/i);
  });
});

describe('the two questions before a procedure', () => {
  it('are told apart: consent is the first, and names the second', async () => {
    const page = await opened('real-consent-next');
    await page.getByRole('button', { name: 'Record consent', exact: true }).click();
    const says = await page.getByRole('dialog', { name: 'Record consent' }).innerText();
    expect(says).to.contain('the first question, which is their consent').and.contain('Do you agree to have it?');
    expect(says).to.contain('second question comes after it').and.contain('patient is still happy to go ahead');
  });

  it('are told apart: the second says that it is the second', async () => {
    const page = await opened('real-consent-given');
    expect(await page.locator('li[aria-current=step]').innerText()).to.match(
      /Asked again today[^]*The second question/,
    );
  });
});

describe('what happened to a patient, on the desk', () => {
  const told = async (state: string) => {
    const page = await (await theGallery()).open({ screen: 'desk', state }, 'light');
    const list = page.getByRole('heading', { name: 'What happened' }).locator('xpath=../..').getByRole('listitem');
    return (await list.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' '));
  };

  it('says what was answered, and by whom', async () => {
    expect(await told('busy&bed=7')).to.include(
      '07:19:05 Patient states name and birth date: answered MATCHES. A. Osei.',
    );
  });

  it('says the day where it is another, and no day where all is of today', async () => {
    expect((await told('busy&bed=7')).join()).to.not.contain('NOV 2026');
    const night = await told('busy&bed=7&night');
    expect(night.indexOf('22 NOV 2026')).to.equal(4);
    expect(night.filter((text) => text.includes('NOV 2026'))).to.have.length(1);
    expect(night[5]).to.match(/^22:18:41/);
  });
});

describe('a name like another one on the ward', () => {
  it('is marked in the patient’s band on the tablet, whatever page is over it', async () => {
    const page = await opened('step&similar');
    expect(await page.getByRole('banner').innerText()).to.contain('Similar name: bed 21');
  });

  it('is marked in the desk’s rows and beside the patient', async () => {
    const page = await (await theGallery()).open({ screen: 'desk', state: 'busy&bed=12' }, 'light');
    const rows = page.getByRole('row').filter({ hasText: /ROE|ROWE/ });
    expect((await rows.allInnerTexts()).map((text) => /like \d+/.exec(text)?.[0])).to.deep.equal([
      'like 21',
      'like 12',
    ]);
    expect(await page.getByRole('complementary').innerText()).to.contain('Similar name: bed 21');
  });
});

describe('a hold', () => {
  it('says who sees to what it waits for, which is not who has the patient', async () => {
    const page = await opened('held');
    const says = (await page.locator('body').innerText()).replaceAll(/\s+/g, ' ');
    expect(says)
      .to.match(/Held: .* Since \d\d:\d\d\. .* sees to what it waits for/)
      .and.not.contain('has it');
  });

  it('is changed, not made again, where there is one already', async () => {
    expect(await (await opened('held')).getByRole('button', { name: /^Change hold/ }).count()).to.equal(1);
    expect(await (await opened('step')).getByRole('button', { name: /^Hold/ }).count()).to.equal(1);
  });
});

describe('a message over a list', () => {
  it('leaves the last row to be scrolled clear of it', async () => {
    const page = await opened('notice');
    const message = page.locator('[data-over-list]');
    await page.getByRole('button', { name: /^Ward/ }).click();
    const last = page.getByRole('main').getByRole('listitem').last();
    await page.getByRole('main').evaluate((list) => list.scrollTo(0, list.scrollHeight));
    const [row, over] = await Promise.all([last.boundingBox(), message.boundingBox()]);
    expect((row?.y ?? Infinity) + (row?.height ?? 0)).to.be.at.most(over?.y ?? 0);
  });
});

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
