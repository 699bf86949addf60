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
  /** The item of the checklist that it is about, in its words; null where it is about none of them. */
  readonly item: string | null;
}
export interface ProtocolLines {
  readonly id: string;
  readonly title: string;
  readonly rules: readonly RuleLine[];
}
export interface Found {
  /** Which statement of the proof does not hold any more: `I01`. */
  readonly id: string;
  /** The statement, in the proof's own words. */
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
