/** What a pad gives back: the value, how it came to be, and its words. */
import type { EvidenceValue } from '../../../machines/index.ts';

export interface Answered {
  readonly value?: EvidenceValue;
  readonly how: 'scan' | 'typed' | 'said';
  readonly says: string | null;
}
