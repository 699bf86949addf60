/** In the window of the demonstration the tablet says who of the invented staff holds it and which protocol its patient follows, and nothing of the patient. */
import { useEffect } from 'react';
import type { PersonId } from '../../machines/index.ts';
import { inDemoWindow } from './scanner.ts';

/** What the tablet says to the page around it. */
export interface FromTablet {
  readonly wardready: 'opened';
  /** Null while no patient is open. */
  readonly protocol: string | null;
  readonly person: PersonId;
}

export function useTellWindow(protocol: string | null, person: PersonId): void {
  useEffect(() => {
    // The window's origin is for the window to know; a protocol's name is no secret.
    if (inDemoWindow) window.parent.postMessage({ wardready: 'opened', protocol, person } satisfies FromTablet, '*');
  }, [protocol, person]);
}
