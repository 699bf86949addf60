/** Every shipped protocol, proved; and protocols broken by hand, each of which is found out by the invariant it breaks. */
import { expect } from 'chai';
import { findingOf, readyFor } from '../../lab/explore/prove-reduced.ts';
import { stepFindingOf } from '../../lab/explore/prove-steps.ts';
import { protocolSteps } from '../../lab/proofs/protocol-steps.ts';
import { protocolQuestion } from '../../lab/proofs/question.ts';
import { edited, type Protocol } from '../../machines/index.ts';
import { shippedProtocols } from '../support/protocol.ts';
import { breaks } from './broken-charts.ts';

const protocols = shippedProtocols();

describe('a shipped protocol', () => {
  for (const protocol of protocols)
    it(`${protocol.document.id}: every invariant holds, and none is asked of nothing`, () => {
      const question = protocolQuestion(protocol);
      const ready = readyFor(question.machine, withoutMachine(question));
      const invariants = question.invariants ?? [];
      expect(invariants.length).to.be.greaterThan(16);
      for (const invariant of invariants) {
        const { finding } = findingOf(ready, invariant);
        expect(`${invariant.id} ${finding.verdict} ${finding.why}`.trim()).to.equal(`${invariant.id} holds`);
      }
      for (const step of protocolSteps(protocol)) {
        const { verdict, why } = stepFindingOf(ready, step);
        expect(`${step.id} ${verdict} ${why}`.trim()).to.equal(`${step.id} holds`);
        expect(step.neverSteps.length).to.be.greaterThan(3);
      }
    });
});

describe('a protocol that was broken', () => {
  let found = 0;
  for (const protocol of protocols)
    for (const { does, breaks: id, edit } of breaks(protocol))
      it(`${protocol.document.id}, ${does}: ${id}`, () => {
        const { finding, events } = asked(edited(protocol, edit), id);
        expect(finding.verdict, finding.why).to.equal('broken');
        const way = finding.way?.steps ?? [];
        expect(way.length).to.be.greaterThan(0);
        expect(way.every(({ label }) => events.has(label) || label.startsWith('xstate.after.'))).to.equal(true);
        found++;
      });
  after(() => process.stdout.write(`      ${found} broken protocols found out\n`));
});

function asked(protocol: Protocol, id: string) {
  const question = protocolQuestion(protocol);
  const ready = readyFor(question.machine, withoutMachine(question));
  const invariant = question.invariants?.find((one) => one.id === id);
  const step = protocolSteps(protocol).find((one) => one.id === id);
  const events = new Set(ready.ground.trials.map(({ label }) => label));
  if (invariant !== undefined) return { finding: findingOf(ready, invariant).finding, events };
  if (step === undefined) throw new Error(`There is no invariant ${id}.`);
  return { finding: stepFindingOf(ready, step), events };
}

function withoutMachine({ machine: _machine, ...question }: ReturnType<typeof protocolQuestion>) {
  return question;
}
