/**
 * When the tap happened that is being handled. A busy page handles two taps in one moment that were half a second apart,
 * and may handle the two of one glove half a second apart: only the event itself knows.
 */

let at = Number.NEGATIVE_INFINITY;

// Before anybody else hears of it. `click` is also what a screen reader sends, `keyup` what ends a press of the keyboard.
if (typeof window !== 'undefined')
  for (const type of ['pointerup', 'click', 'keydown', 'keyup'] as const)
    window.addEventListener(type, ({ timeStamp }) => void (at = timeStamp), { capture: true, passive: true });

/** On the clock of `performance.now()`. Ask it while the tap is handled. */
export const tapHappenedAt = (): DOMHighResTimeStamp => at;
