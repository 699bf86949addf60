/** How many have a lot or a model in hand, read when somebody is about to recall it. */
import { useEffect, useState } from 'react';
import type { Problem } from '../../machines/index.ts';
import type { Held, LookHeld } from './act.ts';

export type KnownHeld =
  | { readonly kind: 'looking' }
  | { readonly kind: 'unknown'; readonly problem: Problem }
  | { readonly kind: 'known'; readonly held: Held };

/** @param query null where nothing is asked */
export function useHeld(query: string | null, look: LookHeld): KnownHeld {
  const [read, setRead] = useState<{ readonly of: string; readonly known: KnownHeld } | null>(null);
  useEffect(() => {
    if (query === null) return;
    let current = true;
    void look(query).then((answer) => {
      if (!current) return;
      const known: KnownHeld = answer.ok
        ? { kind: 'known', held: answer.value }
        : { kind: 'unknown', problem: answer.problem };
      setRead({ of: query, known });
    });
    return () => {
      current = false;
    };
  }, [query, look]);
  return read !== null && read.of === query ? read.known : { kind: 'looking' };
}
