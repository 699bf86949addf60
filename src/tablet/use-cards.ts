/** The cards with what this tablet's newest checklists say of what others changed. */
import { useEffect, useState } from 'react';
import type { Checklist, PreparationId } from '../../machines/index.ts';
import { savedChecklists } from '../link/outbox-db.ts';
import { type Card, cardNow } from '../link/waiting.ts';

/** @param looked whether somebody looks at them: what is newest is read then. */
export function useCards(cards: readonly Card[], looked: boolean): readonly Card[] {
  const [kept, setKept] = useState<ReadonlyMap<PreparationId, Checklist>>(new Map());
  useEffect(() => {
    if (looked) void savedChecklists().then((all) => setKept(new Map(all.map((one) => [one.preparation, one]))));
  }, [looked, cards]);
  return cards.map((card) => cardNow(card, kept.get(card.preparation) ?? null));
}
