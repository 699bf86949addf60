/**
 * The events worth trying: every event of a slice with the finite classes its guards tell apart.
 * A class that satisfies is the base; each other sample differs from a base in one thing, so that a refusal says why.
 */
import {
  type ChartTransition,
  type EventClass,
  type Protocol,
  type Relation,
  type Role,
  roles,
} from '../machines/index.ts';
import { valuesOf } from './answers.ts';
import { classAllows, conditionsIn, nameOf } from './conditions.ts';

/**
 * `tap`: a person does it. `late`: work entered after the fact. `deadline`: the clock does it.
 * `judged`: the server itself, in the same commit as the change of facts that made it so.
 */
export type SampleKind = 'tap' | 'late' | 'deadline' | 'judged';
export interface Sample {
  readonly type: string;
  readonly class: EventClass;
  readonly kind: SampleKind;
}

const bySystem: EventClass = { role: 'system', who: 'other', value: 'none' };
const relations: readonly Relation[] = ['other', 'first', 'sameGrant'];
const judged = new Set(['notNeeded', 'needed', 'judgedIn', 'judgedOut']);

/** @param handlers the transitions that hear this event. */
export function samplesOf(protocol: Protocol, type: string, handlers: readonly ChartTransition[]): readonly Sample[] {
  if (handlers.some(({ delay }) => delay !== null)) return [{ type, class: bySystem, kind: 'deadline' }];
  const kind = kindOf(protocol, type);
  const domain = domainOf(protocol, type, handlers);
  const all = domain.roles.flatMap((role) =>
    domain.who.flatMap((who) =>
      domain.values.flatMap((value) => domain.held.map((held): EventClass => ({ role, who, value, ...held }))),
    ),
  );
  const bases = handlers.flatMap(({ guard }) => {
    const allowed = all.filter((each) => classAllows(guard, each));
    const decisive = conditionsIn(guard)
      .filter((leaf) => leaf.kind === 'reads')
      .map((leaf) => allowed.find((each) => !classAllows(guard, each, nameOf(leaf))));
    return [allowed[0], ...decisive].filter((each) => each !== undefined);
  });
  const near = all.filter((each) => bases.some((base) => distance(base, each) <= 1));
  // Only the server raises these: a person is refused before any guard is asked, whatever the guard would say.
  const server = protocol.events.get(type)?.system === true && kind !== 'late';
  const real = near.filter(
    (each) =>
      // What keeps the last attempt is the guard that keeps the first one, and is shown with that.
      (each.value !== 'exhausts' || handlers.some(({ guard }) => classAllows(guard, each))) &&
      (!server || each.role === 'system' || handlers.every(({ guard }) => !classAllows(guard, each))),
  );
  return real.map((each) => ({ type, class: each, kind: kind === 'judged' && each.role !== 'system' ? 'tap' : kind }));
}

function kindOf(protocol: Protocol, type: string): SampleKind {
  const happened = type.split('.')[2] ?? '';
  const item = protocol.events.get(type)?.item !== undefined;
  return item && judged.has(happened) ? 'judged' : happened === 'enteredLate' ? 'late' : 'tap';
}

interface Domain {
  readonly roles: readonly Role[];
  readonly who: readonly Relation[];
  readonly values: readonly EventClass['value'][];
  readonly held: readonly Pick<EventClass, 'competent'>[];
}

/** What a guard does not read need not be varied. */
function domainOf(protocol: Protocol, type: string, handlers: readonly ChartTransition[]): Domain {
  const read = new Set(
    handlers.flatMap(({ guard }) => conditionsIn(guard).map((leaf) => (leaf.kind === 'reads' ? leaf.name : 'at'))),
  );
  const system = protocol.events.get(type)?.system === true && type.split('.')[2] !== 'enteredLate';
  const id = protocol.events.get(type)?.item;
  const item = id === undefined ? undefined : protocol.items.get(id)?.item;
  // Who did it is asked later on: a step that compares people needs it done by somebody of every role.
  const remembered = handlers.some(({ actions }) =>
    actions.some(({ type: action }) => ['note', 'noteWhen', 'take'].includes(action)),
  );
  return {
    roles: read.has('role')
      ? roles
      : type === 'responsibility.declined'
        ? ['nurse'] // Nurses are who is asked (`commands.ts`).
        : system
          ? ['system']
          : remembered
            ? ['technician', 'nurse', 'chargeNurse', 'proceduralist']
            : ['technician'],
    who: read.has('who') ? relations : ['other'],
    values: valuesOf(type, item).slice(0, read.has('value') ? undefined : 1),
    held: read.has('competent') ? [{ competent: true }, {}] : [{}],
  };
}

const distance = (a: EventClass, b: EventClass): number =>
  Number(a.role !== b.role) +
  Number(a.who !== b.who) +
  Number(a.value !== b.value) +
  Number(a.competent !== b.competent);

export const sampleKey = ({ type, class: { role, who, value, competent } }: Pick<Sample, 'type' | 'class'>): string =>
  `${type}|${role}|${who}|${value}${competent === true ? '|competent' : ''}`;
