/** The tablet's checklist: every item with what may be tapped, by this person, and why not. */
import { causeOf, lapseSays, topicsAt } from './cause.ts';
import { countsUntil } from './implementations.ts';
import type { PlacedStep, Protocol } from '../protocols/compile.ts';
import type { ItemDocument } from '../protocols/document.ts';
import { refusals } from '../refusals.ts';
import type { EventSpec } from '../steps/define-step.ts';
import type { Actor, EventClass, Evidence, ItemStatus, ValueClass } from '../terms.ts';
import { competent } from './classify.ts';
import { refusalCode } from './decide.ts';
import { none, wantedOf } from './good-enough.ts';
import { candidates, competenceSays, missingForEvent } from './explain.ts';
import { boardRow, lineOf, stepDone, type ViewMeta } from './project.ts';
import { heardLater, readinessOf } from './readiness.ts';
import { sinceOf, type State } from './state.ts';
import { stoppedBy } from './stopped-by.ts';
import { isAt, itemStatus, standing } from './status.ts';
import { warningsIn } from './warnings.ts';
import type {
  ActionView,
  Answer,
  Checklist,
  ItemView,
  ShownEvidence,
  StepView,
  StopRaised,
  Verifiers,
} from './views.ts';

/**
 * @param state already projected to the instant of the view
 * @param lastOpen of one that was handed over, the last state before: what its warnings were is still in its items there
 */
export function checklist(
  protocol: Protocol,
  state: State,
  actor: Pick<Actor, 'role' | 'person' | 'grant' | 'competences'>,
  meta: ViewMeta,
  lastOpen: State = state,
): Checklist {
  const row = boardRow(protocol, state, meta);
  const asks = new Asker(protocol, state, actor);
  const general = [...protocol.events.values()].filter(
    ({ group, system }) => system !== true && group !== 'item' && group !== 'step',
  );
  const identity = protocol.steps
    .find(({ definition }) => definition.identifies)
    ?.items.find(({ kind }) => kind === 'sensed');
  const matched =
    identity === undefined || itemStatus(state, 'identity', identity.id) !== 'satisfied'
      ? null
      : (state.context.evidence[identity.id]?.at ?? null);
  const line = lineOf(protocol, state);
  const warnings = warningsIn(protocol, lastOpen);
  return {
    preparation: state.context.preparation,
    revision: meta.revision,
    head: meta.head,
    digest: meta.digest,
    at: state.at,
    row,
    patient: state.context.patient,
    readiness: readinessOf(protocol, state),
    steps: protocol.steps.map((step, index) => stepView(protocol, state, step, line[index]?.mark ?? 'open', asks)),
    actions: general
      .map((spec) => asks.about(spec))
      .filter(({ offered }) => offered)
      .map(({ view }) => view),
    ...(warnings.length === 0 ? {} : { warnings }),
    identityMatchedAt: matched,
  };
}

function stepView(
  protocol: Protocol,
  state: State,
  { definition, items }: PlacedStep,
  mark: StepView['mark'],
  asks: Asker,
): StepView {
  const specs = definition.events(protocol.document).filter(({ group }) => group === 'step');
  const completion = protocol.events.get(`step.${definition.id}.completed`);
  const completed = state.context.raised[`step.${definition.id}`];
  const complete = completion === undefined ? null : asks.about(completion).view;
  return {
    id: definition.id,
    title: definition.title,
    short: definition.short,
    mark,
    standing: Object.keys(definition.regions(protocol.document)).flatMap((region) => {
      const at = standing(state.value, `open.${definition.id}.${region}`);
      const words = at === null ? undefined : definition.says[`${region}.${at}`];
      if (at === null || words === undefined) return [];
      const path = `open.${definition.id}.${region}.${at}`;
      const bad = words.bad === true;
      const cause = bad ? causeOf(protocol, state, path) : null;
      return [
        {
          region,
          state: at,
          says: (bad ? lapseSays(protocol, state, path) : null) ?? words.says,
          bad,
          ...becauseOf(protocol, state, path),
          ...(cause === null ? {} : { cause }),
          ...(bad ? raisedAt(protocol, state, path) : {}),
        },
      ];
    }),
    items: items.map((item) => itemView(protocol, state, definition.id, item, asks)),
    actions: specs
      .map((spec) => asks.about(spec))
      .filter(({ offered }) => offered)
      .map(({ view }) => view),
    complete: complete ?? never(`step.${definition.id}.completed`),
    completedBy:
      completed?.by != null && stepDone(protocol, state, definition.id)
        ? { person: completed.by, at: completed.at }
        : null,
  };
}

/** What was said when the step came to stand where it does. */
function becauseOf(protocol: Protocol, { context: { raised } }: State, path: string): { readonly because?: string } {
  const because = topicsAt(protocol, path)
    .map((topic) => raised[topic]?.reason ?? raised[topic]?.note)
    .find((said) => said != null);
  return because == null ? {} : { because };
}

/** Who raised it and when. Of one that is bad for no such reason, nothing is said. */
function raisedAt(protocol: Protocol, { context }: State, path: string): { readonly raised?: StopRaised } {
  const raised = topicsAt(protocol, path).flatMap((topic) => context.raised[topic] ?? [])[0];
  if (raised === undefined) return {};
  const { by, scanned } = raised;
  const said = { by, at: sinceOf(raised), ...heardLater(raised) };
  return { raised: { ...said, ...(scanned === undefined ? {} : { scanned }) } };
}

const never = (event: string): ActionView => ({
  event,
  verb: 'Complete step',
  asks: [],
  late: 'work',
  group: 'step',
  may: false,
  refusal: null,
});

function itemView(protocol: Protocol, state: State, step: string, item: ItemDocument, asks: Asker): ItemView {
  const status = itemStatus(state, step, item.id) ?? 'pending';
  const specs = [...protocol.events.values()].filter((spec) => spec.item === item.id && spec.system !== true);
  const offered = specs.map((spec) => asks.about(spec, status)).filter((asked) => asked.offered);
  const evidence = state.context.evidence[item.id];
  const running = state.deadlines.find(({ id }) => id.startsWith(`xstate.after.takes.${item.id}.`));
  // Why it cannot be answered; that it cannot be corrected either says nothing.
  const answering = offered.filter(({ view }) => answers.test(view.event));
  const refusal = answering.some(({ view }) => view.may) ? null : answering[0]?.view.refusal;
  const wanted = wantedOf(protocol, state, item);
  return {
    id: item.id,
    kind: item.kind,
    stop: item.stop,
    text: item.text,
    hint: item.hint ?? null,
    ...orderedOf(state, item),
    status,
    answer: answerOf(protocol, item),
    ...(item.dated === undefined ? {} : { dated: item.dated }),
    evidence: evidence === undefined ? null : shown(item, evidence, status),
    until: status === 'satisfied' || status === 'expired' ? countsUntil(item, state.context, protocol.times) : null,
    runsUntil: running?.at ?? null,
    why: status === 'notNeeded' ? (item.appliesIf?.otherwise ?? null) : counts(status) ? null : (refusal?.says ?? null),
    actions: offered.map(({ view }) => view),
    source: item.source,
    sourceStatus: item.status,
    ...(wanted === null ? {} : { wanted }),
    ...(item.overriddenBy === undefined ? {} : { overriddenBy: item.overriddenBy }),
    ...(item.attempts === undefined ? {} : { attemptsMax: item.attempts.max }),
    ...(item.kind === 'secondPerson' ? { verifiedBy: verifiersOf(protocol, item) } : {}),
    ...thingOf(protocol, state, item),
  };
}

/** A fact the order does not carry, or carries as unknown, is said to be missing: nobody may read silence as "none". */
function orderedOf({ context: { order } }: State, { ordered }: ItemDocument): Pick<ItemView, 'ordered'> {
  if (ordered === undefined) return {};
  const fact = order.facts[ordered.fact]?.trim() ?? '';
  return { ordered: fact === '' || fact === 'unknown' ? ordered.otherwise : `${ordered.says}: ${fact}` };
}

/** The same roles and competence that the guard of the second answer asks for. */
function verifiersOf(protocol: Protocol, item: ItemDocument): Verifiers {
  const competence = item.verifierCompetence ?? item.competence;
  return {
    roles: item.verifiedBy ?? item.by,
    ...(competence === undefined
      ? {}
      : { competence: { name: competence, says: competenceSays(protocol, competence) } }),
  };
}

/** The stop that its lapse raises voids the scan of the same thing: a bag of blood that was out of storage too long. */
function thingOf(
  protocol: Protocol,
  { context: { order } }: State,
  { ifLapsed }: ItemDocument,
): Pick<ItemView, 'thing'> {
  if (ifLapsed === undefined) return {};
  const codes = [...protocol.items.values()].flatMap(({ item: { answer, voidedBy = [] } }) =>
    'scanFact' in answer && voidedBy.includes(ifLapsed) ? [order.facts[answer.scanFact]] : [],
  );
  return codes[0] === undefined ? {} : { thing: ending(codes[0]) };
}

/** Events that answer an item. */
const answers = /\.(sensed|attested|measured|started|agreed)$/;

const counts = (status: ItemStatus): boolean =>
  status === 'satisfied' || status === 'overridden' || status === 'used' || status === 'running';

/** Nobody, on any device, sees the first answer to a blind check before the second is in. */
function shown(item: ItemDocument, evidence: Evidence, status: ItemStatus): ShownEvidence {
  const blind = item.kind === 'secondPerson' && evidence.second === undefined && status !== 'satisfied';
  const value = blind ? null : (evidence.value ?? null);
  return {
    at: evidence.at,
    by: evidence.by,
    how: evidence.how,
    value,
    says: value === null ? null : saysValue(item, value, evidence),
    ...(blind || evidence.takenAt === undefined ? {} : { takenAt: evidence.takenAt }),
    ...(evidence.attempts === undefined ? {} : { attempts: evidence.attempts }),
    ...(evidence.exception === undefined ? {} : { exception: evidence.exception }),
    ...(evidence.asset === undefined ? {} : { asset: assetShown(evidence.asset) }),
    ...(evidence.until === undefined ? {} : { goodUntil: evidence.until }),
    reason: evidence.reason ?? null,
    ...(evidence.exception === undefined || evidence.note === undefined ? {} : { note: evidence.note }),
  };
}

const assetShown = ({
  asset,
  type,
  lot,
  standing,
}: NonNullable<Evidence['asset']>): NonNullable<ShownEvidence['asset']> => ({
  asset,
  type,
  ...(lot === undefined ? {} : { lot }),
  standing,
});

/** A value in a screen's words; null where a time says it. */
export function saysValue(
  { answer }: ItemDocument,
  value: NonNullable<Evidence['value']>,
  { asset }: Pick<Evidence, 'asset'> = {},
): string | null {
  if ('choices' in answer) return answer.choices.find((choice) => choice.value === value)?.label ?? String(value);
  if ('unit' in answer) {
    if (value === none) return answer.none ?? null;
    if (answer.unit === 'clock') return null;
    return `${Number(value).toFixed(answer.decimals)}${answer.unit === '1' ? '' : ` ${answer.unit}`}`;
  }
  // By the site's own number, whatever the label said.
  if ('asset' in answer) return asset?.asset ?? String(value);
  return 'timer' in answer ? null : ending(String(value));
}

/** A number is told by its end, and never given whole to whoever would only copy it. */
const ending = (code: string): string => `…${code.slice(-5)}`;

function answerOf(protocol: Protocol, item: ItemDocument): Answer {
  const { answer } = item;
  if ('scan' in answer) return { kind: 'scan', of: answer.scan };
  if ('scanFact' in answer) return { kind: 'scan', of: 'order.fact' };
  if ('asset' in answer) return { kind: 'asset', type: answer.asset };
  if ('choices' in answer)
    return { kind: 'choice', choices: answer.choices.map(({ value, label }) => ({ value, label })) };
  if ('timer' in answer) return { kind: 'timer', takesMs: protocol.times(item.takes ?? '') };
  return answer.unit === 'clock'
    ? { kind: 'clock', hoursMax: answer.max, ...(answer.none === undefined ? {} : { none: answer.none }) }
    : {
        kind: 'number',
        unit: answer.unit === '1' ? '' : answer.unit,
        min: answer.min,
        max: answer.max,
        decimals: answer.decimals,
      };
}

/** Asks the chart, with the finite classes this person could have, whether an event could be taken and what is missing. */
class Asker {
  readonly #protocol: Protocol;
  readonly #state: State;
  readonly #actor: Pick<Actor, 'role' | 'person' | 'grant' | 'competences'>;
  constructor(protocol: Protocol, state: State, actor: Pick<Actor, 'role' | 'person' | 'grant' | 'competences'>) {
    this.#protocol = protocol;
    this.#state = state;
    this.#actor = actor;
  }

  /** `offered`: it means something where the chart is now, whether or not it may be done. */
  about(spec: EventSpec, status?: ItemStatus): { readonly offered: boolean; readonly view: ActionView } {
    const offered = candidates(this.#protocol, this.#state, spec.name).length > 0 && this.#sensible(spec, status);
    const tried = this.#classes(spec).map(
      (eventClass) => missingForEvent(this.#protocol, this.#state, spec.name, eventClass) ?? [],
    );
    const missing = tried.sort((a, b) => a.length - b.length)[0] ?? [];
    const may = offered && missing.length === 0;
    const refusal = may
      ? null
      : {
          code: missing.length === 0 ? 'notNow' : refusalCode(this.#protocol, missing),
          says: missing[0]?.says ?? refusals.notNow,
          missing,
        };
    const { name: event, asks, late, group, reasons, reasonsOnly, undoneBy, verbAt } = spec;
    const verb = verbAt !== undefined && isAt(this.#state.value, verbAt.path) ? verbAt.verb : spec.verb;
    const region = this.#region(spec);
    const stops = group === 'stop' ? stoppedBy(this.#protocol, this.#state, event) : null;
    return {
      offered,
      view: {
        event,
        verb,
        asks,
        late,
        group,
        ...(reasons === undefined ? {} : { reasons }),
        ...(reasonsOnly === undefined ? {} : { reasonsOnly }),
        ...(region === null ? {} : { region }),
        ...(stops == null ? {} : { stops }),
        ...(undoneBy === undefined ? {} : { undoneBy }),
        may,
        refusal,
      },
    };
  }

  /** An event of a step is taken in one region of it, where the chart is now. */
  #region({ group, name }: EventSpec): string | null {
    if (group !== 'step') return null;
    const places = candidates(this.#protocol, this.#state, name).map(({ source }) => source.split('.'));
    const regions = new Set(places.map(([, , region]) => region ?? null));
    return regions.size === 1 ? ([...regions][0] ?? null) : null;
  }

  /** Correcting an item nobody answered, or declining an offer to somebody else, is noise on the screen. */
  #sensible({ name }: EventSpec, status?: ItemStatus): boolean {
    if (name === 'responsibility.declined') return this.#state.context.offeredTo === this.#actor.person;
    if (name === 'responsibility.taken') return this.#state.context.responsible?.person !== this.#actor.person;
    if (name.endsWith('.corrected')) return status !== 'pending' && status !== 'notNeeded';
    return (
      !name.startsWith('emergency.') ||
      name !== 'emergency.reconciled' ||
      isAt(this.#state.value, 'handedOver.account.reconciling')
    );
  }

  #classes(spec: EventSpec): readonly EventClass[] {
    const { evidence, raised } = this.#state.context;
    const item = spec.item === undefined ? undefined : evidence[spec.item];
    const topic = spec.topic === undefined ? undefined : raised[spec.topic];
    const responsible = spec.topic === 'responsible' ? this.#state.context.responsible?.person : undefined;
    const same = [item?.by, item?.second?.by, topic?.by, responsible].includes(this.#actor.person);
    const sameGrant = [item?.grant, topic?.grant].includes(this.#actor.grant);
    const values: readonly ValueClass[] = ['satisfies', 'agrees', 'differs', 'none'];
    const able = competent(
      spec.item === undefined ? undefined : this.#protocol.items.get(spec.item)?.item,
      spec.name,
      this.#actor,
    );
    return values.map((value) => ({
      ...(able ? { competent: true } : {}),
      role: this.#actor.role,
      who: same ? 'first' : sameGrant ? 'sameGrant' : 'other',
      value,
    }));
  }
}
