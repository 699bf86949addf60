/** Who holds the tablet in the window, and which protocol the patient follows who is open on it: it says so itself. */
import { useEffect, useState, type RefObject } from 'react';
import type { FromTablet } from '../tablet/tell-window.ts';

export interface Opened {
  /** The protocol's id, or null while no patient is open. */
  readonly protocol: string | null;
  /** Who is signed in, or was last: a locked tablet is still theirs. Null until it is known. */
  readonly person: string | null;
}

export function useOpened(tablet: RefObject<HTMLIFrameElement | null>, tabletUrl: string): Opened {
  const [opened, setOpened] = useState<Opened>({ protocol: null, person: null });
  useEffect(() => {
    const hear = ({ source, origin, data }: MessageEvent<Partial<FromTablet> | null>) => {
      if (source !== tablet.current?.contentWindow || origin !== originOf(tabletUrl)) return;
      if (data?.wardready !== 'opened') return;
      const said = (value: unknown): string | null => (typeof value === 'string' ? value : null);
      setOpened({ protocol: said(data.protocol), person: said(data.person) });
    };
    window.addEventListener('message', hear);
    return () => window.removeEventListener('message', hear);
  }, [tablet, tabletUrl]);
  return opened;
}

const originOf = (url: string): string => new URL(url, window.location.href).origin;
