/** The tablet's screens from fixtures: `tablet.html?state=step&theme=dark`. Nothing here talks to a server. */
import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Checklist } from '../../machines/index.ts';
import { hasEnded } from '../../src/link/lapse.ts';
import { overlay, type Shown } from '../../src/link/overlay.ts';
import { serverClock } from '../../src/link/server-clock.ts';
import type { Waiting } from '../../src/link/waiting.ts';
import { heardServer } from '../../src/ui/clock.ts';
import { AskSheet } from '../../src/tablet/ask-sheet.tsx';
import { CallSheet } from '../../src/tablet/call-sheet.tsx';
import { Ended } from '../../src/tablet/ended.tsx';
import { HandsProvider, type Hands } from '../../src/tablet/hands.ts';
import { Notice } from '../../src/tablet/notice.tsx';
import { NotHere } from '../../src/tablet/patient-gate.tsx';
import { PatientScreen } from '../../src/tablet/patient-screen.tsx';
import type { Open } from '../../src/tablet/patient-sheets.tsx';
import { QueueScreen } from '../../src/tablet/queue-screen.tsx';
import { SignIn } from '../../src/tablet/sign-in.tsx';
import { StopSheet } from '../../src/tablet/stop-sheet.tsx';
import { Wipe } from '../../src/tablet/wipe.tsx';
import type { Played } from '../support/tablet-bedsides.ts';
import { at, boardRows, morning } from './fixtures.ts';
import {
  cards,
  checklist,
  doneItems,
  equipment,
  item,
  me,
  metalSaved,
  openItems,
  refusedStops,
  staff,
  waiting,
} from './tablet-fixtures.ts';
import { bandSaved, consentSaved, given, held, identity, offline, toComplete, withdrawn } from './tablet-moments.ts';
import { nameOfActor, playedStaff } from './played-staff.ts';
import { othersScreen } from './others-screens.tsx';
import { readyScreen, resumed } from './ready-screens.tsx';
import { OwnAnswer } from './own-answer-screen.tsx';
import { troubleAsked } from './trouble-asked.ts';
import { wrongOver } from './wrong-screens.tsx';
import { StoppedHere, takenHere, unapproved, worklistOf } from './worklist-screens.tsx';
import '../../src/ui/tokens.css';
import '../../src/ui/press.css';

/** Shipped protocols played to a moment, put here by whoever builds the gallery. */
declare const bedsidesPlayed: Readonly<Record<string, Played>>;

const nothing = (): void => undefined;
const tapsOf = ({ checklist: { preparation }, taps, by: { person } }: Played): readonly Waiting[] =>
  taps.map((event, index) => {
    const tapped = waiting(index + 1, event, event, null, '07:38:01', preparation);
    return { ...tapped, says: { ...tapped.says, by: person } };
  });
const hands = (more: Partial<Hands> = {}): Hands => ({
  me,
  took: false,
  ward: { id: 'b4', title: '4B', phone: '4242' },
  beds: Array.from({ length: 24 }, (_, index) => String(index + 1)),
  staff,
  link: 'live',
  trouble: troubleAsked(),
  heardAt: morning,
  queue: { waiting: [], cards: [], sent: [] },
  locksIn: null,
  act: async ({ event, given }) => {
    (globalThis.galleryActs ??= []).push(`${event} ${given.value ?? given.reason ?? ''}`);
    return true;
  },
  onBadge: () => nothing,
  refusalOf: () => null,
  proveSecond: async () => ({
    ok: false,
    problem: {
      type: '/problems/wrong-pin',
      title: 'Wrong PIN',
      status: 401,
      detail: 'That PIN is not right. 4 tries are left.',
    },
  }),
  lock: nothing,
  wipe: nothing,
  call: nothing,
  openQueue: nothing,
  openStop: nothing,
  open: nothing,
  toList: nothing,
  readCard: nothing,
  openedByNumber: null,
  // `…&similar`: somebody in another bed has nearly the same name.
  similarTo: () =>
    new URLSearchParams(window.location.search).has('similar')
      ? (boardRows('busy').find(({ place }) => place.bed === '21') ?? null)
      : null,
  showWrongAgain: null,
  typed: (text, why) => void (globalThis.galleryActs ??= []).push(`typed ${text}: ${why ?? ''}`),
  ...more,
});

const undo = { command: 'u', what: 'Metal off', value: 'ALL OFF', event: 'item.metalOff.corrected', step: 'equipment' };
const patient = (shown: Shown, props: { begin?: Open; undo?: boolean } = {}): ReactNode => (
  <PatientScreen shown={shown} begin={props.begin ?? null} beginUndo={props.undo === true ? undo : null} />
);
const plain = (of: Checklist, queued: readonly Waiting[] = []): Shown => overlay(of, queued);
/** `…&open=stop`, `…&open=scopeCycle`: the sheet over it. */
function openedIn({ checklist: { steps } }: Played): Open | null {
  const open = new URLSearchParams(window.location.search).get('open');
  if (open === null) return null;
  if (open === 'stop' || open === 'more') return { kind: open };
  if (open === 'correct') return { kind: 'correct', step: new URLSearchParams(window.location.search).get('of') ?? '' };
  const items = steps.flatMap(({ items: inStep }) => inStep);
  const [id = '', happened] = open.split('.');
  const item = items.find((one) => one.id === id);
  const action = item?.actions.find(({ event }) => event === `item.${id}.${happened ?? ''}`);
  if (item !== undefined && action !== undefined) return { kind: 'ask', action, what: item.text };
  return item === undefined ? null : { kind: item.status === 'awaiting' ? 'second' : 'details', item: item.id };
}

function askFromList(): ReactNode {
  const list = checklist();
  const action = list.actions.find(({ event }) => event === 'consent.withdrawn');
  const row = unapproved.find(({ place }) => place.bed === '12');
  return action === undefined || row === undefined ? null : (
    <AskSheet
      action={action}
      shown={plain({ ...list, row })}
      what="12 M. ROE"
      below="top"
      onSend={nothing}
      onBack={nothing}
    />
  );
}

/** Two preparations of their own: the bedsides all have one number. */
function stoppedHere() {
  return ['real-stop-here', 'real-ready-stop-here'].flatMap((state) => {
    const played = bedsidesPlayed[state];
    if (played === undefined) return [];
    const row = { ...played.checklist.row, preparation: state };
    const one = { ...played, checklist: { ...played.checklist, preparation: state, row } };
    return [{ checklist: one.checklist, waiting: tapsOf(one) }];
  });
}

function screenOf(state: string): ReactNode {
  const played = bedsidesPlayed[state];
  if (played !== undefined)
    return hasEnded(played.checklist.row) ? (
      <Ended shown={plain(played.checklist)} />
    ) : (
      <PatientScreen shown={plain(played.checklist, tapsOf(played))} beginStep={played.step} begin={openedIn(played)} />
    );
  const open = openItems[timedAway.includes(state) ? state.slice(0, -'-away'.length) : state];
  if (open !== undefined) return patient(plain(checklist([...doneItems.slice(0, 1), open, ...equipment.slice(4)])));
  const wrong = wrongOver(state);
  if (wrong !== null) return [<PatientScreen key="open" shown={plain(checklist())} />, wrong];
  const ready = readyScreen(state);
  if (ready !== null) return ready;
  const others = othersScreen(state);
  if (others !== null) return others;
  switch (state) {
    case 'step':
      return patient(plain(checklist(), [metalSaved]), { undo: true });
    case 'undo-complete':
      return patient(plain(toComplete('hard')), { undo: true });
    case 'undo-warning':
      return patient(plain(toComplete('warn')), { undo: true });
    case 'kinds':
      return patient(plain(checklist(doneItems, { identityMatchedAt: null }, undefined, given)));
    case 'kinds-kept':
      return patient(plain(checklist(doneItems, {}, undefined, given), [consentSaved]));
    case 'held':
      return patient(
        plain(
          checklist(
            equipment.map((one) => ({
              ...one,
              actions: one.actions.map((act) => ({
                ...act,
                may: false,
                refusal: { code: 'held', says: 'The preparation is held. Resume it first.', missing: [] },
              })),
            })),
            { actions: [...checklist().actions, resumed] },
            held,
          ),
        ),
      );
    case 'stopped':
      return patient(
        plain(
          checklist(
            equipment.slice(0, 3),
            {},
            { kind: 'stop', stop: 'consent', says: 'Consent withdrawn', since: at('07:36') },
            { ...withdrawn, mark: 'stop' },
          ),
        ),
      );
    case 'worklist-stopped-here':
      return <StoppedHere all={stoppedHere()} />;
    case 'own-answer':
      return <OwnAnswer />;
    case 'empty-step':
      return patient(plain(checklist([])));
    case 'stop-sheet':
      return patient(plain(checklist()), { begin: { kind: 'stop' } });
    case 'look-first':
      return patient(plain(checklist(doneItems, {}, undefined, given)), {
        begin: { kind: 'ask', action: given.actions[0], what: 'Record consent' },
      });
    case 'stop-refused':
      return patient(plain(checklist([], { actions: refusedStops() })), { begin: { kind: 'stop' } });
    case 'hold-sheet': {
      const hold = checklist().actions.find(({ event }) => event === 'flow.held');
      return hold === undefined
        ? null
        : patient(plain(checklist()), { begin: { kind: 'ask', action: hold, what: 'Bed 12, M. ROE' } });
    }
    case 'details':
      return patient(plain(checklist(doneItems)), { begin: { kind: 'details', item: 'states' } });
    case 'second-check':
      return patient(
        plain(
          checklist(
            equipment.map((one) =>
              one.evidence?.by === 'p-nunez' ? { ...one, evidence: { ...one.evidence, by: me.id } } : one,
            ),
          ),
        ),
        { begin: { kind: 'second', item: 'metalAgain' } },
      );
    case 'second-blind':
      return patient(plain(checklist()), { begin: { kind: 'second', item: 'metalAgain' } });
    case 'offline':
      return patient(plain(checklist(), offline));
    case 'opened-by-scan':
      return patient(plain(checklist(identity, { identityMatchedAt: null })));
    case 'matched-here':
      return patient(
        plain(checklist(identity, { identityMatchedAt: null, row: { ...checklist().row, responsible: null } }), [
          bandSaved,
        ]),
      );
    case 'refused':
      return patient(plain(checklist([item('fit', 'attested', 'Patient fits the coil', {}), ...equipment.slice(4)])));
    case 'came-back':
      return <QueueScreen onBack={nothing} />;
    case 'not-here':
      return <NotHere problem={null} loading={false} />;
    case 'list-stop':
      return <StopSheet checklist={checklist()} below="top" onBack={nothing} onStop={nothing} />;
    case 'list-ask':
      return askFromList();
    case 'call':
      return <CallSheet row={null} onBack={nothing} />;
    case 'wipe':
      return <Wipe onDone={nothing} />;
    case 'notice':
      return (
        <>
          {worklistOf('worklist')}
          <Notice
            says="This barcode has hidden characters in it. Nothing was sent. Ask IT to look at the scanner’s settings."
            onClose={nothing}
          />
        </>
      );
    case 'sign-in':
      return (
        <SignIn
          title="Ward tablet"
          staff={staff}
          locked={null}
          waiting={0}
          link="live"
          says={null}
          signIn={async () => 'That PIN is not right. 4 tries are left.'}
        />
      );
    case 'sign-in-away':
      return (
        <SignIn
          title="Ward tablet"
          staff={staff}
          locked={null}
          waiting={0}
          link="away"
          says={null}
          signIn={async () => null}
        />
      );
    case 'locked':
      return (
        <SignIn
          title="Ward tablet"
          staff={staff}
          locked={me}
          waiting={3}
          link="away"
          says={null}
          signIn={async () => null}
        />
      );
    default:
      return worklistOf(state);
  }
}

/** The same three states of a timer, out of reach. */
const timedAway = ['timer-away', 'running-away', 'time-up-away'];

const handsOf = (state: string): Hands => {
  if (['was-ready', 'ready-away', 'look-handover-away', 'worklist-away', 'matched-here', ...timedAway].includes(state))
    return hands({ link: 'away' });
  const played = bedsidesPlayed[state];
  if (played !== undefined) {
    const { by } = played;
    const queued = tapsOf(played);
    return hands({
      me: { id: by.person, name: nameOfActor(by.person), role: by.role },
      staff: playedStaff,
      ...(state === 'real-ready-stop-here' ? { showWrongAgain: nothing } : {}),
      ...(queued.length === 0 ? {} : { link: 'away', queue: { waiting: queued, cards: [], sent: [] } }),
    });
  }
  if (state === 'worklist-stopped-here')
    return hands({
      link: 'away',
      queue: { waiting: stoppedHere().flatMap(({ waiting: taps }) => taps), cards: [], sent: [] },
    });
  if (state === 'worklist-here' || state === 'worklist-left-here')
    return hands({ link: 'away', queue: { waiting: takenHere, cards: [], sent: [] } });
  if (state === 'wrong-away' || state === 'another-away')
    return hands({ link: 'away', queue: { waiting: [metalSaved], cards: [], sent: [] } });
  if (state === 'offline') return hands({ link: 'away', queue: { waiting: offline, cards: [], sent: [] } });
  if (state === 'came-back')
    return hands({
      queue: {
        waiting: offline,
        cards,
        sent: [waiting(0, 'item.states.attested', 'Patient states name and birth date', 'BOTH RIGHT', '07:31:02')],
      },
    });
  if (state === 'step') return hands({ queue: { waiting: [metalSaved], cards: [], sent: [] } });
  if (state === 'opened-by-scan') return hands({ openedByNumber: 'scan' });
  if (state === 'worklist-took') return hands({ took: true });
  if (state === 'worklist-needs-away')
    return hands({ link: 'away', queue: { waiting: takenHere, cards, sent: [] }, locksIn: 12 });
  if (state === 'worklist-needs') return hands({ queue: { waiting: [], cards, sent: [] }, locksIn: 12 });
  if (state === 'refused')
    return hands({ refusalOf: () => ({ code: 'identityOpen', says: 'Check who the patient is first.', missing: [] }) });
  return hands();
};

export function renderTablet(state: string): ReactNode {
  serverClock.heard(morning);
  heardServer(morning);
  return <HandsProvider value={handsOf(state)}>{screenOf(state)}</HandsProvider>;
}

/** The gallery may draw it elsewhere; on its own page it draws itself. */
const own = document.getElementById('tablet');
if (own !== null) {
  const asked = new URLSearchParams(window.location.search);
  document.documentElement.dataset['theme'] = asked.get('theme') ?? 'light';
  createRoot(own).render(<StrictMode>{renderTablet(asked.get('state') ?? 'worklist')}</StrictMode>);
}
