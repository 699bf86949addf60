/**
 * Random mornings under every shipped protocol: ready is never said falsely (by an oracle that asks no guard), what is
 * projected is what is committed, no invariant breaks, nothing throws. The big count is the campaign `mornings`.
 */
import { expect } from 'chai';
import { playMorning } from '../support/mornings.ts';
import { shippedProtocols } from '../support/protocol.ts';

const mornings = 10;
const seed = Number(process.env['SEED'] ?? Date.now() % 2_147_483_647);

describe(`${mornings} mornings`, () => {
  for (const protocol of shippedProtocols())
    it(`under ${protocol.document.id} never say ready falsely (seed ${seed})`, () => {
      let ready = 0;
      // A generator that never gets anywhere would prove nothing: it goes on until somebody was ready.
      for (let n = 0; n < mornings || (ready === 0 && n < 10 * mornings); n += 1)
        ready += playMorning(protocol, seed + n).becameReady;
      expect(ready, 'mornings that reached ready').to.be.greaterThan(0);
    });
});
