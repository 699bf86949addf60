/** What people may report about an item, with the words on its buttons and in the timeline. */
import type { EventSpec } from '../steps/define-step.ts';
import type { ItemDocument } from '../protocols/document.ts';
import { overridable } from './item-chart.ts';
import { itemEvent } from './item-words.ts';

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
  const judged = { late: 'judgement', asks: ['reason'] } as const;
  const system = { system: true } as const;
  return [
    ...(item.kind === 'sensed' ? [spec('sensed', 'Scan', 'scanned', { asks: ['value'] })] : []),
    ...(item.kind === 'measured' ? [spec('measured', 'Record', 'measured', { asks: ['value'] })] : []),
    ...(item.kind === 'attested' && !('timer' in item.answer)
      ? [spec('attested', 'Record', 'attested', { asks: ['value'] })]
      : []),
    ...('timer' in item.answer ? [spec('started', 'Start', 'started')] : []),
    ...(item.kind === 'secondPerson'
      ? [
          spec('attested', 'Record first answer', 'first answer', { asks: ['value'] }),
          spec('agreed', 'Start check', 'second answer', { asks: ['value'], late: 'judgement' }),
          spec('resolved', 'Resolve', 'disagreement resolved', judged),
        ]
      : [spec('enteredLate', 'Enter late', 'entered late', system)]),
    ...(overridable(item) ? [spec('overridden', 'Override', 'overridden', judged)] : []),
    ...(item.appliesIf === undefined
      ? []
      : [spec('notNeeded', 'Not needed', 'not needed', system), spec('needed', 'Needed', 'needed', system)]),
    ...(item.window === undefined
      ? []
      : [
          spec('judgedIn', 'Counts again', 'counts for the new start', system),
          spec('judgedOut', 'No longer counts', 'does not count for the new start', system),
        ]),
    spec('corrected', 'Correct this', 'corrected', { asks: ['reason'] }),
  ];
}
