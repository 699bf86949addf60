/** Which protocol the patient follows who is open on the tablet in the window: it says so itself. */
import { useEffect, useState, type RefObject } from 'react';
import type { FromTablet } from '../tablet/tell-window.ts';

/** @returns the protocol's id, or null while no patient is open */
export function useOpened(tablet: RefObject<HTMLIFrameElement | null>, tabletUrl: string): string | null {
  const [opened, setOpened] = useState<string | null>(null);
  useEffect(() => {
    const hear = ({ source, origin, data }: MessageEvent<Partial<FromTablet> | null>) => {
      if (source !== tablet.current?.contentWindow || origin !== originOf(tabletUrl)) return;
      if (data?.wardready !== 'opened') return;
      setOpened(typeof data.protocol === 'string' ? data.protocol : null);
    };
    window.addEventListener('message', hear);
    return () => window.removeEventListener('message', hear);
  }, [tablet, tabletUrl]);
  return opened;
}

const originOf = (url: string): string => new URL(url, window.location.href).origin;
