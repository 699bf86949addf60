/** What may be reported of a thing from its page: which questions each asks, and what is sent. */
import type { Role } from '../../machines/index.ts';
import type { Below } from './act.ts';
import type { Thing, ThingType } from './read-equipment.ts';
import type { equipmentWords } from './words.ts';

type WordOf = Parameters<typeof equipmentWords.say>[0];
export type Answers = Readonly<Record<string, string>>;

export interface Question {
  readonly key: string;
  readonly words: WordOf;
  readonly values?: Readonly<Record<string, string | number>>;
  readonly hint?: WordOf;
  /** Chosen from the wards of this site, and not the one it is on. */
  readonly wardBut?: string | null;
  readonly read: (text: string) => boolean;
}
export interface ThingAction {
  readonly name: string;
  readonly words: WordOf;
  readonly values?: Readonly<Record<string, string>>;
  readonly below: Below;
  /** A recall is not sent before it was shown how many it opens again: the question for that. */
  readonly held?: string;
  readonly asks: readonly Question[];
  readonly report: (answers: Answers) => object;
}

const said = (text: string): boolean => text.trim() !== '';
const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text.trim()) && !Number.isNaN(endOf(text));
/** Good to the end of that day, by this device's calendar. */
const endOf = (text: string): number => new Date(`${text.trim()}T23:59:59.999`).getTime();

/** The server decides again; a button that would only be refused is not shown. */
export function actionsFor(thing: Thing, type: ThingType | undefined, role: Role): readonly ThingAction[] {
  const engineer = role === 'clinicalEngineer';
  if (thing.standing === 'retired') return [];
  const recalls = engineer || role === 'chargeNurse' ? recallsOf(thing) : [];
  if (thing.asset.startsWith('lot:'))
    return thing.standing !== 'quarantined' ? recalls : engineer ? [lift(thing.asset.slice(4))] : [];
  if (thing.standing === 'quarantined') return engineer ? [release] : [];
  return [
    ...((type?.checks.length ?? 0) > 0 ? [passed] : []),
    ...(type?.cleanedBy === 'cleaned' ? [cleaned] : []),
    ...(type?.cleanedBy === 'cycle' ? [cycle] : []),
    ...(type?.controls ?? []).map(measure),
    ...(engineer ? [next('calibrated', 'act.calibrated'), next('maintained', 'act.maintained')] : []),
    move('moved', thing.ward),
    move('lent', thing.ward),
    ...recalls,
  ];
}

const move = (how: 'moved' | 'lent', wardBut: string | null): ThingAction => ({
  name: how,
  words: `act.${how}`,
  below: 'checks',
  asks: [{ key: 'ward', words: 'ask.ward', wardBut, read: said }],
  report: ({ ward = '' }) => ({ happened: 'moved', ward, lent: how === 'lent' }),
});

const why = { key: 'reason', words: 'ask.recallReason', hint: 'ask.recallHint', read: said } as const;
function recallsOf({ lot, title }: Thing): readonly ThingAction[] {
  const model: ThingAction = {
    name: 'recallModel',
    words: 'act.recallModel',
    values: { model: title },
    below: 'recallModel',
    held: `model=${encodeURIComponent(title)}`,
    asks: [why],
    report: ({ reason = '' }) => ({ model: title, reason: reason.trim() }),
  };
  if (lot === null) return [model];
  return [
    {
      name: 'recallLot',
      words: 'act.recallLot',
      values: { lot },
      below: 'recallLot',
      held: `lot=${encodeURIComponent(lot)}`,
      asks: [why],
      report: ({ reason = '' }) => ({ lot, reason: reason.trim() }),
    },
    model,
  ];
}
const lift = (lot: string): ThingAction => ({
  name: 'liftRecall',
  words: 'act.liftRecall',
  below: 'liftRecall',
  asks: [{ key: 'reason', words: 'ask.reason', read: said }],
  report: ({ reason = '' }) => ({ lot, reason: reason.trim() }),
});

const passed: ThingAction = {
  name: 'passed',
  words: 'act.passed',
  below: 'checks',
  asks: [],
  report: () => ({ happened: 'checkPassed' }),
};
const cleaned: ThingAction = {
  ...passed,
  name: 'cleaned',
  words: 'act.cleaned',
  report: () => ({ happened: 'cleaned' }),
};
const cycle: ThingAction = {
  name: 'cycle',
  words: 'act.cycle',
  below: 'checks',
  asks: [
    { key: 'cycle', words: 'ask.cycle', read: said },
    { key: 'releasedBy', words: 'ask.releasedBy', read: said },
  ],
  report: ({ cycle: number = '', releasedBy = '' }) => ({
    happened: 'cycle',
    cycle: number.trim(),
    releasedBy: releasedBy.trim(),
  }),
};
const measure = ({ id, title, unit, atLeast, atMost }: ThingType['controls'][number]): ThingAction => ({
  name: `measure.${id}`,
  words: 'act.measure',
  below: 'checks',
  asks: [
    {
      key: 'value',
      words: 'ask.value',
      values: { title, unit, atLeast, atMost },
      read: (text) => said(text) && Number.isFinite(Number(text.replace(',', '.'))),
    },
  ],
  report: ({ value = '' }) => ({ happened: 'measured', control: id, unit, value: Number(value.replace(',', '.')) }),
});
const release: ThingAction = {
  name: 'release',
  words: 'act.release',
  below: 'releases',
  asks: [{ key: 'reason', words: 'ask.reason', read: said }],
  report: ({ reason = '' }) => ({ reason: reason.trim() }),
};
const next = (happened: 'calibrated' | 'maintained', words: WordOf): ThingAction => ({
  name: happened,
  words,
  below: 'maintenance',
  asks: [{ key: 'due', words: 'ask.due', hint: 'ask.dueHint', read: isDate }],
  report: ({ due = '' }) => ({ happened, due: endOf(due) }),
});
