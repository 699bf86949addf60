/**
 * Every screen and state, by day and by night: axe finds nothing, the console stays empty, nobody else is asked.
 * `npm test` takes half of them by a seed, `npm run journey` all (`WHOLE=1`).
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import axeCore from 'axe-core';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { Chance } from '../support/chance.ts';
import { endGallery, shownOn, theGallery, themes, type Shown, type Theme } from '../support/browser.ts';
import { hands, unavailable } from './hands.ts';
import { openItems } from './tablet-fixtures.ts';
import { whole } from '../support/whole.ts';
import { scrolls, smallest, wordsOf } from './words.ts';

after(endGallery);

const every = (
  ['tablet', 'wall', 'desk', 'equipment', 'window', 'department', 'protocols', 'training', 'print'] as const
).flatMap(shownOn);
/** By night only colours are others (`src/ui/tokens.css`), so only what reads colours is asked again. */
const asked = {
  light: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
  dark: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
} as const;

const seed = Number(process.env['SEED'] ?? Date.now() % 2_147_483_647);
const chance = new Chance(seed);
const chosen = whole ? every : every.filter(() => chance.in(2));

describe('the screens looked at', () => {
  it(`are ${chosen.length} of ${every.length} (SEED=${seed}${chosen.length < every.length ? '; WHOLE=1 asks all' : ''})`, () => {
    process.stdout.write(`      ${chosen.length} of ${every.length} states of screens, SEED=${seed}\n`);
    expect(chosen).to.not.have.length(0);
  });
});

for (const shown of chosen) {
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
        expect(await broken(await gallery.open(shown, theme), theme)).to.deep.equal([]);
        expect(gallery.complaints()).to.deep.equal([]);
      });
    }

    if (shown.screen === 'tablet') askTablet(shown);
    if (shown.screen === 'wall') askWall(shown);
    if (shown.screen === 'desk') askDesk(shown);
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

/** What only a tablet must be, asked while its page is open. */
function askTablet(shown: Shown): void {
  it('has targets of 72 px at their shorter side, and acts 12 px apart', async () => {
    const { seen, small, close } = await hands(await opened(shown));
    // While the glass is wiped there is nothing to press.
    if (shown.state !== 'wipe') expect(seen).to.be.greaterThan(0);
    expect(small).to.deep.equal([]);
    expect(close).to.deep.equal([]);
  });

  it('shows what cannot be pressed neither white nor framed, in either light, and says why beside it', async () => {
    for (const theme of themes)
      expect(await (await opened(shown, theme)).evaluate(unavailable), theme).to.deep.equal([]);
  });
}

function askWall(shown: Shown): void {
  it(`has no words under ${smallest} px`, async () => {
    const words = await wordsOf(await opened(shown));
    expect(words).to.not.have.length(0);
    expect(words.filter(({ size }) => size < smallest).map(({ text, size }) => `${text}: ${size}`)).to.deep.equal([]);
  });

  it('fits its glass: nothing scrolls, and no words lie outside', async () => {
    const page = await opened(shown);
    expect(await scrolls(page)).to.deep.equal([]);
    const outside = (await wordsOf(page)).filter(
      ({ left, top, right, bottom }) => left < 0 || top < 0 || right > 1920 || bottom > 1080,
    );
    expect(outside).to.deep.equal([]);
  });

  it('cuts no words off', async () => {
    const words = await wordsOf(await opened(shown));
    expect(words.filter(({ cut }) => cut).map(({ text }) => text)).to.deep.equal([]);
  });
}

function askDesk(shown: Shown): void {
  it('does not scroll sideways, and no words lie beside the screen', async () => {
    const page = await opened(shown);
    expect((await scrolls(page)).filter((where) => where.endsWith('across'))).to.deep.equal([]);
    const beside = (await wordsOf(page)).filter(({ left, right }) => left < 0 || right > 1440);
    expect(beside).to.deep.equal([]);
  });
}

async function opened(shown: Shown, theme: Theme = 'light'): Promise<Page> {
  return (await theGallery()).open(shown, theme);
}

/** In the page, where {@link broken} puts it. */
declare const axe: typeof axeCore;

/** `rule: what it wants: where`. The frames of the window are screens of their own. */
async function broken(page: Page, theme: Theme): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeCore.source);
  return page.evaluate(async ({ type, values }) => {
    const { violations } = await axe.run({
      runOnly: { type, values: [...values] },
      resultTypes: ['violations'],
      iframes: false,
    });
    return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`));
  }, asked[theme]);
}
