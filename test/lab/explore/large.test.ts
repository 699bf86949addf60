/** Checklists of many items: seen whole where that can be, and by a few items where it cannot; both say the same. */
import { expect } from 'chai';
import { type AnyStateMachine, createMachine, stateIn } from 'xstate';
import { exploreModel } from '../../../lab/explore/explore.ts';
import { groundOf, withTrees } from '../../../lab/explore/model.ts';
import { influenceOf } from '../../../lab/explore/influence.ts';
import { decideReduced } from '../../../lab/explore/reduced.ts';
import { conditionWhere, type Where } from '../../../lab/explore/where.ts';
import { Chance } from '../../support/chance.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2_147_483_647);

/** Items that are done and undone; every third only after the one before it, which stays done as long as it is. */
function checklist(items: number): AnyStateMachine {
  const at = (item: number, state: string) => stateIn({ [`i${item}`]: state } as never);
  const states = Array.from({ length: items }, (_value, item) => {
    const after = item % 3 === 2 ? { guard: at(item - 1, 'done') } : {};
    const last = item % 3 === 1 && item + 1 < items ? { guard: at(item + 1, 'open') } : {};
    return [
      `i${item}`,
      {
        initial: 'open',
        states: {
          open: { on: { [`do${item}`]: { target: 'done', ...after } } },
          done: { on: { [`undo${item}`]: { target: 'open', ...last } } },
        },
      },
    ] as const;
  });
  return createMachine({ id: 'checklist', type: 'parallel', states: Object.fromEntries(states) as never });
}

/** Something that might never be: of up to eight items. */
function somewhere(chance: Chance, items: number, depth: number): Where {
  const parts = (): readonly Where[] => [somewhere(chance, items, depth - 1), somewhere(chance, items, depth - 1)];
  switch (depth === 0 ? 0 : chance.below(4)) {
    case 1:
    case 2:
      return { all: parts() };
    case 3:
      return { any: parts() };
    default:
      return { at: `i${chance.below(items)}.${chance.in(2) ? 'done' : 'open'}` };
  }
}

function readyFor(items: number) {
  const ground = groundOf(checklist(items));
  const events = ground.trials.map(({ event }) => event);
  return { ground, influence: influenceOf(ground.chart, events, !ground.contexts.ignored) };
}

describe('a checklist', () => {
  it(`of up to twelve items: what a few items say is what all of them say (seed ${seed})`, () => {
    const chance = new Chance(seed);
    const counts = { never: 0, can: 0 };
    for (let items = 3; items <= 12; items++) {
      const { ground, influence } = readyFor(items);
      const whole = withTrees(ground);
      for (let n = 0; n < 24; n++) {
        const where = somewhere(chance, items, 3);
        const condition = conditionWhere(where, ground.chart, ground.contexts);
        const { ran } = exploreModel(whole, [condition]);
        const { answer } = decideReduced(ground, influence, condition);
        expect(answer, `${items} items, ${JSON.stringify(where)}`).to.equal((ran.first[0] ?? -1) < 0 ? 'never' : 'can');
        counts[answer as 'never' | 'can']++;
      }
    }
    process.stdout.write(`      ${JSON.stringify(counts)}\n`);
    expect(Math.min(counts.never, counts.can)).to.be.greaterThan(10);
  });

  for (const items of [40, 60])
    it(`of ${items} items, seen by a few: a thing and what comes before it, and what can be (seed ${seed})`, () => {
      const { ground, influence } = readyFor(items);
      const asked = (where: Where) =>
        decideReduced(ground, influence, conditionWhere(where, ground.chart, ground.contexts));
      const chance = new Chance(seed);
      for (let n = 0; n < 10; n++) {
        const item = 3 * chance.below(Math.floor(items / 3)) + 2;
        const never = asked({ all: [{ at: `i${item}.done` }, { at: `i${item - 1}.open` }] });
        expect([never.answer, never.known.length]).to.deep.equal(['never', 2]);
        const can = asked({ all: [{ at: `i${item}.done` }, { at: `i${(item + 7) % items}.open` }] });
        expect([can.answer, can.way?.steps.length]).to.deep.equal(['can', 2]);
      }
    });
});
