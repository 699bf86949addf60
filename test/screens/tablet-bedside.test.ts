/** Shipped protocols on the tablet: what is in hand is whole on the glass, what must be in sight is, a stop is two taps. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { endGallery, shownOn, theGallery } from '../support/browser.ts';

after(endGallery);

const tablet = shownOn('tablet');
const played = tablet.filter(({ state }) => state.startsWith('real-'));
const opened = async (state: string): Promise<Page> =>
  (await theGallery()).open({ screen: 'tablet', state }, 'light', { again: true });
/** `event reason` of everything that was done on the page. */
const acts = (page: Page): Promise<readonly string[]> => page.evaluate(() => globalThis.galleryActs ?? []);
declare global {
  var galleryActs: string[] | undefined;
}

describe('the item in hand', () => {
  for (const shown of tablet)
    it(`is whole on the glass in ${shown.state}`, async () => {
      const page = await (await theGallery()).open(shown, 'light');
      expect(await page.evaluate(currentCut)).to.deep.equal([]);
    });

  it('is whole while a value and its date are typed, and both stand on the key that records them', async () => {
    const page = await opened('real-endoscopy-inr');
    // A finger, not a machine: the same key twice within a tenth of a second is a drop of gel.
    const press = (name: string) => page.getByRole('button', { name, exact: true }).click({ delay: 90 });
    for (const key of ['2', 'Point', '4']) await press(key);
    await page.getByRole('button', { name: 'Next: when was the blood taken' }).click();
    await press('Earlier');
    for (const key of '151126') await press(key);
    expect(await page.evaluate(currentCut)).to.deep.equal([]);
    expect(await page.locator('input, textarea').count(), 'no keyboard').to.equal(0);
    // High risk: below 1.5 is wanted, and the proceduralist may accept more.
    expect(await page.getByText('Wanted: 1.49 INR or less.').textContent()).to.contain('May override: proceduralist.');
    await page.getByRole('button', { name: 'Record 2.4 INR, 15 NOV 2026' }).click();
    expect(await acts(page)).to.deep.equal(['item.inr.measured 2.4']);
  });
});

describe('a second check', () => {
  it('is offered only where the server can decide it', async () => {
    const check = async (state: string, disabled: boolean) =>
      (await opened(state)).getByRole('button', { name: 'Start check', disabled });
    expect(await (await check('step', false)).count()).to.equal(1);
    const away = await check('offline', true);
    expect(await away.count()).to.equal(1);
    expect(await away.innerText()).to.contain('Needs the connection');
  });
});

describe('the tabs of the list', () => {
  const tabs = async (state: string) =>
    (await opened(state))
      .getByRole('group', { name: 'Which patients' })
      .getByRole('button')
      .evaluateAll((all) =>
        all.map((one) => `${[...one.children].map((part) => part.textContent).join(' ')} ${one.ariaPressed}`),
      );

  it('stand on one’s own patients once the list has come, where there are any', async () => {
    expect(await tabs('worklist-came')).to.deep.equal(['Mine 5 true', 'Ward 18 false', 'Done today 1 false']);
    expect(await tabs('empty')).to.deep.equal(['Mine 0 false', 'Ward 0 true', 'Done today 0 false']);
  });

  it('count nobody before the list has come', async () => {
    for (const state of ['loading', 'error'])
      expect(await tabs(state)).to.deep.equal(['Mine – false', 'Ward – false', 'Done today – false']);
  });
});

describe('what was left open', () => {
  it('is offered first on the list, and not once they are ready', async () => {
    const offered = async (state: string) =>
      (await opened(state)).getByRole('button', { name: 'Resume', exact: true }).count();
    expect(await offered('worklist')).to.equal(1);
    expect(await offered('worklist-left-ready')).to.equal(0);
  });

  it('says who left it, to them and to the next, and what stops it', async () => {
    const said = async (state: string) => (await opened(state)).getByRole('region', { name: 'Resume' }).innerText();
    expect(await said('worklist')).to.contain('You left this open 6 min ago, with 3 of 6 done in Equipment');
    const stopped = await said('worklist-left-stopped');
    expect(stopped).to.contain('J. Kim left this open 6 min ago');
    expect(stopped).to.contain('Stop: two wristbands do not match');
  });
});

describe('what must be kept in sight', () => {
  for (const shown of played)
    it(`is on the glass, over everything, in ${shown.state}`, async () => {
      const page = await (await theGallery()).open(shown, 'light');
      const note = page.getByText('Not approved here', { exact: true }).first();
      const box = await note.boundingBox();
      expect(box?.height ?? 99).to.be.below(60);
      // What is behind a sheet cannot be pressed and so is not found by its place: the sheet begins below it.
      const sheets = await page.getByRole('dialog').all();
      for (const sheet of sheets)
        expect((await sheet.boundingBox())?.y).to.be.at.least((box?.y ?? 0) + (box?.height ?? 0));
      const seen = await note.evaluate((element) => {
        const { left, top, width, height } = element.getBoundingClientRect();
        return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
      });
      expect(seen || sheets.length > 0).to.equal(true);
    });

  it('says what the patient refuses, and what was accepted, after hand-over too', async () => {
    expect(await notes(await opened('real-limits'))).to.contain('Without contrast, agreed with the patient');
    expect(await notes(await opened('real-gone-exception'))).to.contain('1 exception:');
    expect(await notes(await opened('real-mri-weight'))).to.contain('Weight: 212 kg');
  });
});

describe('a patient who was handed over', () => {
  it('is told with the warnings that stood then, on the tablet and at the desk', async () => {
    const tablet = await (await opened('real-gone-warned')).getByRole('main').innerText();
    expect(tablet).to.match(/Handed over \d\d:\d\d/);
    expect(tablet).to.contain('1 not asked: Faints, bleeding or blood thinners');
    const desk = await (await theGallery()).open({ screen: 'desk', state: 'busy&bed=22' }, 'light', { again: true });
    const panel = desk.getByRole('complementary', { name: 'Patient' });
    const said = (await panel.innerText()).replace(/\s+/g, ' ');
    expect(said).to.contain('Handed over 07:20 Faints, bleeding or blood thinners Not asked before the hand-over.');
    expect(said).to.not.contain('missing');
  });
});

describe('a patient who is away for another procedure', () => {
  it('is said to be on the tablet, and is back by one tap once nobody there can say so', async () => {
    const left = await opened('real-elsewhere');
    const said = await left.getByText(/^Away since .* for: CT of the chest$/).boundingBox();
    expect(said?.y).to.be.below(400);
    expect(await left.getByRole('button', { name: 'Patient is back' }).count()).to.equal(0);
    const kept = await opened('real-kept-elsewhere');
    expect(await kept.getByText(/^Away since .*, handed over for: CT of the chest$/).count()).to.equal(1);
    expect(await kept.getByRole('button', { name: 'Patient is back' }).count()).to.equal(1);
  });
});

describe('a stop', () => {
  it('is recorded at the second tap, whichever it is, and needs no scrolling', async () => {
    const page = await opened('real-blood-bag');
    const stop = page.getByRole('button', { name: 'Stop something is wrong' });
    await stop.click();
    const dialog = page.getByRole('dialog');
    const names = (await dialog.getByRole('button').allTextContents()).filter((name) => name !== 'Back');
    expect(names).to.have.length.greaterThan(10);
    const scrolled = await dialog.evaluate((element) =>
      [...element.querySelectorAll('*')].some(
        (part) => part.scrollHeight > part.clientHeight + 1 && part.clientHeight > 200,
      ),
    );
    expect(scrolled).to.equal(false);
    // Which part the patient refuses has to be said in words: nobody could keep to it otherwise.
    const recorded: string[] = [];
    for (const name of names.filter((one) => one !== 'Patient refuses a part')) {
      const again = await opened('real-blood-bag&open=stop');
      await again
        .getByRole('dialog')
        .getByRole('button')
        .filter({ hasText: new RegExp(`^${name}$`) })
        .click();
      const done = await acts(again);
      expect(done, name).to.have.length(1);
      recorded.push(...done);
    }
    expect(recorded).to.include.members([
      'band.missing No wristband',
      'band.missing Cannot be read',
      'band.missing More than one',
      'capacity.doubted ',
      'interpreter.needed ',
      'equipment.unavailable ',
    ]);
  });
});

describe('an item put off', () => {
  it('gives the hand to the next one, keeps its place, and records nothing', async () => {
    const page = await opened('real-endoscopy-scope');
    const current = page.locator('[aria-current=step] h3');
    const first = await current.textContent();
    await page.getByRole('button', { name: 'Do later' }).click();
    expect(await current.textContent()).to.not.equal(first);
    const row = page
      .getByRole('listitem')
      .filter({ hasText: first ?? '' })
      .first();
    expect(await row.textContent()).to.contain('Put off on this screen');
    expect(await acts(page)).to.deep.equal([]);
    await row.getByRole('button').first().click();
    expect(await current.textContent()).to.equal(first);
  });
});

const notes = async (page: Page): Promise<string> =>
  (await page.getByRole('list', { name: 'To be kept in sight' }).textContent()) ?? '';

/** In the page: what of the current item lies outside of the part of the glass that is its own. */
function currentCut(): readonly string[] {
  const current = document.querySelector('[aria-current=step]');
  const main = current?.closest('main');
  if (current === null || main === null || main === undefined) return [];
  const [item, glass] = [current.getBoundingClientRect(), main.getBoundingClientRect()];
  return [
    ...(item.top < glass.top - 1 ? [`above: ${glass.top - item.top}`] : []),
    ...(item.bottom > glass.bottom + 1 ? [`below: ${item.bottom - glass.bottom}`] : []),
  ];
}
