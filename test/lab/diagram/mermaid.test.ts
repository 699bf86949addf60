/** A machine as Mermaid text: what each part of a chart becomes, and that nothing is lost or misread on the way. */
import { expect } from 'chai';
import type { AnyStateMachine, AnyStateNode } from 'xstate';
import { type LabelChoice, mermaid as write, outlineOf, partOf, type PartOptions } from '../../../lab/index.ts';
import { shippedProtocols } from '../../support/protocol.ts';
import { kettle, lamps, machines, oddNames, parcel, visit } from './machines.ts';

const protocols = Object.fromEntries(shippedProtocols().map(({ document, machine }) => [document.id, machine]));
const all: readonly (readonly [string, AnyStateMachine])[] = Object.entries({ ...machines, ...protocols });

function mermaid(machine: AnyStateMachine, options: PartOptions & { readonly labels?: LabelChoice } = {}): string {
  const part = partOf(outlineOf(machine), options);
  if (part === null) throw new Error(`there is no state ${options.state}`);
  return write(part, options);
}

/** What a reader of the grammar sees: states that are declared, and arrows between ids. */
function seen(text: string): { readonly states: readonly string[]; readonly arrows: readonly string[] } {
  const lines = text.split('\n');
  return {
    states: lines.flatMap((line) => /^ +state "[^"]*" as (\w+)(?: \{)?$/.exec(line)?.[1] ?? []),
    arrows: lines.flatMap((line) => /^ +(\w+|\[\*\]) --> (\w+|\[\*\])(?: : .+)?$/.exec(line)?.slice(1).join(' ') ?? []),
  };
}

const nodesIn = (node: AnyStateNode): readonly AnyStateNode[] => [node, ...Object.values(node.states).flatMap(nodesIn)];

describe('mermaid', () => {
  it('writes nested states, what they begin with, histories, finals, delays and what a state does inside', () => {
    expect(mermaid(kettle, { labels: 'all' })).to.equal(`stateDiagram-v2
  [*] --> off
  state "off" as off
  state "on" as on {
    [*] --> on_cold
    state "cold" as on_cold
    state "heating" as on_heating {
      [*] --> on_heating_slow
      state "slow" as on_heating_slow
      state "fast" as on_heating_fast
      on_heating_slow --> on_heating_fast : after 1 min 30 s
    }
    note right of on_heating : STIR / stir
    state "hot" as on_hot
    on_hot --> [*]
    state "H" as on_last
    state "H*" as on_exactly
    on_cold --> on_heating : HEAT [hasWater]
    on_heating --> on_heating : AGAIN
  }
  note right of on : entry / lightOn<br/>exit / lightOff, log
  state "poured" as poured
  off --> on : PLUG
  on --> off : UNPLUG
  on --> poured : when done
  poured --> off : always [in poured]
  on_cold --> off : after 30 min
  on_heating_fast --> on_hot : BOILED
  poured --> on_last : RESUME
  poured --> on_exactly : EXACT
`);
  });

  it('divides a parallel state by --, and writes its guards as where the chart must be', () => {
    const text = mermaid(lamps);
    expect(text.match(/^ +--$/gm)).to.have.length(2);
    expect(text)
      .to.contain('hall_dark --> hall_lit : HALL [not in cellar.bulb.broken]')
      .and.contain('OPEN [in hall.lit or in cellar.bulb.whole]')
      .and.contain('SHUT.*<br/>DARK')
      .and.contain('cellar --> cellar_bulb_whole : RESET')
      .and.contain('cellar --> cellar_door_shut : RESET');
    expect(mermaid(parcel)).to.contain('packed --> lost : any event (*)').and.contain('checking --> sent : when done');
  });

  it('says as much beside an arrow as was asked for', () => {
    expect(mermaid(visit, { labels: 'all' }))
      .to.contain('booked --> failed : RING [atLeast(3)]<br/>slots#58; error')
      .and.contain('booked --> due : slots#58; done / keep')
      .and.contain('due : REMIND / sendTo, raise LATE')
      .and.contain('due --> missed : after untilVisit<br/>after 10 min [a function]');
    expect(mermaid(visit)).to.contain('[atLeast(3)]').and.not.contain('/ keep');
    expect(mermaid(visit, { labels: 'event' }))
      .to.contain('booked --> failed : RING<br/>')
      .and.not.contain('atLeast');
  });

  for (const [name, machine] of all)
    it(`gives every state of ${name} an id of its own and every arrow two ends that are there`, () => {
      const { states, arrows } = seen(mermaid(machine));
      const nodes = nodesIn(machine.root);
      expect(states.length).to.be.within(nodes.length - 1, nodes.length);
      expect(new Set(states)).to.have.length(states.length);
      for (const end of arrows.flatMap((arrow) => arrow.split(' '))) expect([...states, '[*]']).to.include(end);
      const pairs = nodes.flatMap((node) =>
        [...[...node.transitions.values()].flat(), ...(node.always ?? [])].flatMap(({ target }) =>
          (target ?? []).map((to: AnyStateNode) => `${node.order} ${to.order}`),
        ),
      );
      expect(arrows.filter((arrow) => !arrow.includes('[*]'))).to.have.length(new Set(pairs).size);
      const begun = nodes.filter(({ type }) => type === 'compound');
      expect(arrows.filter((arrow) => arrow.startsWith('[*]'))).to.have.length(begun.length);
      expect(mermaid(machine)).to.equal(mermaid(machine));
    });

  it('keeps names from being read as grammar, and does not let two of them become one', () => {
    const text = mermaid(oddNames);
    const { states } = seen(text);
    expect(states).to.deep.equal(['a_b', 'a_b_2', 'a_b_3', 'end_2', '_tat', '_tat_x', '_1st']);
    expect(text).to.contain('a_b --> a_b_2 : go#58; now#59; or #35;35#59;');
    expect(text).to.contain('a_b --> a_b_3 : x -#45;#62; y [#34;quoted#34; -#45; #60;b#62;]');
  });

  it('draws a part, folds what is deep, and knows no state that is not there', () => {
    const machine = protocols['venepuncture'];
    if (machine === undefined) throw new Error('the protocol is shipped');
    const folded = mermaid(machine, { depth: 2 });
    expect(folded).to.match(/state "consent \(\d+ states inside\)" as open_consent\n/);
    expect(folded).to.contain('open --> handedOver_account : handover.acceptedInEmergency');
    expect(seen(folded).states).to.have.length.below(25);
    expect(seen(folded).arrows).not.to.include('open_consent open_consent');
    const part = mermaid(parcel, { state: 'checking.address' });
    expect(seen(part).states).to.deep.equal([
      'checking_address',
      'checking_address_open',
      'checking_address_again',
      'checking_address_done',
    ]);
    expect(mermaid(kettle, { state: 'on' }))
      .to.contain('state "elsewhere#58; off" as off')
      .and.contain('on --> off : UNPLUG');
    expect(partOf(outlineOf(kettle), { state: 'on.warm' })).to.equal(null);
  });
});
