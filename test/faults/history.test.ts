/** The checker itself: it passes what is true, finds every kind of broken history by its name, and agrees with brute force. */
import { expect } from 'chai';
import { roundSeed } from '../campaigns/ledger.ts';
import { brokenHistories } from './history/broken-histories.ts';
import { isExplained } from './history/brute-force.ts';
import { check } from './history/check.ts';
import { flawKinds } from './history/flaw.ts';
import { historyOf, randomHistory } from './history/random-history.ts';
import { trueHistory } from './history/true-history.ts';

const kindsOf = (history: Parameters<typeof check>[0]): readonly string[] => check(history).map(({ kind }) => kind);

describe('the checker of histories', () => {
  it('finds nothing wrong with a history in which every promise was kept', () => {
    expect(check(trueHistory)).to.deep.equal([]);
  });

  for (const { how, is, break: broken } of brokenHistories) {
    it(`calls it ${is} when ${how}`, () => {
      expect(kindsOf(broken(trueHistory))).to.include(is);
    });
  }

  it('has a broken history for each thing that it can say', () => {
    expect([...new Set(brokenHistories.map(({ is }) => is))].toSorted()).to.deep.equal(
      Object.keys(flawKinds).toSorted(),
    );
    console.log(`      ${brokenHistories.length} broken histories of ${Object.keys(flawKinds).length} kinds`);
  });

  it('agrees with brute force on random small histories', () => {
    const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
    const count = 3_000;
    let broken = 0;
    for (let n = 0; n < count; n += 1) {
      const history = randomHistory(roundSeed(seed, n));
      const explained = isExplained(history);
      const flaws = kindsOf(history);
      if (!explained) broken += 1;
      expect(flaws.length === 0, `SEED=${seed}, history ${n}: ${flaws.join() || 'nothing'} was said`).to.equal(
        explained,
      );
    }
    console.log(`      SEED=${seed}: ${count} histories, ${broken} of them broken`);
    expect(broken)
      .to.be.greaterThan(count / 10)
      .and.lessThan((count * 9) / 10);
  });

  it('reads a history of 200,000 commands in one pass', () => {
    const names = Array.from({ length: 200_000 }, (_none, index) => `command-${index}`);
    const asked = names.map((command, index) => ({
      turn: 2 * index,
      command,
      device: `device-${index % 40}`,
      seq: index + 1,
      preparation: 'preparation-1',
    }));
    const answers = names.map((command, index) => ({
      turn: 2 * index + 1,
      command,
      kind: 'accepted' as const,
      applied: true,
      revision: index + 1,
      head: `h${index + 1}`,
      text: command,
    }));
    const began = process.cpuUsage().user;
    expect(check({ ...historyOf(asked, answers, names) })).to.deep.equal([]);
    console.log(`      200,000 commands: ${Math.round((process.cpuUsage().user - began) / 1000)} ms of processor time`);
  });
});
