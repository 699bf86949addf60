/**
 * Whatever stands in the way of a protocol's preparation, somebody on shift leads out of it without ending it: the promise
 * about what comes that the needs of items, steps and the flow make together (docs/proving.md).
 */
import { type EventSpec, type Protocol, roles, type Role, type ValueClass } from '../../machines/index.ts';
import type { ExitClaim } from '../explore/exits/exits.ts';
import { classesOf } from './event-classes.ts';

/** Who may do what, as far as the permissions of the server say: the chart narrows it again. */
export type MayDo = (event: string, spec: EventSpec, role: Role) => boolean;

/** What somebody may bring about. That an answer does not satisfy is no way out. */
const values: readonly ValueClass[] = ['none', 'satisfies', 'agrees', 'differs'];
/** The server passes it on from the other preparation of the patient, where somebody says so. */
const passedOn = ['patient.back'];

export function protocolExits(protocol: Protocol, mayDo: MayDo): ExitClaim {
  const { standsFor } = classesOf(protocol);
  const [receiver = 'nurse'] = protocol.document.handover.receivedBy;
  const payloadOf = (event: string, role: Role, value: ValueClass): object => ({
    // Whoever did something first may have gone home: it is asked of another.
    class: standsFor(event, { role, who: 'other', value, competent: true }),
  });
  const acts = [...protocol.events].flatMap(([event, spec]) =>
    roles
      .filter((role) => (role === 'system' ? passedOn.includes(event) : mayDo(event, spec, role)))
      .flatMap((role) => values.map((value) => ({ event, payload: payloadOf(event, role, value) }))),
  );
  return {
    id: 'L5',
    hazards: ['H14', 'H27', 'H05'],
    says: 'Whatever stands in the way, somebody on shift leads out of it without ending the preparation.',
    within: 'open',
    wanted: { hears: 'handover.accepted', payload: payloadOf('handover.accepted', receiver, 'satisfies') },
    tags: ['stop', 'attention', 'deferred'],
    acts: [...new Map(acts.map((act) => [JSON.stringify(act), act])).values()],
  };
}
