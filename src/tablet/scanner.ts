/** Hears a barcode scanner on every screen, before anything else on the page does. */
import { useEffect, useEffectEvent } from 'react';
import { betweenKeysMs, createWedge, type Scan } from './wedge.ts';

/** In the window of the demonstration there is no scanner: its page says what one would have read. Read once, at the start. */
export const inDemoWindow = new URLSearchParams(location.search).has('demo') && window.parent !== window;

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
      const pin = document.activeElement?.matches('[data-pin]') ?? false;
      const heard = wedge.down({ key: event.key, chord, repeat: event.repeat, at: event.timeStamp, pin });
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
    const hear = (event: MessageEvent<unknown>): void => {
      const text = event.source === window.parent ? demoScan(event.data) : null;
      if (text !== null) scanned({ kind: 'read', text });
    };
    if (inDemoWindow) window.addEventListener('message', hear);
    window.addEventListener('keydown', down, { capture: true });
    window.addEventListener('keyup', up, { capture: true });
    return () => {
      clearTimeout(settling);
      window.removeEventListener('message', hear);
      window.removeEventListener('keydown', down, { capture: true });
      window.removeEventListener('keyup', up, { capture: true });
    };
  }, []);
}

function demoScan(said: unknown): string | null {
  if (typeof said !== 'object' || said === null || !('wardready' in said) || said.wardready !== 'scan') return null;
  return 'text' in said && typeof said.text === 'string' ? said.text.slice(0, 100) : null;
}

/** The only way that a script's text arrives in a field as if typed, with undo and input events. */
function giveBack(text: string): void {
  const field = document.activeElement;
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)
    document.execCommand('insertText', false, text);
}
