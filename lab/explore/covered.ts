/** What a proof of a question covers and what it does not, as sentences made of what was asked and of the machine itself. */
import type { AnyStateMachine } from 'xstate';
import { concerns } from './actions.ts';
import { groundOf } from './model.ts';
import type { Question } from './prove.ts';
import { timersOf } from './timers.ts';

export interface Covered {
  readonly covers: readonly string[];
  readonly leavesOut: readonly string[];
}

export function coveredBy(machine: AnyStateMachine, question: Question): Covered {
  const { invariants: _invariants, limits: _limits, ...scope } = question;
  const { chart, trials, contexts } = groundOf(machine, scope);
  const timers = timersOf(chart);
  const untimed = timers.filter(({ delay }) => delay === null);
  const people = trials.filter(({ event }) => !chart.deadlines.has(event.type));
  const types = new Set(people.map(({ event }) => event.type));
  const classes = Object.entries(question.events ?? {}).filter(([, payloads]) => payloads.length > 1);
  const untried = Object.entries(question.events ?? {}).filter(([, payloads]) => payloads.length === 0);
  const acts: readonly unknown[] = [
    ...chart.nodes.flatMap(({ raw }) => [...raw.entry, ...raw.exit]),
    ...chart.transitions.flatMap(({ actions }) => actions),
  ];
  const unrun = new Set(acts.filter((action) => isNamed(action) && !concerns(action, machine)).map(nameOf));
  return {
    covers: [
      `${many(types.size, 'event')} in ${many(people.length, 'class', 'classes')}, in every state and in every order`,
      ...classes.map(([type, payloads]) => `${type} in ${payloads.length} classes`),
      ...(timers.length === 0 ? [] : [`the order of ${many(timers.length, 'deadline')} left free`]),
      contexts.ignored
        ? 'every context: nothing that decides looks at it'
        : `every context that arises${typeof question.context === 'function' ? ', as far as the question tells them apart' : ''}`,
    ],
    leavesOut: [
      ...(classes.length === 0 ? [] : ['how a value is put into its class']),
      ...(people.length === 0 ? [] : ['who may send an event: every event may come from anybody']),
      ...(chart.transitions.every(({ guard }) => guard === undefined)
        ? []
        : ['what a guard looks at beside the context and its event']),
      ...(unrun.size === 0 ? [] : [`what ${many(unrun.size, 'action')} of other names does: it is not run`]),
      ...(untimed.length === 0
        ? []
        : [`how long ${many(untimed.length, 'deadline')} takes that only a context knows: any time was allowed`]),
      ...(question.internal ?? []).map((type) => `${type} sent from outside: only the chart raises it`),
      ...untried.map(([type]) => `${type}: it was not tried`),
    ],
  };
}

const many = (count: number, one: string, more = `${one}s`): string => `${count} ${count === 1 ? one : more}`;
const isNamed = (action: unknown): boolean =>
  typeof action === 'string' || (typeof action === 'object' && action !== null && 'type' in action);
const nameOf = (action: unknown): string =>
  typeof action === 'string' ? action : (action as { readonly type: string }).type;
