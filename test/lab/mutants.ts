/** (over 400 lines: one list of mutants, each with the code it spoils) A copy of `machines` with one thing spoiled, imported as it stands. */
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Machines } from '../../lab/index.ts';

export interface Mutant {
  /** What a reader would say is wrong. */
  readonly says: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
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

/** What venepuncture's own paths find. */
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
    from: '...these.flatMap(({ items: inStep }) => inStep.filter(blocks).map((item) => `counts.${item.id}`)),',
    to: '',
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
];
