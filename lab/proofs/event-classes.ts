/** The classes of an event that a protocol's guards tell apart: whatever is sent is one of them, as far as its chart can see. */
import { type EventClass, type Protocol, type Relation, roles, type ValueClass } from '../../machines/index.ts';
import { classAllows, conditionsIn, nameOf, type ConditionName, type Leaf } from '../conditions.ts';
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
  const transitions = transitionsOf(protocol);
  const heard = new Set(transitions.map(({ event }) => event));
  const internal = [...heard].filter(
    (event) => event !== '' && !event.startsWith('xstate.') && !protocol.events.has(event),
  );
  // What is raised carries the class of what raised it.
  const readers = new Map<string, Map<ConditionName, Leaf>>([...heard].map((type) => [type, new Map()]));
  for (const { event, guard } of transitions)
    for (const leaf of conditionsIn(guard)) if (leaf.kind === 'reads') readers.get(event)?.set(nameOf(leaf), leaf);
  const readInside = internal.flatMap((type) => [...(readers.get(type) ?? [])]);
  const readBy = (type: string): readonly Leaf[] => [
    ...new Map([...(readers.get(type) ?? []), ...readInside]).values(),
  ];
  const tellsApart = (leaves: readonly Leaf[], eventClass: EventClass): string =>
    leaves.map((leaf) => Number(classAllows(leaf, eventClass))).join('');
  const byType = new Map(
    [...protocol.events.keys()]
      .filter((type) => heard.has(type))
      .map((type) => {
        const leaves = readBy(type);
        const distinct = new Map<string, EventClass>();
        for (const one of everyClass) {
          const key = tellsApart(leaves, one);
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
    standsFor: (type, eventClass) => byType.get(type)?.get(tellsApart(readBy(type), eventClass)) ?? eventClass,
  };
}
