/** Something that one version does and the other does not, with the walk that shows it. */
import type { Walk } from './walked.ts';

export type Version = 'old' | 'new';
export type Topic =
  /** In one step, from the same place. */
  | 'step'
  /** What is needed to be ready. */
  | 'ready'
  /** How long something counts, takes or waits. */
  | 'time'
  /** Which answers count, and who is asked. */
  | 'answer'
  /** What must hold of every protocol. */
  | 'invariant'
  /** A state or a stop that the other version does not have. */
  | 'state';

export interface Finding {
  readonly topic: Topic;
  readonly says: string;
  /** Whose preparation walks there. */
  readonly under: Version;
  /**
   * `shown`: the walk went there through `decide`, and the other version was asked about it.
   * `reached`: the proof has a way there, and no preparation was found to walk it.
   * `unknown`: it was not decided whether anything leads there. `listed`: nobody looked.
   */
  readonly verdict: 'shown' | 'reached' | 'unknown' | 'listed';
  readonly walk: Walk | null;
  /** What the other version makes of that walk; '' where nobody walked. */
  readonly other: string;
}
