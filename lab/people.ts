/** The people in a path: who could be asked to do something, so that their relation to those before them is as wanted. */
import type { Actor, EventClass, EventSpec, Role, State } from '../machines/index.ts';

/** Three of each: somebody, somebody else, and one who is neither. Others than these are not trained for what is asked. */
const pool = (role: Role, numbers: readonly number[] = [1, 2, 3]): readonly Actor[] =>
  numbers.map((n) => {
    const person = `${role.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}-${n}`;
    return { person, role, grant: `grant-${person}`, device: `device-${person}` };
  });
const untrained: readonly number[] = [4, 5, 6];
export const theServer: Actor = { person: 'system', role: 'system', grant: 'system', device: 'server' };

/** Everybody who may appear in a path, for a server that has to know them. */
export const everybody: readonly Actor[] = (
  ['technician', 'nurse', 'chargeNurse', 'proceduralist', 'clinicalEngineer'] as const
).flatMap((role) => pool(role));

/** What an event's guards look at in a person. */
export interface Looks {
  /** People are compared with who acted before. */
  readonly relation: boolean;
  /** The competences asked for; none when none is. */
  readonly competences: readonly string[];
}

/** The actor, or why nobody can be that. */
export function actorFor(
  state: State,
  spec: EventSpec | undefined,
  wanted: EventClass,
  { relation, competences }: Looks,
): Actor | string {
  const trained = competences.length === 0 || wanted.competent === true;
  const found = somebody(state, spec, wanted, relation, pool(wanted.role, trained ? undefined : untrained));
  if (typeof found === 'string' || competences.length === 0 || !trained) return found;
  return { ...found, competences };
}

function somebody(
  state: State,
  spec: EventSpec | undefined,
  wanted: EventClass,
  relationMatters: boolean,
  people: readonly Actor[],
): Actor | string {
  if (wanted.role === 'system')
    return wanted.who === 'other' || !relationMatters ? theServer : 'the server acts for nobody';
  if (spec?.name === 'responsibility.declined') return asked(state, wanted, people);
  if (!relationMatters) return people[0] ?? theServer;
  const before = actedBefore(state, spec);
  const stranger = people.find(
    ({ person, grant }) => !before.people.includes(person) && !before.grants.includes(grant),
  );
  switch (wanted.who) {
    case 'first':
      return (
        people.find(({ person }) => before.people.includes(person)) ??
        `nobody with the role ${wanted.role} has acted here before`
      );
    case 'sameGrant': {
      const grant = before.grants[0];
      return grant === undefined || stranger === undefined ? 'nobody has acted here before' : { ...stranger, grant };
    }
    case 'other':
      return stranger ?? 'everybody has acted here before';
  }
}

/** Who was asked to take the patient, or somebody who was not. */
function asked({ context }: State, { value }: EventClass, people: readonly Actor[]): Actor | string {
  return (
    people.find(({ person }) => (person === context.offeredTo) === (value === 'agrees')) ??
    'nobody with that role was asked'
  );
}

/** Who answered this item, raised what this answers, or has the patient, as far as the event is about that. */
function actedBefore(
  { context }: State,
  spec: EventSpec | undefined,
): { readonly people: readonly string[]; readonly grants: readonly string[] } {
  const item = spec?.item === undefined ? undefined : context.evidence[spec.item];
  const topic = spec?.topic === undefined ? undefined : context.raised[spec.topic];
  const responsible = spec?.topic === 'responsible' ? context.responsible?.person : undefined;
  const known = (names: readonly (string | null | undefined)[]): readonly string[] =>
    names.filter((name) => name !== undefined && name !== null);
  return {
    people: known([item?.by, item?.second?.by, topic?.by, responsible]),
    grants: known([item?.grant, topic?.grant]),
  };
}
