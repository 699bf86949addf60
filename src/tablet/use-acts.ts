/** Saves what a person did on this tablet, and keeps the server's no to it beside the item while they look at it. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { PersonId, PreparationId, Refusal, Verdict } from '../../machines/index.ts';
import { itemOf } from '../link/overlay.ts';
import { OutboxFull } from '../link/outbox-parts.ts';
import { saveCommand } from '../link/send.ts';
import { outbox } from '../link/tablet-outbox.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';
import type { Act, Hands } from './hands.ts';
import type { SayNotice } from './use-notice.ts';

type Refusals = ReadonlyMap<string, Refusal>;
/** One place an item: a refused correction is shown where a refused answer would be. */
function keyOf(preparation: PreparationId, event: string): string {
  const item = itemOf(event);
  return `${preparation} ${item === null ? event : `item.${item.id}`}`;
}

export function useActs(
  me: PersonId,
  looksAt: PreparationId | null,
  notice: SayNotice,
  nameOf: (person: PersonId) => string,
): Pick<Hands, 'act' | 'refusalOf'> {
  const [refusals, setRefusals] = useState<Refusals>(new Map());
  const awaited = useRef(new Set<string>());

  // Somebody who left the patient does not see a no under an item: from here on it becomes a card.
  useEffect(
    () => () => {
      for (const id of awaited.current) outbox.stopListening(id);
      awaited.current.clear();
      setRefusals(new Map());
    },
    [looksAt],
  );

  const act = useCallback(
    async ({ checklist, event, given, says, by }: Act): Promise<boolean> => {
      const key = keyOf(checklist.preparation, event);
      const answered = (verdict: Verdict): void => {
        awaited.current.delete(verdict.command);
        if (verdict.kind !== 'refused') return;
        const refusal = by === undefined ? verdict.refusal : named(verdict.refusal, nameOf(by));
        setRefusals((before) => new Map(before).set(key, refusal));
      };
      setRefusals((before) => without(before, key));
      const { preparation, revision, head, digest, row } = checklist;
      const words = { patient: row.patient.name, bed: row.place.bed, by: by ?? me, ...says };
      try {
        const waiting = await saveCommand(
          { ...given, preparation, event, digest, base: { revision, head }, says: words },
          checklist,
          answered,
        );
        awaited.current.add(waiting.id);
        return true;
      } catch (error) {
        notice(
          tabletWords.say(error instanceof OutboxFull ? 'queue.full' : 'queue.notSaved', {
            bed: row.place.bed ?? '–',
            patient: row.patient.name,
            what: says.value === null ? says.what : `${says.what}: ${says.value}`,
          }),
          { untilClosed: true },
        );
        return false;
      }
    },
    [me, notice, nameOf],
  );
  const refusalOf = useCallback(
    (preparation: PreparationId, event: string) => refusals.get(keyOf(preparation, event)) ?? null,
    [refusals],
  );
  return { act, refusalOf };
}

/** Of two people at one tablet, which one the no is about. */
const named = (refusal: Refusal, name: string): Refusal => ({ ...refusal, says: `${name}: ${refusal.says}` });

function without(refusals: Refusals, key: string): Refusals {
  const rest = new Map(refusals);
  rest.delete(key);
  return rest;
}
