/** The tablet under a keyboard: that the focus reaches everything, and is seen. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { endGallery, theGallery, themes } from '../support/browser.ts';
import { targets } from './hands.ts';

after(endGallery);

it('the gallery has what cannot be pressed: on the ground, on a white sheet, at the foot and among the stops', async () => {
  let seen = 0;
  for (const state of ['step', 'number', 'stop-refused', 'hold-sheet', 'ready']) {
    const page = await (await theGallery()).open({ screen: 'tablet', state }, 'light', { again: true });
    seen += Math.min(1, await page.locator('button[data-cannot]').count());
  }
  expect(seen).to.equal(5);
});

describe('the keyboard on the tablet', () => {
  for (const state of ['step', 'kinds', 'number', 'stopped', 'stop-sheet', 'hold-sheet', 'wrong'])
    for (const theme of themes) {
      it(`reaches every target of ${state} when ${theme}, and each shows it by 3 px that stand out`, async () => {
        const page = await (await theGallery()).open({ screen: 'tablet', state }, theme, { again: true });
        const { reach, faint } = await focusWalk(page);
        expect(reach.missed).to.deep.equal([]);
        expect(reach.seen).to.be.greaterThan(0);
        expect(faint).to.deep.equal([]);
      });
    }
});

interface Walk {
  readonly reach: { readonly seen: number; readonly missed: readonly string[] };
  readonly faint: readonly string[];
}

/** Tab from the top until it comes round. */
async function focusWalk(page: Page): Promise<Walk> {
  const names = await page.evaluate((selector) => {
    const sheets = [...document.querySelectorAll('[role=dialog], [role=alertdialog]')];
    const room = sheets.at(-1) ?? document.body;
    return [...room.querySelectorAll<HTMLElement>(selector)]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .map((element, index) => {
        element.dataset['walk'] = String(index);
        return `${index}: ${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40)}`;
      });
  }, targets);
  const reached = new Set<number>();
  const faint = new Set<string>();
  for (let press = 0; press < names.length + 3; press += 1) {
    await page.keyboard.press('Tab');
    const { walk, width, contrast, inSight } = await page.evaluate(focusNow);
    const name = names[walk ?? -1];
    if (walk === null || name === undefined) continue;
    reached.add(walk);
    if (width < 3) faint.add(`${name}: ${width} px`);
    if (contrast < 3) faint.add(`${name}: ${contrast.toFixed(1)} to 1 against what is behind`);
    if (!inSight) faint.add(`${name}: cut off`);
  }
  return {
    reach: { seen: reached.size, missed: names.filter((_, index) => !reached.has(index)) },
    faint: [...faint],
  };
}

/** In the page: the ring of what has the focus, and how far it stands out from what it is drawn on. */
function focusNow(): { walk: number | null; width: number; contrast: number; inSight: boolean } {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body)
    return { walk: null, width: 0, contrast: 0, inSight: false };
  const style = getComputedStyle(element);
  const drawn = style.outlineStyle !== 'none' && style.outlineStyle !== 'hidden';
  const reach = parseFloat(style.outlineOffset) + parseFloat(style.outlineWidth);
  const box = element.getBoundingClientRect();
  let behind: string | null = null;
  let sides = ['left', 'right', 'top', 'bottom'];
  for (let around = element.parentElement; around !== null; around = around.parentElement) {
    const { backgroundColor, overflowX } = getComputedStyle(around);
    if (behind === null && luminance(backgroundColor) !== null) behind = backgroundColor;
    if (overflowX === 'visible') continue;
    const clip = around.getBoundingClientRect();
    const room: Record<string, number> = {
      left: box.left - clip.left,
      right: clip.right - box.right,
      top: box.top - clip.top,
      bottom: clip.bottom - box.bottom,
    };
    sides = sides.filter((side) => (room[side] ?? 0) >= reach);
  }
  const [ring, ground] = [luminance(style.outlineColor) ?? 0, luminance(behind ?? 'rgb(255, 255, 255)') ?? 1];
  return {
    walk: element.dataset['walk'] === undefined ? null : Number(element.dataset['walk']),
    width: drawn ? parseFloat(style.outlineWidth) : 0,
    contrast: (Math.max(ring, ground) + 0.05) / (Math.min(ring, ground) + 0.05),
    // Two sides tell where it is.
    inSight: sides.length >= 2,
  };

  function luminance(colour: string): number | null {
    const [red = 0, green = 0, blue = 0, alpha = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number);
    if (alpha === 0) return null;
    const linear = (value: number) =>
      value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  }
}
