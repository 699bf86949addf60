/**
 * Random mutants of the blood sample, one to three things changed in each: what a replay by XState alone is seen to break, the proof
 * finds broken, by the same invariant. `SEED=… npx mocha` makes the same ones; more by `npm run campaign -- mutants`.
 */
import { expect } from 'chai';
import { randomInt } from 'node:crypto';
import { protocolQuestion } from '../../lab/proofs/question.ts';
import { roundSeed } from '../campaigns/ledger.ts';
import { venepuncture } from '../support/protocol.ts';
import { kinds, mutantOf } from './mutants/chart-mutants.ts';
import { judged, subjectOf, type Judged } from './mutants/judge.ts';
import { replayed } from './mutants/replay.ts';

const seed = Number(process.env['SEED'] ?? randomInt(2 ** 32));
/** Besides one of each kind. */
const more = 20;

describe(`a random mutant of a protocol (SEED=${seed})`, () => {
  const subject = subjectOf(venepuncture());
  const all: Judged[] = [];
  const knownBroken = (): readonly Judged[] => all.filter(({ broken }) => broken !== null);

  for (const [n, kind] of kinds.entries())
    it(`is found by the proof, where XState alone breaks it: ${kind}`, () => {
      all.push(judged(subject, roundSeed(seed, n), kind));
    });

  it('is found by the proof, whatever kind it is of', () => {
    for (let n = 0; n < more; n++) all.push(judged(subject, roundSeed(seed, kinds.length + n)));
  });

  it('is broken often enough to mean something', () => {
    expect(new Set(all.flatMap((one) => one.kinds)).size).to.equal(kinds.length);
    expect(knownBroken().length).to.be.greaterThan(0);
    expect(all.filter(({ wasReady }) => wasReady).length).to.be.greaterThan(all.length / 2);
  });

  it('is the same again from the same seed', () => {
    for (const kind of kinds) {
      const [one, again] = [1, 2].map(() => mutantOf(subject.protocol, seed, kind));
      expect(one?.says).to.equal(again?.says);
    }
  });

  it('is not seen broken where nothing was changed', () => {
    const { protocol, mornings } = subject;
    const invariants = protocolQuestion(protocol).invariants ?? [];
    const { broken, ready } = replayed({ seed, kinds: [], says: '', near: [], protocol }, invariants, mornings, 1500);
    expect(broken?.walk.join('; ')).to.equal(undefined);
    expect(ready).to.equal(true);
  });

  after(() => {
    const by = (of: (one: Judged) => readonly string[]): string => {
      const listed = knownBroken().flatMap((one) => [...new Set(of(one))]);
      return [...new Set(listed)].map((one) => `${one} ${listed.filter((other) => other === one).length}`).join(', ');
    };
    process.stdout.write(
      `      ${all.length} mutants of ${kinds.length} kinds; XState alone breaks ${knownBroken().length}, the proof finds each\n` +
        `      by kind: ${by((one) => one.kinds)}\n      by invariant: ${by(({ broken }) => [broken ?? ''])}\n`,
    );
  });
});
