/** In the window of the demonstration the tablet says which protocol its patient follows, and nothing of the patient. */
import { useEffect } from 'react';
import { inDemoWindow } from './scanner.ts';

/** What the tablet says to the page around it. */
export interface FromTablet {
  readonly wardready: 'opened';
  /** Null while no patient is open. */
  readonly protocol: string | null;
}

export function useTellWindow(protocol: string | null): void {
  useEffect(() => {
    // The window's origin is for the window to know; a protocol's name is no secret.
    if (inDemoWindow) window.parent.postMessage({ wardready: 'opened', protocol } satisfies FromTablet, '*');
  }, [protocol]);
}
