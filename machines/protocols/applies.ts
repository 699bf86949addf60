/** Whether an item or a limit applies to this patient, this order and what was answered so far. */
import type { Choice, ItemDocument, Test } from './document.ts';

/** What is known of a preparation when a document's questions are asked. */
export interface Facts {
  readonly fact: (name: string) => string;
  /** The value another item was answered with; null while it has none; `notNeeded` when it does not apply itself. */
  readonly answer: (item: string) => string | null | typeof notAsked;
  /** Whole years at the planned start. */
  readonly age: number;
  readonly sex: string;
}
/** The item is not needed for this patient, so nothing may hang on its answer. */
export const notAsked = Symbol('not asked');

export const applies = ({ appliesIf }: ItemDocument, facts: Facts): boolean => {
  if (appliesIf === undefined) return true;
  if ('any' in appliesIf) return appliesIf.any.some((test) => holds(test, facts));
  if ('all' in appliesIf) return appliesIf.all.every((test) => holds(test, facts));
  return holds(appliesIf, facts);
};

export function holds(test: Test, { fact, answer, age, sex }: Facts): boolean {
  if ('isNot' in test) return !test.isNot.includes(fact(test.fact));
  if ('fact' in test) return test.is.includes(fact(test.fact));
  if ('age' in test) return age >= (test.age.atLeast ?? 0) && age <= (test.age.atMost ?? Infinity);
  if ('sex' in test) return test.sex.some((one) => one === sex);
  if ('reading' in test) {
    const read = answer(test.reading);
    if (read === null || read === notAsked) return read === null;
    return Number(read) >= (test.atLeast ?? -Infinity) && Number(read) <= (test.atMost ?? Infinity);
  }
  const given = answer(test.answer);
  // Unknown is never "no": until it is answered, what hangs on it is asked (I41).
  return given === null || (given !== notAsked && test.is.includes(given));
}

/** Whether the order lets a choice be right for this patient. What nobody said is `unknown`. */
export const allowed = ({ notIf, onlyIf }: Choice, facts: Readonly<Record<string, string>>): boolean =>
  notIf?.is.includes(facts[notIf.fact] ?? 'unknown') !== true &&
  onlyIf?.is.includes(facts[onlyIf.fact] ?? 'unknown') !== false;

/** The other item whose answer a question is about. */
export const askedOf = (test: Test): string | null =>
  'answer' in test ? test.answer : 'reading' in test ? test.reading : null;

/** Every question an item asks about other items' answers, facts and the patient. */
export const testsOf = ({ appliesIf, answer }: ItemDocument): readonly Test[] => [
  ...(appliesIf === undefined
    ? []
    : 'any' in appliesIf
      ? appliesIf.any
      : 'all' in appliesIf
        ? appliesIf.all
        : [appliesIf]),
  ...('limits' in answer ? (answer.limits ?? []).flatMap((limit) => limit.if ?? []) : []),
];
