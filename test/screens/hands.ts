/** What gloved hands need of a tablet: targets, the room between them, and what cannot be pressed looking so. */
import type { Page } from 'playwright-core';

export const targets = [
  'a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex="-1"])',
  '[role=button], [role=link], [role=checkbox], [role=radio], [role=switch], [role=tab], [role=option], [role=menuitem]',
].join();

/** What is too small to press, and what is so close that the finger may take the other. */
export function hands(page: Page): Promise<{ seen: number; small: readonly string[]; close: readonly string[] }> {
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

/** In the page: every target that cannot act and looks as if it could, or does not say why it cannot. */
export function unavailable(): readonly string[] {
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
