/** The door of `machines`: all that other rooms may import. */
export * from './terms.ts';
export { refusals, type RefusalCode } from './refusals.ts';
export type { Actor } from './terms.ts';
export type { ChartEvent, Context, EventPayload, Raised, State, StateValue } from './preparation/state.ts';
export type { Changed, Refusal, Verdict } from './preparation/verdict.ts';
export type { Command, Decision } from './preparation/command.ts';
export type { Opening } from './preparation/implementations.ts';
export { decide, open, opened, replay, replayOne } from './preparation/decide.ts';
export { decideLate, dependsOn, type Lateness, type PastEvent } from './preparation/late.ts';
export {
  advance,
  begin,
  firing,
  isFiring,
  nextDue,
  step,
  type Advanced,
  type Effect,
  type Stepped,
} from './preparation/step.ts';
export { boardRow, patientLabel, project, wallRow, type ViewMeta } from './preparation/project.ts';
export {
  recordSheet,
  type Act,
  type RecordItem,
  type RecordSheet,
  type RecordStep,
} from './preparation/record-sheet.ts';
export { mayFromDepartment } from './preparation/receiving.ts';
export { checklist } from './preparation/checklist.ts';
export { readinessOf, readyUntil, stopIn } from './preparation/readiness.ts';
export { candidates, holds, isReady, mayRaise, missingFor, missingForEvent, roleWords } from './preparation/explain.ts';
export { classify, endOfScan } from './preparation/classify.ts';
export { judge } from './preparation/judge.ts';
export { assertInvariants, BrokenInvariant, invariants, type Invariant } from './preparation/invariants.ts';
export { isAt, itemStatus, standing, valueAt } from './preparation/status.ts';
export type * from './preparation/views.ts';
export { asks } from './preparation/views.ts';
export {
  compileProtocol,
  type Compiled,
  type PlacedItem,
  type PlacedStep,
  type Protocol,
} from './protocols/compile.ts';
export { edited, type Edited, type EditedState } from './protocols/edited.ts';
export { allowed, applies, askedOf, type Facts, holds as testHolds, notAsked, testsOf } from './protocols/applies.ts';
export { ageAt } from './age.ts';
export { dayWords, months } from './days.ts';
export type { ItemDocument, ProtocolDocument, Test } from './protocols/document.ts';
export { consequenceEvents, type ProtocolError } from './protocols/check.ts';
export { assemble, type Assembled, type Assembly, type Sources } from './protocols/assemble.ts';
export type { LocalChange } from './protocols/layer.ts';
export type { Source } from './protocols/parts.ts';
export type { Problem as DocumentProblem } from './protocols/shape.ts';
export type { Origin, Path } from './protocols/traced.ts';
export { parseDuration } from './protocols/duration.ts';
export type { Condition, ConditionWords, EventSpec, StepDefinition } from './steps/define-step.ts';
export { longestScan } from './scan/clean.ts';
export { donationNumber } from './scan/donation.ts';
export { readScan } from './scan/read-scan.ts';
export { scanNotAsked, scanRulesMissing, type ScanProblem } from './scan/says.ts';
export type * from './scan/scan.ts';
export { scanDefaults, type ScanSettings } from './scan/settings.ts';
export { scanSettingsSchema } from './scan/settings-schema.ts';
export { steps } from './steps/index.ts';
export { brokenLaws, type BrokenLaw } from './chart/laws.ts';
export { readChart, type Chart, type ChartGuard, type ChartNode, type ChartTransition } from './chart/read.ts';
export { readSet, writeSet } from './chart/sets.ts';
export { canonical } from './wire/canonical.ts';
export * from './wire/messages.ts';
