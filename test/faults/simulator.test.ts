/** The server's own classes, tablets and boards in a world where everything goes wrong: no promise is broken, and a run is its seed. */
import { expect } from 'chai';
import { canonical } from '../../machines/index.ts';
import { crashKinds, faultKinds } from './world/faults.ts';
import { createMatrix } from './world/matrix.ts';
import { focuses, planOf } from './world/plan.ts';
import { run, type Result } from './world/run.ts';
import { planText, shrink } from './world/shrink.ts';

/** Processor time, so that a busy machine asks as much as an idle one. */
const boxMs = 24_000;
/** If some pair of a fault and a crash has not come up by then. */
const boxMostMs = 3 * boxMs;
const processorMs = (): number => process.cpuUsage().user / 1000;

const bytesOf = ({ trace, history }: Result): string => `${trace.join('\n')}\n${canonical(history as never)}`;

describe('the simulator', () => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 100_000);

  it('gives the same run for the same seed, byte for byte', async () => {
    for (let n = 0; n < 4; n += 1) {
      const [first, again] = [await run(seed + n), await run(seed + n)];
      expect(bytesOf(again) === bytesOf(first), `seed ${seed + n}`).to.equal(true);
      expect(first.trace.length).to.be.greaterThan(50);
    }
    expect(bytesOf(await run(seed))).to.not.equal(bytesOf(await run(seed + 1)));
  });

  it('keeps every promise under every fault, with a node killed at every point', async () => {
    const matrix = createMatrix();
    const began = processorMs();
    const counts = { runs: 0, events: 0, hours: 0, commands: 0, accepted: 0, records: 0, frames: 0 };
    const spent = (): number => processorMs() - began;
    while (spent() < boxMs || (matrix.empty().length > 0 && spent() < boxMostMs)) {
      // A seed whose own fault and crash point have not come together yet; after that any.
      const wanted = matrix.empty();
      const of = (seed + counts.runs) * focuses + (wanted[counts.runs % Math.max(1, wanted.length)] ?? counts.runs);
      const result = await run(of);
      if (result.flaws[0] !== undefined) {
        const { plan } = await shrink(planOf(of), result.flaws[0].kind);
        throw new Error(`${JSON.stringify(result.flaws.slice(0, 5), null, 1)}\n${planText(plan)}`);
      }
      matrix.add(result);
      counts.runs += 1;
      counts.events += result.events;
      counts.hours += result.simulatedMs / 3_600_000;
      counts.commands += result.history.asked.length;
      counts.accepted += result.history.answers.filter(({ kind }) => kind === 'accepted').length;
      counts.records += result.history.logs.reduce((sum, { entries }) => sum + entries.length, 0);
      counts.frames += result.history.boards.reduce((sum, { frames }) => sum + frames.length, 0);
    }
    console.log(`      SEED=${seed}: ${JSON.stringify({ ...counts, hours: Math.round(counts.hours) })}`);
    console.log(
      `      ${faultKinds.length} kinds of fault, ${crashKinds.length} points to die at; runs in which both came`,
    );
    console.log(matrix.text());
    expect(matrix.empty(), 'pairs that never came together').to.deep.equal([]);
  });
});
