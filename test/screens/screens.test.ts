/** Every screen and state, by day and by night: axe finds nothing, the console stays empty, nobody else is asked. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import axeCore from 'axe-core';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { endGallery, shownOn, theGallery, themes, type Shown } from '../support/browser.ts';
import { openItems } from './tablet-fixtures.ts';

after(endGallery);

const every = (
  ['tablet', 'wall', 'desk', 'equipment', 'window', 'department', 'protocols', 'training', 'print'] as const
).flatMap(shownOn);
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

for (const shown of every) {
  describe(`${shown.screen}, ${shown.state}`, () => {
    it('draws without an error and asks nobody else for anything', async () => {
      const gallery = await theGallery();
      await gallery.open(shown, 'light', { again: true });
      expect(gallery.complaints()).to.deep.equal([]);
    });

    // A paper is as long as it is.
    if (shown.screen !== 'print')
      it('keeps its frame where it is: only lists in it scroll', async () => {
        const page = await (await theGallery()).open(shown, 'light');
        const { tall, glass } = await page.evaluate(() => ({
          tall: document.documentElement.scrollHeight,
          glass: innerHeight,
        }));
        expect(tall).to.equal(glass);
      });

    for (const theme of themes) {
      it(`breaks no rule of axe when ${theme}`, async () => {
        const gallery = await theGallery();
        expect(await broken(await gallery.open(shown, theme))).to.deep.equal([]);
        expect(gallery.complaints()).to.deep.equal([]);
      });
    }
  });
}

describe('the gallery', () => {
  it('draws no state that is not looked at here', () => {
    const source = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8');
    const named = (name: string, pattern: RegExp) =>
      [...source(name).matchAll(pattern)].map(([, state]) => state ?? '');
    const missing = (screen: Shown['screen'], drawn: readonly string[]) =>
      drawn.filter((state) => !shownOn(screen).some((shown) => shown.state === state));

    const tablet = [
      ...['tablet.tsx', 'worklist-screens.tsx'].flatMap((name) => named(name, /case '([\w-]+)':/g)),
      ...named('tablet.tsx', /state === '([\w-]+)'/g),
    ];
    expect(tablet).to.not.have.length(0);
    expect(missing('tablet', [...tablet, ...Object.keys(openItems)])).to.deep.equal([]);
    const boards = named('gallery.tsx', /state === '([\w-]+)'/g);
    expect(boards).to.not.have.length(0);
    expect([...missing('wall', boards), ...missing('desk', boards)]).to.deep.equal([]);
  });
});

/** In the page, where {@link broken} puts it. */
declare const axe: typeof axeCore;

/** `rule: what it wants: where`. The frames of the window are screens of their own. */
async function broken(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeCore.source);
  return page.evaluate(async (tags) => {
    const { violations } = await axe.run({
      runOnly: { type: 'tag', values: tags },
      resultTypes: ['violations'],
      iframes: false,
    });
    return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`));
  }, rules);
}
