/** Which of a checklist's actions belong on the desk, and how. Bedside work stays on the tablet. */
import { mayFromDepartment, type ActionView, type Checklist } from '../../machines/index.ts';
import { isHandover } from '../link/handover.ts';

/** The patient's own actions, each step's, and overrides; what changes the plan or overrides a check comes last. */
export function actionsOf(
  { actions, steps, row }: Checklist,
  from: 'ward' | 'department' = 'ward',
): readonly ActionView[] {
  const ofSteps = steps.flatMap((step) => step.actions);
  const overrides = steps
    .flatMap((step) => step.items)
    .flatMap((item) => item.actions.filter(({ event }) => event.endsWith('.overridden')));
  const all = [...actions, ...ofSteps, ...overrides];
  const once = all.filter(({ event }, index) => all.findIndex((other) => other.event === event) === index);
  const here = from === 'ward' || row.transfer === 'arrivedThere' || row.status.kind === 'gone';
  // The server says no to the rest; a button that only ever says no is not shown.
  const theirs = here ? once : once.filter(({ event, group }) => mayFromDepartment(event, group));
  return theirs.toSorted((a, b) => order(a) - order(b));
}

const groups = ['people', 'flow', 'step', 'stop', 'plan', 'item'] as const satisfies readonly ActionView['group'][];
const order = ({ group }: ActionView): number => groups.indexOf(group);

/** The one next act, by what is wrong: never a stop, never the end of a preparation. None, when nothing is. */
export function mainActionOf({ row, steps }: Checklist, may: readonly ActionView[]): ActionView | undefined {
  const named = (event: string) => may.find((action) => action.event === event);
  switch (row.status.kind) {
    case 'stop': {
      // What leaves the stop, where this person may; never whatever else the step happens to offer meanwhile.
      const stopped = steps.flatMap(({ standing }) => standing.flatMap(({ region, bad }) => (bad ? [region] : [])));
      return (
        may.find(({ region }) => region !== undefined && stopped.includes(region)) ?? named('attention.acknowledged')
      );
    }
    case 'held':
      return named('flow.resumed');
    case 'ready':
    case 'readyWithExceptions':
      return named('handover.accepted') ?? named('patient.left');
    default:
      return row.responsible === null
        ? named('responsibility.assigned')
        : row.attention?.stage === 'notified'
          ? named('attention.acknowledged')
          : undefined;
  }
}

/** It cannot be taken back, or leaves the ward: a page naming the patient comes first, even with nothing to fill in. */
const outward = new Set(['preparation.cancelled', 'emergency.declared']);

export const asksFirst = ({ asks, event }: ActionView): boolean =>
  asks.length > 0 || outward.has(event) || isHandover({ event }) || event.endsWith('.overridden');

/** These stand apart at the right, where no hurried press finds them. */
export const standsApart = ({ event }: ActionView): boolean =>
  event === 'preparation.cancelled' || event.endsWith('.overridden');
