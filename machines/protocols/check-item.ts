/** What one item says must fit together: its kind, its answer, its limits. Errors say where, what, and what to do. */
import { canFail, lasts } from '../items/item-traits.ts';
import type { ProtocolError } from './check.ts';
import { type ItemDocument, type Test, units } from './document.ts';

export const itemErrors = (item: ItemDocument): readonly ProtocolError[] => [
  ...kindErrors(item).map((says) => ({ path: ['kind'], says })),
  ...unitErrors(item),
  ...limitErrors(item),
];

/** What hangs on an answer must be able to: it has such answers, and cannot lapse while nobody notices. */
export function hangingErrors(other: ItemDocument, test: Test): readonly string[] {
  const { answer } = other;
  if ('reading' in test && !('unit' in answer && answer.unit !== 'clock'))
    return [`"${other.id}" is not measured; ask what was answered instead (answer)`];
  const possible =
    'choices' in answer
      ? answer.choices.map(({ value }) => value)
      : 'none' in answer && answer.none !== undefined
        ? ['none']
        : [];
  const wrong = 'answer' in test ? test.is.find((value) => !possible.includes(value)) : undefined;
  const blocks = other.stop === 'hard' || other.stop === 'override';
  return [
    ...(wrong === undefined
      ? []
      : [`"${other.id}" is never answered "${wrong}"; its answers are ${possible.join(', ') || 'no words'}`]),
    ...(lasts(other) && !blocks
      ? [`what hangs on "${other.id}" would be forgotten when it lapses; make it hard or override, or let it last`]
      : []),
  ];
}

function kindErrors(item: ItemDocument): readonly string[] {
  const { answer, kind } = item;
  const scan = 'scan' in answer || 'scanFact' in answer || 'asset' in answer;
  const timer = 'timer' in answer;
  const number = 'unit' in answer;
  const clock = number && answer.unit === 'clock';
  const wrong: (readonly [boolean, string])[] = [
    [kind === 'sensed' && !scan, 'a sensed item is answered by a scan; give answer: { scan: … }'],
    [kind !== 'sensed' && scan, 'only a sensed item is answered by a scan'],
    [kind === 'measured' && !number, 'a measured item has a number with a unit'],
    [kind === 'attested' && number, 'a number with a unit is read by a measured item'],
    [timer && kind !== 'attested', 'only an attested item can be a timer'],
    [timer && item.takes === undefined, 'a timer says how long it takes'],
    [!timer && item.takes !== undefined, 'only a timer takes time'],
    [
      kind === 'secondPerson' && item.verifyWithin === undefined,
      'say within what time the second person answers (verifyWithin)',
    ],
    [
      kind !== 'secondPerson' && (item.verifyWithin ?? item.verifiedBy ?? item.verifierCompetence) !== undefined,
      'only a secondPerson item waits for a second person',
    ],
    [item.window?.of === 'value' && !clock, 'a window of the value needs an answer in the unit clock'],
    [item.window?.of === 'taken' && item.dated === undefined, 'a window of the time taken asks for that time (dated)'],
    [
      item.validForIf !== undefined &&
        (item.validFor === undefined || item.voidedBy?.includes('order.changed') !== true),
      'validForIf needs a validFor for all other orders, and order.changed in voidedBy: its end is set when it is answered',
    ],
    [item.dated !== undefined && (timer || scan || clock), 'only a choice or a number has a time beside it (dated)'],
    [
      number && answer.result !== undefined && (clock || item.dated === undefined || kind !== 'measured'),
      'a result is a measured number with a time beside it: say when it was taken (dated)',
    ],
    [
      'choices' in answer &&
        answer.choices.some(({ notIf, onlyIf }) => (notIf ?? onlyIf) !== undefined) &&
        item.voidedBy?.includes('order.changed') !== true,
      'a choice that depends on the order (notIf, onlyIf) is made again when that changes: order.changed in voidedBy',
    ],
    [
      'choices' in answer && answer.choices.some(({ plain, satisfies }) => plain === true && !satisfies),
      'an answer that does not satisfy is not plain: it is told when the patient is handed over',
    ],
    [item.ifLapsed !== undefined && !lasts(item), 'only what lapses raises a stop when it does (ifLapsed)'],
    [
      item.lapsed !== undefined && item.ifLapsed === undefined,
      'what to do once it lapsed (lapsed) is said of the stop that its lapse raises; name that stop (ifLapsed)',
    ],
    [
      item.ifLapsed !== undefined && item.voidedBy?.includes(item.ifLapsed) === true,
      'the stop it raises when it lapses would take back that it lapsed; leave that stop out of voidedBy',
    ],
    [
      item.attempts !== undefined && (timer || kind === 'secondPerson'),
      'attempts are counted of an answer by one person',
    ],
    [
      item.attempts !== undefined && !timer && kind !== 'secondPerson' && !canFail(item),
      'attempts are counted of answers that do not satisfy, and this has none',
    ],
  ];
  return wrong.filter(([is]) => is).map(([, says]) => says);
}

function unitErrors({ answer }: ItemDocument): readonly ProtocolError[] {
  if (!('unit' in answer) || units.some((unit) => unit === answer.unit)) return [];
  return [{ path: ['answer', 'unit'], says: `"${answer.unit}" is not a unit; use one of ${units.join(', ')}` }];
}

/** Limits that no reading meets, that cannot be read, or that nothing reaches were not meant. */
function limitErrors({ answer }: ItemDocument): readonly ProtocolError[] {
  if (!('unit' in answer)) return [];
  const { min, max, limits = [], none, unit } = answer;
  const errors: ProtocolError[] = [];
  const fail = (path: readonly (string | number)[], says: string): void =>
    void errors.push({ path: ['answer', ...path], says });
  if (min > max) fail(['min'], `min ${min} is above max ${max}`);
  if (none !== undefined && unit !== 'clock') fail(['none'], 'only a time of day has the answer "not at all"');
  if (unit === 'clock' && limits.length > 0) fail(['limits'], 'a time of day is limited by a window or by validFor');
  limits.forEach(({ if: test, atLeast, atMost }, n) => {
    const outside = [atLeast, atMost].some((bound) => bound !== undefined && (bound < min || bound > max));
    if (outside) fail(['limits', n], `the limit lies outside what can be read (${min} to ${max})`);
    else if ((atLeast ?? min) > (atMost ?? max)) fail(['limits', n], 'no reading is within this limit');
    const later = limits
      .slice(n + 1)
      .some((row) => (row.atLeast ?? min) > (atLeast ?? min) || (row.atMost ?? max) < (atMost ?? max));
    if (test !== undefined && ('answer' in test || 'reading' in test) && later)
      fail(
        ['limits', n],
        'until its question is answered this row holds, and it lets through what a later row stops; put the strictest first',
      );
    if (test === undefined && n < limits.length - 1)
      fail(['limits', n], 'nothing after this row is ever read; put the row without "if" last');
  });
  return errors;
}
