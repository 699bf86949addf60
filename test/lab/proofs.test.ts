/** A protocol is proved as it runs: its classes of events are those its guards tell apart, and `decide` goes along its edges. */
import { expect } from 'chai';
import { Conformance } from '../../lab/proofs/conforms.ts';
import { classesOf, type Classes } from '../../lab/proofs/event-classes.ts';
import { findingOf, readyFor } from '../../lab/explore/prove-reduced.ts';
import { protocolQuestion } from '../../lab/proofs/question.ts';
import { conforms } from '../campaigns/conforms.ts';
import { venepuncture } from '../support/protocol.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2_147_483_647);

describe('venepuncture, proved', () => {
  const protocol = venepuncture();

  it('keeps every invariant, each seen by a few of its regions', () => {
    const { machine, ...question } = protocolQuestion(protocol);
    const ready = readyFor(machine, question);
    for (const invariant of question.invariants ?? []) {
      const { finding } = findingOf(ready, invariant);
      expect(`${invariant.id} ${finding.verdict}`).to.equal(`${invariant.id} holds`);
    }
  });

  it(`is what runs: every step of random mornings is an edge that was proved (seed ${seed})`, () => {
    const conformance = new Conformance(protocol);
    let steps = 0;
    for (let morning = 0; morning < 12; morning++)
      steps += conforms({ protocol, conformance, seed: seed + morning })['steps'] ?? 0;
    process.stdout.write(`      ${steps} steps, ${conformance.graphs.length} graphs\n`);
    expect(steps).to.be.greaterThan(100);
    expect(conformance.graphs.length).to.be.greaterThan(50);
  });

  it('is not what runs where a class is forgotten, or two are taken for one', () => {
    const classes = classesOf(protocol);
    const tooFew: Classes = {
      ...classes,
      payloads: { ...classes.payloads, 'patient.arrived': [] },
    };
    const asOne: Classes = {
      ...classes,
      // Whoever it is, and whatever was answered, is taken for the first class there is.
      standsFor: (type, eventClass) => classes.payloads[type]?.[0]?.class ?? eventClass,
    };
    for (const wrong of [tooFew, asOne]) {
      const conformance = new Conformance(protocol, wrong);
      expect(() => {
        for (let morning = 0; morning < 12; morning++) conforms({ protocol, conformance, seed: 7 + morning });
      }).to.throw(/was proved|it was proved not to/);
    }
  });
});
