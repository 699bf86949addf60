/**
 * What the world could say: facts of an order, a patient's age and sex, and the start that lets an item both count and not.
 * A path begins in one of these worlds, and a change of facts leads to another; which one is tried until the server judges
 * as the path wants.
 */
import {
  applies,
  type Facts,
  ageAt,
  testHolds,
  allowed,
  type Instant,
  type ItemDocument,
  notAsked,
  type Opening,
  type Patient,
  type Protocol,
  testsOf,
} from '../machines/index.ts';

const hour = 3_600_000;
const day = 24 * hour;
export const openedAt: Instant = Date.UTC(2026, 10, 23, 7, 0);
/** Late enough that a fast ending in the night counts. */
const usualStart: Instant = openedAt + 10 * hour;

export interface World {
  readonly facts: Readonly<Record<string, string>>;
  readonly birthDate: string;
  readonly sex: Patient['sex'];
  readonly start: Instant;
}

/** Nobody's name, so that a walk on a screen is never taken for a patient of the ward. */
export const exampleName = { familyName: 'Example', givenName: 'Patient' } as const;

/** A preparation opened in such a world. */
export const openingIn = (world: World): Opening => ({
  preparation: 'preparation-lab',
  at: openedAt,
  start: world.start,
  order: { number: 'A100200', version: 1, facts: world.facts },
  patient: { ...exampleName, birthDate: world.birthDate, sex: world.sex, number: '4471199' },
  place: { ward: 'north', bed: '6' },
});

export const itemsOf = (protocol: Protocol): readonly ItemDocument[] =>
  [...protocol.items.values()].map(({ item }) => item);

/** Words each fact may have, as far as anything in the document tells them apart; the order need not carry one. */
export function wordsOf(items: readonly ItemDocument[]): ReadonlyMap<string, readonly string[]> {
  const words = new Map<string, Set<string>>();
  const add = (fact: string, ...values: readonly string[]): void => {
    const known = words.get(fact) ?? new Set<string>();
    for (const value of values) known.add(value);
    words.set(fact, known);
  };
  for (const item of items) {
    for (const test of testsOf(item)) if ('fact' in test) add(test.fact, ...('isNot' in test ? test.isNot : test.is));
    for (const row of item.validForIf ?? []) add(row.fact, ...row.is);
    if ('scanFact' in item.answer) add(item.answer.scanFact, 'G-4711-22');
    if ('choices' in item.answer)
      for (const { notIf, onlyIf } of item.answer.choices)
        for (const row of [notIf, onlyIf]) if (row !== undefined) add(row.fact, ...row.is);
  }
  return new Map([...words].map(([fact, values]) => [fact, [...new Set([...values, 'none', 'unknown'])]]));
}

/** Birth dates around every age that is asked for, with a birthday the day after the planned start; and each sex. */
export function patientsOf(items: readonly ItemDocument[]): readonly Pick<Patient, 'birthDate' | 'sex'>[] {
  const tests = items.flatMap(testsOf);
  const year = new Date(usualStart).getUTCFullYear();
  const tomorrow = new Date(usualStart + day).toISOString().slice(5, 10);
  const ages = tests.flatMap((test) =>
    'age' in test ? [test.age.atLeast, test.age.atMost === undefined ? undefined : test.age.atMost + 1] : [],
  );
  const years = ages.flatMap((age) => (age === undefined || age === 0 ? [] : [year - age]));
  // Who reaches the age the day after comes first: moving the start by a day then changes what is asked.
  const births = [...years.map((born) => `${born}-${tomorrow}`), ...years.map((born) => `${born}-04-02`)];
  const sexes: readonly Patient['sex'][] = tests.some((test) => 'sex' in test) ? ['F', 'M'] : ['F'];
  return [...new Set([...births, '1961-04-02'])].flatMap((birthDate) => sexes.map((sex) => ({ birthDate, sex })));
}

/** More worlds than this are never needed to find one that is as wanted. */
const worldsMax = 400;

/** Every world that the items tell apart, as far as that is few. */
export function worldsOf(protocol: Protocol): readonly World[] {
  const items = itemsOf(protocol);
  const start = startFor(protocol);
  let worlds: readonly World[] = patientsOf(items).map((patient) => ({ facts: {}, start, ...patient }));
  for (const [fact, words] of wordsOf(items))
    worlds = worlds
      .flatMap((world) => words.map((word) => ({ ...world, facts: { ...world.facts, [fact]: word } })))
      .slice(0, worldsMax);
  return worlds;
}

/** What a document's questions are told in this world before anything is answered. */
const factsIn = (world: World, unneeded: ReadonlySet<string>): Facts => ({
  fact: (name) => world.facts[name] ?? 'unknown',
  answer: (id) => (unneeded.has(id) ? notAsked : null),
  age: ageAt(world.birthDate, world.start),
  sex: world.sex,
});

/** Items that are not needed when a preparation is opened in this world: nothing is answered yet. */
export function unneededIn(protocol: Protocol, world: World): readonly string[] {
  const unneeded = new Set<string>();
  const facts = factsIn(world, unneeded);
  for (let before = -1; before !== unneeded.size;) {
    before = unneeded.size;
    for (const item of itemsOf(protocol)) if (!applies(item, facts)) unneeded.add(item.id);
  }
  return [...unneeded];
}

/**
 * Which questions decide by themselves whether an item is needed, as `10` for the first of two: were that one answered
 * otherwise, or not asked, the item would be needed where it is not, or not where it is.
 */
export function deciding(protocol: Protocol, world: World): string {
  const facts = factsIn(world, new Set());
  const each = itemsOf(protocol).flatMap(({ appliesIf }): readonly boolean[] => {
    if (appliesIf === undefined || !('any' in appliesIf || 'all' in appliesIf)) return [];
    const one = 'any' in appliesIf;
    const told = (one ? appliesIf.any : appliesIf.all).map((test) => testHolds(test, facts));
    return told.map((_is, index) => told.every((other, n) => n === index || other !== one));
  });
  return each.map((decides) => (decides ? '1' : '0')).join('');
}

/** How many answers that count, and how many that do not, this world leaves to the items: some of each is best. */
export function scope(protocol: Protocol, { facts }: World): number {
  const each = itemsOf(protocol).map(({ answer }) => {
    if ('scanFact' in answer) return ['none', 'unknown'].includes(facts[answer.scanFact] ?? 'unknown') ? 0 : 2;
    if (!('choices' in answer)) return 0;
    const good = answer.choices.filter((choice) => choice.satisfies && allowed(choice, facts)).length;
    return Math.min(good, 1) * 2 + Math.min(answer.choices.length - good, 1);
  });
  return each.reduce((sum, one) => sum + one, 0);
}

/** A start near enough that the items' windows can still be missed, and far enough that they can be met. */
function startFor(protocol: Protocol): Instant {
  const windows = itemsOf(protocol).flatMap(({ window }) => window ?? []);
  const lengths = windows.map(({ atLeast, atMost }) => {
    const shortest = atLeast === undefined ? 0 : protocol.times(atLeast);
    return (shortest > 0 || atMost === undefined ? shortest : protocol.times(atMost)) * 0.75;
  });
  return openedAt + Math.min(usualStart - openedAt, ...lengths.filter((length) => length > 0));
}
