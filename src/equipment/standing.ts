/** How a thing stands, as a sign and in words; and which things each view shows. */
import type { Instant } from '../../machines/index.ts';
import { timeOrDate } from '../ui/dates.ts';
import type { StatusSign } from '../ui/status-words.ts';
import type { Thing, ThingType } from './read-equipment.ts';
import { equipmentWords } from './words.ts';

export const shows = ['all', 'due', 'aside', 'inUse', 'checks'] as const;
export type Show = (typeof shows)[number];

/** The last moment of the day that `at` is in, by this device's calendar. */
const endOfDay = (at: Instant): Instant => new Date(at).setHours(23, 59, 59, 999);

const isDue = (thing: Thing, at: Instant): boolean => thing.dues.some((due) => due.at <= endOfDay(at));
const works = ({ standing }: Thing): boolean => standing === 'inService';

/** Checked today is a check that lasts beyond today's end. */
export const needsCheck = (thing: Thing, types: readonly ThingType[]): boolean =>
  works(thing) && (typeOf(thing, types)?.checks.length ?? 0) > 0;
export const typeOf = ({ type }: Thing, types: readonly ThingType[]): ThingType | undefined =>
  types.find((one) => one.type === type);

export function isShown(thing: Thing, show: Show, types: readonly ThingType[], at: Instant): boolean {
  switch (show) {
    case 'all':
      return thing.standing !== 'retired';
    case 'due':
      return works(thing) && isDue(thing, at);
    case 'aside':
      return thing.standing === 'quarantined';
    case 'inUse':
      return thing.holder !== null;
    case 'checks':
      return needsCheck(thing, types) && checkDue(thing, at);
  }
}

/** As the server names it. */
const checkName = 'Start-of-day check';
export const checkDue = (thing: Thing, at: Instant): boolean =>
  thing.dues.some(({ what, at: due }) => what === checkName && due <= at);

export const matches = (find: string, { asset, title, lot }: Thing): boolean =>
  [asset, title, lot ?? ''].some((text) => text.toLowerCase().includes(find.trim().toLowerCase()));

/** A thing that is fit is quiet: only what wants somebody has a fill. */
export function signOf(thing: Thing, at: Instant): StatusSign {
  const { say } = equipmentWords;
  const sign = (tone: StatusSign['tone'], words: string, hot = false): StatusSign => ({
    tone,
    short: words,
    full: words,
    since: null,
    hot,
  });
  if (thing.standing === 'retired') return sign('plain', say('stands.retired'));
  if (thing.standing === 'quarantined')
    return sign(
      'stop',
      thing.why?.includes(' is recalled: ') === true ? say('stands.recalled') : say('stands.quarantined'),
      true,
    );
  const over = thing.dues.filter((due) => due.at <= at).map(({ what }) => what.toLowerCase());
  if (over.length > 0) return sign('overdue', say('stands.overdue', { what: over.join(', ') }), true);
  return thing.holder === null ? sign('plain', say('stands.inService')) : sign('inProgress', say('stands.inUse'));
}

export function saysDue({ what, at: due }: Thing['dues'][number], at: Instant): string {
  const { say } = equipmentWords;
  return due === 0 ? say('due.never', { what }) : say('due.at', { what, when: timeOrDate(due, at) });
}

export function saysWhere(thing: Thing, titles: ReadonlyMap<string, string>): string {
  const { say } = equipmentWords;
  const { holder, ward, lent } = thing;
  const named = (id: string): string => titles.get(id) ?? id;
  if (holder !== null) {
    if (holder.ward === null) return say('where.other');
    return holder.bed === null
      ? say('where.ward', { ward: named(holder.ward) })
      : say('where.bed', { ward: named(holder.ward), bed: holder.bed });
  }
  if (ward === null) return say('where.unknown');
  return say(lent ? 'where.lent' : 'where.ward', { ward: named(ward) });
}
