/** The tablet in gloved hands and under a keyboard: targets, the room between them, and where the focus is. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { endGallery, shownOn, theGallery, themes } from '../support/browser.ts';

after(endGallery);

const targets = [
  'a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex="-1"])',
  '[role=button], [role=link], [role=checkbox], [role=radio], [role=switch], [role=tab], [role=option], [role=menuitem]',
].join();

for (const shown of shownOn('tablet')) {
  describe(`the tablet's targets, ${shown.state}`, () => {
    it('are 72 px at their shorter side, and acts stand 12 px apart', async () => {
      const page = await (await theGallery()).open(shown, 'light');
      const { seen, small, close } = await hands(page);
      // While the glass is wiped there is nothing to press.
      if (shown.state !== 'wipe') expect(seen).to.be.greaterThan(0);
      expect(small).to.deep.equal([]);
      expect(close).to.deep.equal([]);
    });
  });
}

for (const shown of shownOn('tablet')) {
  describe(`what cannot be pressed on the tablet, ${shown.state}`, () => {
    it('is neither white nor framed, in either light, and says why beside it', async () => {
      for (const theme of themes) {
        const page = await (await theGallery()).open(shown, theme);
        expect(await page.evaluate(unavailable), theme).to.deep.equal([]);
      }
    });
  });
}

it('the gallery has what cannot be pressed: on the ground, on a white sheet, at the foot and among the stops', async () => {
  let seen = 0;
  for (const state of ['step', 'number', 'stop-refused', 'hold-sheet', 'ready']) {
    const page = await (await theGallery()).open({ screen: 'tablet', state }, 'light', { again: true });
    seen += Math.min(1, await page.locator('button[data-cannot]').count());
  }
  expect(seen).to.equal(5);
});

/** In the page: every target that cannot act and looks as if it could, or does not say why it cannot. */
function unavailable(): readonly string[] {
  const white = getComputedStyle(document.documentElement).getPropertyValue('--sheet').trim();
  const probe = document.body.appendChild(document.createElement('i'));
  probe.style.background = white;
  const sheet = getComputedStyle(probe).backgroundColor;
  probe.remove();
  return [...document.querySelectorAll<HTMLElement>('button[data-cannot]')].flatMap((one) => {
    const { borderTopStyle, backgroundColor } = getComputedStyle(one);
    const why = one.dataset['cannot'] ?? '';
    const around = one.closest('section, footer, li, [role=dialog], main') ?? document.body;
    const says = [...around.querySelectorAll('[aria-label]')].map((labelled) => labelled.getAttribute('aria-label'));
    const told = says.includes(why) || around.textContent.replaceAll('\u00a0', ' ').includes(why);
    return [
      ...(borderTopStyle === 'dashed' ? [] : [`${one.textContent}: framed ${borderTopStyle}`]),
      ...(backgroundColor === sheet || backgroundColor.endsWith(', 0)')
        ? [`${one.textContent}: ${backgroundColor}`]
        : []),
      ...(why !== '' && told ? [] : [`${one.textContent}: does not say why: ${why}`]),
    ];
  });
}

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

/** What is too small to press, and what is so close that the finger may take the other. */
function hands(page: Page): Promise<{ seen: number; small: readonly string[]; close: readonly string[] }> {
  return page.evaluate((selector) => {
    const all = [...document.querySelectorAll<HTMLElement>(selector)]
      .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      .map((element) => ({
        element,
        name: (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40),
        box: element.getBoundingClientRect(),
        sheet: element.closest('[role=dialog], [role=alertdialog]'),
        act: drawnAsAct(element),
      }));
    const small = all
      .filter(({ box }) => Math.min(box.width, box.height) < 72)
      .map(({ name, box }) => `${name}: ${box.width} by ${box.height}`);
    const close = all.flatMap((one, index) =>
      all.slice(index + 1).flatMap((other) => {
        const inOneRow =
          one.element.closest('li') !== null && one.element.closest('li') === other.element.closest('li');
        if (!inOneRow && (!one.act || !other.act || one.sheet !== other.sheet)) return [];
        const gap = Math.max(
          other.box.left - one.box.right,
          one.box.left - other.box.right,
          other.box.top - one.box.bottom,
          one.box.top - other.box.bottom,
        );
        return gap < 12 ? [`${one.name} and ${other.name}: ${gap}`] : [];
      }),
    );
    return { seen: all.length, small, close };

    /** Edges all round, or one of the acts at the foot: rows and tabs adjoin on purpose, acts and what one row offers never. */
    function drawnAsAct(element: HTMLElement): boolean {
      const style = getComputedStyle(element);
      const edged = ['top', 'right', 'bottom', 'left'].every((side) => {
        const colour = style.getPropertyValue(`border-${side}-color`);
        return parseFloat(style.getPropertyValue(`border-${side}-width`)) > 0 && !colour.endsWith(', 0)');
      });
      return edged || element.closest('footer') !== null;
    }
  }, targets);
}

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
