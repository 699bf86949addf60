/** Each rule of a protocol taken out by itself: the proof finds the harm, and a preparation walks to it and shows it. */
import { expect } from 'chai';
import { playWay } from '../../lab/rules/play.ts';
import { deafTo } from '../../lab/rules/remove.ts';
import { proveWithout, withoutRule } from '../../lab/rules/prove-without.ts';
import { rulesOf, type Rule } from '../../lab/rules/rules.ts';
import { edited, type Protocol } from '../../machines/index.ts';
import { shippedProtocols, venepuncture } from '../support/protocol.ts';

const protocol = venepuncture();
const rules = rulesOf(protocol);
const seconds: number[] = [];

/** What breaks first without it, and the walk there. */
function walked(of: Protocol, rule: Rule) {
  const began = performance.now();
  let finding = null;
  for (const told of proveWithout(of, rule)) {
    if (told.finding.verdict !== 'broken') continue;
    finding = told.finding;
    break;
  }
  if (finding?.way == null) throw new Error(`Nothing breaks without "${rule.says}".`);
  seconds.push((performance.now() - began) / 1000);
  return {
    id: finding.invariant.id,
    ...playWay(withoutRule(of, rule), { way: finding.way, invariant: finding.invariant }),
  };
}

describe('a rule taken out of a protocol', () => {
  it('is one of many, each by its own name', () => {
    for (const one of shippedProtocols()) {
      const ids = rulesOf(one).map(({ id }) => id);
      expect(ids.length, one.document.id).to.be.greaterThan(20);
      expect(new Set(ids).size).to.equal(ids.length);
    }
  });

  for (const rule of rules)
    it(`is missed: ${rule.says}`, () => {
      const { id, scenes, broken } = walked(protocol, rule);
      expect(rule.keeps).to.include(id);
      expect(broken).to.equal(true);
      const last = scenes.at(-1);
      if (rule.about === 'ready' && rule.id !== 'ready.notHeld')
        expect(last?.checklist.readiness.kind).to.match(/^ready/);
      if (rule.id.startsWith('ready.counts.')) {
        const items = last?.checklist.steps.flatMap((step) => step.items) ?? [];
        const item = items.find((one) => rule.id === `ready.counts.${one.id}`);
        expect(item?.status).to.be.oneOf(['pending', 'expired', 'failed', 'awaiting', 'running']);
      }
      if (rule.about === 'told') expect(last?.checklist.row.attention).to.equal(null);
      for (const { says } of scenes.slice(1)) expect(says).to.match(/^(Wait|The server raises|[A-Z][a-z ]+ \d)/);
    });

  it('that is put back leaves nothing broken', () => {
    const told = [...proveWithout(protocol, null)];
    expect(told.map(({ finding }) => finding.verdict)).to.deep.equal(told.map(() => 'holds'));
    expect(told.at(-1)?.decided).to.equal(told.length);
    expect(told.length).to.be.greaterThan(18);
    const ids = told.map(({ finding }) => finding.invariant.id);
    expect(ids).to.include.members(['L1', 'L2', 'L3', 'L4', 'L5']);
  });

  for (const [id, does, remove] of [
    [
      'L1',
      'cancelling only resumes',
      (chart) => {
        const held = chart.state('open.flow.held');
        held.on = { ...held.on, 'preparation.cancelled': { target: 'working' } };
      },
    ],
    [
      'L5',
      'nothing restores what was contaminated',
      (chart) => deafTo(chart.state('open.hygiene.field.contaminated'), 'field.restored'),
    ],
  ] as const satisfies readonly (readonly [string, string, Rule['remove']])[])
    it(`that no state misses is missed by what comes (${id}): ${does}`, () => {
      const rule: Rule = { ...(rules[0] as Rule), id: does, says: does, keeps: [], names: null, remove };
      const found = [...proveWithout(protocol, rule)].map(({ finding }) => finding);
      const broken = found.filter(({ verdict }) => verdict === 'broken');
      expect(broken.map(({ invariant }) => invariant.id)).to.include(id);
      const { invariant, way } = broken.find((one) => one.invariant.id === id)!;
      const played = playWay(withoutRule(protocol, rule), { way: way!, invariant });
      expect(played.broken).to.equal(true);
      expect(played.scenes.length).to.be.greaterThan(1);
    });

  it('that is not there is not taken for gone', () => {
    expect(() => edited(protocol, () => undefined)).to.throw('Nothing was changed');
    const rule = rules.find(({ id }) => id === 'ready.notHeld') as Rule;
    const gone = withoutRule(protocol, rule);
    expect(() => withoutRule(gone, { ...rule, remove: () => undefined })).to.throw('Nothing was changed');
  });

  after(() => {
    const sorted = [...seconds].sort((a, b) => a - b);
    const of = (place: number): string => (sorted[Math.floor((sorted.length - 1) * place)] ?? 0).toFixed(2);
    process.stdout.write(
      `      ${sorted.length} rules, the harm found in ${of(0.5)} s (median), ${of(1)} s at the most\n`,
    );
  });
});
