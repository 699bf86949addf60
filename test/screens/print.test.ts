/** Paper in a real browser: exactly A4, nothing cut, every item and every patient once, and whose sheet it is on each page. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { endGallery, theGallery } from '../support/browser.ts';
import { paperOf, wardOfThirty, wholeMorning } from '../support/papers.ts';

after(endGallery);

const opened = async (state: string): Promise<Page> => {
  const page = await (await theGallery()).open({ screen: 'print', state }, 'light', { again: true });
  await page.waitForSelector('[data-page]');
  return page;
};
/** Of the sheets themselves, not of what they were measured with. */
const onPages = (page: Page, selector: string): Promise<readonly string[]> =>
  page
    .locator('[data-page]')
    .locator(selector)
    .evaluateAll((found) => found.map((one) => (one.textContent ?? '').replaceAll(/\s+/g, ' ')));

describe('the hand-over sheet of a patient who is ready', () => {
  it('says ready by itself, and then until when', async () => {
    await opened('ward');
    const said = await onPages((await theGallery()).page, '[data-preparation="preparation-7"]');
    expect(said.join()).to.match(/Ready\. (U|Only u)ntil \d\d:\d\d\. The procedure is at \d\d:\d\d/);
  });
});

for (const state of ['record', 'short', 'ward', 'ward-empty']) {
  describe(`paper, ${state}`, () => {
    it('prints to A4 sheets, as many as it numbers', async () => {
      const page = await opened(state);
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
      const boxes = [...pdf.matchAll(/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)/g)];
      const sheets = await page.locator('[data-page]').count();
      expect(boxes).to.have.length(sheets);
      // 210 × 297 mm in points, to a twentieth of a millimetre.
      for (const [, width, height] of boxes) {
        expect(Number(width)).to.be.closeTo(595.28, 0.4);
        expect(Number(height)).to.be.closeTo(841.89, 0.4);
      }
      const numbers = (await onPages(page, 'footer > p:last-child')).map((text) =>
        /(\d+) of (\d+)/.exec(text)?.slice(1),
      );
      expect(numbers).to.deep.equal(Array.from({ length: sheets }, (_none, n) => [String(n + 1), String(sheets)]));
    });

    it('cuts nothing off: every word lies on its sheet, above the foot', async () => {
      const page = await opened(state);
      await page.emulateMedia({ media: 'print' });
      const cut = await page.evaluate(() => {
        const wrong: string[] = [];
        for (const sheet of document.querySelectorAll('[data-page]')) {
          const edge = sheet.getBoundingClientRect();
          const foot = sheet.querySelector('footer')?.getBoundingClientRect().top ?? 0;
          const texts = document.createTreeWalker(sheet, NodeFilter.SHOW_TEXT);
          for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
            if (node.parentElement?.closest('.said, svg') !== null) continue;
            const range = document.createRange();
            range.selectNodeContents(node);
            for (const { left, right, top, bottom } of range.getClientRects()) {
              const inFoot = node.parentElement.closest('footer') !== null;
              if (left < edge.left || right > edge.right || top < edge.top || bottom > (inFoot ? edge.bottom : foot))
                wrong.push(node.textContent ?? '');
            }
          }
          for (const part of sheet.querySelectorAll('*'))
            if (part.clientWidth > 0 && part.scrollWidth > part.clientWidth + 1 && part.closest('.said, svg') === null)
              wrong.push(`too narrow: ${part.textContent?.slice(0, 60)}`);
        }
        return wrong;
      });
      await page.emulateMedia({ media: null });
      expect(cut).to.deep.equal([]);
    });
  });
}

describe('a record on paper', () => {
  it('has every item of the protocol exactly once, with its answer', async () => {
    const page = await opened('record');
    const bedside = wholeMorning();
    const ids = await page
      .locator('[data-page] [data-item]')
      .evaluateAll((found) => found.map((one) => one.getAttribute('data-item')));
    expect(ids).to.deep.equal(bedside.protocol.steps.flatMap(({ items }) => items.map(({ id }) => id)));
    const texts = await onPages(page, '[data-item]');
    for (const { item } of bedside.protocol.items.values())
      // A number and its unit are held together by a space that is none to a browser's text.
      expect(texts.filter((text) => text.includes(item.text.replaceAll(/\s+/g, ' ')))).to.have.length(1);
  });

  it('has every entry of the log exactly once, the changed ones marked', async () => {
    const page = await opened('record');
    const { entries } = await paperOf(wholeMorning());
    const seen = await page
      .locator('[data-page] [data-entry]')
      .evaluateAll((found) => found.map((one) => Number(one.getAttribute('data-entry'))));
    expect(seen).to.deep.equal(entries.map(({ revision }) => revision));
    const changed = (await onPages(page, '[data-entry]')).filter((text) => text.includes('Changed'));
    expect(changed).to.have.length(1);
    expect(changed[0]).to.match(/Wrong leaflet.*ultrasound.*A\. Osei/);
  });

  it('says who, in which role, when and how; who checked again; and who accepted what, and why', async () => {
    const page = await opened('record');
    const item = async (id: string) => (await onPages(page, `[data-item="${id}"]`))[0] ?? '';
    expect(await item('explained')).to.match(/EXPLAINED.*A\. Osei, technician, \d\d:\d\d:\d\d, said/);
    expect(await item('arm')).to.match(/RIGHT.*A\. Osei, technician.*Second: J\. Kim, technician, [\d:]+ RIGHT/);
    expect(await item('teachBack')).to.match(
      /Accepted unsatisfied by B\. Nunez, nurse, [\d:]+: Not possible in time\. Interpreter called away\. .*asks not to be moved to another day\. $/,
    );
    expect(await item('lastMeal')).to.include('Not needed');
    expect(await item('hands')).to.match(/STOP.*Open/);
  });

  it('ticks the boxes of what counts, and no others', async () => {
    const page = await opened('record');
    const { sheet } = await paperOf(wholeMorning());
    const status = new Map(sheet.steps.flatMap(({ items }) => items.map((item) => [item.id, item.status])));
    const shapes = await page
      .locator('[data-page] [data-item]')
      .evaluateAll((found) =>
        found.map(
          (one) =>
            [
              one.getAttribute('data-item') ?? '',
              one.querySelector('[data-shape]')?.getAttribute('data-shape'),
            ] as const,
        ),
      );
    const ticked = shapes.filter(([, shape]) => /Done$|^sensed$/.test(shape ?? '')).map(([id]) => id);
    expect(ticked).to.include.members(['explained', 'arm', 'allergies']).and.not.include('teachBack');
    // What is measured has a comb, and its number in it.
    expect(ticked).to.have.members(
      [...status].filter(([id, is]) => is === 'satisfied' && id !== 'tubeCount').map(([id]) => id),
    );
  });

  it('names the patient on every page, family name first whatever its letters, and the protocol with its standing', async () => {
    const page = await opened('record');
    const heads = await onPages(page, 'header');
    expect(heads.length).to.be.greaterThan(1);
    for (const head of heads) expect(head).to.include('9990012345').and.include('12 MAR 1959');
    for (const foot of await onPages(page, 'footer'))
      expect(foot).to.include('version').and.include('Not approved here').and.include('not a medical device');
    expect((await onPages(page, 'code')).join(' ')).to.include('d1'.repeat(32));
    const [family = 0, given = 0] = await page
      .locator('[data-page="1"] header bdi')
      .evaluateAll((found) => found.map((one) => one.getBoundingClientRect().left));
    expect(family).to.be.lessThan(given);
    expect((await onPages(await opened('short'), 'footer')).join('')).to.not.include('Not approved here');
  });
});

describe('a hand-over sheet', () => {
  it('has each of thirty patients once, by bed, also one whose list could not be fetched', async () => {
    const page = await opened('ward');
    const seen = await page
      .locator('[data-page] [data-preparation]')
      .evaluateAll((found) => found.map((one) => one.getAttribute('data-preparation')));
    expect(seen).to.deep.equal(wardOfThirty().patients.map(({ row }) => row.preparation));
    const rows = await onPages(page, '[data-preparation]');
    expect(rows.filter((text) => text.includes('Could not be fetched'))).to.have.length(1);
    expect(rows[2]).to.include('Stop: consent withdrawn');
    expect(rows[4]).to.include('FEATHERSTONEHAUGH-CHOLMONDELEY-WARNER, Maximiliana Alexandrina');
  });
});
