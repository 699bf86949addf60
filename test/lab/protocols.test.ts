/**
 * The other shipped protocols: a sample of their items by seed, within a time box (`SEED` chooses another sample;
 * `npm run prove` walks every item); and what makes walking fifty items quick, against what it stands for.
 */
import { expect } from 'chai';
import {
  decideDriver,
  type Graph,
  nothingYet,
  pathsOf,
  play,
  type Slice,
  slicesOfItem,
  walk,
  walkAlone,
  walkthrough,
} from '../../lab/index.ts';
import { begin, step } from '../../machines/index.ts';
import { anOpening } from '../support/protocol.ts';
import { otherProtocols } from './shipped.ts';
import { chance, shuffled } from './shuffle.ts';

const seed = Number(process.env['SEED'] ?? 20_261_123);
const boxMs = 25_000;

const items = () =>
  shuffled(
    otherProtocols().flatMap((protocol) => [...protocol.items.keys()].map((id) => ({ protocol, id }))),
    seed,
  );

describe(`the other shipped protocols (seed ${seed})`, () => {
  it('decide as their items are walked, in a sample', async function () {
    this.timeout(boxMs * 4);
    const until = performance.now() + boxMs;
    const counts = { items: 0, slices: 0, paths: 0, steps: 0 };
    const failures: string[] = [];
    for (const { protocol, id } of items()) {
      if (performance.now() > until) break;
      const already = nothingYet();
      const driver = decideDriver();
      for (const slice of slicesOfItem(protocol, id)) {
        if (performance.now() > until && counts.paths > 0) break;
        counts.slices += 1;
        for (const path of pathsOf(slice, already).paths) {
          const played = await play(path, driver);
          if (played.kind === 'failed') failures.push(`${protocol.document.id}: ${walkthrough(path, played)}`);
          counts.paths += 1;
          counts.steps += path.steps.length;
        }
      }
      counts.items += 1;
    }
    process.stdout.write(
      `      ${counts.items} items of ${items().length}: ${counts.slices} slices, ${counts.paths} paths, ${counts.steps} steps\n`,
    );
    expect(counts.paths).to.be.greaterThan(0);
    if (failures.length > 0) throw new Error(`seed ${seed}:\n${failures.slice(0, 5).join('\n\n')}`);
  });

  it('refuse in XState what a walk reads off the guards as refused', () => {
    const next = chance(seed);
    let asked = 0;
    for (const slice of items()
      .slice(0, 4)
      .flatMap(({ protocol, id }) => slicesOfItem(protocol, id))) {
      const states = [...walk(slice).states.values()];
      for (let tries = 0; tries < 3; tries += 1) {
        const state = states[Math.floor(next() * states.length)];
        if (state !== undefined) asked += refusedAlike(slice, state);
      }
    }
    expect(asked).to.be.greaterThan(200);
  });

  it('are walked the same whether by themselves or after a slice that is alike', () => {
    for (const { protocol, id } of items().slice(0, 3)) {
      const twins = [...protocol.items.keys()].filter(
        (other) => protocol.items.get(other)?.step === protocol.items.get(id)?.step,
      );
      for (const other of [id, ...twins.slice(0, 2)])
        for (const slice of slicesOfItem(protocol, other).slice(-2))
          expect(plain(walk(slice))).to.deep.equal(plain(walkAlone(slice)));
    }
  });
});

/** How many refusals of this state were put to XState, none of which changed where it stands. */
function refusedAlike(
  { id, protocol }: Slice,
  { value, edges }: Graph['states'] extends ReadonlyMap<string, infer S> ? S : never,
): number {
  const { context } = begin(protocol.machine, anOpening());
  const refused = edges.filter(({ taken }) => taken.length === 0);
  for (const { sample } of refused) {
    const event = { type: sample.type, at: 0, class: sample.class, payload: {} };
    const after = step(protocol.machine, { value, context, at: 0, generation: 0, deadlines: [] }, event);
    expect(after.state.value, `${id}: ${sample.type}`).to.deep.equal(value);
  }
  return refused.length;
}

/** A graph as data, in an order of its own. */
const plain = ({ initial, states }: Graph) => ({
  initial,
  states: [...states.values()].map(({ key, standing, edges }) => ({
    key,
    standing,
    edges: edges.map((edge) => JSON.stringify(edge)).sort(),
  })),
});
