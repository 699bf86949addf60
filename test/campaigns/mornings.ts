/** Random mornings under every shipped protocol: ready is never said falsely, and projecting is committing. */
import { addCounts, type Campaign, type Counts } from './campaign.ts';
import { roundSeed } from './ledger.ts';
import { playMorning } from '../support/mornings.ts';
import { shippedProtocols } from '../support/protocol.ts';

/** Mornings a round plays of each protocol. */
const morningsPerRound = 20;
let protocols: ReturnType<typeof shippedProtocols> = [];

export const campaign: Campaign = {
  asks: 'Is anybody said to be ready with an expired, foreign or disputed item, or is anything committed that was not projected?',
  begin: async () => {
    protocols = shippedProtocols();
  },
  round(seed) {
    return protocols
      .flatMap((protocol) => Array.from({ length: morningsPerRound }, (_, n) => ({ protocol, of: roundSeed(seed, n) })))
      .map(({ protocol, of }): Counts => {
        const { taps, accepted, becameReady, handedOver, ended } = playMorning(protocol, of);
        return {
          mornings: 1,
          [`mornings: ${protocol.document.id}`]: 1,
          taps,
          accepted,
          becameReady,
          handedOver,
          ended,
        };
      })
      .reduce(addCounts, {});
  },
};
