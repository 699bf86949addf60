/** How the patient stands, above the items: what stops work, who may end it, and the one verb that goes on. */
import type {
  ActionView,
  Checklist,
  Instant,
  ItemView,
  Missing,
  PersonId,
  Role,
  StopCause,
  StopRaised,
} from '../../machines/index.ts';
import type { Shown } from '../link/overlay.ts';
import { arrival } from '../link/stops-here.ts';
import { clockTime } from '../ui/clock.ts';
import { lasting, timeOrDay } from '../ui/dates.ts';
import { inSentence, type Tone } from '../ui/status-words.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { saidOf } from './item-face.ts';
import { passOnLines } from './pass-on.ts';
import { readyOf } from './ready.ts';
import { isOnWay, wayOf } from './way.ts';

export interface Standing {
  readonly key: string;
  readonly tone: Tone;
  readonly title: string;
  /** The thing it is about, by its number: it stands before the first line. */
  readonly thing?: string;
  readonly lines: readonly string[];
  /** Of a ready patient: what blocks nothing, and is told all the same. */
  readonly passOn?: readonly string[];
  readonly actions: readonly ActionView[];
}

const { say } = tabletWords;

export function standingsOf(
  { checklist, pending, stops: waiting }: Pick<Shown, 'checklist' | 'pending' | 'stops'>,
  nameOf: (person: PersonId) => string,
  now: number,
  heard = true,
): readonly Standing[] {
  const stops = checklist.steps.flatMap((step) =>
    step.standing
      .filter(({ bad }) => bad)
      .map(({ region, state, says, because, cause, raised }): Standing => {
        const by = raised === undefined ? [] : raisedSays(raised, nameOf, now, cause !== undefined);
        // Who may resolve it, and what comes next, is for the server to say.
        if (waiting.some(({ event }) => event === state))
          return {
            key: `${step.id}.${region}.${state}`,
            tone: 'stop',
            title: says,
            lines: [...by, ...(because === undefined ? [] : [because])],
            actions: [],
          };
        const own = step.actions.filter((action) => action.group === 'step' && (action.region ?? region) === region);
        const who = own.flatMap(({ refusal }) => refusal?.missing.flatMap((missing) => missing.who) ?? []);
        const hint = missingIn(checklist).find(({ subject }) => subject === `${step.id}.${region}`)?.says;
        const why = own.find(({ may }) => !may)?.refusal?.says;
        return {
          key: `${step.id}.${region}.${state}`,
          tone: 'stop',
          title: says,
          ...(cause?.thing === undefined ? {} : { thing: cause.thing }),
          lines: [
            cause?.act,
            cause === undefined ? undefined : causeSays(checklist, cause, now),
            because,
            ...by,
            // What the protocol says to do goes before what is said of every such stop.
            cause?.act === undefined ? (hint ?? why) : undefined,
            whoSays(who),
          ].filter((line) => line !== undefined),
          actions: own.filter(({ may }) => may),
        };
      }),
  );
  const disputes = itemsOf(checklist)
    .filter(({ status }) => status === 'disputed')
    .map((item): Standing => ({
      key: `item.${item.id}`,
      tone: 'stop',
      title: say('standing.disputed'),
      lines: [item.text, say('item.disputedHint')],
      actions: [],
    }));
  // Of a view that does not say where it stops.
  const unplaced = waiting
    .filter(({ at, forbids }) => at === null && forbids !== 'none')
    .map(({ event, says, because }): Standing => ({
      key: event,
      tone: 'stop',
      title: says,
      lines: [because],
      actions: [],
    }));
  return [
    ...stops,
    ...unplaced,
    ...disputes,
    elsewhere(checklist),
    flowStanding({ checklist, pending, stops: waiting }, nameOf, now, heard),
    unowned(checklist, pending),
  ].filter((standing) => standing !== null);
}

/** `Stopped 10:42 by R. Olsen.` Where nobody raised it, the time that ran out is said by itself. */
function raisedSays(
  { by, at, heardAt, scanned }: StopRaised,
  nameOf: (person: PersonId) => string,
  now: Instant,
  caused: boolean,
): readonly string[] {
  if (by === null) return [];
  const words = { time: timeOrDay(at, now), name: nameOf(by) };
  const sent = heardAt === undefined ? words.time : timeOrDay(heardAt, now);
  return [
    [
      sent === words.time ? say('standing.stoppedBy', words) : say('standing.stoppedLate', { ...words, sent }),
      // The item that stopped it says what was read.
      ...(scanned === undefined || caused ? [] : [say('standing.scanned', { end: scanned })]),
    ].join(' '),
  ];
}

/** Another procedure of theirs has the patient. */
function elsewhere({ row, actions }: Checklist): Standing | null {
  if (row.elsewhere === undefined) return null;
  const { procedure, since, handedOver } = row.elsewhere;
  const back = actions.filter(({ event }) => event === isBack);
  return {
    key: 'elsewhere',
    tone: 'held',
    title: say(handedOver ? 'standing.keptElsewhere' : 'standing.elsewhere', { procedure, time: clockTime(since) }),
    lines: back.flatMap(({ refusal }) => (refusal === null ? [] : [refusal.says])),
    actions: back.filter(({ may }) => may),
  };
}
const isBack = 'patient.back';

const itemsOf = ({ steps }: Checklist): readonly ItemView[] => steps.flatMap(({ items }) => items);

const whoSays = (who: readonly Role[]): string | undefined =>
  who.length === 0
    ? undefined
    : say('standing.who', { who: [...new Set(who)].map((role) => say(`role.${role}`)).join(', ') });

/** `Unit left controlled storage at 03:09. Good for 30 min, until 03:39.` What was said since is not what stopped it. */
function causeSays(checklist: Checklist, { item: id, happened }: StopCause, now: Instant): string | undefined {
  const item = itemsOf(checklist).find((one) => one.id === id);
  if (item === undefined) return undefined;
  const { text, status, until, wanted } = item;
  const value = saidOf(item, now);
  const what = value === null ? text : say(isTime(item) ? 'standing.causeTime' : 'standing.cause', { text, value });
  if (happened === 'answered') return status === 'failed' ? `${what}.` : `${text}.`;
  if (status !== 'expired' || until === null) return say('standing.lapsed', { what: text });
  const time = timeOrDay(until, now);
  return wanted?.lasts === undefined
    ? say('standing.lapsedAt', { what, time })
    : say('standing.lapsedFor', { what, time, lasting: lasting(wanted.lasts) });
}
const isTime = ({ answer }: ItemView): boolean => answer.kind === 'clock';

/** What the view says is missing anywhere: the sentence for a stop stands where it is in the way. */
const missingIn = ({ readiness, steps, actions }: Checklist): readonly Missing[] => [
  ...(readiness.kind === 'notReady' ? readiness.missing : []),
  ...[
    ...steps.flatMap(({ items, complete }) => [...items.flatMap((item) => item.actions), complete]),
    ...actions,
  ].flatMap(({ refusal }) => refusal?.missing ?? []),
];

/** Nobody is answerable for a patient who is being prepared: whoever has them open may take them. */
function unowned({ row, actions }: Checklist, pending: Shown['pending']): Standing | null {
  const arrived = !(row.status.kind === 'notStarted' && !row.status.arrived) || pending.has(arrival);
  const take = actions.filter(
    ({ group, may, asks, late }) => group === 'people' && may && late === 'work' && asks.length === 0,
  );
  if (row.responsible !== null || !arrived || take.length === 0) return null;
  return take.some(({ event }) => pending.has(event))
    ? { key: 'people', tone: 'notStarted', title: say('standing.takenHere'), lines: [], actions: [] }
    : { key: 'people', tone: 'notStarted', title: say('standing.nobody'), lines: [], actions: take };
}

/** Verbs that go on with the preparation; Hold has its own place, in reach of the thumb. */
function onward(checklist: Checklist): readonly ActionView[] {
  const way = wayOf(checklist);
  return checklist.actions.filter(
    (action) =>
      action.group === 'flow' &&
      action.may &&
      action.event !== isBack &&
      !action.asks.includes('lookAgainAt') &&
      (way === null || !isOnWay(action)),
  );
}

type Says = (tone: Tone, title: string, ...lines: readonly string[]) => Standing;

function flowStanding(
  { checklist, pending, stops }: Pick<Shown, 'checklist' | 'pending' | 'stops'>,
  nameOf: (person: PersonId) => string,
  now: number,
  heard: boolean,
): Standing | null {
  const { status } = checklist.row;
  const actions = onward(checklist);
  const standing: Says = (tone, title, ...lines) => ({
    key: 'flow',
    tone,
    title,
    lines,
    actions,
  });
  switch (status.kind) {
    case 'held': {
      const { lookAgainAt } = status;
      const look =
        lookAgainAt === null
          ? []
          : [
              lookAgainAt <= now
                ? say('standing.lookNow')
                : say('standing.lookAgain', { time: clockTime(lookAgainAt) }),
            ];
      return standing(
        'held',
        say('standing.held', { reason: inSentence(status.reason) }),
        [say('standing.heldBy', { owner: nameOf(status.owner), time: timeOrDay(status.since, now) }), ...look].join(
          ' ',
        ),
      );
    }
    case 'emergency': {
      const waits = stops.find(({ forbids }) => forbids === 'none');
      if (waits !== undefined) return standing('emergency', say('standing.emergency'), waits.because);
      return standing(
        'emergency',
        say('standing.emergency'),
        say('standing.emergencySince', { time: clockTime(status.since), count: status.deferred }),
      );
    }
    case 'notStarted':
      if (status.arrived) return null;
      return pending.has(arrival)
        ? { ...standing('notStarted', say('standing.arrivedHere')), actions: [] }
        : standing('notStarted', say('standing.notArrived'));
    case 'ready':
    case 'readyWithExceptions':
      return { key: 'flow', actions, ...readyOf(checklist, status, heard, now) };
    case 'gone':
      return {
        ...standing('plain', say('standing.gone', { time: clockTime(status.at) })),
        // What the next ones have to know: nothing waited for it.
        passOn: passOnLines(checklist, now),
      };
    case 'notDone':
    case 'enteredInError':
      return standing('plain', say(`standing.${status.kind}`, { time: clockTime(status.at) }));
    case 'inProgress':
    case 'overdue':
    case 'stop':
      return null;
  }
}
