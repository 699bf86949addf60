/** What a scan does on the screen it was made on: decided here, done by the root. */
import {
  type ActionView,
  type Checklist,
  type ItemView,
  type PersonId,
  type PreparationId,
  scanNotAsked,
} from '../../machines/index.ts';
import { isOpenHere, type Mark } from '../link/overlay.ts';
import { answering } from './item-face.ts';
import type { Scanned, ScanMeaning } from './scan-meaning.ts';
import { bloodEffect, thingEffect } from './scan-thing.ts';

export type ScanEffect =
  | { readonly kind: 'open'; readonly preparation: PreparationId }
  | { readonly kind: 'sense'; readonly item: ItemView; readonly action: ActionView; readonly value: string }
  /** The open patient's wristband, and nothing is recorded: what stands in the way, as the screen names it, or why else. */
  | { readonly kind: 'matched'; readonly stops: readonly string[]; readonly why: string | null }
  | { readonly kind: 'wrong'; readonly scanned: PreparationId | null; readonly number: string }
  /** Another patient's, and nothing asks for a wristband: whose bed it was scanned at is for the person to say. */
  | { readonly kind: 'another'; readonly scanned: PreparationId; readonly number: string }
  /** `badge`: what was read off it. */
  | { readonly kind: 'badge'; readonly person: PersonId; readonly badge: string }
  | { readonly kind: 'unknown'; readonly says: string | null; readonly away: boolean };

/**
 * `open`: the checklist on the screen, or null on the list; `current`: the item in hand; `due`: the ward's list, soonest
 * first; `marks`: what this tablet has answered and the checklist does not show yet.
 */
export function effectOf(
  scanned: Scanned,
  meaning: ScanMeaning,
  open: Checklist | null,
  current: ItemView | null,
  due: readonly PreparationId[] = [],
  marks: ReadonlyMap<string, Mark> = new Map(),
): ScanEffect {
  // A label that was read badly is neither a match nor a stop, whichever of the two could not read it.
  if (scanned.kind === 'stopped') return { kind: 'unknown', says: scanned.says, away: false };
  if (meaning.kind === 'unread') return { kind: 'unknown', says: meaning.says, away: false };
  if (meaning.kind === 'blood') return bagEffect(meaning.din, open, current);
  if (scanned.kind !== 'number') return thingOnLabel(scanned, meaning, open, current);
  const { number } = scanned;
  if (meaning.kind === 'badge') return { kind: 'badge', person: meaning.person, badge: number };
  if (open === null) {
    const first =
      meaning.kind === 'patient' || meaning.kind === 'order' ? inOrder(meaning.preparations, due)[0] : undefined;
    return first === undefined ? unknown(meaning) : { kind: 'open', preparation: first };
  }
  // The whole number of the open patient is on this tablet, so this is never a guess, with or without the server.
  const isOpen =
    number === open.patient.number || (meaning.kind === 'patient' && meaning.preparations.includes(open.preparation));
  if (isOpen) return sensed(open, current, isWristband, number) ?? matched(open);
  if (meaning.kind === 'patient') {
    const other = inOrder(meaning.preparations, due)[0];
    return other !== undefined && !asksForWristband(open, current, marks)
      ? { kind: 'another', scanned: other, number }
      : { kind: 'wrong', scanned: other ?? null, number };
  }
  if (meaning.kind === 'thing') return thingEffect(open, current, meaning, number, scanNotAsked.asset);
  // An order's number, which is no patient's, may look like one of this site's wristbands.
  if (meaning.kind === 'order' && !(current !== null && isWristband(current)))
    return sensed(open, current, isOtherScan, number) ?? unknown(meaning);
  // A wristband that nobody here has is on the patient in front of it: a stop, whatever item is in hand.
  if (scanned.isWristband || (current !== null && isWristband(current)))
    return { kind: 'wrong', scanned: null, number };
  if (current?.answer.kind === 'asset') return thingEffect(open, current, meaning, number, scanNotAsked.asset);
  return sensed(open, current, isOtherScan, number) ?? unknown(meaning);
}

function thingOnLabel(
  scanned: Exclude<Scanned, { kind: 'number' | 'stopped' }>,
  meaning: ScanMeaning,
  open: Checklist | null,
  current: ItemView | null,
): ScanEffect {
  if (scanned.kind === 'blood') return bagEffect(scanned.din, open, current);
  return open === null
    ? { kind: 'unknown', says: scanned.says, away: false }
    : thingEffect(open, current, meaning, scanned.code, scanned.says);
}

const bagEffect = (din: string | null, open: Checklist | null, current: ItemView | null): ScanEffect =>
  open === null ? { kind: 'unknown', says: scanNotAsked.blood, away: false } : bloodEffect(open, current, din);

const unknown = (meaning: ScanMeaning): ScanEffect => ({
  kind: 'unknown',
  says: meaning.kind === 'unknown' ? meaning.says : null,
  away: meaning.kind === 'away',
});

/** What is on the ward's list comes first, as the list has it. */
const inOrder = (found: readonly PreparationId[], due: readonly PreparationId[]): readonly PreparationId[] => [
  ...due.filter((one) => found.includes(one)),
  ...found.filter((one) => !due.includes(one)),
];

const isWristband = ({ answer }: ItemView): boolean => answer.kind === 'scan' && answer.of.startsWith('patient');
/**
 * Whether a wristband scanned now is an answer about the open patient: one is in hand, or is open, and so is whoever is
 * stopped for it. Once it counts, the next band is scanned to change patients as often as it is on the wrong arm.
 */
function asksForWristband(open: Checklist, current: ItemView | null, marks: ReadonlyMap<string, Mark>): boolean {
  if (current !== null && isWristband(current)) return true;
  if (mismatchOf(open) === null) return true;
  return open.steps
    .flatMap(({ items }) => items)
    .some((item) => isWristband(item) && !counts(item) && isOpenHere(marks.get(item.id)));
}
const counts = ({ status }: ItemView): boolean => ['satisfied', 'used', 'overridden', 'notNeeded'].includes(status);
const isOtherScan = ({ answer }: ItemView): boolean => answer.kind === 'scan' && !answer.of.startsWith('patient');

/** The item in hand if it takes this scan; a wristband also renews its item from any screen of the patient. */
function sensed(
  open: Checklist,
  current: ItemView | null,
  takes: (item: ItemView) => boolean,
  value: string,
): ScanEffect | null {
  const all = open.steps.flatMap(({ items }) => items);
  const item =
    current !== null && takes(current)
      ? current
      : takes === isWristband
        ? all.find((one) => takes(one) && answering(one)?.may === true)
        : undefined;
  const action = item === undefined ? null : answering(item);
  return item !== undefined && action?.may === true ? { kind: 'sense', item, action, value } : null;
}

/** The open patient's own wristband, where it is not recorded: as it is now. */
export function matched(open: Checklist): Extract<ScanEffect, { kind: 'matched' }> {
  const items = open.steps.flatMap((step) => step.items).filter(isWristband);
  return {
    kind: 'matched',
    stops: open.steps.flatMap(({ standing }) => standing.filter(({ bad }) => bad).map(({ says }) => says)),
    why: items.map((item) => answering(item)?.refusal?.says).find((says) => says !== undefined) ?? null,
  };
}

/** The stop that a wrong wristband is, in the open patient's own words. */
export function mismatchOf(checklist: Checklist): ActionView | null {
  const all = [...checklist.actions, ...checklist.steps.flatMap(({ actions }) => actions)];
  return all.find(({ group, event }) => group === 'stop' && /mismatch/i.test(event)) ?? null;
}

/** Where the stop is: at the server, on this tablet until it is heard, nowhere, or it stood before this scan. */
export type StopKept = 'onRecord' | 'keptHere' | 'notSaved' | 'stood';

/** A patient who is stopped for it already has no such stop to report: nothing is saved or sent. */
export function stopKept(mismatch: ActionView | null, live: boolean): StopKept {
  if (mismatch === null) return 'stood';
  return live ? 'onRecord' : 'keptHere';
}
