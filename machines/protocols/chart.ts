/** A protocol document as one ordinary XState chart: config and named guards, both plain data. */
import type { Guards, StateConfig } from '../chart/config.ts';
import { all, any, at, role } from '../chart/guards.ts';
import { itemChart } from '../items/item-chart.ts';
import { itemEvent } from '../items/item-words.ts';
import { type ItemPlace, itemGuards } from '../items/item-guards.ts';
import { note } from '../preparation/attention.ts';
import { coreRegions } from '../preparation/core-regions.ts';
import { escalationAfter } from '../preparation/people.ts';
import { hasSedatives } from '../steps/consent-capacity.ts';
import type { Condition, StepDefinition } from '../steps/define-step.ts';
import type { ItemDocument, ProtocolDocument } from './document.ts';

export interface ProtocolChart {
  readonly config: StateConfig;
  readonly guards: Guards;
  readonly conditions: readonly Condition[];
}

export function protocolChart(document: ProtocolDocument, steps: readonly StepDefinition[]): ProtocolChart {
  // A part says what a sedative undoes, and is taken into protocols that give none.
  const heard = (item: ItemDocument): ItemDocument =>
    item.voidedBy === undefined || hasSedatives(document)
      ? item
      : { ...item, voidedBy: item.voidedBy.filter((event) => event !== 'sedation.over') };
  const inSteps = document.steps.map(({ step, items }) => ({
    step: definitionOf(steps, step),
    items: items.map(heard),
  }));
  const conditions = [
    ...coreRegions.flatMap((core) => core.conditions(document)),
    ...inSteps.flatMap(({ step }) => step.conditions(document)),
  ];
  const tokensOf = (id: string): readonly string[] =>
    inSteps.flatMap(({ items }) => items.filter((item) => item.usedBy === id).map((item) => item.id));
  return {
    config: {
      id: 'preparation',
      initial: 'open',
      states: {
        open: {
          type: 'parallel',
          on: {
            'handover.accepted': { guard: 'mayHandOver', target: 'handedOver', actions: [note('ended')] },
            'handover.acceptedInEmergency': {
              guard: 'mayHandOverInEmergency',
              target: '#reconciling',
              actions: [note('ended')],
            },
            'preparation.cancelled': { guard: 'mayCancel', target: 'notDone', actions: [note('ended')] },
            'preparation.enteredInError': {
              guard: 'mayEnterInError',
              target: 'enteredInError',
              actions: [note('ended')],
            },
          },
          states: {
            ...Object.fromEntries(
              inSteps.map(({ step, items }) => [step.id, stepChart(document, step, items, tokensOf)]),
            ),
            ...Object.fromEntries(
              coreRegions.flatMap((core) => {
                const region = core.region(document);
                return region === null ? [] : [[core.id, region] as const];
              }),
            ),
          },
        },
        handedOver: {
          type: 'parallel',
          states: {
            ...Object.fromEntries(
              inSteps.flatMap(({ step }) => (step.afterHandover === undefined ? [] : [[step.id, step.afterHandover]])),
            ),
            escalation: escalationAfter,
            account: {
              initial: 'complete',
              states: {
                complete: {},
                reconciling: {
                  id: 'reconciling',
                  tags: ['deferred'],
                  on: {
                    'emergency.reconciled': {
                      guard: 'mayReconcile',
                      target: 'reconciled',
                      actions: [note('reconciled')],
                    },
                  },
                },
                reconciled: {},
              },
            },
          },
        },
        notDone: {},
        enteredInError: {},
      },
    },
    guards: guardsOf(document, inSteps, conditions),
    conditions,
  };
}

interface InStep {
  readonly step: StepDefinition;
  readonly items: readonly ItemDocument[];
}

function stepChart(
  document: ProtocolDocument,
  step: StepDefinition,
  items: readonly ItemDocument[],
  tokensOf: (id: string) => readonly string[],
): StateConfig {
  const heeded = new Set(document.steps.flatMap((one) => one.items.flatMap(({ voidedBy }) => voidedBy ?? [])));
  const isHeeded = (id: string): boolean => heeded.has(itemEvent(id, 'undone'));
  const stops = step.events(document).flatMap(({ name, group }) => (group === 'stop' ? [name] : []));
  // What was completed for another patient or another order was not completed for this one.
  const undoing = new Set([
    ...stops,
    ...(step.patientFree ? [] : ['identity.mismatched', 'patient.changed', 'order.changed']),
  ]);
  return {
    type: 'parallel',
    states: {
      ...step.regions(document),
      ...Object.fromEntries(items.map((item) => [item.id, itemChart(item, tokensOf(item.id), isHeeded(item.id))])),
      // Completing is an act by itself, after a last look; a stop in the step takes it back.
      progress: {
        initial: 'underWay',
        states: {
          underWay: {
            on: {
              [`step.${step.id}.completed`]: {
                guard: `mayComplete.${step.id}`,
                target: 'complete',
                actions: [note(`step.${step.id}`)],
              },
            },
          },
          complete: { on: Object.fromEntries([...undoing].map((name) => [name, { target: 'underWay' }])) },
        },
      },
    },
  };
}

function guardsOf(document: ProtocolDocument, inSteps: readonly InStep[], conditions: readonly Condition[]): Guards {
  const items = inSteps.flatMap(({ step, items: inStep }) => inStep.map((item) => ({ step, item })));
  const itemIds = new Set(items.map(({ item }) => item.id));
  const known = new Set(conditions.map(({ name }) => name));
  /** Everything counts and is completed in these steps, and nothing anywhere stands in the way. */
  const allOf = (these: readonly InStep[]) =>
    all(
      ...these.flatMap(({ items: inStep }) => inStep.filter(blocks).map((item) => `counts.${item.id}`)),
      ...inSteps.flatMap(({ step }) => step.requires),
      ...coreRegions.flatMap(({ requires }) => requires),
      ...these.map(({ step }) => `complete.${step.id}`),
    );
  const doneThere = new Set(document.handover.doneThere ?? []);
  const identity = items
    .filter(({ step, item }) => step.identifies === true && blocks(item))
    .map(({ item }) => `counts.${item.id}`);
  const undisputed = items
    .filter(({ item }) => item.kind === 'secondPerson')
    .map(({ item }) => `undisputed.${item.id}`);
  const placeOf = (step: StepDefinition, item: ItemDocument): ItemPlace => ({
    path: `open.${step.id}.${item.id}`,
    touch: touchOf(step, item),
    needs: [
      // What is read off a screen needs no interpreter.
      ...(item.patientFree === true ? [] : (step.itemsNeed ?? []).filter((need) => known.has(need))),
      ...(item.needs ?? []).map((need) => (itemIds.has(need) ? `holds.${need}` : need)),
    ],
  });
  return {
    ...Object.fromEntries(conditions.map(({ name, guard }) => [name, guard])),
    ...Object.assign({}, ...items.map(({ step, item }) => itemGuards(item, placeOf(step, item)))),
    bySystem: any(role('system')),
    uninterrupted: all(...inSteps.flatMap(({ step }) => step.halts)),
    identityHolds: all(
      ...identity,
      ...inSteps.filter(({ step }) => step.identifies).flatMap(({ step }) => step.requires),
    ),
    mayTouch: all('arrived', 'notHeld', 'uninterrupted', 'identityHolds'),
    // Who the patient is may be checked whatever else is stopped, or a lapsed identity could never lead out of a stop.
    mayIdentify: all(
      'arrived',
      'notHeld',
      'present',
      ...inSteps.filter(({ step }) => step.identifies).flatMap(({ step }) => step.requires),
    ),
    mayPrepare: all('notHeld', 'uninterrupted'),
    calm: all(...coreRegions.flatMap(({ calm }) => calm), ...inSteps.flatMap(({ step }) => step.calm), ...undisputed),
    emergencyMinimum: all(
      ...items.filter(({ item }) => item.askedInEmergency).map(({ item }) => `counts.${item.id}`),
      'uninterrupted',
    ),
    ...Object.fromEntries(
      inSteps.flatMap(({ step, items: inStep }) => [
        [`complete.${step.id}`, at(`open.${step.id}.progress.complete`)],
        [
          `mayComplete.${step.id}`,
          all(
            ...inStep.filter(blocks).map((item) => `counts.${item.id}`),
            ...step.requires,
            touchOf(step),
            role(...workers(inStep)),
          ),
        ],
      ]),
    ),
    // Read at the end of a commit, never a state entered by `always` (chart law 7).
    ready: allOf(inSteps),
    ...(document.handover.transfer === true
      ? { readyToLeave: allOf(inSteps.filter(({ step }) => !doneThere.has(step.id))) }
      : {}),
  };
}

/** Warn and info items are shown and answered, but never stand in the way (I27). */
export const blocks = (item: ItemDocument): boolean => item.stop === 'hard' || item.stop === 'override';

/** Identity comes before any work with the patient; device checks need no patient (clinical: ordering). */
function touchOf(step: StepDefinition, item?: ItemDocument): string {
  if (step.identifies === true) return 'mayIdentify';
  return step.patientFree === true || item?.patientFree === true ? 'mayPrepare' : 'mayTouch';
}

const workers = (items: readonly ItemDocument[]) => [
  ...new Set(['technician' as const, 'nurse' as const, 'chargeNurse' as const, ...items.flatMap((item) => item.by)]),
];

export function definitionOf(steps: readonly StepDefinition[], id: string): StepDefinition {
  const found = steps.find((step) => step.id === id);
  if (found === undefined)
    throw new Error(`No step is called ${id}; the document must be checked before it is compiled.`);
  return found;
}
