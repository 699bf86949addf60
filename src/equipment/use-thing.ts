/** A thing's history, fetched again whenever its page has grown. */
import { useEffect, useState } from 'react';
import { ask } from '../link/http.ts';
import { readThing, type ThingEntry } from './read-equipment.ts';

export function useThing(asset: string | null, version: number | null): readonly ThingEntry[] | null {
  const [read, setRead] = useState<{ readonly of: string; readonly entries: readonly ThingEntry[] } | null>(null);
  useEffect(() => {
    if (asset === null || version === null) return;
    let current = true;
    void ask('GET', `/equipment/${encodeURIComponent(asset)}`, readThing).then((answer) => {
      if (current && answer.ok) setRead({ of: asset, entries: answer.value.entries });
    });
    return () => {
      current = false;
    };
  }, [asset, version]);
  return read !== null && read.of === asset ? read.entries : null;
}
