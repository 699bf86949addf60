/** The preparation as a Task, with a child for each step and in it one for each item; and the Procedure it is for. */
import type { CodeableConcept, Procedure, Task, TaskInput } from '@medplum/fhirtypes';
import type { Evidence } from '../../machines/index.ts';
import {
  coded,
  type Exporting,
  identifier,
  idOf,
  instantText,
  person,
  refer,
  said,
  systems,
  whyOf,
} from './export-shapes.ts';
import { itemTask, type Standing, under } from './export-status.ts';
import { type FhirMap, isNumber } from './fhir-map.ts';

export function procedureOf(exporting: Exporting, standing: Standing, code: CodeableConcept): Procedure {
  const { context } = exporting.now;
  return {
    resourceType: 'Procedure',
    id: idOf(exporting, 'procedure'),
    identifier: [identifier(systems.preparation, context.preparation)],
    basedOn: [{ type: 'ServiceRequest', identifier: identifier(systems.order, context.order.number) }],
    status: standing.procedure,
    ...(standing.reason === null || standing.procedure === 'preparation'
      ? {}
      : { statusReason: said(standing.reason) }),
    code,
    subject: refer(exporting, 'patient'),
    location: refer(exporting, 'place'),
  };
}

export function tasksOf(
  exporting: Exporting,
  standing: Standing,
  code: CodeableConcept,
  map: Pick<FhirMap, 'details'>,
): readonly Task[] {
  const { protocol, now } = exporting;
  const { context } = now;
  const input = unitsOf(exporting, map);
  const parent: Task = {
    ...base(exporting, 'task', standing.task, code),
    identifier: [identifier(systems.preparation, context.preparation)],
    basedOn: [{ type: 'ServiceRequest', identifier: identifier(systems.order, context.order.number) }],
    instantiatesUri: `${systems.protocol}:${protocol.document.id}:${protocol.document.version}`,
    ...(standing.business[0] === 'emergency' ? { priority: 'stat' as const } : {}),
    businessStatus: coded(systems.status, ...standing.business),
    ...(standing.reason === null ? {} : { statusReason: said(standing.reason) }),
    focus: refer(exporting, 'procedure'),
    location: refer(exporting, 'place'),
    ...(context.responsible === null ? {} : { owner: person(context.responsible.person) }),
    // The time for which it is sought: ready by the planned start.
    restriction: { period: { end: instantText(context.start) } },
    ...(input.length === 0 ? {} : { input: [...input] }),
    output: [{ type: said('Answers'), valueReference: refer(exporting, 'answers') }],
  };
  return [parent, ...protocol.steps.flatMap((step) => stepTasks(exporting, standing.task, step))];
}

/** What was ordered by number, and is compared with what is scanned at the bedside: the unit issued for this patient. */
function unitsOf({ protocol, now }: Exporting, { details }: Pick<FhirMap, 'details'>): readonly TaskInput[] {
  const facts = [...protocol.items.values()].flatMap(({ item }) =>
    'scanFact' in item.answer ? [item.answer.scanFact] : [],
  );
  return [...new Set(facts)].flatMap((fact) => {
    const value = now.context.order.facts[fact];
    const system = details.find((one) => isNumber(one) && one.fact === fact)?.system ?? systems.unit;
    return value === undefined
      ? []
      : [{ type: coded(systems.fact, fact, 'Unit that was ordered'), valueIdentifier: identifier(system, value) }];
  });
}

function stepTasks(
  exporting: Exporting,
  parent: Task['status'],
  { definition, items }: Exporting['protocol']['steps'][number],
): readonly Task[] {
  const children = items.map((item): Task => {
    const { status, fine } = itemTask(parent, exporting, definition.id, item.id);
    const evidence = exporting.lastOpen.context.evidence[item.id];
    const why = fine === 'notNeeded' ? item.appliesIf?.otherwise : whyOf(evidence);
    return {
      ...base(exporting, `item.${item.id}`, status, coded(systems.item, item.id, item.text)),
      partOf: [refer(exporting, `step.${definition.id}`)],
      businessStatus: coded(systems.status, fine, fineWords[fine]),
      ...(why === undefined ? {} : { statusReason: said(why) }),
      ...(evidence === undefined ? {} : doneBy(evidence)),
    };
  });
  const raised = exporting.lastOpen.context.raised[`step.${definition.id}`];
  const begun = children.some(({ status }) => status !== 'requested' && status !== 'cancelled');
  const open = children.some(({ status }) => status !== 'completed' && status !== 'cancelled');
  const own: Task['status'] = raised?.by != null && !open ? 'completed' : begun ? 'in-progress' : 'requested';
  const step: Task = {
    ...base(
      exporting,
      `step.${definition.id}`,
      under(parent, own),
      coded(systems.item, definition.id, definition.title),
    ),
    partOf: [refer(exporting, 'task')],
    ...(own === 'completed' && raised?.by != null ? { owner: person(raised.by) } : {}),
  };
  return [step, ...children];
}

const fineWords: Readonly<Record<ReturnType<typeof itemTask>['fine'], string>> = {
  pending: 'Open',
  running: 'Under way',
  awaiting: 'Awaiting the second person',
  disputed: 'Two answers differ',
  satisfied: 'Satisfied',
  used: 'Satisfied and used up',
  expired: 'Expired: to be done again',
  failed: 'Answered, and not satisfied',
  overridden: 'Overridden',
  deferred: 'Deferred in an emergency',
  notNeeded: 'Not needed',
};

const doneBy = ({ at, by }: Evidence): Pick<Task, 'owner' | 'executionPeriod'> => ({
  owner: person(by),
  executionPeriod: { start: instantText(at) },
});

function base(exporting: Exporting, what: string, status: Task['status'], code: CodeableConcept): Task {
  const { log, now } = exporting;
  return {
    resourceType: 'Task',
    id: idOf(exporting, what),
    status,
    intent: 'order',
    code,
    for: refer(exporting, 'patient'),
    authoredOn: instantText(log.opening.at),
    lastModified: instantText(Math.max(log.opening.at, now.at)),
  };
}
