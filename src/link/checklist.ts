/**
 * One patient's checklist on this screen: the last one the server sent, overlaid with what waits here.
 * It shows at once from this tablet's memory, also after a reload out of reach, and the server's word replaces it.
 */
import { useEffect, useMemo, useState } from 'react';
import type { Checklist, PreparationId, Problem } from '../../machines/index.ts';
import { connection, unanswered } from './connection.ts';
import { savedChecklist } from './outbox-db.ts';
import { overlay, type Shown } from './overlay.ts';
import { outbox, useOutbox } from './tablet-outbox.ts';
import { unanswered as unsent } from './waiting.ts';

export type ChecklistState =
  | { readonly kind: 'loading' }
  /** Neither this tablet nor the server has it; `problem` says why when the server does. */
  | { readonly kind: 'missing'; readonly problem: Problem | null }
  | { readonly kind: 'shown'; readonly shown: Shown };

type Held = { readonly of: PreparationId; readonly checklist: Checklist | null; readonly problem: Problem | null };

export function useChecklist(preparation: PreparationId | null): ChecklistState {
  const [held, setHeld] = useState<Held | null>(null);
  const { waiting } = useOutbox();

  useEffect(() => {
    if (preparation === null) return;
    const mine = (before: Held | null): Held | null => (before?.of === preparation ? before : null);
    return follow(preparation, {
      arrived: (checklist) =>
        setHeld((before) =>
          isOlder(checklist, mine(before)?.checklist ?? null) ? before : { of: preparation, checklist, problem: null },
        ),
      failed: (problem) =>
        setHeld((before) =>
          (mine(before)?.checklist ?? null) !== null ? before : { of: preparation, checklist: null, problem },
        ),
    });
  }, [preparation]);

  return useMemo(() => {
    if (held === null || held.of !== preparation) return { kind: 'loading' };
    if (held.checklist === null) return { kind: 'missing', problem: held.problem };
    return { kind: 'shown', shown: overlay(held.checklist, waiting) };
  }, [held, preparation, waiting]);
}

/** A late answer must not take back what a newer one said; the same revision may be newer in time. */
const isOlder = (next: Checklist, before: Checklist | null): boolean =>
  before !== null && (next.revision < before.revision || (next.revision === before.revision && next.at < before.at));

/** The board's row says more than this checklist for this long: something was missed, so ask. */
const behindMs = 1_000;

interface Follower {
  readonly arrived: (checklist: Checklist) => void;
  readonly failed: (problem: Problem | null) => void;
}

const isDark = (): boolean => document.visibilityState === 'hidden' && unsent(outbox.state().waiting).length === 0;

/** From memory first, then what the server says, then every change; returns how to stop. */
function follow(preparation: PreparationId, { arrived, failed }: Follower): () => void {
  let current = true;
  let latest = -1;
  let behind: ReturnType<typeof setTimeout> | null = null;
  const take = (checklist: Checklist): void => {
    if (!current || checklist.preparation !== preparation) return;
    latest = Math.max(latest, checklist.revision);
    arrived(checklist);
    void outbox.landed(checklist);
  };
  const ask = async (): Promise<void> => {
    if (isDark()) return;
    const reply = await connection.watch(preparation);
    if (!current) return;
    if (reply.ok && reply.value !== null) take(reply.value);
    else failed(reply.ok || reply.problem === unanswered ? null : reply.problem);
  };
  void savedChecklist(preparation).then((kept) => {
    if (!current) return;
    if (kept !== null) arrived(kept);
    if (connection.joined()) void ask();
    else if (kept === null) failed(null);
  });
  /** A screen that goes dark with nothing to send says goodbye, so that no board looks for its tablet. */
  const seen = (): void => {
    if (connection.joined()) void (isDark() ? connection.watch(null) : ask());
  };
  document.addEventListener('visibilitychange', seen);
  const leaves = [
    () => document.removeEventListener('visibilitychange', seen),
    connection.onJoined(() => void ask()),
    connection.onChecklist(take),
    connection.onFrame(({ rows }) => {
      const row = rows.find((one) => one.preparation === preparation);
      if (row === undefined || row.revision <= latest || behind !== null) return;
      behind = setTimeout(() => {
        behind = null;
        if (current && latest < row.revision) void ask();
      }, behindMs);
    }),
  ];
  return () => {
    current = false;
    if (behind !== null) clearTimeout(behind);
    leaves.forEach((leave) => leave());
    if (connection.joined()) void connection.watch(null);
  };
}
