/** Random mornings under every shipped protocol: ready is never said falsely, and projecting is committing. */
import { addCounts, type Campaign, type Counts } from './campaign.ts';
import { roundSeed } from './ledger.ts';
import { playMorning } from '../support/mornings.ts';
import { shippedProtocols } from '../support/protocol.ts';

/** Mornings a round plays: the short protocol more often, for it meets more taps a minute. */
const morningsOf = (id: string): number => (id === 'venepuncture' ? 60 : 10);
let protocols: ReturnType<typeof shippedProtocols> = [];

export const campaign: Campaign = {
  asks: 'Is anybody said to be ready with an expired, foreign or disputed item, or is anything committed that was not projected?',
  begin: async () => {
    protocols = shippedProtocols();
  },
  round(seed) {
    return protocols
      .flatMap((protocol) =>
        Array.from({ length: morningsOf(protocol.document.id) }, (_, n) => ({ protocol, of: roundSeed(seed, n) })),
      )
      .map(({ protocol, of }): Counts => {
        return { mornings: 1, [`mornings: ${protocol.document.id}`]: 1, ...playMorning(protocol, of) };
      })
      .reduce(addCounts, {});
  },
};
