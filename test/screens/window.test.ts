/** The window on a visitor's screen: all that can be tried is there at once, nothing lies below the fold. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { endGallery, shownOn, theGallery, themes } from '../support/browser.ts';

after(endGallery);

const glasses = [
  { width: 1440, height: 900 },
  { width: 1600, height: 1000 },
  { width: 1920, height: 950 },
];

for (const shown of shownOn('window'))
  for (const theme of themes)
    for (const glass of glasses) {
      it(`the window, ${shown.state}, ${theme}, shows everything it offers on ${glass.width} by ${glass.height}`, async () => {
        const page = await (await theGallery()).open(shown, theme, { again: true });
        await page.setViewportSize(glass);
        const { offered, beyond, overlap } = await fold(page);
        expect(offered).to.include.members(
          ['Tablet', 'Wall', 'Cut', 'Kill it', 'Freeze it'].filter(isOffered(shown.state)),
        );
        expect(offered.filter((name) => name.startsWith('Scan bed'))).to.have.length.greaterThan(12);
        expect(beyond).to.deep.equal([]);
        expect(overlap).to.deep.equal([]);
      });
    }

/** A handle that is thrown says for how long instead. */
const isOffered = (state: string) => (name: string) =>
  name === 'Cut' ? state !== 'offline' : name !== 'Kill it' || !['dead', 'starting'].includes(state);

function fold(
  page: Page,
): Promise<{ offered: readonly string[]; beyond: readonly string[]; overlap: readonly string[] }> {
  return page.evaluate(() => {
    const root = document.documentElement;
    const all = [...document.querySelectorAll('button, iframe')].map((element) => ({
      name: (element.getAttribute('title') ?? element.textContent ?? '').trim(),
      box: element.getBoundingClientRect(),
      // A part that scrolls by itself has a fold of its own.
      room: element.closest('ul')?.getBoundingClientRect() ?? root.getBoundingClientRect(),
    }));
    return {
      offered: all.map(({ name }) => name),
      beyond: [
        ...(root.scrollHeight > innerHeight || root.scrollWidth > innerWidth ? ['the page scrolls'] : []),
        ...all
          .filter(
            ({ box, room }) =>
              box.width < 24 ||
              box.height < 24 ||
              box.left < 0 ||
              box.top < 0 ||
              box.right > innerWidth ||
              box.bottom > Math.min(innerHeight, room.bottom),
          )
          .map(({ name, box }) => `${name}: down to ${box.bottom}`),
      ],
      overlap: all.flatMap((one, index) =>
        all
          .slice(index + 1)
          .filter(
            ({ box }) =>
              Math.min(box.right, one.box.right) - Math.max(box.left, one.box.left) > 1 &&
              Math.min(box.bottom, one.box.bottom) - Math.max(box.top, one.box.top) > 1,
          )
          .map(({ name }) => `${one.name} and ${name}`),
      ),
    };
  });
}

describe('the window, while the ward goes on', () => {
  it('keeps a place for every bed on its list of wristbands', async () => {
    const page = await (await theGallery()).open({ screen: 'window', state: 'busy' }, 'light', { again: true });
    const places = await page.evaluate(() =>
      [...document.querySelectorAll('li:has(> b)')].flatMap((place, index) =>
        [...place.querySelectorAll('button')].map((button) => [index + 1, parseInt(button.textContent.slice(8), 10)]),
      ),
    );
    expect(places).to.have.length.greaterThan(12);
    for (const [place, bed] of places) expect(place).to.equal(bed);
  });

  it('says that the server runs only while it does', async () => {
    const says = async (state: string) => {
      const page = await (await theGallery()).open({ screen: 'window', state }, 'light', { again: true });
      return page
        .getByRole('group', { name: 'The server' })
        .getByRole('button')
        .evaluateAll((all) =>
          all.map((one) => `${one.textContent.replace(/\d+ s/, 'so long')} ${one.getAttribute('aria-pressed')}`),
        );
    };
    expect(await says('busy')).to.deep.equal(['Running true', 'Kill it false']);
    expect(await says('starting')).to.deep.equal(['Starting… false', 'Dead true']);
    expect(await says('dead')).to.deep.equal(['Running false', 'Dead, so long true']);
  });

  it('moves no handle when something is broken', async () => {
    const at = async (state: string) => {
      const page = await (await theGallery()).open({ screen: 'window', state }, 'light', { again: true });
      await page.setViewportSize({ width: 1600, height: 1000 });
      return page.evaluate(() =>
        [...document.querySelectorAll('[role=group] button')].map((button) => {
          const { x, y, width, height } = button.getBoundingClientRect();
          return [x, y, width, height].map(Math.round).join(' ');
        }),
      );
    };
    const connected = await at('busy');
    expect(connected).to.have.length.greaterThan(8);
    for (const broken of ['offline', 'dead', 'starting']) expect(await at(broken), broken).to.deep.equal(connected);
  });
});
