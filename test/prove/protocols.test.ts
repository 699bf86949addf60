/**
 * Every item, step and transition of the other shipped protocols, walked and decided: two protocols at a time, each in a
 * process of its own. What no path shows is told with the reason.
 */
import { expect } from 'chai';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { otherFiles, type Walked } from './walked.ts';

const run = promisify(execFile);
const script = new URL('walked.ts', import.meta.url).pathname;

/** Why something cannot be brought about; another reason is a gap. */
const cannotBe = [
  /ever classed/,
  /never counts again without a new answer/,
  /^what is right for this item is the same/,
  /^what it hangs on was answered before it/,
  /^nothing enters /,
  /left again in the same commit/,
];

describe('the paths through the other shipped protocols', () => {
  const walked = new Map<string, Promise<Walked>>();
  before(() => {
    // The longest first, so that neither core waits for the other at the end.
    const order = [...otherFiles].sort(
      (a, b) => Number(b === 'ct-contrast' || b === 'mri') - Number(a === 'ct-contrast' || a === 'mri'),
    );
    const lanes: Promise<unknown>[] = [Promise.resolve(), Promise.resolve()];
    order.forEach((file, index) => {
      const made = (lanes[index % 2] as Promise<unknown>).then(() => walkedApart(file));
      lanes[index % 2] = made.catch(() => undefined);
      walked.set(file, made);
    });
  });

  for (const file of otherFiles) {
    describe(file, () => {
      const of = async (): Promise<Walked> => (await walked.get(file)) as Walked;

      it('are what decide does', async () => {
        const { says, slices, states, paths, steps, failures } = await of();
        process.stdout.write(
          `${says.map((line) => `      ${line}\n`).join('')}      ${slices} slices of ${states} states in all, ${paths} paths, ${steps} steps\n`,
        );
        expect(paths).to.be.greaterThan(500);
        if (failures.length > 0)
          throw new Error(`${failures.length} paths fail:\n${failures.slice(0, 3).join('\n\n')}`);
      });

      it('cover every state and transition, or say what keeps one from being', async () => {
        const { missed } = await of();
        for (const { what, why } of missed) process.stdout.write(`      not ${what}: ${why}\n`);
        const gaps = missed.filter(({ why }) => !cannotBe.some((reason) => reason.test(why ?? '')));
        expect(gaps).to.deep.equal([]);
      });

      it('show every role that may, and every refusal for the want of one condition', async () => {
        // A role that may resolve a disagreement need not be one that may answer.
        const gaps = (await of()).unshown.filter(
          ([, why]) => !/^nobody with the role \w+ has acted here before$/.test(why),
        );
        expect(gaps).to.deep.equal([]);
      });
    });
  }
});

async function walkedApart(file: string): Promise<Walked> {
  const { stdout } = await run(process.execPath, ['--import=tsx', '--max-old-space-size=3000', script, file], {
    maxBuffer: 1 << 28,
  });
  return JSON.parse(stdout) as Walked;
}
