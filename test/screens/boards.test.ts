/** The wall from four metres and the desk on its screen: large enough, all of it there, nothing cut. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { endGallery, shownOn, theGallery, type Shown } from '../support/browser.ts';

after(endGallery);

/** 16 minutes of arc at four metres on 55 inches. */
const smallest = 44;

for (const shown of shownOn('wall')) {
  describe(`the wall, ${shown.state}`, () => {
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
  });
}

for (const shown of shownOn('desk')) {
  describe(`the desk, ${shown.state}`, () => {
    it('does not scroll sideways, and no words lie beside the screen', async () => {
      const page = await opened(shown);
      expect((await scrolls(page)).filter((where) => where.endsWith('across'))).to.deep.equal([]);
      const beside = (await wordsOf(page)).filter(({ left, right }) => left < 0 || right > 1440);
      expect(beside).to.deep.equal([]);
    });
  });
}

const opened = async (shown: Shown): Promise<Page> => (await theGallery()).open(shown, 'light');

interface Words {
  readonly text: string;
  readonly size: number;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** Something around them is narrower than they are. */
  readonly cut: boolean;
}

/** All that can be read: not what is for ears only, nor the veil that waits unseen. */
function wordsOf(page: Page): Promise<readonly Words[]> {
  return page.evaluate(() => {
    const found: Words[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const { parentElement: parent, textContent } = node;
      const text = textContent?.trim() ?? '';
      if (text === '' || parent === null || parent.closest('.said, script, style, svg') !== null) continue;
      if (!parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const { left, top, right, bottom } = range.getBoundingClientRect();
      let cut = false;
      for (let around: Element | null = parent; around !== null; around = around.parentElement)
        cut ||= around.clientWidth > 0 && around.scrollWidth > around.clientWidth;
      found.push({ text, size: parseFloat(getComputedStyle(parent).fontSize), left, top, right, bottom, cut });
    }
    return found;
  });
}

/** What can be scrolled, and which way: the page, and any part of it that scrolls by itself. */
function scrolls(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const root = document.documentElement;
    const parts = [...document.querySelectorAll('body *')].filter(
      (part) => /auto|scroll/.test(getComputedStyle(part).overflow) && part.clientWidth > 0,
    );
    return [root, ...parts].flatMap((part) => [
      ...(part.scrollWidth > (part === root ? innerWidth : part.clientWidth) ? [`${part.tagName} across`] : []),
      ...(part.scrollHeight > (part === root ? innerHeight : part.clientHeight) ? [`${part.tagName} down`] : []),
    ]);
  });
}
