/** The equipment log as it stands, asked for once a second; only its mark travels while nothing changes. */
import { useEffect, useRef, useState } from 'react';
import type { Instant, Problem } from '../../machines/index.ts';
import { ask } from '../link/http.ts';
import { heardServer } from '../ui/clock.ts';
import { useFreshness, type Freshness, type Signals } from '../ui/freshness.ts';
import { readList, type Thing, type ThingType } from './read-equipment.ts';

const askEveryMs = 1_000;

interface Known {
  readonly mark: string | null;
  readonly things: readonly Thing[] | null;
  readonly types: readonly ThingType[];
  readonly lastNews: Instant | null;
  readonly problem: Problem | null;
}

export function useEquipment(): Known & { readonly freshness: Freshness } {
  const [known, setKnown] = useState<Known>({ mark: null, things: null, types: [], lastNews: null, problem: null });
  const heard = useRef<number | null>(null);
  const mark = useRef<string | null>(null);
  useEffect(() => {
    let current = true;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const look = async () => {
      const answer = await ask('GET', `/equipment${mark.current === null ? '' : `?known=${mark.current}`}`, readList);
      if (!current) return;
      if (answer.ok) {
        const { at, things, types } = answer.value;
        heard.current = performance.now();
        heardServer(at);
        mark.current = answer.value.mark;
        setKnown((before) => ({
          mark: answer.value.mark,
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
  }, []);
  const [read] = useState(() => signalsOf(heard));
  return { ...known, freshness: useFreshness(read) };
}

function signalsOf(heard: { readonly current: number | null }): () => Signals {
  const opened = performance.now();
  return () => {
    const now = performance.now();
    return { now, silenceMs: heard.current === null ? null : now - heard.current, gapMs: null, openMs: now - opened };
  };
}
