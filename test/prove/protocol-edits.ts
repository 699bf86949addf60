/** Edits of a protocol's document, each at a place that chance chooses, with what comparing and migrating must make of it. (over 400 lines: one list, a kind of edit each) */
import { compileProtocol, type ItemDocument, type ProtocolDocument } from '../../machines/index.ts';

export type Open<T> = T extends object ? { -readonly [key in keyof T]: Open<T[key]> } : T;
export type Document = Open<ProtocolDocument>;
type Item = Open<ItemDocument>;

/** `loosens`: something can happen that could not. `tightens`: a running preparation may stand as it no longer could. `both`: both. */
export type Effect = 'harmless' | 'loosens' | 'tightens' | 'both';
export interface Edit {
  readonly does: string;
  readonly is: Effect;
  /** Where it can be done, by words that `at` understands. */
  readonly places: (document: Document) => readonly string[];
  readonly at: (document: Document, place: string) => void;
}

export const itemsIn = (document: Document): readonly Item[] => document.steps.flatMap(({ items }) => items);
const item = (document: Document, id: string): Item => {
  const found = itemsIn(document).find((one) => one.id === id);
  if (found === undefined) throw new Error(`There is no item ${id}.`);
  return found;
};
const pair = (place: string): readonly [string, string] => place.split('/') as [string, string];
const that =
  (is: (one: Item) => boolean) =>
  (document: Document): readonly string[] =>
    itemsIn(document)
      .filter(is)
      .map(({ id }) => id);
/** An item and a word of one of its lists. */
const each =
  (words: (one: Item, document: Document) => readonly string[]) =>
  (document: Document): readonly string[] =>
    itemsIn(document).flatMap((one) => words(one, document).map((word) => `${one.id}/${word}`));
const any = that(() => true);
const without = (list: readonly string[] = [], word: string): string[] => list.filter((one) => one !== word);
const needs = each(({ needs: asked = [] }, document) =>
  asked.filter((need) => itemsIn(document).some(({ id }) => id === need)),
);
const dropNeed = (document: Document, place: string): void => {
  const [id, need] = pair(place);
  item(document, id).needs = without(item(document, id).needs, need);
};
/** What touches a patient asks for all that says who it is, whether the document says so again or not. */
function isAskedAnyway(document: Document, place: string): boolean {
  const edited = structuredClone(document);
  dropNeed(edited, place);
  const compiled = compileProtocol(edited);
  const [id, need] = pair(place);
  const may = compiled.ok ? compiled.protocol.chart.guards.get(`may.${id}`) : null;
  return JSON.stringify(may).includes(`"open.identity.${need}.satisfied"`);
}
const everybody = ['technician', 'nurse', 'chargeNurse', 'proceduralist', 'clinicalEngineer'] as const;
const choices = ({ answer }: Item) => ('choices' in answer ? answer.choices : []);
const scaled = (length: string, by: number): string => length.replace(/\d+/, (number) => String(Number(number) * by));
const lengths =
  (...fields: readonly ('validFor' | 'takes' | 'verifyWithin')[]) =>
  (document: Document): readonly string[] => [
    ...new Set(itemsIn(document).flatMap((one) => fields.flatMap((field) => one[field] ?? []))),
  ];
/** By those who have something to do in every step: whoever has may complete it. */
const another = (stop: Item['stop'], by: Item['by'] = ['technician', 'nurse', 'chargeNurse']): Item => ({
  id: 'anotherThing',
  kind: 'attested',
  text: 'Another thing is looked at',
  stop,
  by,
  answer: {
    choices: [
      { value: 'fine', label: 'FINE', satisfies: true },
      { value: 'notFine', label: 'NOT FINE', satisfies: false },
    ],
  },
  source: 'A test',
  status: 'project default',
});
const steps = ({ steps: listed }: Document): readonly string[] => listed.map(({ step }) => step);
const inStep = (document: Document, id: string): Item[] => document.steps.find(({ step }) => step === id)?.items ?? [];

const harmless: readonly Edit[] = [
  {
    does: 'an item reworded',
    is: 'harmless',
    places: any,
    at: (document, id) => void (item(document, id).text += ' (local words)'),
  },
  {
    does: 'a hint given',
    is: 'harmless',
    places: any,
    at: (document, id) => void (item(document, id).hint = 'Ask twice.'),
  },
  {
    does: 'a source changed',
    is: 'harmless',
    places: any,
    at: (document, id) => void (item(document, id).source = 'Local policy 12'),
  },
  {
    does: 'an answer relabelled',
    is: 'harmless',
    places: that((one) => choices(one).length > 0),
    at: (document, id) => choices(item(document, id)).forEach((choice) => void (choice.label += ' !')),
  },
  {
    does: 'two items asked in another order',
    is: 'harmless',
    places: (document) => steps(document).filter((step) => inStep(document, step).length > 1),
    at: (document, step) => void inStep(document, step).unshift(inStep(document, step).pop() as Item),
  },
  {
    does: 'an item added that nobody must answer',
    is: 'harmless',
    places: steps,
    at: (document, step) => void inStep(document, step).push(another('warn')),
  },
  {
    does: 'a new version and title',
    is: 'harmless',
    places: () => ['title'],
    at: (document) => Object.assign(document, { version: '1.0.1', title: 'As before' }),
  },
  {
    does: 'a time called otherwise',
    is: 'harmless',
    places: lengths('validFor', 'takes', 'verifyWithin'),
    at: (document, name) => {
      const renamed = JSON.stringify(document).replaceAll(`"${name}"`, '"calledOtherwise"');
      Object.assign(document, JSON.parse(renamed));
    },
  },
  {
    does: 'a time written in other units',
    is: 'harmless',
    places: (document) =>
      Object.keys(document.times).filter((name) => document.times[name]?.is.endsWith(' h') === true),
    at: (document, name) => {
      const time = document.times[name];
      if (time !== undefined) time.is = scaled(time.is, 60).replace(' h', ' min');
    },
  },
  {
    does: 'who may answer listed in another order',
    is: 'harmless',
    places: that(({ by }) => by.length > 1),
    at: (document, id) => void item(document, id).by.reverse(),
  },
  {
    does: 'what undoes an item listed in another order',
    is: 'harmless',
    places: that(({ voidedBy = [] }) => voidedBy.length > 1),
    at: (document, id) => void item(document, id).voidedBy?.reverse(),
  },
  {
    does: 'a need given that touching the patient asks for anyway',
    is: 'harmless',
    places: (document) =>
      that(({ needs: asked = [] }) => !asked.includes('wristband'))(document).filter((id) =>
        isAskedAnyway(document, `${id}/wristband`),
      ),
    at: (document, id) => void (item(document, id).needs = [...(item(document, id).needs ?? []), 'wristband']),
  },
  {
    does: 'a range narrowed where no answer counts',
    is: 'harmless',
    places: that(({ answer, window }) => window !== undefined && 'max' in answer && answer.max > 40),
    at: (document, id) => {
      const { answer } = item(document, id);
      if ('max' in answer) answer.max = 40;
    },
  },
];

const loosens: readonly Edit[] = [
  {
    does: 'a need dropped',
    is: 'loosens',
    places: (document) => needs(document).filter((place) => !isAskedAnyway(document, place)),
    at: dropNeed,
  },
  {
    does: 'a role more may answer',
    is: 'loosens',
    places: each(({ by }) => everybody.filter((role) => !by.includes(role))),
    at: (document, place) => {
      const [id, role] = pair(place);
      item(document, id).by.push(role as Item['by'][number]);
    },
  },
  {
    does: 'an item that nobody must answer, by who had nothing to do in the step and may now complete it',
    is: 'loosens',
    places: () => ['equipment'],
    at: (document, step) => void inStep(document, step).push(another('warn', ['proceduralist'])),
  },
  {
    does: 'what counts counts for longer',
    is: 'loosens',
    places: lengths('validFor'),
    at: (document, name) => {
      const time = document.times[name];
      if (time !== undefined) time.is = scaled(time.is, 2);
    },
  },
  {
    does: 'nothing ends what counted',
    is: 'loosens',
    places: that(({ id, validFor }) => validFor !== undefined && id !== 'hands'),
    at: (document, id) => {
      const one = item(document, id);
      const { validFor = '' } = one;
      delete one.validFor;
      if (!JSON.stringify(document.steps).includes(`"${validFor}"`)) delete document.times[validFor];
    },
  },
  {
    does: 'the second person dropped',
    is: 'loosens',
    places: that(({ kind }) => kind === 'secondPerson'),
    at: (document, id) => {
      const one = item(document, id);
      one.kind = 'attested';
      const { verifyWithin = '' } = one;
      for (const key of ['verifyWithin', 'verifiedBy', 'verifierCompetence'] as const) delete one[key];
      if (!JSON.stringify(document.steps).includes(`"${verifyWithin}"`)) delete document.times[verifyWithin];
    },
  },
  {
    does: 'a hard item made soft',
    is: 'loosens',
    places: that(({ stop, id }) => stop === 'hard' && !['wristband', 'statesName'].includes(id)),
    at: (document, id) => void (item(document, id).stop = 'warn'),
  },
  {
    does: 'a hard item no longer asked',
    is: 'loosens',
    places: (document) =>
      that(
        ({ id, stop, validFor }) =>
          stop === 'hard' && validFor === undefined && !JSON.stringify(document).includes(`["${id}"`),
      )(document).filter(
        (id) =>
          !itemsIn(document).some(({ needs = [], usedBy }) => needs.includes(id) || usedBy === id) &&
          item(document, id).verifyWithin === undefined,
      ),
    at: (document, id) => {
      for (const step of document.steps) step.items = step.items.filter((one) => one.id !== id);
    },
  },
  {
    does: 'a withdrawn consent no longer undoes it',
    is: 'loosens',
    places: that(({ voidedBy = [] }) => voidedBy.includes('consent.withdrawn')),
    at: (document, id) =>
      void (item(document, id).voidedBy = without(item(document, id).voidedBy, 'consent.withdrawn')),
  },
  {
    does: 'another place no longer undoes it',
    is: 'loosens',
    places: that(({ voidedBy = [] }) => voidedBy.includes('place.changed')),
    at: (document, id) => void (item(document, id).voidedBy = without(item(document, id).voidedBy, 'place.changed')),
  },
  {
    does: 'a limit widened',
    is: 'loosens',
    places: that(({ answer, window }) => window === undefined && 'max' in answer && answer.unit === '1'),
    at: (document, id) => {
      const { answer } = item(document, id);
      if ('max' in answer) answer.max += 5;
    },
  },
  {
    does: 'a window widened',
    is: 'loosens',
    places: (document) => itemsIn(document).flatMap(({ window }) => window?.atMost ?? []),
    at: (document, name) => {
      const time = document.times[name];
      if (time !== undefined) time.is = scaled(time.is, 2);
    },
  },
  {
    does: 'an answer counts that did not',
    is: 'loosens',
    places: each((one) =>
      (one.stop === 'hard' ? choices(one) : []).flatMap(({ satisfies, value }) => (satisfies ? [] : [value])),
    ),
    at: (document, place) => {
      const [id, value] = pair(place);
      const choice = choices(item(document, id)).find((one) => one.value === value);
      if (choice === undefined) return;
      choice.satisfies = true;
      if (document.steps[0]?.items.includes(item(document, id)) === true) choice.identifies = ['name', 'birthDate'];
    },
  },
  {
    does: 'an order’s word no longer asks for it',
    is: 'loosens',
    places: each(({ appliesIf }) =>
      appliesIf !== undefined && 'is' in appliesIf && appliesIf.is.length > 1 ? appliesIf.is : [],
    ),
    at: (document, place) => {
      const [id, word] = pair(place);
      const { appliesIf } = item(document, id);
      if (appliesIf !== undefined && 'is' in appliesIf) appliesIf.is = without(appliesIf.is, word);
    },
  },
  {
    does: 'hands rubbed for half as long',
    is: 'loosens',
    places: lengths('takes'),
    at: (document, name) => {
      const time = document.times[name];
      if (time !== undefined) time.is = scaled(time.is, 0.5);
    },
  },
  {
    does: 'a role more may renew consent',
    is: 'loosens',
    places: ({ consent }) =>
      ['technician', 'nurse', 'chargeNurse'].filter((role) => !(consent.renewedBy as string[]).includes(role)),
    at: ({ consent }, role) => void consent.renewedBy.push(role as Item['by'][number]),
  },
  {
    does: 'somebody is told again later',
    is: 'loosens',
    places: () => ['acknowledgeWithin', 'unownedFor'],
    at: (document, name) => {
      const time = document.times[name];
      if (time !== undefined) time.is = scaled(time.is, 3);
    },
  },
];

const tightens: readonly Edit[] = [
  {
    does: 'a new hard item',
    is: 'tightens',
    places: steps,
    at: (document, step) => void inStep(document, step).push(another('hard')),
  },
  {
    does: 'a need more',
    is: 'tightens',
    places: () => ['teachBack', 'lastMeal', 'faints'],
    at: (document, id) => void (item(document, id).needs = [...(item(document, id).needs ?? []), 'tubes']),
  },
  {
    does: 'a role less may answer',
    is: 'tightens',
    places: each(({ by, id }) => (id === 'wristband' ? [] : by.slice(1))),
    at: (document, place) => {
      const [id, role] = pair(place);
      item(document, id).by = item(document, id).by.filter((one) => one !== role);
    },
  },
  {
    does: 'what counts counts for half as long',
    is: 'tightens',
    places: lengths('validFor'),
    at: (document, name) => {
      const time = document.times[name];
      if (time !== undefined) time.is = scaled(time.is, 0.5);
    },
  },
  {
    does: 'an item that nobody had to answer made hard',
    is: 'tightens',
    places: that(({ stop }) => stop === 'warn'),
    at: (document, id) => void (item(document, id).stop = 'hard'),
  },
  {
    does: 'a limit narrowed',
    is: 'tightens',
    places: that(({ answer, window }) => window === undefined && 'max' in answer && answer.unit === '1'),
    at: (document, id) => {
      const { answer } = item(document, id);
      if ('max' in answer) answer.max -= 5;
    },
  },
  {
    does: 'an answer no longer counts',
    is: 'tightens',
    places: () => ['allergies/known', 'faints/yes', 'teachBack/corrected'],
    at: (document, place) => {
      const [id, value] = pair(place);
      const choice = choices(item(document, id)).find((one) => one.value === value);
      if (choice !== undefined) choice.satisfies = false;
    },
  },
  {
    does: 'an act takes twice as long',
    is: 'tightens',
    places: lengths('takes'),
    at: (document, name) => {
      const time = document.times[name];
      if (time !== undefined) time.is = scaled(time.is, 2);
    },
  },
  {
    does: 'one thing more undoes it',
    is: 'tightens',
    places: () => ['sharpsBin', 'faints', 'allergies'],
    at: (document, id) => void item(document, id).voidedBy?.push('hygiene.contaminated'),
  },
  {
    does: 'an order’s word more asks for it',
    is: 'tightens',
    places: () => ['lastMeal'],
    at: (document, id) => {
      const { appliesIf } = item(document, id);
      if (appliesIf !== undefined && 'is' in appliesIf) appliesIf.is.push('advised');
    },
  },
  {
    does: 'a second person asked for',
    is: 'both',
    places: that(
      (one) =>
        (one.kind === 'attested' && choices(one).length > 1 && choices(one).every(({ satisfies }) => satisfies)) ||
        one.id === 'faints',
    ),
    at: (document, id) => Object.assign(item(document, id), { kind: 'secondPerson', verifyWithin: 'sideCheckWithin' }),
  },
];

export const edits: readonly Edit[] = [...harmless, ...loosens, ...tightens];
