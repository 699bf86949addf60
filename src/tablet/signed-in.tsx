/** The tablet in somebody's hands: puts ward, outbox, scanner and lock together and hands them to the screens. */
import { useCallback, useMemo, useState } from 'react';
import type { BoardRow, PersonId, PreparationId } from '../../machines/index.ts';
import { rowsBehind, useHere } from '../link/here.ts';
import { useKeptRows } from '../link/kept-rows.ts';
import { hasEnded } from '../link/lapse.ts';
import { usePrefetch } from '../link/use-prefetch.ts';
import { serverClock } from '../link/server-clock.ts';
import { inDemoWindow } from './scanner.ts';
import { session, type Session } from '../link/session.ts';
import { nameOf, useStaff } from '../link/staff.ts';
import { outbox, useOutbox } from '../link/tablet-outbox.ts';
import { useLink } from '../link/use-link.ts';
import { unanswered } from '../link/waiting.ts';
import { useWard } from '../link/ward-feed.ts';
import { go, pathOfPatient } from '../route.ts';
import { AnotherWristband } from './another-wristband.tsx';
import { CallSheet } from './call-sheet.tsx';
import { HandsProvider, type Hands, type Left } from './hands.ts';
import { idleInStepMs, idleOnListMs, useIdleLock } from './idle.ts';
import { listsOf } from './lists.ts';
import { Notice } from './notice.tsx';
import { PatientGate } from './patient-gate.tsx';
import { QueueScreen } from './queue-screen.tsx';
import { StopFromList } from './stop-from-list.tsx';
import { useTellWindow } from './tell-window.ts';
import { similarNames } from './similar.ts';
import { useActs } from './use-acts.ts';
import { useCards } from './use-cards.ts';
import { useLeft } from './use-left.ts';
import { noticeOn, useNotice } from './use-notice.ts';
import { useScans } from './use-scans.ts';
import { Wipe } from './wipe.tsx';
import { Worklist } from './worklist.tsx';
import { WrongWristband } from './wrong-wristband.tsx';

type Over =
  | { readonly kind: 'queue' }
  | { readonly kind: 'wipe' }
  | { readonly kind: 'stop'; readonly preparation: PreparationId }
  | { readonly kind: 'call'; readonly row: BoardRow | null };

interface SignedInProps {
  readonly session: Session;
  readonly preparation: PreparationId | null;
  /** They took the tablet from somebody else a moment ago. */
  readonly took: boolean;
  readonly onTook: (person: PersonId) => void;
}

export function SignedIn({ session: mine, preparation, took, onTook }: SignedInProps) {
  const [over, setOver] = useState<Over | null>(null);
  const [notices, notice, closeNotice] = useNotice(preparation);
  const [left, leave] = useLeft();
  const link = useLink();
  const { waiting, cards, sent } = useOutbox();
  const told = useCards(cards, over?.kind === 'queue');
  const ward = useWard('tablet', mine.ward);
  const staff = useStaff(mine.ward);
  const { rows: kept, at, layout } = useKeptRows(mine.ward, ward.layout, ward.rows, ward.lastNews);
  const here = useHere(kept, waiting);
  const rows = useMemo(() => (kept === null ? null : rowsBehind(kept, here)), [kept, here]);
  const similar = useMemo(() => similarNames((rows ?? []).filter((row) => !hasEnded(row))), [rows]);
  const named = useCallback((person: PersonId) => nameOf(staff, person), [staff]);
  const { act, refusalOf } = useActs(mine.person.id, preparation, notice, named);
  const scans = useScans({
    me: mine.person,
    preparation,
    rows: rows ?? [],
    live: link === 'live',
    act,
    notice,
    leave,
    took: onTook,
  });
  const toList = useCallback(
    (from?: Left) => {
      if (from !== undefined) leave(from);
      go('/tablet');
    },
    [leave],
  );
  const lock = useCallback(() => {
    // Locking pauses: the list says what was left open, whoever unlocks.
    if (preparation !== null) toList({ preparation, by: mine.person.id, at: serverClock.now(), step: null });
    session.lock();
  }, [preparation, toList, mine.person.id]);
  useTellWindow(scans.checklist?.row.protocol ?? null, mine.person.id);
  const running = scans.checklist?.steps.some(({ items }) => items.some(({ status }) => status === 'running')) ?? false;
  const locksIn = useIdleLock(
    over?.kind === 'wipe' || running || inDemoWindow ? null : preparation === null ? idleOnListMs : idleInStepMs,
    lock,
  );
  const opened = preparation ?? (over?.kind === 'stop' ? over.preparation : null);
  usePrefetch(useMemo(() => keptFor(rows ?? [], mine.person.id, opened), [rows, mine.person.id, opened]));

  const hands: Hands = {
    me: mine.person,
    took,
    ward: { id: mine.ward, title: layout?.title ?? '', phone: layout?.phone ?? '' },
    beds: layout?.beds ?? [],
    staff,
    link,
    // Of a server that is not heard it is not known any more.
    trouble: link === 'live' ? ward.trouble : [],
    heardAt: at,
    queue: { waiting: unanswered(waiting), cards: told, sent },
    locksIn,
    act,
    refusalOf,
    onBadge: scans.onBadge,
    proveSecond: session.stepUp,
    lock,
    wipe: () => setOver({ kind: 'wipe' }),
    call: (row) => setOver({ kind: 'call', row }),
    openQueue: () => setOver({ kind: 'queue' }),
    openStop: (which) => setOver({ kind: 'stop', preparation: which }),
    open: (which) => {
      leave(null);
      go(pathOfPatient(which));
    },
    toList,
    readCard: (card) => void outbox.read(card),
    openedByNumber: scans.openedByNumber,
    similarTo: (which) => similar.get(which) ?? null,
    showWrongAgain: scans.showWrongAgain,
    typed: scans.typed,
  };
  const close = () => setOver(null);
  const { wrong } = scans;
  const said = noticeOn(notices, preparation, scans.checklist);
  return (
    <HandsProvider value={hands}>
      {preparation === null ? (
        <Worklist rows={rows} here={here} left={left} lastNews={at} problem={ward.problem?.detail ?? null} />
      ) : (
        <PatientGate
          preparation={preparation}
          row={rows?.find((row) => row.preparation === preparation)}
          lastNews={at}
          onShown={scans.onShown}
        />
      )}
      {over?.kind === 'queue' && <QueueScreen onBack={close} />}
      {over?.kind === 'call' && <CallSheet row={over.row} onBack={close} />}
      {over?.kind === 'stop' && <StopFromList preparation={over.preparation} onBack={close} />}
      {over?.kind === 'wipe' && <Wipe onDone={close} />}
      {said !== null && <Notice says={said.says} onClose={() => closeNotice(said)} />}
      {scans.another !== null && (
        <AnotherWristband {...scans.another} onOpen={scans.openAnother} onStop={scans.stopForAnother} />
      )}
      {wrong !== null && (
        <WrongWristband
          {...wrong}
          chargeNurse={staff.find(({ role }) => role === 'chargeNurse') ?? null}
          onAgain={scans.scanAgain}
          onGoTo={wrong.goTo === null ? null : () => scans.goToScanned()}
          onCall={() => {
            scans.putWrongAside();
            setOver({ kind: 'call', row: rows?.find((row) => row.preparation === preparation) ?? null });
          }}
        />
      )}
    </HandsProvider>
  );
}

/** One's own first, each list soonest first. Who is on the screen is followed there: a tick drawn from the queue must not be taken from under it. */
function keptFor(rows: readonly BoardRow[], me: PersonId, opened: PreparationId | null): readonly BoardRow[] {
  const { mine, ward } = listsOf(rows, me, serverClock.now());
  return [...mine, ...ward.filter((row) => !mine.includes(row))].filter((row) => row.preparation !== opened);
}
