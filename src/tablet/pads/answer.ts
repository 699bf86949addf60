/** What a pad gives back: the value, when it was taken where that is asked, how it came to be, and its words. */
import type { EvidenceValue, Instant } from '../../../machines/index.ts';

export interface Answered {
  readonly value?: EvidenceValue;
  readonly takenAt?: Instant;
  readonly how: 'scan' | 'typed' | 'said';
  readonly says: string | null;
}
