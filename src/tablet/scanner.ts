/** Hears a barcode scanner on every screen, before anything else on the page does. */
import { useEffect, useEffectEvent } from 'react';
import { betweenKeysMs, createWedge, type Scan } from './wedge.ts';

export function useScanner(onScan: (scan: Scan) => void): void {
  const scanned = useEffectEvent(onScan);
  useEffect(() => {
    const wedge = createWedge();
    let settling: ReturnType<typeof setTimeout> | undefined;
    const take = (event: KeyboardEvent): void => {
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    const down = (event: KeyboardEvent): void => {
      const chord = (event.ctrlKey || event.altKey || event.metaKey) && !event.getModifierState('AltGraph');
      const heard = wedge.down({ key: event.key, chord, repeat: event.repeat, at: event.timeStamp });
      if (heard.swallow) take(event);
      if (heard.giveBack !== null) giveBack(heard.giveBack);
      if (heard.scan !== null) scanned(heard.scan);
      clearTimeout(settling);
      settling = setTimeout(() => {
        const typed = wedge.settle(performance.now());
        if (typed !== null) giveBack(typed);
      }, betweenKeysMs + 10);
    };
    const up = (event: KeyboardEvent): void => {
      if (wedge.up(event.key)) take(event);
    };
    window.addEventListener('keydown', down, { capture: true });
    window.addEventListener('keyup', up, { capture: true });
    return () => {
      clearTimeout(settling);
      window.removeEventListener('keydown', down, { capture: true });
      window.removeEventListener('keyup', up, { capture: true });
    };
  }, []);
}

/** The only way that a script's text arrives in a field as if typed, with undo and input events. */
function giveBack(text: string): void {
  const field = document.activeElement;
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)
    document.execCommand('insertText', false, text);
}
