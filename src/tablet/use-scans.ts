/** Scans on every screen of a signed-in tablet: opens, senses, switches the person, or stops. */
import { useCallback, useEffect, useRef, useState } from 'react';
import {
  endOfScan,
  scanRulesMissing,
  type BoardRow,
  type Checklist,
  type PersonId,
  type PreparationId,
} from '../../machines/index.ts';
import { hasEnded } from '../link/lapse.ts';
import type { Shown } from '../link/overlay.ts';
import { serverClock } from '../link/server-clock.ts';
import { session, type Session } from '../link/session.ts';
import { signal } from '../link/signal.ts';
import { go, pathOfPatient } from '../route.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { bandsOf, type ScannedBand } from './bands.ts';
import type { Hands, Left } from './hands.ts';
import { currentItem } from './items.tsx';
import { effectOf, matched, mismatchOf, stopKept, type ScanEffect } from './scan-effect.ts';
import { meaningOf, scannedIn } from './scan-meaning.ts';
import { scanSettings } from './scan-settings.ts';
import { useScanner } from './scanner.ts';
import { stepShown } from './step-shown.ts';
import type { SayNotice } from './use-notice.ts';
import { listsOf } from './lists.ts';
import { unknownSays } from './unknown-says.ts';
import { isOver, wrongStands, useWrong } from './use-wrong.ts';

interface ScansProps {
  readonly me: Session['person'];
  readonly preparation: PreparationId | null;
  readonly rows: readonly BoardRow[];
  readonly live: boolean;
  readonly act: Hands['act'];
  readonly notice: SayNotice;
  readonly leave: (left: Left | null) => void;
  /** Another person took the tablet by their badge. */
  readonly took: (person: PersonId) => void;
}

/** How it came here; of a number that was typed, why it was not scanned. */
interface Given {
  readonly how: 'scan' | 'typed';
  readonly reason?: string;
}

/** Another patient's wristband that nothing asked for, until somebody says where it was scanned. */
interface Another {
  readonly effect: Extract<ScanEffect, { kind: 'another' }>;
  readonly given: Given;
  readonly on: PreparationId;
}

const { say } = tabletWords;

export function useScans({ me, preparation, rows, live, act, notice, leave, took }: ScansProps) {
  const [shown, setShown] = useState<Shown | null>(null);
  const [wrong, setWrong] = useWrong();
  const [another, setAnother] = useState<Another | null>(null);
  const [openedBy, setOpenedBy] = useState<{ readonly how: Given['how']; readonly preparation: PreparationId } | null>(
    null,
  );
  // Once left, whoever opens them again by their row has no number in hand.
  useEffect(() => () => setOpenedBy((now) => (now?.preparation === preparation ? null : now)), [preparation]);
  const badges = useRef(signal<string>());
  const listening = useRef(0);
  const onBadge = useCallback((listener: (badge: string) => void) => {
    listening.current += 1;
    const leave = badges.current.on(listener);
    return () => {
      listening.current -= 1;
      leave();
    };
  }, []);
  // What the scanner reads by is the site's; a server that is heard again may have been told something else meanwhile.
  useEffect(() => {
    if (live) void scanSettings.refresh();
  }, [live]);
  const here = shown !== null && shown.checklist.preparation === preparation ? shown : null;
  const open = here?.checklist ?? null;

  const switchPerson = async (badge: string, person: PersonId): Promise<void> => {
    if (person === me.id) return notice(null);
    const answer = await session.signIn({ badge });
    if (answer.ok) took(answer.value.person.id);
    else notice(answer.problem.detail);
  };

  const stop = (on: Checklist, effect: ScannedBand, how: Given['how']): void => {
    const action = mismatchOf(on);
    const reason = say(`wrong.reason.${how}`);
    if (action !== null)
      void act({
        checklist: on,
        event: action.event,
        // Another patient's number is not kept on this tablet, nor sent with this patient: only its end.
        given: { reason, how, value: endOfScan(effect.number) },
        says: { what: action.verb, value: null },
      }).then((saved) => {
        if (!saved) setWrong((now) => (now === null ? null : { ...now, stop: 'notSaved' }));
      });
    const bands = bandsOf(on, effect, rows, how);
    setWrong({
      ...bands,
      on: on.preparation,
      by: me.name,
      at: serverClock.now(),
      stop: stopKept(action, live),
      // Whoever was handed over lies in that bed no more.
      goTo: bands.scanned.end === undefined ? effect.scanned : null,
      aside: false,
    });
  };

  /** `number`: what was read, where it is one. */
  const perform = (effect: ScanEffect, given: Given, number: string | null): void => {
    // Whatever answers it ends the question; a badge or a barcode that says nothing leaves it.
    if (effect.kind !== 'badge' && effect.kind !== 'unknown') setAnother(null);
    switch (effect.kind) {
      case 'open':
        leave(null);
        setOpenedBy({ how: given.how, preparation: effect.preparation });
        return go(pathOfPatient(effect.preparation));
      case 'sense':
        setWrong(null);
        // It has been read against the name once: asked again later, it is asked for another reason.
        setOpenedBy(null);
        if (open !== null)
          void act({
            checklist: open,
            event: effect.action.event,
            given: { value: effect.value, ...given },
            says: { what: effect.item.text, value: scannedSays(effect) },
          });
        return notice(null);
      case 'matched':
        setWrong(null);
        return notice(matchedSays(effect), { still: (now) => matchedSays(matched(now)) === matchedSays(effect) });
      case 'wrong':
        if (open !== null) stop(open, effect, given.how);
        return;
      case 'another':
        if (open !== null) setAnother({ effect, given, on: open.preparation });
        return notice(null);
      case 'badge':
        return void switchPerson(effect.badge, effect.person);
      case 'unknown':
        return notice(unknownSays(effect, number, given.how, rows));
    }
  };

  const read = async (text: string, given: Given = { how: 'scan' }): Promise<void> => {
    const site = await scanSettings.current(live);
    const scanned = site === null ? null : scannedIn(text, site);
    if (listening.current > 0) return badges.current.fire(scanned?.kind === 'number' ? scanned.number : text);
    if (scanned === null) return notice(scanRulesMissing);
    const meaning = await meaningOf(text, scanned, live, rows);
    const step = here === null ? undefined : stepShown(here, null);
    const current =
      step === undefined
        ? null
        : (step.items.find(({ id }) => id === currentItem(step, here?.marks ?? new Map(), null)) ?? null);
    perform(
      effectOf(
        scanned,
        meaning,
        // Who has gone is in nobody's hands: the scan means whoever it would mean on the list.
        open !== null && hasEnded(open.row) ? null : open,
        current,
        listsOf(rows, me.id, serverClock.now()).ward.map((row) => row.preparation),
        here?.marks,
      ),
      given,
      scanned.kind === 'number' ? scanned.number : null,
    );
  };

  useScanner((scan) => {
    if (scan.kind === 'unreadable') notice(say(`scan.${scan.why}`));
    else void read(scan.text);
  });

  const mine = wrong?.on === preparation ? wrong : null;
  const stands = mine !== null && wrongStands(mine, open);
  const over = mine !== null && mine.aside && isOver(mine, open);
  useEffect(() => {
    if (over) setWrong(null);
  }, [over, setWrong]);
  const asked = another?.on === preparation ? another : null;
  const leaveFor = (to: PreparationId | null): void => {
    if (open !== null) leave({ preparation: open.preparation, by: me.id, at: serverClock.now(), step: null });
    go(to === null ? '/tablet' : pathOfPatient(to));
  };
  return {
    checklist: open,
    wrong: mine?.aside === false ? mine : null,
    openedByNumber: openedBy?.preparation === preparation ? openedBy.how : null,
    onShown: setShown,
    onBadge,
    typed: (text: string, why: string | null): void =>
      void read(text, { how: 'typed', ...(why === null ? {} : { reason: why }) }),
    /** The screen stays: the next scan of the right wristband takes it away. */
    scanAgain: (): void => undefined,
    putWrongAside: (): void => setWrong((now) => (now === null ? null : { ...now, aside: true })),
    showWrongAgain:
      mine?.aside === true && stands
        ? (): void => setWrong((now) => (now === null ? null : { ...now, aside: false }))
        : null,
    goToScanned: (): void => {
      const to = wrong?.goTo ?? null;
      setWrong(null);
      leaveFor(to);
    },
    another: asked === null || open === null ? null : bandsOf(open, asked.effect, rows, asked.given.how),
    /** It was scanned to change patients: nothing is recorded on either. */
    openAnother: (): void => {
      if (asked === null) return;
      const { scanned } = asked.effect;
      setAnother(null);
      setOpenedBy({ how: asked.given.how, preparation: scanned });
      leaveFor(scanned);
    },
    /** It was on the open patient's arm. */
    stopForAnother: (): void => {
      if (asked === null || open === null) return;
      setAnother(null);
      stop(open, asked.effect, asked.given.how);
    },
  };
}

/** What was scanned, while only this tablet knows: a thing by its serial number or lot, the rest by its last five. */
const scannedSays = ({ item, value }: Extract<ScanEffect, { kind: 'sense' }>): string =>
  item.answer.kind === 'asset' ? (/\(\d{2,4}\)([^(]+)$/.exec(value)?.[1] ?? value) : `…${value.slice(-5)}`;

/** That it matches is not that it was recorded. */
function matchedSays({ stops, why }: Extract<ScanEffect, { kind: 'matched' }>): string {
  if (stops.length > 0) return say('scan.matchedStopped', { stops: stops.map((stop) => `“${stop}”`).join(', ') });
  return why === null ? say('scan.matched') : say('scan.matchedRefused', { why });
}
