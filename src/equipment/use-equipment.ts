/** The equipment log as it stands, asked for once a second; only its mark travels while nothing changes. */
import { useEffect, useState } from 'react';
import type { Instant, Problem } from '../../machines/index.ts';
import { ask } from '../link/http.ts';
import { heardServer } from '../ui/clock.ts';
import { useFreshness, type Freshness, type Signals } from '../ui/freshness.ts';
import { readList, type Thing, type ThingType } from './read-equipment.ts';

const askEveryMs = 1_000;

interface Known {
  readonly things: readonly Thing[] | null;
  readonly types: readonly ThingType[];
  readonly lastNews: Instant | null;
  readonly problem: Problem | null;
}

export function useEquipment(): Known & { readonly freshness: Freshness } {
  const [known, setKnown] = useState<Known>({ things: null, types: [], lastNews: null, problem: null });
  const [heard] = useState(createHeard);
  useEffect(() => {
    let current = true;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const look = async () => {
      const answer = await ask('GET', `/equipment${heard.mark === null ? '' : `?known=${heard.mark}`}`, readList);
      if (!current) return;
      if (answer.ok) {
        const { at, things, types } = answer.value;
        heard.news(answer.value.mark);
        heardServer(at);
        setKnown((before) => ({
          things: things ?? before.things,
          types: types ?? before.types,
          lastNews: at,
          problem: null,
        }));
      } else setKnown((before) => ({ ...before, problem: answer.problem }));
      timer = setTimeout(() => void look(), askEveryMs);
    };
    void look();
    return () => {
      current = false;
      if (timer !== null) clearTimeout(timer);
    };
  }, [heard]);
  return { ...known, freshness: useFreshness(heard.read) };
}

/** When news last came and its mark: read four times a second, drawn by nobody. */
function createHeard() {
  const opened = performance.now();
  let at: number | null = null;
  let mark: string | null = null;
  return {
    get mark() {
      return mark;
    },
    news(next: string): void {
      at = performance.now();
      mark = next;
    },
    read(): Signals {
      const now = performance.now();
      return { now, silenceMs: at === null ? null : now - at, gapMs: null, openMs: now - opened };
    },
  };
}
