/** A region every preparation has, whatever its protocol: its chart, its named guards, its events. */
import type { StateConfig } from '../chart/config.ts';
import type { ProtocolDocument } from '../protocols/document.ts';
import type { Condition, EventSpec } from '../steps/define-step.ts';

export interface CoreRegion {
  readonly id: string;
  /** Null where this protocol has none. */
  readonly region: (document: ProtocolDocument) => StateConfig | null;
  readonly conditions: (document: ProtocolDocument) => readonly Condition[];
  /** Conditions that must hold for the patient to be ready. */
  readonly requires: readonly string[];
  /** Conditions that must hold before attention ends: while one fails, somebody still has to act. */
  readonly calm: readonly string[];
  readonly events: (document: ProtocolDocument) => readonly EventSpec[];
}
