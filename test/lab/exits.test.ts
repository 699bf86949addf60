/**
 * Nobody is stuck (I47): whatever stops a preparation, and whatever stops it besides, people lead out of it again without
 * ending it. Walked whole: each step's own story beside the flow, where every event of the step is tried.
 */
import { expect } from 'chai';
import { type Graph, slicesOf, walk } from '../../lab/index.ts';
import { compileProtocol, isAt, type Protocol, steps as registry } from '../../machines/index.ts';
import { elsewhere, elsewhereDocument } from '../support/elsewhere.ts';
import { venepuncture } from '../support/protocol.ts';

/** States where something stands in the way and no tap leads to one where nothing does. */
function stuckIn(protocol: Protocol, graph: Graph): { readonly blocked: number; readonly stuck: readonly string[] } {
  const paths = [
    ...protocol.chart.nodes.filter(({ tags, path }) => tags.includes('stop') && path.startsWith('open.')),
    ...protocol.chart.nodes.filter(({ path }) => path === 'open.flow.held' || path.endsWith('.expired')),
  ].map(({ path }) => path);
  const states = [...graph.states.values()];
  const blockedBy = (key: string) => paths.filter((path) => isAt(graph.states.get(key)?.value ?? '', path));
  const blocked = states.filter(({ key, standing }) => standing['root'] === 'open' && blockedBy(key).length > 0);
  // Backwards from where nothing stands in the way: whoever is never met cannot get there.
  const out = new Set(
    states
      .filter(({ key, standing }) => standing['root'] === 'open' && blockedBy(key).length === 0)
      .map(({ key }) => key),
  );
  for (let before = -1; before !== out.size;) {
    before = out.size;
    for (const { key, edges } of blocked)
      if (edges.some(({ to, sample, taken }) => sample.kind === 'tap' && taken.length > 0 && out.has(to))) out.add(key);
  }
  return {
    blocked: blocked.length,
    stuck: blocked.flatMap(({ key }) => (out.has(key) ? [] : [blockedBy(key).join(' and ')])),
  };
}

const storyOf = (protocol: Protocol, step: string) => {
  const slice = slicesOf(protocol, step).find(({ id }) => id === `${step} × flow`);
  if (slice === undefined) throw new Error(`the story of ${step} is not walked`);
  return stuckIn(slice.protocol, walk(slice));
};

describe('every blocked state has an exit (I47)', () => {
  for (const protocol of [venepuncture(), elsewhere()]) {
    for (const { definition } of protocol.steps) {
      it(`${protocol.document.id}, ${definition.id}`, () => {
        const { blocked, stuck } = storyOf(protocol, definition.id);
        expect(blocked).to.be.greaterThan(0);
        expect(stuck).to.deep.equal([]);
      });
    }
  }

  it('goes red on a stop that nothing leaves', () => {
    const [mute, ...others] = [...registry].sort(({ id }) => (id === 'equipment' ? -1 : 1));
    if (mute === undefined) throw new Error('there are no steps');
    const { kit } = mute.regions(elsewhereDocument());
    const deaf = {
      ...mute,
      regions: () => ({ kit: { ...kit, states: { ...kit?.states, unavailable: { tags: ['stop' as const] } } } }),
    };
    const compiled = compileProtocol(elsewhereDocument(), [deaf, ...others]);
    if (!compiled.ok) throw new Error(compiled.errors.map(({ says }) => says).join('; '));
    expect(new Set(storyOf(compiled.protocol, 'equipment').stuck)).to.include('open.equipment.kit.unavailable');
  });
});
