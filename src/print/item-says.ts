/** What the record says of one item, in words: the answer, and underneath who, when, how, and who checked it again. */
import type { Act, Instant, RecordItem, RecordStep } from '../../machines/index.ts';
import { secondOn } from '../ui/dates.ts';
import { printWords } from './words.ts';

const { say } = printWords;
export type NameOf = (person: string) => string;

export function actSays({ person, role, at }: Act, name: NameOf, sheet: Instant): string {
  const who = role === null ? name(person) : say('happened.act', { name: name(person), role: say(`role.${role}`) });
  return `${who}, ${secondOn(at, sheet)}`;
}

/** Where a step stands; of a stop, who raised it, when and on what ground, as the tablet has it. */
export function standingSays({ says, raised }: RecordStep['standing'][number], name: NameOf, sheet: Instant): string {
  if (raised === undefined || raised.by === null) return says;
  const { by, at, heardAt, scanned } = raised;
  const words = { says, time: secondOn(at, sheet), name: name(by) };
  const said =
    heardAt === undefined
      ? say('standing.stoppedBy', words)
      : say('standing.stoppedLate', { ...words, sent: secondOn(heardAt, sheet) });
  return scanned === undefined ? said : say('standing.scanned', { says: said, end: scanned });
}

/** The right side holds what was seen, never "checked". */
export function answerSays(item: RecordItem, sheet: Instant): string {
  const { evidence, status } = item;
  const value = valueSays(item, sheet);
  switch (status) {
    case 'satisfied':
      return value ?? say('item.done');
    case 'used':
      return value === null ? say('item.used') : `${value}. ${say('item.used')}`;
    case 'expired': {
      const expired =
        item.until === null ? say('item.expiredNow') : say('item.expired', { time: secondOn(item.until, sheet) });
      return value === null ? expired : `${value}. ${expired}`;
    }
    case 'notNeeded':
      return item.why === null ? say('item.notNeeded') : say('item.notNeededWhy', { why: item.why });
    case 'awaiting':
      return evidence === null ? say('item.awaiting') : say('item.blind');
    default:
      return value === null ? say(`item.${status}`) : `${value}. ${say(`item.${status}`)}`;
  }
}

function valueSays({ evidence, answer }: RecordItem, sheet: Instant): string | null {
  if (evidence === null) return null;
  if (evidence.says !== null) return evidence.says;
  return answer === 'clock' && typeof evidence.value === 'number' ? secondOn(evidence.value, sheet) : null;
}

/** One sentence each; nothing is left out because it is long. */
export function itemLines(
  { evidence, by, second, override, until, status, ordered }: RecordItem,
  name: NameOf,
  sheet: Instant,
): readonly string[] {
  const order = ordered === undefined ? [] : [ordered];
  if (evidence === null || by === null) return order;
  const who = actSays(by, name, sheet);
  const secondSays = second === null ? null : actSays(second, name, sheet);
  return [
    ...order,
    override === null
      ? say('item.by', { who, how: say(`how.${evidence.how}`) })
      : say('item.override', {
          who,
          reason: [override.reason, override.note].filter((part) => part !== null).join('. ') || say('item.noReason'),
        }),
    ...(secondSays === null
      ? []
      : [
          second?.says == null
            ? say('item.second', { who: secondSays })
            : say('item.secondSays', { who: secondSays, says: second.says }),
        ]),
    ...(evidence.takenAt === undefined ? [] : [say('item.taken', { time: secondOn(evidence.takenAt, sheet) })]),
    ...(evidence.attempts === undefined || evidence.attempts === 0
      ? []
      : [say('item.attempts', { count: evidence.attempts })]),
    ...(override !== null || evidence.reason === null ? [] : [evidence.reason]),
    ...(status === 'satisfied' && until !== null ? [say('item.until', { time: secondOn(until, sheet) })] : []),
  ];
}
