/** A transition in the words that stand beside its arrow: what triggers it, on what condition, and what it does. */
import { saysLength } from '../words.ts';
import type { OutlineAction, OutlineDelay } from './outline-actions.ts';
import type { OutlineGuard } from './outline-guards.ts';
import type { OutlineTransition } from './outline.ts';

/** How much is said: the event alone, with its guard, or with its guard and its actions. */
export const labelChoices = ['event', 'guard', 'all'] as const;
export type LabelChoice = (typeof labelChoices)[number];

export interface Label {
  readonly trigger: string;
  readonly guard: string | null;
  readonly actions: string | null;
}

export function labelOf(transition: OutlineTransition, choice: LabelChoice): Label {
  const { guard, actions } = transition;
  return {
    trigger: saysTrigger(transition),
    guard: choice === 'event' || guard === null ? null : saysGuard(guard),
    actions: choice !== 'all' || actions.length === 0 ? null : actions.map(saysAction).join(', '),
  };
}

/** `event [guard] / actions`. */
export const oneLine = ({ trigger, guard, actions }: Label): string =>
  [trigger, ...(guard === null ? [] : [`[${guard}]`]), ...(actions === null ? [] : [`/ ${actions}`])].join(' ');

function saysTrigger({ on, event }: OutlineTransition): string {
  switch (on.kind) {
    case 'always':
      return 'always';
    case 'after':
      return `after ${saysDelay(on.delay)}`;
    case 'done':
      return 'when done';
    case 'actor':
      return `${on.actor}: ${on.says}`;
    case 'event':
      return event === '*' ? 'any event (*)' : event;
  }
}

export const saysDelay = ({ lengthMs, name }: OutlineDelay): string =>
  lengthMs === null ? (name ?? 'a computed time') : saysDays(lengthMs);

/** A part of a second matters to a program; a day or more reads better as days. */
function saysDays(lengthMs: number): string {
  const days = lengthMs / 86_400_000;
  if (lengthMs > 0 && lengthMs < 1000) return `${lengthMs} ms`;
  return days > 2 && Number.isInteger(days) ? `${days} d` : saysLength(lengthMs);
}

/** By its name when it has one; what it is made of otherwise. */
export function saysGuard(guard: OutlineGuard): string {
  if (guard.name !== null) return named(guard.name, guard.kind === 'code' ? guard.params : undefined);
  switch (guard.kind) {
    case 'in':
      return guard.paths === null ? 'never' : `in ${guard.paths.join(' and ')}`;
    case 'not':
      return `not ${guard.of.map(part).join('')}`;
    case 'all':
      return guard.of.map(part).join(' and ');
    case 'any':
      return guard.of.map(part).join(' or ');
    case 'code':
      return guard.name;
  }
}

const part = (guard: OutlineGuard): string =>
  guard.name === null && (guard.kind === 'all' || guard.kind === 'any') ? `(${saysGuard(guard)})` : saysGuard(guard);

export function saysAction(action: OutlineAction): string {
  switch (action.kind) {
    case 'code':
      return named(action.name, action.params);
    case 'raise':
      return `raise ${action.event ?? action.name ?? 'an event'}${action.delay === null ? '' : ` after ${saysDelay(action.delay)}`}`;
    case 'cancel':
      return `cancel ${action.id ?? action.name ?? 'an event'}`;
    case 'log':
      return action.name ?? 'log';
    case 'builtIn':
      return named(action.name ?? action.does, action.params);
  }
}

/** `role(nurse, technician)`: the values of its parameters, which are what tells two uses of a name apart. */
function named(name: string, params: unknown): string {
  if (params === undefined || params === null) return name;
  const values = typeof params === 'object' ? Object.values(params).flat() : [params];
  const said = values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
  return said.length === 0 ? name : `${name}(${said.filter((value) => value !== '').join(', ')})`;
}
