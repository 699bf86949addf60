/** What the window and its prover say to each other. */
import type { RuleTopic, Scene } from '../../../lab/index.ts';

export type ToProver =
  /** Every protocol document of the ward; asked once. */
  | { readonly kind: 'documents'; readonly documents: readonly unknown[] }
  /** Proves it again from the start; `rule` is left out, or null for none. What was being proved is let go. */
  | { readonly kind: 'prove'; readonly run: number; readonly protocol: string; readonly rule: string | null };

export interface RuleLine {
  readonly id: string;
  readonly about: RuleTopic;
  readonly says: string;
}
export interface ProtocolLines {
  readonly id: string;
  readonly title: string;
  readonly rules: readonly RuleLine[];
}
export interface Found {
  /** What does not hold any more, as a sentence. */
  readonly says: string;
  /** What that may lead to, each hazard by its name and number. */
  readonly hazards: readonly string[];
  /** None where nobody's answer brings an event of the way about. */
  readonly scenes: readonly Scene[];
  /** The walk came to the flaw; if not, its clocks went another way. */
  readonly broken: boolean;
}

export type FromProver =
  | { readonly kind: 'protocols'; readonly protocols: readonly ProtocolLines[] }
  | {
      readonly kind: 'told';
      readonly run: number;
      readonly decided: number;
      readonly of: number;
      readonly broken: number;
      readonly unknown: number;
      /** States looked at so far, over all invariants. */
      readonly states: number;
      /** The first that was broken; told once. */
      readonly found: Found | null;
    }
  | { readonly kind: 'failed'; readonly run: number; readonly says: string };
