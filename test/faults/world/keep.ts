/** What IndexedDB keeps, without a browser: it outlives the page. */
import type { Keep } from '../../../src/link/outbox-parts.ts';
import { previousOf, type Card, type Waiting } from '../../../src/link/waiting.ts';

export function createKeep(): Keep & { all(): readonly Waiting[] } {
  let waiting: Waiting[] = [];
  let cards: Card[] = [];
  let seq = 0;
  return {
    all: () => waiting,
    waiting: async () => [...waiting],
    cards: async () => [...cards],
    async add(build) {
      seq += 1;
      const one = build({ seq, waiting, previousOf: (preparation) => previousOf(waiting, preparation) });
      waiting = [...waiting, one];
      return one;
    },
    async settle({ id }, { card }) {
      waiting = waiting.filter((one) => one.id !== id);
      if (card !== null) cards = [...cards, card];
    },
    read: async (card) => void (cards = cards.filter(({ id }) => id !== card)),
    landed: async () => [],
  };
}
