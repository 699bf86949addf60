/** What a document may ask about a preparation: its order, its patient, and the answers given so far. */
import { ageAt } from '../age.ts';
import { type Facts, notAsked } from '../protocols/applies.ts';
import type { Protocol } from '../protocols/compile.ts';
import type { State } from './state.ts';
import { itemStatus } from './status.ts';

export function factsOf(protocol: Protocol, state: State): Facts {
  const { order, patient, start, evidence } = state.context;
  return {
    fact: (name) => order.facts[name] ?? 'unknown',
    age: ageAt(patient.birthDate, start),
    sex: patient.sex,
    answer: (id) => {
      const placed = protocol.items.get(id);
      const status = placed === undefined ? null : itemStatus(state, placed.step.id, id);
      if (status === 'notNeeded') return notAsked;
      const given = evidence[id];
      // What has lapsed is not known any more, and half of a blind check is no answer.
      if (given?.value === undefined || status === 'expired' || status === 'awaiting' || status === 'disputed')
        return null;
      return String(given.value);
    },
  };
}
