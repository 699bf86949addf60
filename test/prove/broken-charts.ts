/** Ways to break a protocol's chart, each with the invariant that it breaks. */
import { deafTo, forgetting, raises, without } from '../../lab/rules/remove.ts';
import type { Edited, Protocol } from '../../machines/index.ts';

export interface Break {
  readonly does: string;
  readonly breaks: string;
  readonly edit: (chart: Edited) => void;
}

export function breaks({ chart }: Protocol): readonly Break[] {
  const raised = chart.nodes.flatMap(({ path, transitions }) =>
    path.startsWith('open.')
      ? transitions
          .filter(
            ({ targets, actions, delay }) =>
              delay === null &&
              actions.some((action) => raises('attention.raised')(action as { type: string; params?: object })) &&
              targets.some((target) => chart.byPath.get(target)?.tags.includes('stop')),
          )
          .map(({ event }) => ({ path, event }))
      : [],
  );
  // The first way into each stop: one broken way in is enough to be found.
  const stops = [...new Map(raised.map((one) => [one.event, one])).values()].slice(0, 4);
  const calm = ['noMismatch', 'noOpenQuestion', 'kitFit', 'fieldClean', 'consentNotStopped'];
  const guards = new Set(chart.guards.keys());
  return [
    ...stops.map(({ path, event }): Break => ({
      does: `${event} tells nobody`,
      breaks: 'A1',
      edit: (edited) => without(edited.state(path), event, raises('attention.raised')),
    })),
    ...calm
      .filter((name) => guards.has(name))
      .map((name): Break => ({
        does: `attention ends although ${name} is not so`,
        breaks: 'A1',
        edit: ({ guards: named }) => forgetting(named, 'calm', name),
      })),
    {
      does: 'a hold that is due tells nobody',
      breaks: 'A2',
      edit: (edited) => void (edited.state('open.flow.held.due').entry = []),
    },
    {
      does: 'a start that has passed tells nobody',
      breaks: 'A2',
      edit: (edited) => void (edited.state('open.plan.overdue').entry = []),
    },
    {
      does: 'a patient arrives and nobody is wanted',
      breaks: 'I45',
      edit: (edited) => without(edited.state('open.flow.expected'), 'patient.arrived', raises('responsibility.wanted')),
    },
    {
      does: 'an emergency may be declared only when it is not held',
      breaks: 'E2',
      edit: (edited) => {
        const routine = edited.state('open.urgency.routine');
        routine.on = { 'emergency.declared': { guard: 'notHeld', target: 'emergency' } };
      },
    },
    {
      does: 'what is held cannot be cancelled',
      breaks: 'E1',
      edit: ({ guards: named }) => void (named['mayCancel'] = { all: ['notHeld'] }),
    },
    {
      does: 'nobody at all can say that they have seen it',
      breaks: 'A3',
      edit: (edited) => {
        for (const { source } of chart.byEvent.get('attention.acknowledged') ?? [])
          deafTo(edited.state(source), 'attention.acknowledged');
      },
    },
    {
      does: 'nothing leads out of a wristband that does not match',
      breaks: 'E3',
      edit: (edited) => void (edited.state('open.identity.match.mismatched').on = {}),
    },
    {
      does: 'nurses do not acknowledge',
      breaks: 'A3',
      edit: ({ guards: named }) =>
        void (named['maySee'] = { all: [{ type: 'role', params: { anyOf: ['proceduralist'] } }] }),
    },
    {
      does: 'ready forgets a hold',
      breaks: 'I32',
      edit: ({ guards: named }) => forgetting(named, 'ready', 'notHeld'),
    },
    {
      does: 'ready forgets an emergency',
      breaks: 'I28',
      edit: ({ guards: named }) => forgetting(named, 'ready', 'routine'),
    },
    {
      does: 'work goes on while identity does not match',
      breaks: 'I04',
      edit: ({ guards: named }) => forgetting(named, 'uninterrupted', 'noMismatch'),
    },
    ...brokenSteps(stops[0], guards),
  ];
}

/** Each breaks what a step may not do, and no state by itself need be wrong. */
function brokenSteps(
  stop: { readonly path: string; readonly event: string } | undefined,
  guards: ReadonlySet<string>,
): readonly Break[] {
  const told = 'open.escalation.notified';
  return [
    {
      does: 'cancelling what is held only resumes it',
      breaks: 'L1',
      edit: (edited) => {
        const held = edited.state('open.flow.held');
        held.on = { ...held.on, 'preparation.cancelled': { target: 'working' } };
      },
    },
    {
      does: 'what is held cannot be said to be opened by mistake',
      breaks: 'L1',
      edit: ({ guards: named }) => void (named['mayEnterInError'] = { all: ['notHeld'] }),
    },
    {
      does: 'nothing is told again once something was seen',
      breaks: 'L2',
      edit: (edited) => deafTo(edited.state('open.escalation.acknowledged'), 'attention.raised'),
    },
    ...(stop === undefined
      ? []
      : [
          {
            does: `${stop.event} tells nobody anew`,
            breaks: 'L2',
            edit: (edited: Edited) => without(edited.state(stop.path), stop.event, raises('attention.raised')),
          },
        ]),
    ...(guards.has('noMismatch')
      ? [
          {
            does: 'the telling ends although noMismatch is not so',
            breaks: 'L3',
            edit: ({ guards: named }: Edited) => forgetting(named, 'calm', 'noMismatch'),
          },
        ]
      : []),
    {
      does: 'a hold ends the telling',
      breaks: 'L3',
      edit: (edited) => {
        const state = edited.state('open.escalation.escalated');
        state.on = { ...state.on, 'flow.held': { target: 'quiet' } };
      },
    },
    {
      does: 'what is told while it is told begins its time anew',
      breaks: 'L4',
      edit: (edited) => {
        const state = edited.state(told);
        state.on = { ...state.on, 'attention.raised': { target: 'notified', reenter: true } };
      },
    },
    {
      does: 'a hold begins the time anew',
      breaks: 'L4',
      edit: (edited) => {
        const state = edited.state(told);
        state.on = { ...state.on, 'flow.held': { target: 'notified', reenter: true } };
      },
    },
    {
      does: 'when nobody said so in time it is taken for seen',
      breaks: 'L4',
      edit: (edited) => void (edited.state(told).after = { acknowledgeWithin: 'acknowledged' }),
    },
  ];
}
