/** A failing run made smaller: whatever can be left out while the same thing stays wrong is left out. */
import type { FlawKind } from '../history/flaw.ts';
import type { Plan } from './plan.ts';
import { play } from './run.ts';
import type { Switches } from './safeguards.ts';

export interface Shrunk {
  readonly plan: Plan;
  readonly runs: number;
}

/** More runs than this and whoever waits would rather read the larger one. */
const runsMax = 80;

export async function shrink(plan: Plan, kind: FlawKind, without: Switches = {}): Promise<Shrunk> {
  let runs = 0;
  const fails = async (smaller: Plan): Promise<boolean> => {
    runs += 1;
    return (await play(smaller, without)).flaws.some((one) => one.kind === kind);
  };
  let least = plan;
  for (const part of ['faults', 'crashes', 'taps'] as const) {
    // Halves first, then quarters, down to one by one.
    for (let size = Math.ceil(least[part].length / 2); size > 0 && runs < runsMax; size = Math.floor(size / 2)) {
      for (let from = 0; from < least[part].length && runs < runsMax;) {
        const smaller = { ...least, [part]: (least[part] as readonly unknown[]).toSpliced(from, size) } as Plan;
        if (await fails(smaller)) least = smaller;
        else from += size;
      }
    }
  }
  return { plan: least, runs };
}

/** A plan as somebody reads it. */
export const planText = ({ seed, taps, faults, crashes }: Plan): string =>
  [
    `seed ${seed}`,
    ...taps.map(({ at, tablet, preparation, ahead }) => `  ${at} tablet ${tablet} taps ${ahead} on ${preparation}`),
    ...faults.map(({ at, kind, ms, times, of }) => `  ${at} ${kind} (${ms} ms, ${times} times, of ${of})`),
    ...crashes.map(({ at, point, nth }) => `  ${at} dies at ${point}, the ${nth}. time`),
  ].join('\n');
