/** From a protocol document to a machine: checked, compiled, and held to the chart laws before anybody sees it. */
import { type AnyStateMachine, createMachine } from 'xstate';
import { implement } from '../chart/guards.ts';
import { brokenLaws } from '../chart/laws.ts';
import { readChart, type Chart } from '../chart/read.ts';
import { itemConditions } from '../items/item-guards.ts';
import { itemEvents } from '../items/item-events.ts';
import { coreRegions } from '../preparation/core-regions.ts';
import { actions, delays, implementationVersion, initialContext } from '../preparation/implementations.ts';
import type { ConditionWords, EventSpec, StepDefinition } from '../steps/define-step.ts';
import { steps as registry } from '../steps/index.ts';
import { canonical } from '../wire/canonical.ts';
import { protocolChart, definitionOf } from './chart.ts';
import { checkDocument, type ProtocolError } from './check.ts';
import { type ItemDocument, type ProtocolDocument, protocolSchema } from './document.ts';
import { type Times, timesOf } from './times.ts';

/** A compiled protocol: the machine, and everything the rooms ask about it. */
export interface Protocol {
  readonly document: ProtocolDocument;
  readonly machine: AnyStateMachine;
  /** The machine read back as a plain chart. */
  readonly chart: Chart;
  readonly steps: readonly PlacedStep[];
  readonly items: ReadonlyMap<string, PlacedItem>;
  readonly events: ReadonlyMap<string, EventSpec>;
  readonly conditions: ReadonlyMap<string, ConditionWords>;
  readonly times: Times;
  /** What a digest is taken of: the document, the compiled config, and the version of what the names mean. */
  readonly digestInput: string;
}
export interface PlacedStep {
  readonly definition: StepDefinition;
  readonly items: readonly ItemDocument[];
}
export interface PlacedItem {
  readonly item: ItemDocument;
  readonly step: StepDefinition;
}

export type Compiled =
  | { readonly ok: true; readonly protocol: Protocol }
  | { readonly ok: false; readonly errors: readonly ProtocolError[] };

/** @param json a protocol document, already parsed from YAML or JSON. */
export function compileProtocol(json: unknown, steps: readonly StepDefinition[] = registry): Compiled {
  const parsed = protocolSchema.safeParse(json);
  if (!parsed.success) {
    const errors = parsed.error.issues.map(({ path, message }) => ({
      path: path.map((key) => (typeof key === 'symbol' ? String(key) : key)),
      says: message,
    }));
    return { ok: false, errors };
  }
  const document = parsed.data;
  const errors = checkDocument(document, steps);
  if (errors.length > 0) return { ok: false, errors };
  const protocol = build(document, steps);
  const broken = brokenLaws(protocol.chart, protocol.machine);
  if (broken.length > 0)
    return { ok: false, errors: broken.map(({ where, says }) => ({ path: [], says: `${where}: ${says}` })) };
  return { ok: true, protocol };
}

function build(document: ProtocolDocument, steps: readonly StepDefinition[]): Protocol {
  const { config, guards, conditions } = protocolChart(document, steps);
  const times = timesOf(document);
  const machine = createMachine(
    { ...config, context: initialContext } as never,
    { guards: implement(guards), actions, delays: delays(document, times) } as never,
  ) as AnyStateMachine;
  const placed = document.steps.map(({ step, items }) => ({ definition: definitionOf(steps, step), items }));
  const items = placed.flatMap(({ definition, items: inStep }) =>
    inStep.map((item) => [item.id, { item, step: definition }] as const),
  );
  const events = [
    ...coreRegions.flatMap((core) => core.events(document)),
    ...placed.flatMap(({ definition }) => [
      ...definition.events(document).map((spec) => ({ ...spec, step: definition.id })),
      completion(definition),
    ]),
    ...items.flatMap(([, { item, step }]) => itemEvents(item).map((spec) => ({ ...spec, step: step.id }))),
  ];
  return {
    document,
    machine,
    chart: readChart(machine),
    steps: placed,
    items: new Map(items),
    events: new Map(events.map((spec) => [spec.name, spec])),
    conditions: new Map(
      [...conditions, ...items.flatMap(([, { item }]) => itemConditions(item))].map((words) => [words.name, words]),
    ),
    times,
    digestInput: canonical({ document, config, guards, implementationVersion }),
  };
}

const completion = (step: StepDefinition): EventSpec => ({
  name: `step.${step.id}.completed`,
  verb: 'Complete step',
  past: `${step.title} completed`,
  late: 'work',
  asks: [],
  group: 'step',
  step: step.id,
});
