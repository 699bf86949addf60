/** A machine as SCXML: well-formed, complete, and understood by another interpreter as XState understands the machine. */
import { expect } from 'chai';
import { type AnyStateMachine, createMachine, stateIn } from 'xstate';
import { outlineOf, scxml as write } from '../../../lab/index.ts';
import { Chance } from '../../support/chance.ts';
import { anOpening, shippedProtocols, venepuncture } from '../../support/protocol.ts';
import { readXml, tagsIn } from '../../support/scion.ts';
import { kettle, lamps, machines, oddNames, parcel, visit } from './machines.ts';
import { events, randomMachine } from './random-machine.ts';
import { heardOf, nodesIn, type Step, TwoInterpreters } from './two-interpreters.ts';

const protocols = Object.fromEntries(shippedProtocols().map(({ document, machine }) => [document.id, machine]));
const all: readonly (readonly [string, AnyStateMachine])[] = Object.entries({ ...machines, ...protocols });
const scxml = (machine: AnyStateMachine) => write(outlineOf(machine));
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 1e9));

describe('scxml', () => {
  for (const [name, machine] of all)
    it(`writes ${name} as well-formed XML whose every target, condition and timer is of that document`, () => {
      const tags = tagsIn(readXml(scxml(machine).text));
      const of = (tag: string) => tags.filter((one) => one.name === tag);
      const states = ['state', 'parallel', 'final', 'history'].flatMap(of);
      const ids = states.flatMap(({ attributes }) => attributes['id'] ?? []);
      expect(new Set(ids)).to.have.length(states.length);
      expect(ids).to.have.length.at.least(nodesIn(machine.root).length - 1);
      const named = tags.flatMap(({ attributes }) =>
        `${attributes['target'] ?? ''} ${attributes['initial'] ?? ''}`.split(' '),
      );
      const asked = tags.flatMap(({ attributes }) =>
        [...(attributes['cond'] ?? '').matchAll(/In\('([^']*)'\)/g)].map(([, id]) => id),
      );
      expect(ids).to.include.members([...named.filter((id) => id !== ''), ...asked]);
      const sent = of('send').flatMap(({ attributes }) => attributes['id'] ?? []);
      expect(of('cancel').map(({ attributes }) => attributes['sendid'])).to.have.members(sent);
      const guards = of('data').find(({ attributes }) => attributes['id'] === 'guards')?.attributes['expr'] ?? '';
      for (const { attributes } of of('transition'))
        for (const [, key = ''] of (attributes['cond'] ?? '').matchAll(/guards\[('(?:[^'\\]|\\.)*')\]/g))
          expect(guards).to.contain(`${key}: false`);
      expect(scxml(machine).text).to.equal(scxml(machine).text);
    });

  it('refuses in its own reader what is not well-formed', () => {
    expect(() => readXml('<scxml><state id="a></scxml>')).to.throw();
    expect(() => readXml('<scxml><!-- a -- b --></scxml>')).to.throw();
  });

  it('writes a delay as an event that is sent on entry and taken back on exit', () => {
    expect(scxml(kettle).text).to.contain(`    <state id="kettle.on.cold">
      <onentry>
        <send event="xstate.after.1800000.kettle.on.cold" id="xstate.after.1800000.kettle.on.cold" delay="1800000ms"/>
      </onentry>
      <onexit>
        <cancel sendid="xstate.after.1800000.kettle.on.cold"/>
      </onexit>
      <transition event="HEAT" cond="guards['hasWater']" target="kettle.on.heating"/>
`);
    expect(scxml(visit).text)
      .to.contain(`<data id="delays" expr="{ 'untilVisit': '0s' }"/>`)
      .and.contain(`id="xstate.after.untilVisit.visit.due" delayexpr="delays['untilVisit']"/>`)
      .and.contain(`<send event="REMIND" id="reminder" delay="30000ms"/>`)
      .and.contain(`<cancel sendid="reminder"/>`);
  });

  it('writes histories with where they go the first time, and actions in their places', () => {
    expect(scxml(kettle).text)
      .to.contain('<history id="kettle.on.exactly" type="deep">\n      <transition target="kettle.on.cold"/>')
      .and.contain('<history id="kettle.on.last" type="shallow">')
      .and.contain('<onentry>\n      <!-- lightOn -->\n    </onentry>')
      .and.contain('<log label="unplugged"/>');
    expect(scxml(lamps).text).to.match(/target="lamps\.cellar\.bulb\.broken">\n +<raise event="DARK"\/>/);
  });

  it('writes guards as In(), and what code decides as a value of the data model, each function its own', () => {
    expect(scxml(lamps).text)
      .to.contain(`cond="!In('lamps.cellar.bulb.broken')"`)
      .and.contain(`cond="In('lamps.hall.lit') || In('lamps.cellar.bulb.whole')"`);
    expect(scxml(visit).text).to.contain(`cond="guards['atLeast {&quot;tries&quot;:3}']"`);
    const two = createMachine({
      initial: 'a',
      states: {
        a: {
          on: {
            GO: [
              { guard: () => true, target: 'b' },
              { guard: () => false, target: 'a' },
            ],
          },
        },
        b: {},
      },
    });
    expect(scxml(two).text).to.contain(`{ 'a function (1)': false, 'a function (2)': false }`);
  });

  it('says what it cannot carry over, at the top and to whoever asked', () => {
    const { text, differences } = scxml(visit);
    expect(differences.join('\n'))
      .to.match(/4 actions are code; they are comments here/)
      .and.match(/What is invoked is not run here; .*: slots/);
    for (const difference of differences) expect(text).to.contain(`<!-- ${difference} -->`);
    expect(scxml(lamps).differences).to.deep.equal([]);
    expect(scxml(oddNames).text)
      .to.contain('<!-- the event "two words" is called two_words here -->')
      .and.contain('<!-- the event "x - -> y" is');
  });

  it('frames a parallel state only where a transition stays inside it', () => {
    const framed = (machine: AnyStateMachine) =>
      [...scxml(machine).text.matchAll(/<parallel id="(.*)\.regions">/g)].map(([, id]) => id);
    expect(framed(lamps)).to.deep.equal(['lamps', 'lamps.cellar']);
    expect(framed(parcel)).to.deep.equal([]);
    for (const machine of Object.values(protocols)) expect(framed(machine)).to.deep.equal([]);
  });

  describe(`goes where XState goes, in SCION (SEED=${seed})`, () => {
    const walk = (machine: AnyStateMachine, chance: Chance, names: readonly string[], steps: number): number => {
      const two = new TwoInterpreters(machine, () => true);
      const done: string[] = [];
      for (let step = 0; step <= steps; step++) {
        if (two.difference !== null) throw new Error(`after ${done.join(' ')}\n${two.difference}\n${two.text}`);
        const next: Step = chance.in(5)
          ? { waitMs: 3 + chance.below(60) }
          : { event: { type: chance.of(names) ?? '' } };
        done.push(next.event?.type ?? `+${next.waitMs} ms`);
        two.take(next);
      }
      return steps;
    };

    for (const [name, machine, names] of [
      ['lamps', lamps, ['HALL', 'BREAK', 'MEND', 'OPEN', 'SHUT', 'SHUT.now', 'DARK', 'RESET', 'ALARM']],
      ['parcel', parcel, ['SEND', 'WEIGHED', 'READ', 'READ.AGAIN', 'READ.other', 'ARRIVED', 'LOST', 'FOUND']],
      [
        'kettle',
        kettle.provide({ guards: { hasWater: () => true } }),
        ['PLUG', 'HEAT', 'STIR', 'AGAIN', 'BOILED', 'UNPLUG', 'RESUME', 'EXACT'],
      ],
    ] as const)
      it(`${name}, whatever happens to it`, () => {
        for (let run = 0; run < 40; run++) walk(machine, new Chance(seed + run), names, 40);
      });

    it('random machines with every feature, guarded by where they are', () => {
      const seen = {
        machines: 0,
        '<parallel': 0,
        '.regions"': 0,
        '<history': 0,
        'type="deep"': 0,
        '<final': 0,
        '<send': 0,
        'event="*"': 0,
        'done.state': 0,
        '<raise': 0,
        'In(': 0,
        'type="internal"': 0,
        '_event.name ===': 0,
      };
      for (let nth = 0; seen.machines < 60 && nth < 300; nth++) {
        const chance = new Chance(seed + nth);
        const machine = randomMachine(chance);
        const { text, differences } = scxml(machine);
        const names = heardOf(machine, events);
        if (differences.length > 0 || names.length === 0) continue;
        try {
          walk(machine, chance, names, 25);
        } catch (error) {
          // XState, too, goes on for ever in some of them.
          if (error instanceof Error && error.message.startsWith('Infinite loop')) continue;
          throw new Error(`machine ${seed + nth}`, { cause: error });
        }
        seen.machines += 1;
        for (const key of Object.keys(seen) as (keyof typeof seen)[]) if (text.includes(key)) seen[key] += 1;
      }
      for (const [what, count] of Object.entries(seen)) expect(count, what).to.be.greaterThan(5);
    });

    it('venepuncture, with people of every role and answers of every class', () => {
      const { machine, chart } = venepuncture();
      const delays = Object.fromEntries(
        Object.keys(machine.implementations.delays).map((name, index) => [name, 20 + index * 7]),
      );
      const dated = machine.provide({ delays } as never);
      const names = [...chart.byEvent.keys()].filter((name) => name !== '' && !name.startsWith('xstate.'));
      // What ends a preparation comes late, or most of the run would be spent after the end.
      const ongoing = names.filter((name) => !/^(handover|preparation)\./.test(name));
      const guards = machine.implementations.guards as Readonly<
        Record<string, (args: object, params: unknown) => boolean>
      >;
      const decide = (key: string, event: Step['event']): boolean => {
        const [, name = '', params = 'null'] = /^(\S+)(?: (.*))?$/.exec(key) ?? [];
        return event !== undefined && guards[name]?.({ event }, JSON.parse(params)) === true;
      };
      const chance = new Chance(seed);
      const two = new TwoInterpreters(dated, decide, anOpening());
      const taken = new Set<string>();
      let at = anOpening().at;
      for (let step = 0; step < 400; step++) {
        at += 1000;
        const eventClass = {
          role: chance.of(['technician', 'technician', 'nurse', 'chargeNurse', 'proceduralist', 'system']),
          who: chance.of(['first', 'sameGrant', 'other']),
          value: chance.of(['satisfies', 'satisfies', 'agrees', 'fails', 'exhausts', 'differs', 'none']),
          competent: true,
        };
        const type = step === 0 ? 'patient.arrived' : (chance.of(step < 350 ? ongoing : names) ?? '');
        two.take(
          chance.in(20)
            ? { waitMs: 1 + chance.below(30) }
            : { event: { type, at, class: eventClass, payload: {} } as { type: string } },
        );
        if (two.difference !== null) throw new Error(`step ${step}, ${type}\n${two.difference}`);
        taken.add(two.where);
      }
      expect(taken.size).to.be.greaterThan(20);
    });
  });

  describe('comes to the same where SCXML by itself would not', () => {
    const leaf = (event: string, target: string) => ({ on: { [event]: target } });
    const two = (guard: object = {}) => ({ initial: 'a', states: { a: { on: { GO: guard } }, b: {} } });
    const cases: Readonly<Record<string, { config: object; events: readonly string[]; ends: string }>> = {
      'an event that a region handles without moving is not offered to the state around': {
        config: {
          initial: 'p',
          states: { p: { type: 'parallel', states: { one: { on: { GO: {} } }, two: two() }, on: { GO: 'q' } }, q: {} },
        },
        events: ['GO'],
        ends: 'm m.p m.p.one m.p.two m.p.two.a',
      },
      'nor one that a region handles but loses to a third state': {
        config: {
          type: 'parallel',
          states: {
            first: { initial: 'a', states: { a: leaf('GO', 'b'), b: {} } },
            around: {
              type: 'parallel',
              states: {
                left: { initial: 'a', states: { a: {}, b: {} } },
                right: { on: { GO: { target: '#m.around', reenter: true } } },
              },
              on: { GO: '.left.b' },
            },
          },
        },
        events: ['GO'],
        ends: 'm m.around m.around.left m.around.left.a m.around.right m.first m.first.b',
      },
      'a framed parallel state is done as any other': {
        config: {
          initial: 'p',
          states: {
            p: {
              type: 'parallel',
              states: {
                one: { initial: 'a', states: { a: leaf('GO', 'z'), z: { type: 'final' } } },
                two: { initial: 'z', states: { z: { type: 'final' } } },
              },
              on: { AGAIN: '.one' },
              onDone: 'q',
            },
            q: {},
          },
        },
        events: ['AGAIN', 'GO'],
        ends: 'm m.q',
      },
      'a machine that is done hears nothing more, also where its root hears something': {
        config: { initial: 'a', states: { a: leaf('GO', 'z'), b: {}, z: { type: 'final' } }, on: { BACK: '.b' } },
        events: ['GO', 'BACK'],
        ends: 'm m.z',
      },
      'an eventless transition that stays where it is does not go on for ever': {
        config: {
          initial: 'a',
          states: { a: { always: { guard: stateIn('a'), actions: 'count' }, on: { GO: 'b' } }, b: {} },
        },
        events: ['GO'],
        ends: 'm m.b',
      },
      'a state that leads to itself without entering again begins anew inside': {
        config: {
          initial: 'a',
          states: {
            a: {
              initial: 'x',
              states: { x: leaf('GO', 'y'), y: {} },
              after: { 50: 'late' },
              on: { AGAIN: { target: 'a' } },
            },
            late: {},
          },
        },
        events: ['GO', '+30', 'AGAIN', '+30'],
        ends: 'm m.late',
      },
    };
    for (const [says, { config, events: sent, ends }] of Object.entries(cases))
      it(says, () => {
        const both = new TwoInterpreters(createMachine({ id: 'm', ...config } as never));
        for (const event of sent)
          both.take(event.startsWith('+') ? { waitMs: Number(event) } : { event: { type: event } });
        expect([both.difference, both.where]).to.deep.equal([null, ends]);
      });
  });
});
