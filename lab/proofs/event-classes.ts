/** The classes of an event that a protocol's guards tell apart: whatever is sent is one of them, as far as its chart can see. */
import {
  type ChartGuard,
  type EventClass,
  type Protocol,
  type Relation,
  roles,
  type ValueClass,
} from '../../machines/index.ts';
import { classAllows, conditionsIn, type Leaf } from '../conditions.ts';
import { transitionsOf } from '../regions.ts';

const relations: readonly Relation[] = ['other', 'first', 'sameGrant'];
const values: readonly ValueClass[] = ['none', 'satisfies', 'fails', 'agrees', 'differs', 'exhausts'];
export const everyClass: readonly EventClass[] = roles.flatMap((role) =>
  relations.flatMap((who) =>
    values.flatMap((value): readonly EventClass[] => [
      { role, who, value, competent: true },
      { role, who, value },
    ]),
  ),
);

export interface Classes {
  /** One payload for each class, by event type; the server's deadlines among them are not listed. */
  readonly payloads: Readonly<Record<string, readonly { readonly class: EventClass }[]>>;
  /** Events that only the chart raises. */
  readonly internal: readonly string[];
  /** The class that stands for this one. */
  standsFor(type: string, eventClass: EventClass): EventClass;
}

const known = new WeakMap<Protocol, Classes>();
export function classesOf(protocol: Protocol): Classes {
  const found = known.get(protocol) ?? readClasses(protocol);
  known.set(protocol, found);
  return found;
}

function readClasses(protocol: Protocol): Classes {
  const heard = new Set(transitionsOf(protocol).map(({ event }) => event));
  const internal = [...heard].filter(
    (event) => event !== '' && !event.startsWith('xstate.') && !protocol.events.has(event),
  );
  // What is raised carries the class of what raised it.
  const readInside = readersOf(protocol, internal);
  const readers = new Map([...heard].map((type) => [type, [...readersOf(protocol, [type]), ...readInside]] as const));
  const tellsApart = (type: string, eventClass: EventClass): string =>
    (readers.get(type) ?? []).map((leaf) => Number(classAllows(leaf, eventClass))).join('');
  const byType = new Map(
    [...protocol.events.keys()]
      .filter((type) => heard.has(type))
      .map((type) => {
        const distinct = new Map<string, EventClass>();
        for (const one of everyClass) {
          const key = tellsApart(type, one);
          if (!distinct.has(key)) distinct.set(key, one);
        }
        return [type, distinct] as const;
      }),
  );
  return {
    payloads: Object.fromEntries(
      [...byType].map(([type, distinct]) => [type, [...distinct.values()].map((one) => ({ class: one }))]),
    ),
    internal,
    standsFor: (type, eventClass) => byType.get(type)?.get(tellsApart(type, eventClass)) ?? eventClass,
  };
}

const readersOf = (protocol: Protocol, types: readonly string[]): readonly Leaf[] => {
  const guards = transitionsOf(protocol)
    .filter(({ event }) => types.includes(event))
    .map(({ guard }) => guard);
  return guards.flatMap((guard: ChartGuard | null) => conditionsIn(guard).filter(({ kind }) => kind === 'reads'));
};
