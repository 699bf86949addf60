/** The words a screen shows, where they stand, and what of it scrolls. */
import type { Page } from 'playwright-core';

/** In pixels: 16 minutes of arc at four metres on 55 inches. */
export const smallest = 44;

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
export function wordsOf(page: Page): Promise<readonly Words[]> {
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
export function scrolls(page: Page): Promise<readonly string[]> {
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
