/**
 * What must hold of every preparation, in every reachable state, asserted after each read and before each write.
 * Numbers are the promises' in ARCHITECTURE.md; I-numbers name the clinical invariants (hazards in docs/glossary.md).
 * A broken invariant is our defect: this preparation stops, its record stays as it is.
 */
import type { Protocol } from '../protocols/compile.ts';
import { blocks } from '../protocols/chart.ts';
import { holds, isReady } from './explain.ts';
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
    id: 'I09',
    says: 'Nobody is ready once the patient said no.',
    hazards: ['H03'],
    holds: (protocol, state) =>
      !(isAt(state.value, 'open.consent.standing.withdrawn') || isAt(state.value, 'open.consent.standing.refused')) ||
      !isReady(protocol, state),
  },
  {
    id: 'I17',
    says: 'Nobody is ready while something is contaminated or faulty.',
    hazards: ['H12', 'H13'],
    holds: (protocol, state) =>
      !(isAt(state.value, 'open.hygiene.field.contaminated') || isAt(state.value, 'open.equipment.kit.faulty')) ||
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
    says: 'What has ended waits for nothing.',
    hazards: ['H24'],
    holds: (_protocol, state) => open(state) || state.deadlines.length === 0,
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

/** @throws BrokenInvariant naming it, without any patient data. */
export function assertInvariants(protocol: Protocol, state: State): void {
  const broken = invariants.find((invariant) => !invariant.holds(protocol, state));
  if (broken !== undefined)
    throw new BrokenInvariant(`${broken.id}: ${broken.says} (preparation ${state.context.preparation})`);
}
