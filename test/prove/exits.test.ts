/**
 * Whatever stands in the way of a shipped protocol's preparation has an exit for somebody on shift (L5), by the order of
 * what needs what; and blocks planted by hand are found out, each by a walk to where somebody is stuck.
 */
import { expect } from 'chai';
import { largeFindingOf } from '../../lab/explore/prove-large.ts';
import { readyFor } from '../../lab/explore/prove-reduced.ts';
import { protocolExits, type MayDo } from '../../lab/proofs/protocol-exits.ts';
import { protocolQuestion } from '../../lab/proofs/question.ts';
import { reducedFindingText } from '../../lab/writers/reduced-proof.ts';
import { edited, type Edited, type Protocol } from '../../machines/index.ts';
import { roleMay } from '../../server/people/authorize.ts';
import { shippedProtocols, venepuncture } from '../support/protocol.ts';

function asked(protocol: Protocol, mayDo: MayDo = roleMay) {
  const { machine, ...question } = protocolQuestion(protocol);
  return largeFindingOf(readyFor(machine, question), protocolExits(protocol, mayDo));
}

/** The states and regions that may stand in the way: a block that is asked of nobody would go missing here. */
const sizes: Readonly<Record<string, readonly [states: number, regions: number]>> = {
  ctContrast: [183, 68],
  mri: [229, 70],
  transfusion: [208, 67],
  upperGiEndoscopy: [207, 74],
  venepuncture: [70, 32],
};

describe('whatever stands in the way has an exit for somebody on shift (L5)', () => {
  for (const protocol of shippedProtocols())
    it(protocol.document.id, () => {
      const { verdict, why, cases, regions } = asked(protocol);
      expect(`${verdict} ${why}`.trim()).to.equal('holds');
      expect([cases, regions.length]).to.deep.equal(sizes[protocol.document.id]);
    });

  /** Each with what is said of it, and the last step of the walk. */
  const planted: readonly {
    readonly does: string;
    readonly edit?: (chart: Edited) => void;
    readonly says: RegExp;
    readonly walk: RegExp;
    readonly mayDo?: MayDo;
  }[] = [
    {
      does: 'a stop that nothing leads out of',
      edit: (chart) => void (chart.state('open.identity.match.mismatched').on = {}),
      says: /^nothing leads out of open\.identity\.match\.mismatched$/,
      walk: /^identity\.mismatched /,
    },
    {
      does: 'a stop out of which only a role leads that nobody has',
      edit: ({ guards }) =>
        void (guards['anotherResolves'] = { all: [{ type: 'role', params: { anyOf: ['matron'] } }] }),
      says: /^out of open\.identity\.match\.mismatched leads only mismatch\.resolved, which is open to nobody$/,
      walk: /^identity\.mismatched /,
    },
    {
      does: 'a clinical question that only the server may answer',
      edit: (chart) =>
        void (chart.state('open.explanation.questions.open').on = {
          'question.answered': { guard: 'bySystem', target: 'none' },
        }),
      says: /^out of open\.explanation\.questions\.open leads only question\.answered, which is open to nobody$/,
      walk: /^question\.raised /,
    },
    {
      does: 'two items that wait for each other',
      edit: ({ guards }) => {
        for (const [one, other] of [
          ['arm', 'siteCleaned'],
          ['siteCleaned', 'arm'],
        ] as const)
          guards[`may.${one}`] = {
            all: ['mayTouch', `holds.${other}`, { type: 'role', params: { anyOf: ['nurse'] } }],
          };
      },
      says: /open\.hygiene\.siteCleaned\.pending waits for open\.\w+\.arm\.\w+|arm\.\w+ waits for open\.hygiene\.siteCleaned/,
      walk: /./,
    },
    {
      does: 'a wrong wristband and a stop that wait for each other',
      edit: ({ guards }) => {
        guards['anotherResolves'] = { all: ['bandWorn', { type: 'role', params: { anyOf: ['nurse'] } }] };
        guards['mayReplaceBand'] = { all: ['noMismatch', { type: 'role', params: { anyOf: ['nurse'] } }] };
      },
      says: /^open\.identity\.match\.mismatched waits for open\.identity\.band\.missing, and open\.identity\.band\.missing waits for open\.identity\.match\.mismatched$/,
      walk: /^(identity\.mismatched|band\.missing) /,
    },
    {
      does: 'a permission that nobody was given',
      mayDo: (event, spec, role) => event !== 'field.restored' && roleMay(event, spec, role),
      says: /^out of open\.hygiene\.field\.contaminated leads only field\.restored, which is open to nobody$/,
      walk: /^hygiene\.contaminated /,
    },
  ];
  for (const { does, edit, says, walk, mayDo } of planted)
    it(`finds out ${does}`, () => {
      const finding = asked(edit === undefined ? venepuncture() : edited(venepuncture(), edit), mayDo);
      expect(finding.verdict).to.equal('broken');
      expect(finding.why).to.match(says);
      expect(finding.way?.steps.at(-1)?.label).to.match(walk);
      expect(reducedFindingText(finding)).to.include(finding.why);
    });

  it('does not say that it holds where something else is done than what leads out', () => {
    const protocol = edited(venepuncture(), (chart) => {
      const state = chart.state('open.identity.match.mismatched');
      const out = { guard: 'anotherResolves', target: 'clear' };
      state.on = { 'mismatch.resolved': [{ ...out, target: 'mismatched', reenter: true }, out] };
    });
    const { verdict, why } = asked(protocol);
    expect(`${verdict} ${why}`).to.equal(
      'unknown not shown: that mismatch.resolved leads out of open.identity.match.mismatched',
    );
  });

  it('does not say that it holds where two acts undo each other', () => {
    const protocol = edited(venepuncture(), (chart) => {
      for (const [bad, leads, good, raised] of [
        ['open.hygiene.field.contaminated', 'field.restored', 'clean', 'equipment.faulted'],
        ['open.equipment.kit.faulty', 'equipment.replaced', 'fit', 'hygiene.contaminated'],
      ] as const) {
        const actions = [{ type: 'broadcast', params: { type: raised } }];
        const state = chart.state(bad);
        state.on = { ...state.on, [leads]: { target: good, actions } };
      }
    });
    const { verdict, why } = asked(protocol);
    expect(verdict).to.equal('unknown');
    expect(why).to.match(/undoes open\.(hygiene\.field|equipment\.kit)/);
  });
});
