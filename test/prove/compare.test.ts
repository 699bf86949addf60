/**
 * Edits of shipped protocols at places chosen by seed: what is harmless is passed by comparing and by migrating, what is
 * not is found out with a walk, and every walk is gone again through `decide`, under both versions.
 */
import { expect } from 'chai';
import { compareSides } from '../../lab/compare/compare.ts';
import type { Finding } from '../../lab/compare/finding.ts';
import { migrateSides } from '../../lab/compare/migrate.ts';
import { Pair } from '../../lab/compare/pair.ts';
import { withRenamedItems } from '../../lab/compare/renamed.ts';
import { Side } from '../../lab/compare/side.ts';
import { regionsOf, standingIn } from '../../lab/regions.ts';
import {
  advance,
  compileProtocol,
  decide,
  edited,
  isReady,
  open,
  type Protocol,
  type State,
} from '../../machines/index.ts';
import { Chance } from '../support/chance.ts';
import { compiledOrThrow, shippedDocument, venepuncture } from '../support/protocol.ts';
import { breaks } from './broken-charts.ts';
import { type Document, type Edit, edits, itemsIn } from './protocol-edits.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2_147_483_647);
const sides = new Map<string, Side>();
const sideOf = (id: string): Side => {
  const side = sides.get(id) ?? new Side(id === 'venepuncture' ? venepuncture() : compiledOrThrow(shippedDocument(id)));
  sides.set(id, side);
  return side;
};

/** The edit at the first place, in chance's order, where it makes a protocol that works. */
function placed(edit: Edit, id: string, chance: Chance): { readonly place: string; readonly protocol: Protocol } {
  const places = [...edit.places(structuredClone(shippedDocument(id)) as Document)];
  while (places.length > 0) {
    const [place = ''] = places.splice(chance.below(places.length), 1);
    const document = structuredClone(shippedDocument(id)) as Document;
    edit.at(document, place);
    const compiled = compileProtocol(document);
    if (compiled.ok) return { place, protocol: compiled.protocol };
  }
  throw new Error(`Nowhere in ${id} can this be done: ${edit.does}.`);
}

interface Seen {
  readonly state: State;
  readonly accepted: readonly boolean[];
  readonly standings: readonly string[];
}
/** A walk by nothing but the shipped `open`, `advance` and `decide`. */
function gone(protocol: Protocol, { walk }: Finding): Seen {
  if (walk === null) throw new Error('Nobody walked.');
  let { state } = open(protocol, walk.opening);
  const accepted: boolean[] = [];
  const standings: string[] = [];
  for (const step of walk.steps) {
    state = advance(protocol.machine, state, step.at).state;
    const decision = step.kind === 'wait' ? null : decide(protocol, state, step.command, step.actor, step.at);
    if (decision?.kind === 'accepted') ({ state } = decision);
    accepted.push(decision === null || decision.kind === 'accepted');
    standings.push(JSON.stringify(standingIn(state.value, regionsOf(protocol))));
  }
  return { state, accepted, standings };
}

/** The walk goes as it was told under its own version, and otherwise under the other. */
function replays(found: Finding, old: Protocol, fresh: Protocol): void {
  const [one, other] = found.under === 'old' ? [old, fresh] : [fresh, old];
  const mine = gone(one, found);
  const theirs = gone(other, found);
  const { steps = [], opening } = found.walk ?? {};
  expect(mine.standings).to.deep.equal(steps.map(({ standing }) => JSON.stringify(standing)));
  expect(mine.accepted).to.deep.equal(steps.map((step) => step.kind === 'wait' || step.accepted));
  const shared = regionsOf(one).filter((region) => regionsOf(other).includes(region));
  const stands = (protocol: Protocol, state: State): string =>
    JSON.stringify([standingIn(state.value, shared), isReady(protocol, state)]);
  const begins =
    opening === undefined ? [] : [one, other].map((protocol) => stands(protocol, open(protocol, opening).state));
  const differs =
    begins[0] !== begins[1] ||
    mine.accepted.join() !== theirs.accepted.join() ||
    stands(one, mine.state) !== stands(other, theirs.state);
  expect(differs, `${found.says}: the other version does the same`).to.equal(true);
}

/** Larger protocols take some of the edits besides: each costs seconds of a protocol of eighty regions. */
const large: Readonly<Record<string, readonly string[]>> = {
  'an item reworded': ['upper-gi-endoscopy', 'mri'],
  'two items asked in another order': ['ct-contrast'],
  'what undoes an item listed in another order': ['transfusion'],
  'what counts counts for half as long': ['upper-gi-endoscopy'],
  'a need dropped': ['upper-gi-endoscopy', 'mri', 'transfusion'],
  'the second person dropped': ['transfusion'],
  'a new hard item': ['ct-contrast'],
};
const counts = { shown: 0, steps: 0 };

describe(`edits of a protocol, compared and migrated (seed ${seed})`, function () {
  this.timeout(600_000);
  const chance = new Chance(seed);
  const asked = edits.flatMap((edit) =>
    ['venepuncture', ...(large[edit.does] ?? [])].map((id) => ({
      edit,
      id,
      ...placed(edit, id, chance),
    })),
  );
  const check = (found: readonly Finding[], old: Protocol, fresh: Protocol): void => {
    const shown = found.filter(({ verdict }) => verdict === 'shown');
    expect(shown, found.map(({ says, verdict }) => `${verdict}: ${says}`).join('\n')).not.to.deep.equal([]);
    for (const one of shown) {
      replays(one, old, fresh);
      counts.shown++;
      counts.steps += one.walk?.steps.length ?? 0;
    }
  };
  const says = (found: readonly Finding[]): string =>
    found.map(({ verdict, says: said }) => `${verdict}: ${said}`).join('; ');

  for (const { edit, id, place, protocol } of asked)
    it(`${edit.is}: ${edit.does} (${id}, ${place})`, () => {
      const side = sideOf(id);
      const pair = new Pair(side, new Side(protocol));
      const migration = migrateSides(pair, { walked: 1 });
      const comparison = compareSides(pair, { tighterWalked: 0 });
      if (edit.is !== 'harmless') expect(comparison.changes).not.to.deep.equal([]);
      if (edit.is === 'loosens' || edit.is === 'both') check(comparison.looser, side.protocol, protocol);
      else expect(says(comparison.looser)).to.equal('');
      if (edit.is === 'tightens' || edit.is === 'both') check(migration.refused, side.protocol, protocol);
      if (edit.is !== 'harmless') return;
      expect(says(migration.refused)).to.equal('');
      expect(says(comparison.tighter)).to.equal('');
    });

  // A rule taken out of the chart itself: what stood without it is not let into the whole protocol.
  const broken = breaks(venepuncture()).filter(({ breaks: id }) => ['A1', 'A2', 'I45'].includes(id));
  for (const { does, breaks: id, edit } of broken)
    it(`is not migrated from where ${does}`, () => {
      const old = edited(venepuncture(), edit);
      const { refused } = migrateSides(new Pair(new Side(old), sideOf('venepuncture')), { walked: 0 });
      const found = refused.filter(({ topic, says: said }) => topic === 'invariant' && said.startsWith(`${id} `));
      expect(found.map(({ verdict }) => verdict)).to.deep.equal(['shown']);
    });

  // What a running preparation stands in must be there: each says which state is gone, and walks a preparation into it.
  const vanished: readonly (readonly [does: string, edit: (document: Document) => void, state: RegExp, why: RegExp])[] =
    [
      [
        'an item that is overridden has no such state any more',
        (document) => {
          const one = itemsIn(document).find(({ stop }) => stop === 'override');
          if (one === undefined) throw new Error('Nothing can be overridden.');
          one.stop = 'hard';
          delete one.overriddenBy;
          delete one.overriddenOnceAnswered;
        },
        /^"[^"]+" is overridden$/,
        /^there is no such state$/,
      ],
      [
        'two people differ about an item that is not asked any more',
        (document) => {
          delete document.times['sideCheckWithin'];
          for (const step of document.steps) step.items = step.items.filter(({ id }) => id !== 'arm');
          for (const one of itemsIn(document))
            if (one.needs !== undefined) one.needs = one.needs.filter((id) => id !== 'arm');
        },
        /^"[^"]+" has two answers that differ/,
        /is not asked any more, and nobody would answer the stop$/,
      ],
    ];
  for (const [does, edit, state, why] of vanished)
    it(`is not migrated from where ${does}`, () => {
      const document = structuredClone(shippedDocument()) as Document;
      edit(document);
      const fresh = compiledOrThrow(document);
      const { refused } = migrateSides(new Pair(sideOf('venepuncture'), new Side(fresh)), { walked: 1 });
      const found = refused.filter(({ topic }) => topic === 'state');
      expect(found.map(({ verdict }) => verdict)).to.deep.equal(['shown']);
      expect(found[0]?.says).to.match(state);
      expect(found[0]?.other).to.match(why);
      replays(found[0] as Finding, venepuncture(), fresh);
    });

  it('names what it did not decide in the time it was given, and passes none of it', () => {
    const document = structuredClone(shippedDocument('mri')) as Document;
    const asked = itemsIn(document).find(({ id }) => id === 'zoneThree');
    if (asked === undefined) throw new Error('There is no item zoneThree.');
    asked.needs = [];
    const fresh = compiledOrThrow(document);
    const { protocol } = sideOf('mri');
    let looks = 0;
    const isOver = (): boolean => ++looks > 3;
    const compared = compareSides(new Pair(new Side(protocol, isOver), new Side(fresh, isOver)), {});
    expect(looks).to.be.greaterThan(3);
    expect(compared.looser.map(({ verdict }) => verdict)).to.deep.equal(compared.looser.map(() => 'unknown'));
    expect(says(compared.looser)).to.match(
      /^unknown: Level 2 has asked again and lets the patient into Zone III: answered: /,
    );
  });

  it('may call an item otherwise, where that is said', () => {
    const document = structuredClone(shippedDocument()) as Document;
    const renamed = JSON.parse(JSON.stringify(document).replaceAll('"tubeCount"', '"countOfTubes"')) as Document;
    const fresh = new Side(compiledOrThrow(renamed));
    const old = new Side(withRenamedItems(venepuncture(), new Map([['tubeCount', 'countOfTubes']])));
    expect(says(migrateSides(new Pair(old, fresh)).refused)).to.equal('');
    expect(says(migrateSides(new Pair(sideOf('venepuncture'), fresh), { walked: 1 }).refused)).to.match(
      /The patient is ready/,
    );
    expect(() => withRenamedItems(venepuncture(), new Map([['nothing', 'something']]))).to.throw(
      'has no item "nothing"',
    );
  });

  it('are as many as they should be', () => {
    for (const is of ['harmless', 'loosens', 'tightens'] as const)
      expect(asked.filter(({ edit }) => edit.is === is).length).to.be.greaterThan(9);
  });
  after(() =>
    process.stdout.write(`      ${counts.shown} walks of ${counts.steps} steps, each gone again under both versions\n`),
  );
});
