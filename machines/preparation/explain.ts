/**
 * Why not: the named guards that are false, as the smallest set of items, facts and people that would make it possible.
 * The same trees that XState evaluates are walked here, so an explanation cannot disagree with the refusal.
 */
import type { Protocol } from '../protocols/compile.ts';
import type { ChartGuard, ChartTransition } from '../chart/read.ts';
import { type EventClass, type Missing, type Relation, type Role, roles } from '../terms.ts';
import type { State } from './state.ts';
import { isAt } from './status.ts';

/** What is false in a named guard, smallest first; empty when it holds. */
export function missingFor(
  protocol: Protocol,
  state: State,
  guard: string,
  eventClass: EventClass | null,
): readonly Missing[] {
  return distinct(missingIn(protocol, state, treeOf(protocol, guard), eventClass));
}

function treeOf(protocol: Protocol, guard: string): ChartGuard {
  const tree = protocol.chart.guards.get(guard);
  if (tree === undefined) throw new Error(`No guard is called "${guard}" in ${protocol.document.id}.`);
  return tree;
}

/** Whether a named guard holds in this state. */
export const holds = (protocol: Protocol, state: State, guard: string, eventClass: EventClass | null): boolean =>
  isTrue(protocol, state, treeOf(protocol, guard), eventClass);

/** The same walk as `missingIn`, without the sentences: asked of every screen and every tap. */
function isTrue(protocol: Protocol, state: State, guard: ChartGuard, eventClass: EventClass | null): boolean {
  switch (guard.kind) {
    case 'at':
      return isAt(state.value, guard.path);
    case 'all':
      return guard.of.every((part) => isTrue(protocol, state, part, eventClass));
    case 'any':
      return guard.of.some((part) => isTrue(protocol, state, part, eventClass));
    case 'not':
      return !guard.of.every((part) => isTrue(protocol, state, part, eventClass));
    case 'reads':
      return missingInClass(protocol, guard, eventClass).length === 0;
    case 'opaque':
    case 'missing':
      throw new Error(`The guard "${guard.name}" cannot be explained; chart law 1 forbids it.`);
  }
}

/** Ready is the named guard `ready`, read on the state at the end of a commit (chart law 7). */
export const isReady = (protocol: Protocol, state: State): boolean => holds(protocol, state, 'ready', null);

/** Whether somebody of this class could raise this event now, and it would be taken. */
export const mayRaise = (protocol: Protocol, state: State, event: string, eventClass: EventClass): boolean =>
  candidates(protocol, state, event).some(({ guard }) => guard === null || isTrue(protocol, state, guard, eventClass));

/** The transitions that could take this event where the chart is now, whatever their guards say. */
export function candidates(protocol: Protocol, state: State, event: string): readonly ChartTransition[] {
  const transitions = protocol.chart.byEvent.get(event) ?? [];
  return transitions.filter(({ source }) => source === '' || isAt(state.value, source));
}

/** Of the ways this event could be taken, the one that misses least. Null when there is no way at all from here. */
export function missingForEvent(
  protocol: Protocol,
  state: State,
  event: string,
  eventClass: EventClass,
): readonly Missing[] | null {
  const ways = candidates(protocol, state, event).map(({ guard }) =>
    distinct(guard === null ? [] : missingIn(protocol, state, guard, eventClass)),
  );
  return smallest(ways);
}

function missingIn(
  protocol: Protocol,
  state: State,
  guard: ChartGuard,
  eventClass: EventClass | null,
): readonly Missing[] {
  switch (guard.kind) {
    case 'at':
      return isAt(state.value, guard.path) ? [] : [sentence(protocol, guard.name, guard.path)];
    case 'reads':
      return missingInClass(protocol, guard, eventClass);
    case 'all': {
      const missing = guard.of.flatMap((part) => missingIn(protocol, state, part, eventClass));
      // What lies deeper says more, unless it is only that somebody else should ask.
      return missing.length > 0 && missing.every(isPerson) && hasWords(protocol, guard.name)
        ? [{ ...sentence(protocol, guard.name, ''), subject: 'person' }, ...missing]
        : missing;
    }
    case 'any': {
      const least = smallest(guard.of.map((part) => missingIn(protocol, state, part, eventClass)));
      if (least !== null && least.length === 0) return [];
      return hasWords(protocol, guard.name)
        ? [sentence(protocol, guard.name, '')]
        : (least ?? [sentence(protocol, guard.name, '')]);
    }
    case 'not': {
      const [inner] = guard.of;
      const innerHolds = inner !== undefined && missingIn(protocol, state, inner, eventClass).length === 0;
      return innerHolds ? [sentence(protocol, guard.name, '')] : [];
    }
    case 'opaque':
    case 'missing':
      throw new Error(`The guard "${guard.name}" cannot be explained; chart law 1 forbids it.`);
  }
}

/** What a person would have to be; null class means "nobody is asking", so people are left out. */
function missingInClass(
  protocol: Protocol,
  { name, params }: { readonly name: string; readonly params: unknown },
  eventClass: EventClass | null,
): readonly Missing[] {
  if (eventClass === null) return [];
  const { anyOf = [], is } = params as { readonly anyOf?: readonly string[]; readonly is?: string };
  if (name === 'role' && !anyOf.includes(eventClass.role)) {
    const allowed = roles.filter((role) => anyOf.includes(role) && role !== 'system');
    return [
      {
        condition: `role:${allowed.join('|')}`,
        subject: 'person',
        says: `This takes ${list(allowed.map((role) => roleWords[role]))}.`,
        who: allowed,
      },
    ];
  }
  if (name === 'who' && !anyOf.includes(eventClass.who)) {
    const says = (anyOf as readonly Relation[]).includes('other')
      ? 'Another person must do this, signed in as themselves.'
      : 'Only the person who did it may do this.';
    return [{ condition: `who:${anyOf.join('|')}`, subject: 'person', says, who: [] }];
  }
  if (name === 'competent' && eventClass.competent !== true) {
    const { of = '' } = params as { readonly of?: string };
    return [
      {
        condition: `competent:${of}`,
        subject: 'person',
        says: `This takes somebody registered for ${competenceSays(protocol, of)}.`,
        who: [],
      },
    ];
  }
  if (name === 'value' && is !== eventClass.value)
    return [
      {
        condition: `value:${is}`,
        subject: 'value',
        says: 'That answer is not one for this patient. Look again.',
        who: [],
      },
    ];
  return [];
}

/** `mrLevel2` as the protocol has it read, `MR Level 2`; as it is spelt where the protocol says nothing. */
export const competenceSays = ({ document }: Protocol, name: string): string =>
  document.competences?.[name]?.is ?? spaced(name);

const spaced = (word: string): string =>
  word
    .replaceAll(/([a-z])([A-Z0-9])/g, '$1 $2')
    .replaceAll(/([0-9])([A-Za-z])/g, '$1 $2')
    .toLowerCase();

/** Roles in a ward's words. */
export const roleWords: Readonly<Record<Role, string>> = {
  technician: 'a technician',
  nurse: 'a nurse',
  chargeNurse: 'the charge nurse',
  proceduralist: 'the proceduralist',
  clinicalEngineer: 'clinical engineering',
  system: 'the server',
};
const list = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;

const isPerson = ({ subject }: Missing): boolean => subject === 'person';
const hasWords = (protocol: Protocol, name: string | null): name is string =>
  name !== null && protocol.conditions.has(name);

function sentence(protocol: Protocol, name: string | null, path: string): Missing {
  const words = name === null ? undefined : protocol.conditions.get(name);
  const condition = name ?? path;
  if (words !== undefined) return { condition, subject: words.subject, says: words.says, who: words.who };
  const step = /^complete\.(.+)$/.exec(condition)?.[1];
  const title = protocol.steps.find(({ definition }) => definition.id === step)?.definition.title;
  return {
    condition,
    subject: step === undefined ? path : `step.${step}`,
    says: title === undefined ? 'Something else comes first.' : `${title} is not completed yet.`,
    who: ['technician', 'nurse', 'chargeNurse'],
  };
}

function smallest(ways: readonly (readonly Missing[])[]): readonly Missing[] | null {
  return [...ways].sort((a, b) => a.length - b.length)[0] ?? null;
}

function distinct(missing: readonly Missing[]): readonly Missing[] {
  return missing.filter(
    ({ condition }, index) => missing.findIndex((other) => other.condition === condition) === index,
  );
}
