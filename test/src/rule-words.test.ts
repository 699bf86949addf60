/** The words of a deleted rule: everything the proof may find broken is said as a ward says it, and taps are counted rightly. */
import { expect } from 'chai';
import { protocolExits, protocolQuestion, protocolSteps, rulesOf } from '../../lab/index.ts';
import { harmOf } from '../../src/window/rule/harm-words.ts';
import { saysPlace } from '../../src/window/rule/place.ts';
import { shippedProtocols } from '../support/protocol.ts';

describe('the words of a deleted rule', () => {
  for (const protocol of shippedProtocols())
    it(`say what may happen to a patient, whatever is broken: ${protocol.document.id}`, () => {
      const { invariants = [] } = protocolQuestion(protocol);
      const statements = [...invariants, ...protocolSteps(protocol), protocolExits(protocol, () => true)];
      expect(statements.length).to.be.greaterThan(20);
      const [item] = [...protocol.items.values()].map((one) => one.item.text);
      for (const { id, says } of statements)
        for (const about of [null, item ?? '']) {
          const harm = harmOf(id, about);
          expect(harm, `${id}: ${says}`).not.to.equal(null);
          for (const said of [harm?.can, harm?.patient])
            expect(said, id)
              .to.match(/^[“\p{Lu}].{15,}\.$/u)
              .and.not.match(/\{\{|invariant|\bH\d\d|told until/u);
        }
      for (const { says } of rulesOf(protocol))
        expect(says)
          .to.match(/\.$/)
          .and.not.match(/stays told|invariant/);
    });

  it('are the proof’s own where it has a statement that nobody put into words', () => {
    expect(harmOf('X99', null)).to.equal(null);
  });

  it('count taps, and neither the opening nor what a clock or the server does', () => {
    const kinds = ['begins', 'tap', 'judged', 'tap', 'wait', 'tap'] as const;
    const scenes = kinds.map((kind) => ({ kind }));
    expect(scenes.map((_, at) => saysPlace(scenes, at))).to.deep.equal([
      'Before the first of 3 taps',
      'Tap 1 of 3',
      'The server decides, after 1 of 3 taps',
      'Tap 2 of 3',
      'Time passes, after 2 of 3 taps',
      'Tap 3 of 3',
    ]);
    const one = [{ kind: 'begins' }, { kind: 'tap' }] as const;
    expect(one.map((_, at) => saysPlace(one, at))).to.deep.equal(['Before the only tap', 'Tap 1 of 1']);
    const wait = [{ kind: 'begins' }, { kind: 'wait' }] as const;
    expect(wait.map((_, at) => saysPlace(wait, at))).to.deep.equal([
      'No tap is needed',
      'Time passes: no tap is needed',
    ]);
  });
});
