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

export type ChecklistState =
  | { readonly kind: 'loading' }
  /** Neither this tablet nor the server has it; `problem` says why when the server does. */
  | { readonly kind: 'missing'; readonly problem: Problem | null }
  | { readonly kind: 'shown'; readonly shown: Shown };

type Held = { readonly of: PreparationId; readonly checklist: Checklist | null; readonly problem: Problem | null; readonly asked: boolean };

export function useChecklist(preparation: PreparationId | null): ChecklistState {
  const [held, setHeld] = useState<Held | null>(null);
  const { waiting } = useOutbox();

  useEffect(() => {
    if (preparation === null) return;
    let current = true;
    const newer = (checklist: Checklist, asked: boolean): void => {
      if (!current || checklist.preparation !== preparation) return;
      setHeld((before) => (before !== null && before.of === preparation && isOlder(checklist, before.checklist) ? before : { of: preparation, checklist, problem: null, asked }));
    };
    const arrived = (checklist: Checklist): void => {
      if (checklist.preparation !== preparation) return;
      newer(checklist, true);
      void outbox.landed(checklist);
    };
    const failed = (problem: Problem | null): void => {
      if (!current) return;
      setHeld((before) => (before !== null && before.of === preparation && before.checklist !== null ? before : { of: preparation, checklist: null, problem, asked: true }));
    };
    const ask = async (): Promise<void> => {
      const reply = await connection.watch(preparation);
      if (reply.ok && reply.value !== null) arrived(reply.value);
      else failed(reply.ok || reply.problem === unanswered ? null : reply.problem);
    };
    void savedChecklist(preparation).then((kept) => {
      if (kept !== null) newer(kept, false);
      if (connection.joined()) void ask();
      else if (kept === null) failed(null);
    });
    const leaveJoined = connection.onJoined(() => void ask());
    const leaveChecklist = connection.onChecklist(arrived);
    return () => {
      current = false;
      leaveJoined();
      leaveChecklist();
      if (connection.joined()) void connection.watch(null);
    };
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
