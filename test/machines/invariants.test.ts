/** Each invariant is seen red on a state that breaks it and nothing else; a good state breaks none. */
import { expect } from 'chai';
import {
  assertInvariants,
  BrokenInvariant,
  type ChartGuard,
  type Evidence,
  invariants,
  type State,
  type StateValue,
} from '../../machines/index.ts';
import { Bedside } from '../support/bedside.ts';
import { technician, venepuncture } from '../support/protocol.ts';

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

/** A good state in which something else was seen of the tubes. */
function seen(more: Partial<Evidence>): State {
  const state = ready();
  const evidence = state.context.evidence['tubes'];
  if (evidence === undefined) throw new Error('there is no evidence to break');
  return {
    ...state,
    context: { ...state.context, evidence: { ...state.context.evidence, tubes: { ...evidence, ...more } } },
  };
}

const broken: Readonly<Record<string, () => State>> = {
  I45: () => standing(ready(), 'open.responsibility', 'nobody'),
  I21: () => seen({ asset: { asset: 'pump-1', type: 'pump', standing: 'quarantined', version: 1, says: null } }),
  I23: () => seen({ until: ready().context.start - 1 }),
  I25: () => seen({ second: { at: ready().at, by: technician.person, value: 'inDate' } }),
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

/** A protocol one of whose guards has lost one of its conditions: what the invariants about guards are there to find. */
const careless: Readonly<Record<string, Careless>> = {
  I01: { guard: 'ready', condition: 'counts.tubes', state: () => standing(ready(), 'open.equipment.tubes', 'pending') },
  I03: { guard: 'ready', condition: 'noMismatch', state: () => standing(ready(), 'open.identity.match', 'mismatched') },
  I04: {
    guard: 'uninterrupted',
    condition: 'noMismatch',
    state: () => standing(ready(), 'open.identity.match', 'mismatched'),
  },
  I09: {
    guard: 'ready',
    condition: 'consentStands',
    state: () => standing(ready(), 'open.consent.standing', 'withdrawn'),
  },
  I10: {
    guard: 'mayHandOverInEmergency',
    condition: 'consentNotStopped',
    state: () => standing(standing(ready(), 'open.urgency', 'emergency'), 'open.consent.standing', 'refused'),
  },
  I12: {
    guard: 'ready',
    condition: 'noOpenQuestion',
    state: () => standing(ready(), 'open.explanation.questions', 'open'),
  },
  I15: {
    guard: 'consentStands',
    condition: 'capacityClear',
    state: () => standing(ready(), 'open.consent.capacity', 'doubted'),
  },
  I17: {
    guard: 'ready',
    condition: 'fieldClean',
    state: () => standing(ready(), 'open.hygiene.field', 'contaminated'),
  },
  I20: {
    guard: 'may.explained',
    condition: 'interpreted',
    state: () => standing(ready(), 'open.explanation.communication', 'interpreterAbsent'),
  },
  I24: { guard: 'ready', condition: 'present', state: () => standing(ready(), 'open.whereabouts', 'away') },
  I32: { guard: 'ready', condition: 'notHeld', state: () => standing(ready(), 'open.flow', { held: 'waiting' }) },
  I28: { guard: 'ready', condition: 'routine', state: () => standing(ready(), 'open.urgency', 'emergency') },
};
interface Careless {
  readonly guard: string;
  readonly condition: string;
  readonly state: () => State;
}

/** The guard without a condition, however deep it lies; null when it is not there to lose. */
function without(guard: ChartGuard, condition: string): ChartGuard | null {
  if (guard.kind !== 'all') return null;
  const of = guard.of.filter(({ name }) => name !== condition);
  if (of.length < guard.of.length) return { ...guard, of };
  const deeper = guard.of.map((part) => without(part, condition));
  return deeper.every((part) => part === null)
    ? null
    : { ...guard, of: guard.of.map((part, index) => deeper[index] ?? part) };
}

const never = (id: string): never => {
  throw new Error(`nothing here breaks ${id}`);
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
      const { guard, condition, state: plantState } = careless[id] ?? never(id);
      const whole = protocol.chart.guards.get(guard);
      const lax = whole === undefined ? null : without(whole, condition);
      if (lax === null) throw new Error(`${condition} is not one of the conditions of ${guard}`);
      const spoiled = {
        ...protocol,
        chart: { ...protocol.chart, guards: new Map(protocol.chart.guards).set(guard, lax) },
      };
      const state = plantState();
      expect(invariants.find((one) => one.id === id)?.holds(spoiled, state)).to.equal(false);
      expect(
        invariants.find((one) => one.id === id)?.holds(protocol, state),
        'and with the condition it holds there',
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
