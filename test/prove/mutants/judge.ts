/** One random mutant, replayed by XState alone and then proved: what the replay broke the proof must break as well. */
import { findingOf, readyFor } from '../../../lab/explore/prove-reduced.ts';
import { protocolQuestion } from '../../../lab/proofs/question.ts';
import type { Protocol } from '../../../machines/index.ts';
import { mutantOf } from './chart-mutants.ts';
import { recordedMornings, replayed, type Recorded } from './replay.ts';

export interface Subject {
  readonly protocol: Protocol;
  readonly mornings: readonly Recorded[];
}
export interface Judged {
  readonly kinds: readonly string[];
  readonly says: string;
  /** Steps that XState took. */
  readonly steps: number;
  readonly wasReady: boolean;
  /** The invariant that the replay saw broken; null where it saw none, which says nothing of the mutant. */
  readonly broken: string | null;
}

/** More of them would only make each mutant take longer; disturbed at random they are as many as anybody likes. */
const mornings = 6;
const stepsMax = 500;

export const subjectOf = (protocol: Protocol): Subject => ({
  protocol,
  mornings: recordedMornings(protocol, 7, mornings),
});

/** @throws Error naming the mutant and the walk, where the replay saw an invariant broken and the proof does not say so. */
export function judged(subject: Subject, seed: number, kind?: string): Judged {
  const mutant = mutantOf(subject.protocol, seed, kind);
  const { machine, invariants = [], ...scope } = protocolQuestion(mutant.protocol);
  const { broken, steps, ready } = replayed(mutant, invariants, subject.mornings, stepsMax);
  if (broken !== null) {
    const { finding } = findingOf(readyFor(machine, { ...scope, invariants }), broken.invariant);
    if (finding.verdict !== 'broken')
      throw new Error(
        `${subject.protocol.document.id}, mutant ${seed} (${mutant.says}): ${broken.invariant.id} ` +
          `${finding.verdict} ${finding.why}, and XState breaks it by ${broken.walk.join('; ')}`,
      );
  }
  return { kinds: mutant.kinds, says: mutant.says, steps, wasReady: ready, broken: broken?.invariant.id ?? null };
}
