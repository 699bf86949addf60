/** (over 400 lines: one list of mutants, each with the code it spoils) A copy of `machines` with one thing spoiled, imported as it stands. */
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { everybody, type Machines, theServer } from '../../lab/index.ts';
import { anOpening, shippedDocument } from '../support/protocol.ts';

export interface Mutant {
  /** What a reader would say is wrong. */
  readonly says: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** The item whose paths find it, where venepuncture has nothing of the kind. */
  readonly item?: { readonly protocol: string; readonly id: string };
}

const project = join(import.meta.dirname, '..', '..');

/** @throws when the text is not there any more: the mutant has to follow the code. */
export async function withMutant<T>(mutant: Mutant, use: (machines: Machines, root: string) => Promise<T>): Promise<T> {
  const root = await mkdtemp(join(tmpdir(), 'wardready-mutant-'));
  try {
    await cp(join(project, 'machines'), join(root, 'machines'), { recursive: true });
    await symlink(join(project, 'node_modules'), join(root, 'node_modules'), 'dir');
    await writeFile(join(root, 'package.json'), '{ "type": "module" }');
    const file = join(root, 'machines', mutant.file);
    const text = await readFile(file, 'utf8');
    const from = howeverFormatted(mutant.from);
    if (!from.test(text)) throw new Error(`machines/${mutant.file} no longer says: ${mutant.from}`);
    await writeFile(
      file,
      text.replace(from, () => mutant.to),
    );
    const machines = (await import(pathToFileURL(join(root, 'machines', 'index.ts')).href)) as Machines;
    return await use(machines, root);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** The same tokens, whatever space, line breaks and trailing commas the formatter puts between them. */
function howeverFormatted(code: string): RegExp {
  const tokens = code.match(/\w+|[^\s\w]/g) ?? [];
  const escaped = tokens.map((token) => token.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(escaped.map((token) => (/^\\[)\]}]$/.test(token) ? `,?\\s*${token}` : token)).join('\\s*'));
}

export const mutants: readonly Mutant[] = [
  {
    says: 'the second check may be by the first person',
    file: 'items/item-guards.ts',
    from: "...held(item.verifierCompetence ?? item.competence), who('other'),",
    to: '...held(item.verifierCompetence ?? item.competence),',
  },
  {
    says: 'a mismatch may be resolved by whoever reported it',
    file: 'steps/identity.ts',
    from: "all(role(...resolvers), who('other'))",
    to: 'all(role(...resolvers))',
  },
  {
    says: 'a disagreement may be resolved by one of the two',
    file: 'items/item-guards.ts',
    from: "all(role(...correctors), who('other'))",
    to: 'all(role(...correctors))',
  },
  {
    says: 'anybody takes consent',
    file: 'steps/consent.ts',
    from: "all('mayTouch', 'patientDecides', ...interpreted, role(...takenBy))",
    to: "all('mayTouch', 'patientDecides', ...interpreted)",
  },
  {
    says: 'anybody accepts the limits',
    file: 'steps/consent.ts',
    from: "...interpreted, role('proceduralist'))",
    to: '...interpreted)',
  },
  {
    says: 'consent stands while capacity is in doubt',
    file: 'steps/consent.ts',
    from: "guard: all('consentGiven', 'capacityClear')",
    to: "guard: all('consentGiven')",
  },
  {
    says: 'what a patient agreed to stands for one who cannot decide',
    file: 'steps/consent.ts',
    from: "'order.changed', 'capacity.changed'].map",
    to: "'order.changed'].map",
  },
  {
    says: 'a proxy decides for a patient who can',
    file: 'steps/consent.ts',
    from: "all('mayTouch', 'capacityLacking', ...interpreted",
    to: "all('mayTouch', ...interpreted",
  },
  {
    says: 'a patient agrees through an interpreter who is not there',
    file: 'steps/consent.ts',
    from: "? ['interpreted'] : []",
    to: '? [] : []',
  },
  {
    says: 'items are answered without the interpreter',
    file: 'protocols/chart.ts',
    from: '(step.itemsNeed ?? []).filter((need) => known.has(need))',
    to: '[]',
  },
  {
    says: 'a wristband that is missing identifies',
    file: 'steps/identity.ts',
    from: "requires: ['noMismatch', 'bandWorn']",
    to: "requires: ['noMismatch']",
  },
  {
    says: 'what the old wristband showed counts for the new one',
    file: 'steps/identity.ts',
    from: "[...clearStop('band'), broadcast('band.changed')]",
    to: "clearStop('band')",
  },
  {
    says: 'anybody says that they saw a late no',
    file: 'preparation/people.ts',
    from: "'attention.acknowledged': { guard: 'maySee', target: 'acknowledged', actions: [note('acknowledged')] },",
    to: "'attention.acknowledged': { target: 'acknowledged', actions: [note('acknowledged')] },",
  },
  {
    says: 'nobody is told of a no after hand-over',
    file: 'steps/consent.ts',
    from: "stands: { on: { 'consent.withdrawn': { target: 'withdrawn', actions: raiseStop('consent') } } }",
    to: "stands: { on: { 'consent.withdrawn': { target: 'withdrawn', actions: [note('consent')] } } }",
  },
  {
    says: 'anybody says that a preparation was opened by mistake',
    file: 'preparation/flow.ts',
    from: "name: 'mayEnterInError', guard: all(role('nurse', ...seniors))",
    to: "name: 'mayEnterInError', guard: all()",
  },
  {
    says: 'isolation changes and nothing is checked again',
    file: 'steps/hygiene.ts',
    from: "[note('isolation'), broadcast('isolation.changed')]",
    to: "[note('isolation')]",
  },
  {
    says: 'a replacement for what was not there inherits its checks',
    file: 'steps/equipment.ts',
    from: "[...clearStop('fault'), broadcast('kit.changed')]",
    to: "clearStop('fault')",
  },
  {
    says: 'anybody says that two records are one patient',
    file: 'preparation/plan.ts',
    from: "all(role('chargeNurse', 'system'))",
    to: 'all()',
  },
  {
    says: 'work goes on while the preparation is held',
    file: 'protocols/chart.ts',
    from: "mayTouch: all('arrived', 'notHeld',",
    to: "mayTouch: all('arrived',",
  },
  {
    says: 'work goes on before identity is checked',
    file: 'protocols/chart.ts',
    from: "'uninterrupted', 'identityHolds')",
    to: "'uninterrupted')",
  },
  {
    says: 'what an item needs is not asked for',
    file: 'items/item-guards.ts',
    from: 'all(place.touch, ...place.needs, role(...item.by), ...held(item.competence))',
    to: 'all(place.touch, role(...item.by), ...held(item.competence))',
  },
  {
    says: 'a step is completed with items open',
    file: 'protocols/chart.ts',
    from: 'all(...inStep.filter(blocks).map((item) => `counts.${item.id}`), ...step.requires,',
    to: 'all(...step.requires,',
  },
  {
    says: 'ready does not need the items',
    file: 'protocols/chart.ts',
    from: '    ready: all(\n      ...blocking,',
    to: '    ready: all(',
  },
  {
    says: 'anybody overrides',
    file: 'items/item-guards.ts',
    from: 'all(place.touch, role(...(item.overriddenBy ?? [])))',
    to: 'all(place.touch)',
  },
  {
    says: 'withdrawn consent is not left by a new one',
    file: 'steps/consent.ts',
    from: "withdrawn: { tags: ['stop'], on: renewed }",
    to: "withdrawn: { tags: ['stop'] }",
  },
  {
    says: 'evidence counts ten minutes longer',
    file: 'preparation/implementations.ts',
    from: 'from + times(validityOf(item, context) ?? item.validFor)',
    to: 'from + times(validityOf(item, context) ?? item.validFor) + 600_000',
  },
  {
    says: 'everybody is somebody else',
    file: 'preparation/classify.ts',
    from: "return 'first';",
    to: "return 'other';",
  },
  {
    says: 'a moved start does not close a window',
    file: 'preparation/judge.ts',
    from: "if (status === 'satisfied' && !good)",
    to: "if (status === 'satisfied' && !good && item.window === undefined)",
  },
  {
    says: 'anybody declines for whoever was asked',
    file: 'preparation/classify.ts',
    from: "return state.context.offeredTo === actor.person ? 'agrees' : 'differs'",
    to: "return 'agrees'",
  },
  {
    says: 'the first of two may name the arm the order forbids',
    file: 'items/item-guards.ts',
    from: "[`proposes.${id}`]: all(`may.${id}`, value('satisfies'))",
    to: '[`proposes.${id}`]: all(`may.${id}`)',
  },
  {
    says: 'consent given for one patient stands for another',
    file: 'steps/consent.ts',
    from: "['identity.mismatched', 'patient.changed', 'order.changed', 'capacity.changed'].map",
    to: "['identity.mismatched', 'order.changed', 'capacity.changed'].map",
  },
  {
    says: 'what was completed for one order is complete for another',
    file: 'protocols/chart.ts',
    from: "['identity.mismatched', 'patient.changed', 'order.changed']",
    to: "['identity.mismatched', 'patient.changed']",
  },
  {
    says: 'an exception made for one start is one for every start',
    file: 'items/item-chart.ts',
    from: '...reopened, ...unneededLater',
    to: '...unneededLater',
  },
  {
    says: 'a wrong answer is lost for being late',
    file: 'items/item-guards.ts',
    from: "...(rejudged(item) ? ['uninterrupted'] : []), role(...item.by), ...held(item.competence), value('fails'),",
    to: "role(), value('fails'),",
  },
  {
    says: 'an emergency does not defer what expired',
    file: 'items/item-chart.ts',
    from: 'expired: { on: { ...act.answered, ...overriddenOpen, ...deferred,',
    to: 'expired: { on: { ...act.answered, ...overriddenOpen,',
  },
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
    from: 'actions: [keep(item.id), broadcast(item.attempts.raises)]',
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
    from: "'asset' in item.answer ? { [on('recalled')]",
    to: "'asset' in item.answer && item.kind !== 'sensed' ? { [on('recalled')]",
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
    from: 'item.ifLapsed === undefined ? freed : [...freed, broadcast(item.ifLapsed)]',
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
