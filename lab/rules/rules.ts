/**
 * The rules of a protocol, each in a nurse's words and each removable: what is left is a protocol without it, for seeing
 * what the rule is there for. They are read from the compiled chart, so a protocol has those that it has.
 */
import type { Edited, EventClass, Protocol } from '../../machines/index.ts';
import type { Where } from '../explore/where.ts';
import { deafTo, forgetting, notReading, raises, without } from './remove.ts';

export interface Rule {
  readonly id: string;
  readonly about: RuleTopic;
  /** As it holds now: `Ready waits while the preparation is held.` */
  readonly says: string;
  /** The invariants that it is there for: asked first, and the others after. */
  readonly keeps: readonly string[];
  /** Of such an invariant the cases that name this; null for all of it. */
  readonly names: string | null;
  /** The item of the checklist that it is about; null where it is about none of them. */
  readonly item: string | null;
  readonly remove: (chart: Edited) => void;
}
export type RuleTopic = 'ready' | 'stop' | 'told' | 'people';

type Draft = Omit<Rule, 'names' | 'item'> & Partial<Pick<Rule, 'names' | 'item'>>;

export function rulesOf(protocol: Protocol): readonly Rule[] {
  return [...stops(protocol), ...people(protocol), ...readiness(protocol), ...told(protocol)].map((rule) => ({
    ...rule,
    names: rule.names ?? null,
    item: rule.item ?? null,
  }));
}

/** A rule that is one name in a guard that asks for all of several; none where the guard does not ask for it. */
function asked({ chart }: Protocol, guard: string, part: string, rest: Omit<Draft, 'id' | 'remove'>): readonly Draft[] {
  const read = chart.guards.get(guard);
  if (read?.kind !== 'all' || !read.of.some(({ name }) => name === part)) return [];
  return [{ id: `${guard}.${part}`, ...rest, remove: ({ guards }) => forgetting(guards, guard, part) }];
}

function stops(protocol: Protocol): readonly Draft[] {
  const stop = (guard: string, part: string, keeps: string, says: string): readonly Draft[] =>
    asked(protocol, guard, part, { about: 'stop', says, keeps: [keeps] });
  return [
    ...stop('uninterrupted', 'noMismatch', 'I04', 'While identity does not match, nobody works with the patient.'),
    ...stop(
      'uninterrupted',
      'consentNotStopped',
      'I10',
      'Nobody works with a patient who said no, in an emergency neither.',
    ),
    ...stop('emergencyMinimum', 'uninterrupted', 'I10', 'A stop holds in an emergency too.'),
    ...stop(
      'consentStands',
      'capacityClear',
      'I15',
      'Consent does not count while it is in doubt whether the patient can decide.',
    ),
  ];
}

function people(protocol: Protocol): readonly Draft[] {
  const { chart, items } = protocol;
  const seconds = [...items.values()].flatMap(({ item }): readonly Draft[] =>
    chart.guards.has(`mayVerify.${item.id}`)
      ? [
          {
            id: `second.${item.id}`,
            about: 'people',
            says: `The second check of “${item.text}” is by another person.`,
            keeps: ['I25'],
            names: `item.${item.id}.agreed`,
            item: item.id,
            remove: ({ guards }) => notReading(guards, `mayVerify.${item.id}`, 'who'),
          },
        ]
      : [],
  );
  const interpreted = [...items.values()].flatMap(({ item, step }) =>
    step.id === 'explanation' || step.id === 'consent'
      ? asked(protocol, `may.${item.id}`, 'interpreted', {
          about: 'people',
          says: `“${item.text}” waits for the interpreter the patient needs.`,
          keeps: ['I20'],
          names: `may.${item.id}`,
          item: item.id,
        })
      : [],
  );
  return [
    ...seconds,
    ...asked(protocol, 'mayHandOver', 'ready', {
      about: 'people',
      says: 'A patient is handed over only when ready.',
      keeps: ['E4'],
    }),
    {
      id: 'arrival.wanted',
      about: 'people',
      says: 'When a patient arrives, somebody must take them.',
      keeps: ['I45'],
      remove: (edited) =>
        without(edited.state('open.flow.expected'), 'patient.arrived', raises('responsibility.wanted')),
    },
    {
      id: 'cancel',
      about: 'people',
      says: 'The charge nurse can end a preparation at any time.',
      keeps: ['E1'],
      remove: ({ guards }) => void (guards['mayCancel'] = { any: [] }),
    },
    {
      id: 'emergency',
      about: 'people',
      says: 'Anybody can declare an emergency.',
      keeps: ['E2'],
      remove: (edited) => deafTo(edited.state('open.urgency.routine'), 'emergency.declared'),
    },
    ...interpreted.slice(0, 1),
  ];
}

function readiness(protocol: Protocol): readonly Draft[] {
  const ready = (part: string, rest: Omit<Draft, 'id' | 'about' | 'remove'>): readonly Draft[] =>
    asked(protocol, 'ready', part, { about: 'ready', ...rest });
  return [
    ...ready('notHeld', { keeps: ['I32'], says: 'Not ready while the preparation is held.' }),
    ...ready('routine', { keeps: ['I28'], says: 'Not ready in an emergency.' }),
    ...ready('present', { keeps: ['I24'], says: 'Not ready while the patient is away.' }),
    ...[...protocol.items.values()].flatMap(({ item }) =>
      ready(`counts.${item.id}`, {
        keeps: ['I01'],
        says: `Not ready without “${item.text}”.`,
        names: `counts.${item.id}`,
        item: item.id,
      }),
    ),
  ];
}

/** What must be over before nobody needs to be told any more, and what tells. */
function told(protocol: Protocol): readonly Draft[] {
  const calm: Readonly<Record<string, readonly [keeps: string, says: string]>> = {
    noMismatch: ['A1', 'The wall asks for help until a wrong identity is resolved.'],
    noOpenQuestion: ['A1', 'The wall asks for help until the patient’s question is answered.'],
    consentNotStopped: ['A1', 'The wall asks for help while the patient says no.'],
    capacityClear: ['A1', 'The wall asks for help while it is in doubt whether the patient can decide.'],
    kitFit: ['A1', 'The wall asks for help until the faulty equipment is replaced.'],
    fieldClean: ['A1', 'The wall asks for help until what was contaminated is clean again.'],
    claimed: ['A2', 'The wall asks for help until somebody takes the patient.'],
    holdNotDue: ['A2', 'The wall asks for help until a hold that is due is looked at.'],
    startAhead: ['A2', 'The wall goes on asking for help once the planned start has passed.'],
  };
  return [
    ...Object.entries(calm).flatMap(([part, [keeps, says]]) =>
      asked(protocol, 'calm', part, { about: 'told', says, keeps: [keeps] }),
    ),
    {
      id: 'hold.due',
      about: 'told',
      says: 'When it is time to look at a hold again, the wall asks for help.',
      keeps: ['A2'],
      remove: (edited) => void (edited.state('open.flow.held.due').entry = []),
    },
    {
      id: 'start.passed',
      about: 'told',
      says: 'When the planned start has passed, the wall asks for help.',
      keeps: ['A2'],
      remove: (edited) => void (edited.state('open.plan.overdue').entry = []),
    },
  ];
}

/** What of an invariant names this: its other cases are asked later, with everything else. */
export function casesNaming(never: Where, name: string | null): Where {
  if (name === null || !('any' in never)) return never;
  const found = never.any.filter((one) => JSON.stringify(one).includes(`"${name}"`));
  return found.length === 0 ? never : found.length === 1 ? (found[0] as Where) : { any: found };
}

/**
 * What an invariant says that nobody must be able to do, where it says so: the last step of a walk to its flaw. It is an
 * event that must not be heard, or the one that a guard lets through which must not hold.
 */
export function forbidden(
  protocol: Protocol,
  never: Where,
): { readonly type: string; readonly class: EventClass } | null {
  const classed = (type: string | undefined, given: object | undefined) => {
    const said = (given as { readonly class?: EventClass } | undefined)?.class;
    return type === undefined || said === undefined ? null : { type, class: said };
  };
  if ('hears' in never) return classed(never.hears, never.payload);
  if ('guard' in never) {
    const transitions = protocol.chart.nodes.flatMap((node) => node.transitions);
    return classed(transitions.find(({ guard }) => guard?.name === never.guard)?.event, never.event);
  }
  const parts = 'all' in never ? never.all : 'any' in never ? never.any : [];
  return parts.map((part) => forbidden(protocol, part)).find((found) => found !== null) ?? null;
}
