/**
 * One tap is one answer. A glove taps twice, and by the second tap the list has moved up under it: what has come to
 * where the answered card was takes no press until the finger has been up for a moment. What stood elsewhere on the
 * glass takes its own press at once. The moment runs from when it came, not from when the tap before it happened: what a
 * finger did while the page stood still, it did to what it saw.
 */

/** A second tap sooner than this after the finger was lifted is the same tap. */
export const sameTapForMs = 600;

/** Lays something that nobody sees over the place of an answered card, until no finger has been there for so long. */
export function coverPlaceOf(card: Element, forMs: number = sameTapForMs): void {
  const box = card.getBoundingClientRect();
  // As much of it as could be pressed: the rest is under the band or the four acts, which do not move.
  const glass = card.closest('main, [role=dialog]')?.getBoundingClientRect() ?? box;
  const left = Math.max(box.left, glass.left);
  const top = Math.max(box.top, glass.top);
  const bottom = Math.min(box.bottom, glass.bottom);
  if (bottom <= top) return;
  const cover = document.createElement('div');
  Object.assign(cover.style, {
    position: 'fixed',
    zIndex: '40',
    left: `${left}px`,
    top: `${top}px`,
    width: `${Math.min(box.right, glass.right) - left}px`,
    height: `${bottom - top}px`,
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const lifted = () => {
    clearTimeout(timer);
    timer = setTimeout(() => cover.remove(), forMs);
  };
  cover.addEventListener('pointerdown', ({ pointerId }) => {
    clearTimeout(timer);
    // Wherever the finger slides to, it is heard here that it lifts.
    cover.setPointerCapture(pointerId);
  });
  cover.addEventListener('pointerup', lifted);
  cover.addEventListener('pointercancel', lifted);
  document.body.append(cover);
  lifted();
}
