/** A protocol is proved as it runs: its classes of events are those its guards tell apart, and `decide` goes along its edges. */
import { expect } from 'chai';
import { Conformance } from '../../lab/proofs/conforms.ts';
import { classesOf, type Classes } from '../../lab/proofs/event-classes.ts';
import { findingOf, readyFor } from '../../lab/explore/prove-reduced.ts';
import { protocolQuestion } from '../../lab/proofs/question.ts';
import { addCounts, type Counts } from '../campaigns/campaign.ts';
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

  /** Whole mornings, until somebody was ready and somebody handed over: less would compare blocked states alone. */
  function mornings(conformance: Conformance, from: number): Counts {
    let counts: Counts = {};
    for (let n = 0; n < 12 || ((counts['from ready'] ?? 0) === 0 && n < 200); n++)
      counts = addCounts(counts, conforms({ protocol, conformance, seed: from + n }));
    return counts;
  }

  it(`is what runs: every step of random mornings is an edge that was proved (seed ${seed})`, () => {
    const conformance = new Conformance(protocol);
    const counts = mornings(conformance, seed);
    const of = (name: string): number => counts[name] ?? 0;
    process.stdout.write(
      `      ${of('steps')} steps, ${of('from ready')} from ready; to ${of('to ready')} ready states, ${of('to blocked')} blocked, ${of('to ended')} ended; ${conformance.graphs.length} graphs\n`,
    );
    expect(of('steps')).to.be.greaterThan(100);
    for (const name of ['from ready', 'to ready', 'to blocked', 'to ended'])
      expect(of(name), name).to.be.greaterThan(0);
    expect(conformance.graphs.length).to.be.greaterThan(50);
  });

  it('is not what runs where a class is forgotten, or two are taken for one', () => {
    const classes = classesOf(protocol);
    const planted: Readonly<Record<string, readonly [Classes, RegExp]>> = {
      // Too fine: of what is sent there is more than was tried.
      'an event is forgotten': [
        { ...classes, payloads: { ...classes.payloads, 'patient.arrived': [] } },
        /^venepuncture, .* patient\.arrived .* moves .*it was proved not to/,
      ],
      // Come to only when everything counts: nothing before that shows it.
      'an event of a ready patient is forgotten': [
        { ...classes, payloads: { ...classes.payloads, 'handover.accepted': [] } },
        /^venepuncture, .* handover\.accepted .* moves .*it was proved not to/,
      ],
      // Too coarse: whoever it is, and whatever was answered, is taken for the first class there is.
      'every class is taken for one': [
        { ...classes, standsFor: (type, eventClass) => classes.payloads[type]?.[0]?.class ?? eventClass },
        /^venepuncture, .* (leads .* which was not seen when it was proved|moves .* it was proved not to)$/,
      ],
    };
    for (const [does, [wrong, says]] of Object.entries(planted)) {
      const conformance = new Conformance(protocol, wrong);
      expect(() => mornings(conformance, 7), does).to.throw(says);
    }
  });
});
