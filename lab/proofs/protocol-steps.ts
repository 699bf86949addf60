/**
 * What no step of a protocol may do: the parts of a promise about what comes in the end that are about one step each.
 * How they make the promise together is in docs/proving.md.
 */
import type { Protocol, Role } from '../../machines/index.ts';
import type { NeverStep, StepInvariant } from '../explore/prove-steps.ts';
import type { Where } from '../explore/where.ts';
import { classesOf } from './event-classes.ts';

const all = (...parts: readonly Where[]): Where => ({ all: parts });
const any = (...parts: readonly Where[]): Where => ({ any: parts });
const not = (part: Where): Where => ({ not: part });

export function protocolSteps(protocol: Protocol): readonly StepInvariant[] {
  const { standsFor } = classesOf(protocol);
  const by = (event: string, role: Role): NonNullable<NeverStep['by']> => ({
    event,
    payload: { class: standsFor(event, { role, who: 'other', value: 'satisfies', competent: true }) },
  });
  const ends = (event: string, roles: readonly Role[]): readonly NeverStep[] =>
    roles.map((role) => ({ from: { at: 'open' }, by: by(event, role), to: { at: 'open' } }));
  const stops = stopsOf(protocol);
  return [
    {
      id: 'L1',
      hazards: ['H24'],
      says: 'Whatever else is so, one senior ends a preparation in one step, and one nurse says that it was opened by mistake.',
      neverSteps: [
        ...ends('preparation.cancelled', ['chargeNurse', 'proceduralist']),
        ...ends('preparation.enteredInError', ['nurse', 'chargeNurse', 'proceduralist']),
      ],
    },
    {
      id: 'L2',
      hazards: ['H27', 'H05'],
      says: 'A stop that begins is told, also when what was told before had been seen.',
      neverSteps: stops.map(({ stop, told }) => ({ from: not(stop), to: all(stop, not(told)) })),
    },
    {
      id: 'L3',
      hazards: ['H27', 'H05'],
      says: 'While a stop stands that was told, only somebody who has seen it ends the telling.',
      neverSteps: stops.map(({ stop, told }) => ({
        from: all(stop, told),
        unless: 'attention.acknowledged',
        to: all(stop, not(told)),
      })),
    },
    {
      id: 'L4',
      hazards: ['H27', 'H05'],
      says: 'Until somebody has seen it nothing puts off the time at which the telling goes further, and then it does.',
      neverSteps: [...new Map(stops.map((one) => [one.part, one])).values()].flatMap(
        ({ part, told, notified, escalated }): readonly NeverStep[] => [
          { from: all({ at: part }, told), to: { at: part }, enters: notified },
          {
            from: all({ at: part }, { at: notified }),
            by: { event: `xstate.after.acknowledgeWithin.preparation.${notified}` },
            to: not({ at: escalated }),
          },
        ],
      ),
    },
  ];
}

interface Stop {
  readonly part: string;
  readonly stop: Where;
  /** Somebody is told, and has not said that they saw it. */
  readonly told: Where;
  readonly notified: string;
  readonly escalated: string;
}

/** Before hand-over and after it: who is told then is another region. */
function stopsOf({ chart }: Protocol): readonly Stop[] {
  return chart.nodes
    .filter(({ tags }) => tags.includes('stop'))
    .map(({ path }) => {
      const [part = ''] = path.split('.');
      const [notified, escalated] = [`${part}.escalation.notified`, `${part}.escalation.escalated`];
      return { part, stop: { at: path }, told: any({ at: notified }, { at: escalated }), notified, escalated };
    });
}
