/** Each rule of a protocol taken out by itself: the proof finds the harm, and a preparation walks to it and shows it. */
import { expect } from 'chai';
import { playWay } from '../../lab/rules/play.ts';
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
