/**
 * One morning, played by hand on three screens: a list comes in, three patients go from arrival to handed over, and
 * most of what goes wrong on a real ward goes wrong. The same script runs undisturbed and with the server being killed.
 */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { DeskHands, TabletHands, WallHands } from './hands.ts';
import type { Screens } from './browser.ts';
import { clinicList, laboratoryList } from './day-lists.ts';
import { hour, minute } from '../support/protocol.ts';

export interface Stage {
  readonly url: string;
  readonly screens: Screens;
  /** Imports a list as the ward clerk does; what the command said. */
  readonly imports: (text: string, dates: 'dmy' | 'mdy') => Promise<string>;
  /** Called at each moment with what there is to see. */
  readonly moment: (name: string, pages: Readonly<Record<string, Page>>) => Promise<void>;
}

const mary = { name: 'M. ROE', number: '9990012345', bed: '1' };
const lukasz = { name: 'Ł. WIŚNIEWSKI', number: '9990036363', bed: '3' };
const hoa = { name: 'T. NGUYỄN', number: '9990046462', bed: '8' };
const martin = { number: '9990012354' };

export async function playMorning({ url, screens, imports, moment }: Stage): Promise<void> {
  const now = Date.now();
  const tablet = new TabletHands(await screens.device(800, 1280));
  const desk = new DeskHands(await screens.device(1440, 900));
  const wall = new WallHands(await screens.device(1920, 1080));
  const all = { tablet: tablet.page, desk: desk.page, wall: wall.page };

  expect(await imports(laboratoryList(now), 'dmy')).to.match(/opened 5/);
  expect(await imports(clinicList(now), 'mdy')).to.match(/opened 2/);
  expect(await imports(laboratoryList(now), 'dmy'), 'the same list again').to.match(/unchanged 5/);
  try {
    await play({ url, tablet, desk, wall, now, moment, all });
  } catch (error) {
    await moment('stuck', all);
    const last = screens.told
      .slice(-6)
      .map(
        ({ message, verdict }) =>
          `${message.event} ${verdict.kind}${'refusal' in verdict ? ` ${verdict.refusal.code}` : ''}`,
      );
    throw new Error(`stuck after ${last.join(', ')}`, { cause: error });
  }
}

interface Played {
  readonly url: string;
  readonly tablet: TabletHands;
  readonly desk: DeskHands;
  readonly wall: WallHands;
  readonly now: number;
  readonly moment: Moment;
  readonly all: Readonly<Record<string, Page>>;
}

async function play({ url, tablet, desk, wall, now, moment, all }: Played): Promise<void> {
  await wall.opens(url);
  await desk.signIn(url, 'BADGE-ITO');
  await tablet.signIn(url, 'BADGE-OSEI');
  await wall.shows(mary.bed, 'Not arrived');
  await moment('the-list-is-in', all);

  await mismatch(tablet, desk, wall, moment);
  await explainAndReschedule(tablet, desk, now, moment);
  await decay(tablet, wall, moment);
  await withdrawal(tablet, desk, wall, moment);
  await emergency(tablet, desk, wall, moment);
  await moment('the-morning-is-over', all);
}

type Moment = Stage['moment'];

/** The wrong wristband stops Mary Roe; the charge nurse, who did not report it, resolves it. */
async function mismatch(tablet: TabletHands, desk: DeskHands, wall: WallHands, moment: Moment): Promise<void> {
  await tablet.opens(mary.name);
  await tablet.does('Patient is here');
  await tablet.does('Take this patient');
  await tablet.current('Wristband matches the order').waitFor();
  await tablet.scan(martin.number);
  await tablet.page.getByText('No answer was recorded on either patient.').waitFor();
  await wall.shows(mary.bed, 'Stop');
  await desk.opens(mary.name);
  await desk
    .panel()
    .getByText(/mismatch|does not match|did not match/i)
    .first()
    .waitFor();
  await moment('wrong-wristband', { tablet: tablet.page, desk: desk.page, wall: wall.page });
  await desk.does('Resolve the mismatch', { Reason: 'Neighbour’s wristband scanned' });
  await tablet.page.getByRole('button', { name: /Scan the wristband again/ }).click();
  await tablet.current('Wristband matches the order').waitFor();
  await tablet.scan(mary.number);
  await tablet.answers('Patient states full name and birth date', 'BOTH MATCH');
  await tablet.answers('Allergies to latex', 'No allergies');
  await tablet.completes('Explanation');
}

/** A fasting test: moving the start up opens the window again, moving it back closes it. */
async function explainAndReschedule(tablet: TabletHands, desk: DeskHands, now: number, moment: Moment): Promise<void> {
  await tablet.answers('What will be done', 'EXPLAINED');
  await tablet.answers('Patient says what to do', 'IN OWN WORDS');
  await tablet.types('Last food or drink', figures(now - 7 * hour).replace(':', ''));
  await tablet.line('Last food or drink').waitFor();
  await tablet.settled();
  await desk.opens(mary.name);
  await desk.does('Reschedule', {
    Day: dayOf(now + 25 * minute),
    Time: figures(now + 25 * minute),
    Reason: 'List moved up',
  });
  await tablet.page
    .getByText(/Expired/)
    .first()
    .waitFor();
  await moment('rescheduled-the-fast-is-too-short', { tablet: tablet.page, desk: desk.page });
  await desk.does('Reschedule', {
    Day: dayOf(now + 95 * minute),
    Time: figures(now + 95 * minute),
    Reason: 'And back again',
  });
  // A desk whose server was away says it again: what is explained before it has moved is explained for the other start.
  await tablet.page
    .getByText(figures(now + 95 * minute))
    .first()
    .waitFor();
  await tablet.answers('What will be done', 'EXPLAINED');
  await tablet.answers('Patient says what to do', 'IN OWN WORDS');
  await tablet.completes('Consent');
  await tablet.records('Record consent');
  await tablet.answers('Asked again today, patient is still happy to go ahead', 'HAPPY');
  await tablet.answers('Faints, bleeding', 'NONE');
  await tablet.completes('Equipment readiness');
  await layOut(tablet);
}

/** Ready, and then no longer: nobody touches anything, and every screen says so. */
async function decay(tablet: TabletHands, wall: WallHands, moment: Moment): Promise<void> {
  await cleansUntilReady(tablet, wall, mary.bed);
  await moment('ready', { tablet: tablet.page, wall: wall.page });
  await wall.shows(mary.bed, 'Hygiene');
  await tablet.page
    .getByText(/Expired/)
    .first()
    .waitFor();
  await moment('ready-no-longer', { tablet: tablet.page, wall: wall.page });
  await cleansUntilReady(tablet, wall, mary.bed, false);
  await tablet.records('Hand over');
  await wall.shows(mary.bed, 'Gone');
}

/** Consent withdrawn at ready; a new consent; contamination; and handed over after all. */
async function withdrawal(tablet: TabletHands, desk: DeskHands, wall: WallHands, moment: Moment): Promise<void> {
  await prepare(tablet, lukasz);
  // The list did not say whether an arm must be avoided: unknown counts as yes, and two people look.
  await tablet.step('Hygiene');
  await tablet.answers('Arm to use', 'LEFT');
  await tablet.checksSecond('Arm to use', 'BADGE-NUNEZ', 'LEFT');
  await moment('second-person-checked', { tablet: tablet.page });
  await cleansUntilReady(tablet, wall, lukasz.bed);
  await tablet.stops('Withdraw consent');
  await wall.shows(lukasz.bed, 'Stop');
  await moment('consent-withdrawn-at-ready', { tablet: tablet.page, wall: wall.page });
  await tablet.settled();
  await desk.opens(lukasz.name);
  await desk.does('Record new consent', { Note: 'Talked it over; he agrees again' });
  await tablet.step('Consent');
  await tablet.answers('Asked again today, patient is still happy to go ahead', 'HAPPY');
  await tablet.completes(null);
  await tablet.stops('Report contamination');
  await wall.shows(lukasz.bed, 'Stop');
  await moment('contaminated', { tablet: tablet.page, wall: wall.page });
  await tablet.step('Hygiene');
  await tablet.does('Field restored');
  await tablet.step('Equipment');
  await layOut(tablet, false);
  await cleanHandsAndSite(tablet);
  await tablet.records('Hand over');
  await wall.shows(lukasz.bed, 'Gone');
}

/** No bed yet, then an emergency: two taps from the list; what was put off is gone through by another person. */
async function emergency(tablet: TabletHands, desk: DeskHands, wall: WallHands, moment: Moment): Promise<void> {
  await desk.opens(hoa.name);
  await desk.does('Move to another bed', { Bed: hoa.bed });
  await wall.shows(hoa.bed, 'Not arrived');
  await tablet.opens(hoa.name);
  await tablet.does('Patient is here');
  await tablet.does('Take this patient');
  await tablet.toList();
  await tablet.stops('Emergency', tablet.page.getByRole('button', { name: `Stop bed ${hoa.bed}, ${hoa.name}` }));
  await wall.shows(hoa.bed, 'Emergency');
  await moment('emergency', { tablet: tablet.page, wall: wall.page });
  await tablet.opens(hoa.name);
  await tablet.scan(hoa.number);
  await tablet.records('Hand over in emergency');
  await desk.opens(hoa.name);
  await moment('emergency-to-reconcile', { tablet: tablet.page, desk: desk.page });
  await desk.does('Close the emergency list', { Note: 'Consent and allergies written down afterwards' });
  await wall.shows(hoa.bed, 'Gone');
}

async function prepare(
  tablet: TabletHands,
  patient: { readonly name: string; readonly number: string },
): Promise<void> {
  await tablet.opens(patient.name);
  await tablet.does('Patient is here');
  await tablet.does('Take this patient');
  await tablet.current('Wristband matches the order').waitFor();
  await tablet.scan(patient.number);
  await tablet.answers('Patient states full name and birth date', 'BOTH MATCH');
  await tablet.answers('Allergies to latex', 'No allergies');
  await tablet.completes('Explanation');
  await tablet.answers('What will be done', 'EXPLAINED');
  await tablet.answers('Patient says what to do', 'IN OWN WORDS');
  await tablet.completes('Consent');
  await tablet.records('Record consent');
  await tablet.answers('Asked again today, patient is still happy to go ahead', 'HAPPY');
  await tablet.answers('Faints, bleeding', 'NONE');
  await tablet.completes('Equipment readiness');
  await layOut(tablet);
}

async function layOut(tablet: TabletHands, bin = true): Promise<void> {
  await tablet.answers('Tubes and needle in date', 'ALL IN DATE');
  await tablet.current('Tubes laid out, counted').getByRole('button', { name: '3', exact: true }).click();
  await tablet
    .current('Tubes laid out, counted')
    .getByRole('button', { name: /^Record 3/ })
    .click();
  if (bin) await tablet.answers('Sharps bin within reach', 'WITHIN REACH');
  // Contamination is the hygiene step's stop: equipment stays completed once its items count again.
  if (bin) await tablet.completes('Hygiene');
}

async function cleanHandsAndSite(tablet: TabletHands, complete = true): Promise<void> {
  await tablet.step('Hygiene');
  await tablet.starts('Hand rub before touching');
  await tablet.starts('Site cleaned with 70 % alcohol');
  if (complete) await tablet.completes(null);
}

/** Clean hands count for a few seconds here: when the server is away for those, they are cleaned again. */
async function cleansUntilReady(tablet: TabletHands, wall: WallHands, bed: string, complete = true): Promise<void> {
  await cleanHandsAndSite(tablet, complete);
  for (let tries = 0; tries < 4; tries++) {
    if (await wall.soonShows(bed, 'Ready')) return;
    await tablet.settled();
    await cleanHandsAndSite(tablet, false);
  }
  await wall.shows(bed, 'Ready');
}

const two = (n: number): string => String(n).padStart(2, '0');
/** `09:30`, in the journey's time zone. */
const figures = (at: number): string => `${two(new Date(at).getUTCHours())}:${two(new Date(at).getUTCMinutes())}`;
/** `Sun 22 NOV 2026`, as the desk's choice of day says it. */
const dayOf = (at: number): string => {
  const date = new Date(at);
  const week = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][date.getUTCDay()];
  const month = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'][
    date.getUTCMonth()
  ];
  return `${week} ${two(date.getUTCDate())} ${month} ${date.getUTCFullYear()}`;
};
