/**
 * A piece of equipment or a bag of blood, scanned from any screen of a patient: it answers the one open item it fits.
 * Where it could be for two items, or for none, nothing is recorded and the person is asked.
 */
import { type Checklist, type ItemView, scanNotAsked } from '../../machines/index.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { thingWord } from '../ui/words/units.ts';
import { answering } from './item-face.ts';
import type { ScanEffect } from './scan-effect.ts';
import type { ScanMeaning } from './scan-meaning.ts';

const { say } = tabletWords;

/** `code`: what the equipment log is asked for, null where the label names a model only; `notAsked`: when nothing asks for it. */
export function thingEffect(
  open: Checklist,
  current: ItemView | null,
  meaning: ScanMeaning,
  code: string | null,
  notAsked: string,
): ScanEffect {
  const asked = itemsOf(open, (item) => item.answer.kind === 'asset');
  if (asked.length === 0) return stays(notAsked);
  if (code === null) return stays(say('scan.modelOnly'));
  // The log was asked and has nothing of the kind.
  if (meaning.kind === 'unknown') return stays(meaning.says ?? say('scan.unknown'));
  const fitting = meaning.kind === 'thing' ? asked.filter((item) => typeOf(item) === meaning.type) : asked;
  if (meaning.kind === 'thing' && fitting.length === 0)
    return stays(
      say('scan.doesNotFit', {
        is: thingWord(meaning.type),
        wanted: asked.map((one) => thingWord(typeOf(one))).join(', '),
      }),
    );
  return answers(fitting, current, code, meaning.kind === 'thing' ? meaning.title : say('scan.thisThing'));
}

/** `din`: null where this label of the bag does not carry it. */
export function bloodEffect(open: Checklist, current: ItemView | null, din: string | null): ScanEffect {
  const asked = itemsOf(open, ({ answer }) => answer.kind === 'scan' && answer.of === 'order.fact');
  if (asked.length === 0) return stays(scanNotAsked.blood);
  return din === null ? stays(say('scan.noUnitNumber')) : answers(asked, current, din, say('scan.thisLabel'));
}

/** The item in hand, else the only one that may be answered; else the reason or the question. */
function answers(items: readonly ItemView[], current: ItemView | null, value: string, what: string): ScanEffect {
  const may = items.filter((item) => answering(item)?.may === true);
  const item = may.find(({ id }) => id === current?.id) ?? (may.length === 1 ? may[0] : undefined);
  const action = item === undefined ? null : answering(item);
  if (item !== undefined && action !== null) return { kind: 'sense', item, action, value };
  if (may.length > 1) return stays(say('scan.which', { what, items: quoted(may) }));
  const why = items.map((one) => answering(one)?.refusal?.says).find((says) => says !== undefined);
  return stays(say('scan.notNow', { items: quoted(items), why: why ?? '' }));
}

/** Items of this kind that are not behind us: what counts already is not asked for again by a stray scan. */
const itemsOf = (open: Checklist, takes: (item: ItemView) => boolean): readonly ItemView[] =>
  open.steps
    .flatMap(({ items }) => items)
    .filter((item) => takes(item) && item.status !== 'notNeeded' && item.status !== 'satisfied');
const typeOf = ({ answer }: ItemView): string => (answer.kind === 'asset' ? answer.type : '');
const quoted = (items: readonly ItemView[]): string => items.map(({ text }) => `“${text}”`).join(', ');
const stays = (says: string): ScanEffect => ({ kind: 'unknown', says, away: false });
