/** What can be spoiled of things that venepuncture has not, with the item whose paths find it; and what no path finds. */
import { everybody, type Machines, theServer } from '../../lab/index.ts';
import { anOpening, shippedDocument } from '../support/protocol.ts';
import type { Mutant } from './mutants.ts';

export interface ItemMutant extends Mutant {
  readonly item: { readonly protocol: string; readonly id: string };
}
export const itemMutants: readonly ItemMutant[] = [
  {
    says: 'whoever is not registered for it does it',
    file: 'items/item-guards.ts',
    from: 'name === undefined ? [] : [competent(name)]',
    to: 'name === undefined ? [] : []',
    item: { protocol: 'transfusion', id: 'unitNumber' },
  },
  {
    says: 'the second person need not be registered',
    file: 'items/item-guards.ts',
    from: '...held(item.verifierCompetence ?? item.competence)',
    to: '...held(item.competence)',
    item: { protocol: 'mri', id: 'activeImplant' },
  },
  {
    says: 'the second person may have any role',
    file: 'items/item-guards.ts',
    from: 'role(...(item.verifiedBy ?? item.by))',
    to: 'role(...item.by)',
    item: { protocol: 'mri', id: 'activeImplant' },
  },
  {
    says: 'attempts are not counted',
    file: 'preparation/classify.ts',
    from: "item.attempts !== undefined && attemptsBefore(state, item) + 1 >= item.attempts.max ? 'exhausts' : 'fails'",
    to: "'fails'",
    item: { protocol: 'upperGiEndoscopy', id: 'teachBack' },
  },
  {
    says: 'the third failure raises nothing',
    file: 'items/kinds.ts',
    from: 'actions: [keep(item.id), broadcast(item.attempts.raises, item.id)]',
    to: 'actions: [keep(item.id)]',
    item: { protocol: 'upperGiEndoscopy', id: 'teachBack' },
  },
  {
    says: 'a limit that hangs on an answer is ignored',
    file: 'preparation/good-enough.ts',
    from: 'limit.if === undefined || holds(limit.if, facts)',
    to: 'limit.if === undefined',
    item: { protocol: 'ctContrast', id: 'egfr' },
  },
  {
    says: 'a limit that hangs on the order is ignored',
    file: 'preparation/good-enough.ts',
    from: 'limit.if === undefined || holds(limit.if, facts)',
    to: 'limit.if === undefined',
    item: { protocol: 'mri', id: 'width' },
  },
  {
    says: 'another answer does not take back a reading',
    file: 'preparation/judge.ts',
    from: "if (status === 'satisfied' && !good)",
    to: "if (status === 'satisfied' && !good && item.window !== undefined)",
    item: { protocol: 'upperGiEndoscopy', id: 'inr' },
  },
  {
    says: 'what is good again for another start stays shut',
    file: 'preparation/judge.ts',
    from: "(status === 'expired' || status === 'failed') && good",
    to: "status === 'expired' && good",
    item: { protocol: 'upperGiEndoscopy', id: 'scope' },
  },
  {
    says: 'a recall is not heard',
    file: 'items/item-chart.ts',
    from: "isTakenBack = 'asset' in item.answer",
    to: "isTakenBack = ('asset' in item.answer && item.kind !== 'sensed')",
    item: { protocol: 'upperGiEndoscopy', id: 'scope' },
  },
  {
    says: 'a thing that is out of date at the start is taken',
    file: 'preparation/good-enough.ts',
    from: "asset.standing === 'inService' && (until === undefined || until >= start)",
    to: "asset.standing === 'inService'",
    item: { protocol: 'upperGiEndoscopy', id: 'scope' },
  },
  {
    says: 'a thing that was put aside is taken',
    file: 'preparation/good-enough.ts',
    from: "asset?.type === type && asset.standing === 'inService'",
    to: 'asset?.type === type',
    item: { protocol: 'upperGiEndoscopy', id: 'scope' },
  },
  {
    says: 'any thing is the right thing',
    file: 'preparation/good-enough.ts',
    from: "asset?.type === type && asset.standing === 'inService'",
    to: "asset?.standing === 'inService'",
    item: { protocol: 'upperGiEndoscopy', id: 'scope' },
  },
  {
    says: 'a thing lasts longer than the log says',
    file: 'preparation/implementations.ts',
    from: '[evidence.until]',
    to: '[evidence.until + 60_000]',
    item: { protocol: 'upperGiEndoscopy', id: 'scope' },
  },
  {
    says: 'a filed result is not heard',
    file: 'items/kinds.ts',
    from: 'const filed = isResult(item) ? filing(item) : {}',
    to: 'const filed: On = {}',
    item: { protocol: 'upperGiEndoscopy', id: 'inr' },
  },
  {
    says: 'a result filed before it is needed is lost',
    file: 'items/kinds.ts',
    from: "guard: 'bySystem', actions: [keep(item.id)]",
    to: "guard: 'bySystem'",
    item: { protocol: 'upperGiEndoscopy', id: 'inr' },
  },
  {
    says: 'a sample counts from when it was typed, not from when it was taken',
    file: 'preparation/implementations.ts',
    from: 'evidence?.takenAt ?? evidence?.at ?? Number.NaN',
    to: 'evidence?.at ?? Number.NaN',
    item: { protocol: 'upperGiEndoscopy', id: 'inr' },
  },
  {
    says: 'a result counts as long for every order',
    file: 'preparation/implementations.ts',
    from: 'times(validityOf(item, context) ?? item.validFor)',
    to: 'times(item.validFor)',
    item: { protocol: 'ctContrast', id: 'egfr' },
  },
  {
    says: 'a unit that was out too long raises nothing',
    file: 'items/item-chart.ts',
    from: 'item.ifLapsed === undefined ? freed : [...freed, broadcast(item.ifLapsed, item.id)]',
    to: 'freed',
    item: { protocol: 'transfusion', id: 'leftStorage' },
  },
  {
    says: 'blood of a group the order does not allow is right',
    file: 'protocols/applies.ts',
    from: "onlyIf?.is.includes(facts[onlyIf.fact] ?? 'unknown') !== false",
    to: 'true',
    item: { protocol: 'transfusion', id: 'redCellGroup' },
  },
  {
    says: 'any bag is the one that was issued',
    file: 'preparation/good-enough.ts',
    from: "if ('scanFact' in answer && value !== order.facts[answer.scanFact]) return false;",
    to: '',
    item: { protocol: 'transfusion', id: 'unitNumber' },
  },
  {
    says: 'a wrong second check stops nothing',
    file: 'items/kinds.ts',
    from: "target: 'failed', actions: [keep(item.id), ...stop] }] : []),\n      ],",
    to: "target: 'failed', actions: [keep(item.id)] }] : []),\n      ],",
    item: { protocol: 'transfusion', id: 'patientToBlood' },
  },
  {
    says: 'not answered counts as no',
    file: 'protocols/applies.ts',
    from: 'given === null || (given !== notAsked && test.is.includes(given))',
    to: 'given !== null && given !== notAsked && test.is.includes(given)',
    item: { protocol: 'upperGiEndoscopy', id: 'escort' },
  },
  {
    says: 'age is not asked for',
    file: 'protocols/applies.ts',
    from: 'age >= (test.age.atLeast ?? 0) && age <= (test.age.atMost ?? Infinity)',
    to: 'true',
    item: { protocol: 'mri', id: 'pregnancy' },
  },
  {
    says: 'sex is not asked for',
    file: 'protocols/applies.ts',
    from: 'test.sex.some((one) => one === sex)',
    to: 'true',
    item: { protocol: 'mri', id: 'pregnancy' },
  },
  {
    says: '"not at all" is no answer',
    file: 'preparation/good-enough.ts',
    from: 'if (value === none) return true;',
    to: 'if (value === none) return false;',
    item: { protocol: 'ctContrast', id: 'lastFood' },
  },
];

/** What no path shows, and what does: a path knows right and wrong answers, not those that are no answer at all. */
export interface Unseen extends Mutant {
  readonly why: string;
  /** What is wrong with these machines in that respect; null when nothing is. */
  readonly wrong: (machines: Machines) => string | null;
}
export const unseen: readonly Unseen[] = [
  {
    says: '"not at all" is taken where it is not an answer',
    file: 'preparation/classify.ts',
    from: 'value === none && answer.none !== undefined',
    to: 'value === none',
    why: 'a value that is no answer is refused before any guard is asked, so it has no class that a path could try',
    wrong: ({ compileProtocol, open, decide }) => {
      const compiled = compileProtocol(shippedDocument('upper-gi-endoscopy'));
      if (!compiled.ok) return 'the protocol does not compile';
      const { protocol } = compiled;
      const clock = [...protocol.items.values()].find(
        ({ item: { answer } }) => 'unit' in answer && answer.unit === 'clock' && answer.none === undefined,
      );
      if (clock === undefined) return 'every time may be "not at all"';
      const { id, by } = clock.item;
      const person = everybody.find(({ role }) => by.includes(role)) ?? theServer;
      const command = { event: `item.${id}.measured`, value: 'none' };
      const opened = open(protocol, anOpening());
      const decision = decide(protocol, opened.state, command, person, opened.state.at);
      const code = decision.kind === 'refused' ? decision.refusal.code : decision.kind;
      return code === 'valueUnknown' ? null : `"${clock.item.text}" answered by "none" is ${code}`;
    },
  },
];
