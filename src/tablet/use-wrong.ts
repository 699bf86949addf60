/**
 * The two wristbands of a mismatch, kept on this tablet over a reload, a lock and another person taking it: the stop
 * stands until somebody else resolves it, and that is who must be able to see what was scanned.
 */
import { useCallback, useEffect, useState } from 'react';
import type { Checklist, Instant, PreparationId } from '../../machines/index.ts';
import { isRecord } from '../link/http.ts';
import { savedFact, saveFact } from '../link/outbox-db.ts';
import { ends, type End } from './lists.ts';
import type { StopKept } from './scan-effect.ts';
import type { Wristband } from './wristbands.tsx';

export interface Wrong {
  /** Whose screen it stands on. */
  readonly on: PreparationId;
  /** The name of whoever scanned it. */
  readonly by: string;
  readonly open: Wristband;
  readonly scanned: Wristband;
  readonly at: Instant;
  readonly stop: StopKept;
  readonly goTo: PreparationId | null;
  /** Left for a call: the stop stands, and the screen can be seen again. */
  readonly aside: boolean;
}

type Change = Wrong | null | ((now: Wrong | null) => Wrong | null);

export function useWrong(): readonly [Wrong | null, (change: Change) => void] {
  const [wrong, setWrong] = useState<Wrong | null>(null);
  const [read, setRead] = useState(false);
  useEffect(() => {
    void savedFact('wrong', readWrong).then((kept) => {
      setWrong((now) => now ?? kept);
      setRead(true);
    });
  }, []);
  // What was kept is not forgotten before it was read.
  useEffect(() => {
    if (read) void saveFact('wrong', wrong);
  }, [read, wrong]);
  return [wrong, useCallback((change: Change) => setWrong(change), [])];
}

/** Once the identity of this patient is stopped by nothing the two are history; one that was not saved is nowhere else. */
export const wrongStands = ({ stop }: Wrong, open: Checklist | null): boolean =>
  stop === 'notSaved' ||
  open?.steps.some(({ id, standing }) => id === 'identity' && standing.some(({ bad }) => bad)) === true;

/** Their wristband has matched since: whatever stops them after that is about another scan. */
export const isOver = ({ on, at }: Wrong, open: Checklist | null): boolean =>
  open !== null && open.preparation === on && (open.identityMatchedAt ?? 0) > at;

/** It comes back put aside: the stop is on the screen, and the two wristbands are a press away. */
export function readWrong(kept: unknown): Wrong | null {
  if (!isRecord(kept)) return null;
  const { on, by, at, stop, goTo } = kept;
  const [open, scanned] = [readBand(kept['open']), readBand(kept['scanned'])];
  if (typeof on !== 'string' || typeof by !== 'string' || typeof at !== 'number') return null;
  if (open === null || scanned === null || !isStop(stop)) return null;
  return { on, by, open, scanned, at, stop, goTo: typeof goTo === 'string' ? goTo : null, aside: true };
}

const isStop = (stop: unknown): stop is StopKept =>
  stop === 'onRecord' || stop === 'keptHere' || stop === 'notSaved' || stop === 'stood';

function readBand(kept: unknown): Wristband | null {
  if (!isRecord(kept) || typeof kept['number'] !== 'string') return null;
  const { bed, number, label, approved } = kept;
  const end = readEnd(kept['end']);
  return {
    bed: typeof bed === 'string' ? bed : null,
    label: isRecord(label) && typeof label['name'] === 'string' ? { name: label['name'] } : null,
    number,
    ...(kept['typed'] === true ? { typed: true } : {}),
    ...(typeof approved === 'boolean' ? { approved } : {}),
    ...(end === null ? {} : { end }),
  };
}

function readEnd(kept: unknown): End | null {
  if (!isRecord(kept)) return null;
  const [kind, at] = [ends.find((one) => one === kept['kind']), kept['at']];
  return kind !== undefined && typeof at === 'number' ? { kind, at } : null;
}
