/**
 * A protocol proved without one of its rules: first what the rule is there for, then everything else, what no step may do
 * and that whatever blocks has an exit among it. Who may do what is the chart's alone here: a page has no permissions.
 */
import { edited, type Protocol } from '../../machines/index.ts';
import { largeFindingOf } from '../explore/prove-large.ts';
import { findingOf, readyFor, type ReducedFinding } from '../explore/prove-reduced.ts';
import type { Claim, Invariant } from '../explore/prove.ts';
import { decideSoon } from '../explore/reduced.ts';
import { protocolExits } from '../proofs/protocol-exits.ts';
import { protocolSteps } from '../proofs/protocol-steps.ts';
import { protocolQuestion } from '../proofs/question.ts';
import type { Where } from '../explore/where.ts';
import { casesNaming, type Rule } from './rules.ts';

export interface Told {
  readonly finding: ReducedFinding<Claim & { readonly never?: Where }>;
  /** How many statements are decided, of how many. */
  readonly decided: number;
  readonly of: number;
}

export const withoutRule = (protocol: Protocol, rule: Rule | null): Protocol =>
  rule === null ? protocol : edited(protocol, rule.remove);

/**
 * Every statement about the protocol as it is without the rule, one at a time as they are decided.
 * @param rule null for the protocol as it is.
 */
export function* proveWithout(protocol: Protocol, rule: Rule | null): Generator<Told, void> {
  const changed = withoutRule(protocol, rule);
  const { machine, invariants = [], ...scope } = protocolQuestion(changed);
  const first = invariants.filter(({ id }) => rule?.keeps.includes(id));
  const known = rule === null ? [] : byPlainTaps(changed, rule, first);
  const ready = readyFor(machine, { ...scope, invariants });
  const steps = [...protocolSteps(changed), protocolExits(changed, () => true)];
  const of = invariants.length + steps.length;
  let decided = 0;
  for (const invariant of [...first, ...invariants.filter((one) => !first.includes(one))]) {
    const found = known.find((one) => one.invariant.id === invariant.id);
    yield { finding: found ?? findingOf(ready, invariant).finding, decided: ++decided, of };
  }
  for (const one of steps) yield { finding: largeFindingOf(ready, one), decided: ++decided, of };
}

/**
 * What breaks by what people tap at the bedside alone, in the cases that name what is gone: the plainest walk, and the
 * soonest found. What does not break so may still break otherwise, so nothing is said of it here.
 */
function byPlainTaps(changed: Protocol, rule: Rule, invariants: readonly Invariant[]): readonly ReducedFinding[] {
  const { machine, events = {}, ...scope } = protocolQuestion(changed);
  const plain = Object.entries(events).map(([type, payloads]) => [
    type,
    /\.enteredLate\w*$/.test(type) ? [] : payloads.filter((payload) => !isOfSystem(payload)),
  ]);
  const ready = readyFor(machine, { ...scope, events: Object.fromEntries(plain) as typeof events, invariants });
  return invariants
    .map(({ never, ...invariant }) => ({ ...invariant, never: casesNaming(never, rule.names) }))
    .map((invariant) => findingOf(ready, invariant, decideSoon).finding)
    .filter(({ verdict }) => verdict === 'broken');
}

const isOfSystem = (payload: object): boolean =>
  (payload as { readonly class?: { readonly role?: string } }).class?.role === 'system';
