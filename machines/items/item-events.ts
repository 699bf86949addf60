/** What people may report about an item, with the words on its buttons and in the timeline. */
import type { EventSpec } from '../steps/define-step.ts';
import type { ItemDocument } from '../protocols/document.ts';
import { isResult, overridable, rejudged } from './item-traits.ts';
import { itemEvent } from './item-words.ts';

/**
 * Why something is accepted although it does not satisfy (project default). A closed list, so that overrides can be
 * counted by it and what recurs can be mended; what it was for this patient stands in the note beside it (I27).
 */
const overrideReasons: readonly string[] = [
  'Benefit outweighs risk',
  'Done another way',
  'Documented elsewhere',
  'Not possible in time',
  'Does not apply here',
  'Patient asks for it',
];

export function itemEvents(item: ItemDocument): readonly EventSpec[] {
  const spec = (happened: string, verb: string, past: string, more: Partial<EventSpec> = {}): EventSpec => ({
    name: itemEvent(item.id, happened),
    verb,
    past: `${item.text}: ${past}`,
    late: 'work',
    asks: [],
    group: 'item',
    item: item.id,
    ...more,
  });
  const answers = item.dated === undefined ? (['value'] as const) : (['value', 'takenAt'] as const);
  const judged = { late: 'judgement', asks: ['reason'] } as const;
  const overriding = {
    late: 'judgement',
    asks: ['reason', 'note'],
    reasons: overrideReasons,
    reasonsOnly: true,
  } as const;
  const system = { system: true } as const;
  return [
    ...(item.kind === 'sensed' ? [spec('sensed', 'Scan', 'scanned', { asks: answers })] : []),
    ...(item.kind === 'measured' ? [spec('measured', 'Record', 'measured', { asks: answers })] : []),
    ...(item.kind === 'attested' && !('timer' in item.answer)
      ? [spec('attested', 'Record', 'answered', { asks: answers })]
      : []),
    ...('timer' in item.answer ? [spec('started', 'Start', 'started')] : []),
    ...(item.kind === 'secondPerson'
      ? [
          spec('attested', 'Record first answer', 'first answer', { asks: answers }),
          spec('agreed', 'Start check', 'second answer', { asks: ['value'], late: 'judgement' }),
          spec('resolved', 'Resolve', 'disagreement resolved', judged),
        ]
      : [spec('enteredLate', 'Enter late', 'entered late', system)]),
    ...(overridable(item) ? [spec('overridden', 'Override', 'overridden', overriding)] : []),
    ...(item.appliesIf === undefined
      ? []
      : [spec('notNeeded', 'Not needed', 'not needed', system), spec('needed', 'Needed', 'needed', system)]),
    ...(isResult(item)
      ? [
          spec('filed', 'File the result', 'result on file', { ...system, asks: ['value', 'takenAt'] }),
          spec('recalled', 'Take the result back', 'result declared wrong and taken back', system),
        ]
      : []),
    ...('asset' in item.answer ? [spec('recalled', 'Recalled', 'recalled or put aside', system)] : []),
    ...(!rejudged(item) && !isResult(item)
      ? []
      : [
          spec('judgedIn', 'Counts again', 'counts for the new start', system),
          spec('judgedOut', 'No longer counts', 'does not count for the new start', system),
        ]),
    spec('corrected', 'Correct this', 'corrected', { asks: ['reason'] }),
  ];
}
