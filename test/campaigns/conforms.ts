/**
 * Random mornings and late entries through the shipped `decide`: each step is an edge of what was proved. A morning is
 * replayed from its opening, and must come to where it ended: otherwise other states were compared than those that ran.
 */
import { Conformance } from '../../lab/proofs/conforms.ts';
import {
  canonical,
  decide,
  isAt,
  isReady,
  judge,
  opened,
  replayOne,
  type ChartEvent,
  type Opening,
  type Protocol,
  type State,
} from '../../machines/index.ts';
import { Chance } from '../support/chance.ts';
import { playMorning } from '../support/mornings.ts';
import { everybody, shippedProtocols } from '../support/protocol.ts';
import { addCounts, type Campaign, type Counts } from './campaign.ts';
import { roundSeed } from './ledger.ts';

const morningsPerRound = 10;
let proved: readonly { readonly protocol: Protocol; readonly conformance: Conformance }[] = [];

export const campaign: Campaign = {
  asks: 'Is every step of the shipped decide an edge of what was proved?',
  begin: async () => {
    proved = shippedProtocols().map((protocol) => ({ protocol, conformance: new Conformance(protocol) }));
  },
  round(seed) {
    return proved
      .flatMap((one) =>
        Array.from({ length: morningsPerRound }, (_, n) => conforms({ ...one, seed: roundSeed(seed, n) })),
      )
      .reduce(addCounts, {});
  },
};

/** @throws Error saying which step was not proved. */
export function conforms(of: { protocol: Protocol; conformance: Conformance; seed: number }): Counts {
  const { protocol, conformance, seed } = of;
  const { id } = protocol.document;
  const chance = new Chance(seed);
  const counts: Record<string, number> = { steps: 0, late: 0 };
  const count = (name: string, many = 1): void => void (counts[name] = (counts[name] ?? 0) + many);
  playMorning(protocol, seed, (opening: Opening, recorded: readonly ChartEvent[], last: State) => {
    let state = opened(protocol, opening);
    for (const event of recorded) {
      if (chance.in(8)) count('late', lateEntries(state));
      state = stepped(state, event);
    }
    if (canonical(state.value) !== canonical(last.value))
      throw new Error(`${id}, morning ${seed}: replayed it ended otherwise than it did`);
  });
  return counts;

  function stepped(state: State, event: ChartEvent): State {
    const next = replayOne(protocol, state, event);
    const differs = conformance.differs(state, event, next);
    if (differs !== null) throw new Error(`${id}, morning ${seed}, step ${counts['steps']}: ${differs}`);
    for (const name of ['steps', `to ${standing(next)}`, ...(standing(state) === 'ready' ? ['from ready'] : [])]) {
      count(name);
      count(`${name}: ${id}`);
    }
    return next;
  }

  function standing(state: State): 'ready' | 'blocked' | 'ended' {
    if (!isAt(state.value, 'open')) return 'ended';
    return isReady(protocol, state) ? 'ready' : 'blocked';
  }

  /** Work entered after the fact, by anybody, as far as it is taken here. The morning goes on as if it had not been. */
  function lateEntries(state: State): number {
    // In the middle of a commit nobody enters anything.
    if (judge(protocol, state, state.at).events.length > 0) return 0;
    const items = [...protocol.items.values()];
    const { item } = chance.of(items)!;
    const answer = item.answer as { choices?: readonly { value: string }[]; min?: number; max?: number };
    const value = chance.of([
      ...(answer.choices ?? []).map((choice) => choice.value),
      answer.min ?? 'x',
      answer.max ?? 'y',
    ])!;
    const command = {
      event: `item.${item.id}.enteredLate`,
      late: true,
      happenedAt: state.at - 60_000,
      takenAt: state.at - 3_600_000,
      value,
    } as const;
    const decision = decide(protocol, state, command, chance.of(everybody)!, state.at);
    if (decision.kind !== 'accepted') return 0;
    let now = state;
    for (const event of decision.events) now = stepped(now, event);
    return 1;
  }
}
