/** The wrong wristband is a comparison: on every glass both are whole, in line, and nothing has to be scrolled for. */
import { expect } from 'chai';
import { endGallery, theGallery } from '../support/browser.ts';

after(endGallery);

const glasses = [
  { width: 800, height: 1280 },
  { width: 1024, height: 768 },
  { width: 1280, height: 800 },
];

for (const state of [
  'wrong',
  'wrong-stood',
  'wrong-long',
  'wrong-short',
  'wrong-unapproved',
  'wrong-all',
  'wrong-away',
  'wrong-gone',
  'wrong-typed',
  'another',
  'another-away',
])
  for (const glass of glasses)
    it(`${state}, on ${glass.width} by ${glass.height}, shows every cell and every button`, async () => {
      const page = await (await theGallery()).open({ screen: 'tablet', state }, 'light', { again: true });
      await page.setViewportSize(glass);
      const { cells, differ, beyond, scrolls, small } = await page.evaluate(() => {
        const frame = document.querySelector('[role=alertdialog]');
        const all = [...document.querySelectorAll('[role=alertdialog] :is(i, button)')];
        const scrolled = [frame].flatMap((one) =>
          one === null ? [] : [one.scrollWidth - one.clientWidth, one.scrollHeight - one.clientHeight],
        );
        return {
          cells: all.filter(({ tagName }) => tagName === 'I').length,
          differ: document.querySelectorAll('[role=alertdialog] i[data-differs]').length,
          beyond: all
            .map((one) => ({ says: one.textContent, box: one.getBoundingClientRect() }))
            .filter(({ box }) => box.left < 0 || box.top < 0 || box.right > innerWidth || box.bottom > innerHeight)
            .map(({ says }) => says),
          scrolls: scrolled.filter((px) => px > 0),
          small: all
            .filter((one) => parseFloat(getComputedStyle(one).fontSize) < 17)
            .map(({ textContent }) => textContent),
        };
      });
      expect(cells).to.be.greaterThan(20);
      expect(differ).to.be.greaterThan(3);
      expect({ beyond, scrolls, small }).to.deep.equal({ beyond: [], scrolls: [], small: [] });
    });

it('says of a patient who was handed over who it is, and when', async () => {
  const page = await (await theGallery()).open({ screen: 'tablet', state: 'wrong-gone' }, 'light', { again: true });
  const said = await page.getByRole('alertdialog').innerText();
  expect(said).to.contain('Handed over 07:20').and.to.not.contain('Not a patient this tablet knows');
  expect(said, 'where they no longer lie').to.not.contain('Go to bed 21');
});

it('does not call a number scanned that was typed', async () => {
  const page = await (await theGallery()).open({ screen: 'tablet', state: 'wrong-typed' }, 'light', { again: true });
  const said = await page.getByRole('alertdialog').innerText();
  expect(said).to.contain('You typed this one').and.to.not.contain('You scanned');
});

it('has the name that the stop has on every other screen, and says in order that it is resolved and then scanned', async () => {
  const page = await (await theGallery()).open({ screen: 'tablet', state: 'wrong' }, 'light', { again: true });
  const sheet = page.getByRole('alertdialog');
  expect(await sheet.getByRole('heading', { level: 1 }).innerText()).to.equal('Stop: identity does not match');
  const again = sheet.getByRole('button').last();
  expect((await again.innerText()).replaceAll(/\s+/g, ' ')).to.equal('Scan the wristband again once it is resolved');
  await again.click();
  expect((await again.innerText()).replaceAll(/\s+/g, ' ')).to.equal('Once it is resolved, scan the wristband');
});

it('says who resolves it, offers first to call, and of a patient stopped before, that nothing new was recorded', async () => {
  for (const state of ['wrong', 'wrong-stood']) {
    const page = await (await theGallery()).open({ screen: 'tablet', state }, 'light', { again: true });
    const sheet = page.getByRole('alertdialog');
    const said = (await sheet.textContent()) ?? '';
    expect(said).to.contain('A nurse who did not report it must resolve it');
    expect(await sheet.getByRole('button').first().textContent()).to.contain('Call the charge nurse');
    const stood = state === 'wrong-stood';
    expect(said.includes('Bed 12 was stopped already. Nothing new was recorded.'), 'stood').to.equal(stood);
    expect(/is on record|is saved on this tablet/.test(said), 'a new stop').to.equal(!stood);
  }
});

it('shows all of two numbers that end alike, so that the figures which are missing are seen', async () => {
  const page = await (await theGallery()).open({ screen: 'tablet', state: 'wrong-short' }, 'light', { again: true });
  const sheet = page.getByRole('alertdialog');
  const differ = (label: string) =>
    sheet
      .getByRole('img', { name: label })
      .locator('i')
      .evaluateAll((cells: HTMLElement[]) =>
        cells.map(({ textContent, dataset }) => `${textContent}${dataset['differs'] === undefined ? '' : '!'}`),
      );
  const same = ['9', '0', '0', '1', '2', '3', '4', '5'];
  expect(await differ('Number, all of it: 9990012345')).to.deep.equal(['9!', '9!', ...same]);
  expect(await differ('Number, all of it: 90012345')).to.deep.equal(['!', '!', ...same]);
  expect(await sheet.textContent()).to.contain('one may have lost figures');
  const other = await (await theGallery()).open({ screen: 'tablet', state: 'wrong' }, 'light', { again: true });
  expect(await other.getByRole('alertdialog').textContent()).to.not.contain('lost figures');
});

it('says over the red, and over the question, that nobody hears the tablet', async () => {
  for (const state of ['wrong-away', 'another-away', 'wrong', 'another']) {
    const page = await (await theGallery()).open({ screen: 'tablet', state }, 'light', { again: true });
    const said = page.getByRole('alertdialog').getByText('Not connected');
    expect(await said.isVisible(), state).to.equal(state.endsWith('-away'));
  }
});

it('asks where another patient’s wristband was scanned, says that nothing is recorded, and offers both', async () => {
  const page = await (await theGallery()).open({ screen: 'tablet', state: 'another' }, 'light', { again: true });
  const sheet = page.getByRole('alertdialog');
  expect(await sheet.textContent()).to.contain('Nothing is recorded yet, and bed 12 is not stopped.');
  expect(await sheet.getByRole('button').locator('b').allTextContents()).to.deep.equal([
    'At bed 21: open that patient',
    'On the patient in bed 12: stop',
  ]);
  await page.keyboard.press('Escape');
  expect(await sheet.isVisible(), 'it is answered, not put away').to.equal(true);
});
