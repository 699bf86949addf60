/** Each invariant is seen red on a state that breaks it and nothing else; a good state breaks none. */
import { expect } from 'chai';
import { assertInvariants, BrokenInvariant, invariants, type State, type StateValue } from '../../machines/index.ts';
import { Bedside } from '../support/bedside.ts';
import { venepuncture } from '../support/protocol.ts';

const protocol = venepuncture();
const ready = (): State => new Bedside().prepared().now();

/** The state with another value at a dotted path. */
function standing(state: State, path: string, value: StateValue): State {
  const set = (below: StateValue, keys: readonly string[]): StateValue => {
    const [key, ...rest] = keys;
    if (key === undefined) return value;
    return {
      ...(below as Record<string, StateValue>),
      [key]: set((below as Record<string, StateValue>)[key] ?? {}, rest),
    };
  };
  return { ...state, value: set(state.value, path.split('.')) };
}

const broken: Readonly<Record<string, () => State>> = {
  I25: () => {
    const state = ready();
    const evidence = state.context.evidence['tubes'];
    if (evidence === undefined) throw new Error('there is no evidence to break');
    const second = { at: state.at, by: evidence.by, value: 'inDate' };
    return {
      ...state,
      context: { ...state.context, evidence: { ...state.context.evidence, tubes: { ...evidence, second } } },
    };
  },
  I27: () => standing(ready(), 'open.equipment.tubes', 'overridden'),
  I30: () => ({ ...ready(), value: 'notDone' }),
  T1: () => {
    const state = ready();
    const { tubes: _gone, ...evidence } = state.context.evidence;
    return { ...state, context: { ...state.context, evidence } };
  },
  T2: () => {
    const state = ready();
    return { ...state, deadlines: state.deadlines.map((deadline) => ({ ...deadline, at: state.at - 1 })) };
  },
};

/** A protocol whose `ready` has lost one of its conditions: what the readiness invariants are there to find. */
const careless: Readonly<Record<string, readonly [condition: string, path: string, value: string]>> = {
  I01: ['counts.tubes', 'open.equipment.tubes', 'pending'],
  I03: ['noMismatch', 'open.identity.match', 'mismatched'],
  I09: ['consentStands', 'open.consent.standing', 'withdrawn'],
  I17: ['fieldClean', 'open.hygiene.field', 'contaminated'],
  I28: ['routine', 'open.urgency', 'emergency'],
};

describe('the invariants', () => {
  it('hold of a good state', () => expect(() => assertInvariants(protocol, ready())).to.not.throw());

  for (const { id, says } of invariants) {
    it(`${id} goes red: ${says}`, () => {
      const plant = broken[id];
      if (plant !== undefined) {
        expect(() => assertInvariants(protocol, plant())).to.throw(BrokenInvariant, id);
        return;
      }
      const [condition, path, value] = careless[id] ?? ['', '', ''];
      const guard = protocol.chart.guards.get('ready');
      if (guard?.kind !== 'all') throw new Error('ready is not a conjunction');
      const lax = { ...guard, of: guard.of.filter((part) => part.name !== condition) };
      expect(lax.of.length, `${condition} is one of the conditions of ready`).to.equal(guard.of.length - 1);
      const spoiled = {
        ...protocol,
        chart: { ...protocol.chart, guards: new Map(protocol.chart.guards).set('ready', lax) },
      };
      const state = standing(ready(), path, value);
      expect(invariants.find((one) => one.id === id)?.holds(spoiled, state)).to.equal(false);
      expect(
        invariants.find((one) => one.id === id)?.holds(protocol, state),
        'and the real ready is not ready there',
      ).to.equal(true);
    });
  }

  it('name the preparation and never the patient', () => {
    const message = ((): string => {
      try {
        assertInvariants(protocol, standing(ready(), 'open.equipment.tubes', 'overridden'));
      } catch (error) {
        return String(error);
      }
      return '';
    })();
    expect(message)
      .to.include('preparation-0001')
      .and.not.match(/Roe|9990012345/);
  });
});
