/**
 * What must hold of every preparation, in every reachable state, asserted after each read and before each write.
 * Numbers are the promises' in ARCHITECTURE.md; I-numbers name the clinical invariants (hazards in docs/glossary.md).
 * A broken invariant is our defect: this preparation stops, its record stays as it is.
 */
import type { Protocol } from '../protocols/compile.ts';
import { blocks } from '../protocols/chart.ts';
import { holds, isReady } from './explain.ts';
import type { Evidence } from '../terms.ts';
import type { State } from './state.ts';
import { isAt, itemStatus, valueAt } from './status.ts';
import { withStatus } from './readiness.ts';

export interface Invariant {
  readonly id: string;
  readonly says: string;
  readonly hazards: readonly string[];
  readonly holds: (protocol: Protocol, state: State) => boolean;
}

const open = ({ value }: State): boolean => valueAt(value, 'open') !== undefined;
const counting = new Set(['satisfied', 'overridden', 'used', 'notNeeded']);

/** The evidence of every item that is satisfied. */
const counted = (protocol: Protocol, state: State): readonly Evidence[] =>
  withStatus(protocol, state, 'satisfied').flatMap((id) => state.context.evidence[id] ?? []);

const unfit = ['open.hygiene.field.contaminated', 'open.equipment.kit.faulty', 'open.equipment.kit.unavailable'];
/** Everything that is said to a patient or heard from them before it counts: who may, by name. */
const whatIsSaid = ({ items, steps }: Protocol): readonly string[] => [
  ...[...items.values()]
    .filter(({ item, step }) => (step.id === 'explanation' || step.id === 'consent') && item.patientFree !== true)
    .map(({ item }) => `may.${item.id}`),
  ...(steps.some(({ definition }) => definition.id === 'consent') ? ['mayTakeConsent', 'mayRenewConsent'] : []),
];

export const invariants: readonly Invariant[] = [
  {
    id: 'I01',
    says: 'Ready means that every hard and override item counts.',
    hazards: ['H04'],
    holds: (protocol, state) =>
      !isReady(protocol, state) ||
      [...protocol.items.values()].every(
        ({ item, step }) => !blocks(item) || counting.has(itemStatus(state, step.id, item.id) ?? ''),
      ),
  },
  {
    id: 'I03',
    says: 'Ready means that the patient’s identity holds.',
    hazards: ['H01'],
    holds: (protocol, state) => !isReady(protocol, state) || holds(protocol, state, 'identityHolds', null),
  },
  {
    id: 'I04',
    says: 'While identity does not match nobody works with the patient, completes anything or hands them over.',
    hazards: ['H01'],
    holds: (protocol, state) =>
      !isAt(state.value, 'open.identity.match.mismatched') ||
      ['uninterrupted', 'identityHolds', 'emergencyMinimum'].every((guard) => !holds(protocol, state, guard, null)),
  },
  {
    id: 'I09',
    says: 'Nobody is ready once the patient said no.',
    hazards: ['H03'],
    holds: (protocol, state) =>
      !(isAt(state.value, 'open.consent.standing.withdrawn') || isAt(state.value, 'open.consent.standing.refused')) ||
      !isReady(protocol, state),
  },
  {
    id: 'I10',
    says: 'An emergency does not bypass a patient who said no.',
    hazards: ['H03'],
    holds: (protocol, state) =>
      !(isAt(state.value, 'open.consent.standing.withdrawn') || isAt(state.value, 'open.consent.standing.refused')) ||
      !holds(protocol, state, 'mayHandOverInEmergency', null),
  },
  {
    id: 'I12',
    says: 'Nobody is ready while the patient’s clinical question is open.',
    hazards: ['H03', 'H26'],
    holds: (protocol, state) => !isAt(state.value, 'open.explanation.questions.open') || !isReady(protocol, state),
  },
  {
    id: 'I15',
    says: 'No consent stands while capacity is in doubt, nor the patient’s own while they cannot decide.',
    hazards: ['H03'],
    holds: (protocol, state) =>
      !(
        (isAt(state.value, 'open.consent.capacity.doubted') && holds(protocol, state, 'consentStands', null)) ||
        (isAt(state.value, 'open.consent.capacity.lacking') && isAt(state.value, 'open.consent.standing.given'))
      ),
  },
  {
    id: 'I17',
    says: 'Nobody is ready while something is contaminated or faulty.',
    hazards: ['H12', 'H13'],
    holds: (protocol, state) => !unfit.some((path) => isAt(state.value, path)) || !isReady(protocol, state),
  },
  {
    id: 'I20',
    says: 'While an interpreter is missing nothing is explained, and no consent is taken.',
    hazards: ['H26', 'H03'],
    holds: (protocol, state) =>
      !isAt(state.value, 'open.explanation.communication.interpreterAbsent') ||
      whatIsSaid(protocol).every((guard) => !holds(protocol, state, guard, null)),
  },
  {
    id: 'I21',
    says: 'What was scanned and counts was in service.',
    hazards: ['H13'],
    holds: (protocol, state) =>
      counted(protocol, state).every(({ asset }) => asset === undefined || asset.standing === 'inService'),
  },
  {
    id: 'I23',
    says: 'What was scanned and counts is good until the planned start.',
    hazards: ['H12', 'H13'],
    holds: (protocol, state) =>
      counted(protocol, state).every(({ until }) => until === undefined || until >= state.context.start),
  },
  {
    id: 'I24',
    says: 'Nobody is ready while they are away for another procedure.',
    hazards: ['H01'],
    holds: (protocol, state) =>
      !(isAt(state.value, 'open.whereabouts.away') || isAt(state.value, 'open.whereabouts.handedOver')) ||
      !isReady(protocol, state),
  },
  {
    id: 'I25',
    says: 'Two answers to one item are from two people.',
    hazards: ['H07'],
    holds: (_protocol, { context }) =>
      Object.values(context.evidence).every(({ by, second }) => second === undefined || second.by !== by),
  },
  {
    id: 'I27',
    says: 'A hard item is never overridden.',
    hazards: ['H06'],
    holds: (protocol, state) =>
      withStatus(protocol, state, 'overridden').every((id) => protocol.items.get(id)?.item.stop === 'override'),
  },
  {
    id: 'I28',
    says: 'Nobody is ready in an emergency: items are deferred, never satisfied.',
    hazards: ['H15'],
    holds: (protocol, state) => !isAt(state.value, 'open.urgency.emergency') || !isReady(protocol, state),
  },
  {
    id: 'I30',
    says: 'What has ended waits for nothing, but for somebody to see that a patient said no after it.',
    hazards: ['H24'],
    holds: (_protocol, state) =>
      open(state) || state.deadlines.length === (isAt(state.value, 'handedOver.escalation.notified') ? 1 : 0),
  },
  {
    id: 'I32',
    says: 'Nobody is ready while the preparation is held.',
    hazards: ['H04'],
    holds: (protocol, state) => !isAt(state.value, 'open.flow.held') || !isReady(protocol, state),
  },
  {
    id: 'I45',
    says: 'A patient who is here has exactly one responsible person, or somebody is about to be told that nobody has.',
    hazards: ['H23'],
    holds: (_protocol, { value, context }) => {
      const owned = isAt(value, 'open.responsibility.somebody') || isAt(value, 'open.responsibility.offered');
      if (valueAt(value, 'open') === undefined) return true;
      if (owned !== (context.responsible !== null)) return false;
      return isAt(value, 'open.flow.expected') || !isAt(value, 'open.responsibility.none');
    },
  },
  {
    id: 'T1',
    says: 'Every item that counts by evidence has its evidence, and every deadline a finite instant.',
    hazards: ['H04'],
    holds: (protocol, state) =>
      withStatus(protocol, state, 'satisfied').every((id) => state.context.evidence[id] !== undefined) &&
      state.deadlines.every(({ at }) => Number.isFinite(at)),
  },
  {
    id: 'T2',
    says: 'Time never goes back: no deadline is older than the state.',
    hazards: ['H22'],
    holds: (_protocol, state) => state.deadlines.every(({ at }) => at >= state.at),
  },
];

export class BrokenInvariant extends Error {
  override readonly name = 'BrokenInvariant';
}

/** States are never changed, so one that held holds: what was asserted before its write is not asked again at the next tap. */
const held = new WeakMap<State, Protocol>();

/** @throws BrokenInvariant naming it, without any patient data. */
export function assertInvariants(protocol: Protocol, state: State): void {
  if (held.get(state) === protocol) return;
  const broken = invariants.find((invariant) => !invariant.holds(protocol, state));
  if (broken !== undefined)
    throw new BrokenInvariant(`${broken.id}: ${broken.says} (preparation ${state.context.preparation})`);
  held.set(state, protocol);
}
