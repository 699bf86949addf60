/**
 * Random mornings under every shipped protocol: ready is never said falsely (by an oracle that asks no guard), what is
 * projected is what is committed, no invariant breaks, nothing throws. The big count is the campaign `mornings`.
 */
import { expect } from 'chai';
import { playMorning } from '../support/mornings.ts';
import { shippedProtocols } from '../support/protocol.ts';

const mornings = 60;
const seed = Number(process.env['SEED'] ?? Date.now() % 2_147_483_647);

describe(`${mornings} mornings`, () => {
  for (const protocol of shippedProtocols())
    it(`under ${protocol.document.id} never say ready falsely (seed ${seed})`, () => {
      const played = Array.from({ length: mornings }, (_, n) => playMorning(protocol, seed + n));
      // A generator that never gets anywhere would prove nothing.
      expect(
        played.reduce((sum, { becameReady }) => sum + becameReady, 0),
        'mornings that reached ready',
      ).to.be.greaterThan(0);
    });
});
