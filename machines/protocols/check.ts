/** What a document refers to must exist: steps, times, units, needs, events. Errors say where, what, and what to do. */
import { canFail } from '../items/item-traits.ts';
import { itemEvent } from '../items/item-words.ts';
import type { StepDefinition } from '../steps/define-step.ts';
import { askedOf, testsOf } from './applies.ts';
import { identityError } from './check-identity.ts';
import { hangingErrors, itemErrors } from './check-item.ts';
import { type ItemDocument, type ProtocolDocument, requiredTimes } from './document.ts';
import { parseDuration } from './duration.ts';
import { suggest } from './suggest.ts';

/** One thing wrong with a document: the path to it, for a line number, and a sentence. */
export interface ProtocolError {
  readonly path: readonly (string | number)[];
  readonly says: string;
}

/** Events raised inside the chart that documents may name in `voidedBy`. */
export const consequenceEvents = [
  'plan.rearmed',
  'order.changed',
  'patient.changed',
  'place.changed',
  'person.changed',
  'kit.changed',
  'band.changed',
  'isolation.changed',
  'capacity.changed',
  'sedation.over',
] as const;

export function checkDocument(
  document: ProtocolDocument,
  registry: readonly StepDefinition[],
): readonly ProtocolError[] {
  const errors: ProtocolError[] = [];
  const fail = (path: ProtocolError['path'], says: string): void => void errors.push({ path, says });
  const known = new Map(registry.map((step) => [step.id, step]));
  const chosen = document.steps.flatMap(({ step }) => known.get(step) ?? []);
  const placed = document.steps.flatMap(({ step, items }, s) =>
    items.map((item, i) => ({ item, step, path: ['steps', s, 'items', i] as const })),
  );
  const itemIds = new Set(placed.map(({ item }) => item.id));
  const conditions = new Set(chosen.flatMap((step) => step.conditions(document).map(({ name }) => name)));
  const events = new Set<string>([
    ...chosen.flatMap((step) =>
      step
        .events(document)
        .filter(({ group }) => group === 'stop')
        .map(({ name }) => name),
    ),
    ...consequenceEvents,
    ...placed.flatMap(({ item }) => ['undone', 'consumed'].map((happened) => itemEvent(item.id, happened))),
  ]);
  const usedTimes = new Set<string>(requiredTimes);

  document.steps.forEach(({ step }, s) => {
    if (!known.has(step)) fail(['steps', s, 'step'], `there is no step called "${step}"${suggest(step, known.keys())}`);
    else if (document.steps.findIndex((other) => other.step === step) !== s)
      fail(['steps', s, 'step'], `the step "${step}" is here twice`);
  });
  const unidentified = document.slice === true ? null : identityError(document);
  if (unidentified !== null)
    fail(['steps', document.steps.findIndex(({ step }) => step === 'identity'), 'items'], unidentified);
  for (const [name, time] of Object.entries(document.times)) {
    const length = parseDuration(time.is);
    if (typeof length === 'string') fail(['times', name, 'is'], length);
  }
  for (const name of requiredTimes) if (!(name in document.times)) fail(['times'], `the time "${name}" is missing`);

  const time = (path: ProtocolError['path'], name: string | undefined): void => {
    if (name === undefined) return;
    usedTimes.add(name);
    if (!(name in document.times))
      fail(path, `no time is called "${name}"${suggest(name, Object.keys(document.times))}`);
  };
  time(['consent', 'lastsFor'], document.consent.lastsFor);
  if (document.department !== undefined && document.handover.transfer !== true)
    fail(['department'], 'patients are taken to a department: say `handover: { transfer: true }`, or leave it out');
  const { doneThere = [] } = document.handover;
  if (doneThere.length > 0 && document.handover.transfer !== true)
    fail(['handover', 'doneThere'], 'nothing is done there while the patient is taken nowhere: say `transfer: true`');
  doneThere.forEach((step, n) => {
    if (!document.steps.some((one) => one.step === step))
      fail(['handover', 'doneThere', n], `no step is called "${step}"`);
    else if (known.get(step)?.identifies === true || step === 'consent')
      fail(['handover', 'doneThere', n], 'nobody leaves the ward unidentified or without having agreed');
  });
  const seen = new Set<string>();
  for (const { item, step, path } of placed) {
    if (seen.has(item.id)) fail([...path, 'id'], `two items are called "${item.id}"; every id is used once`);
    if (item.id === 'progress' || item.id in (known.get(step)?.regions(document) ?? {}))
      fail([...path, 'id'], `"${item.id}" is the name of a part of the step; choose another id`);
    seen.add(item.id);
    for (const key of ['validFor', 'untilAfterStart', 'takes', 'verifyWithin'] as const)
      time([...path, key], item[key]);
    (item.validForIf ?? []).forEach((row, n) => time([...path, 'validForIf', n, 'validFor'], row.validFor));
    time([...path, 'window', 'atLeast'], item.window?.atLeast);
    time([...path, 'window', 'atMost'], item.window?.atMost);
    for (const { path: within, says } of itemErrors(item)) fail([...path, ...within], says);
    if (item.stop === 'hard' && item.overriddenBy !== undefined)
      fail([...path, 'overriddenBy'], 'nobody overrides a hard item; use stop: override, or leave this out');
    if (
      item.overriddenOnceAnswered === true &&
      (item.stop !== 'override' || item.window !== undefined || !canFail(item))
    )
      fail([...path, 'overriddenOnceAnswered'], 'only an override item that can fail, and has no window, may say this');
    if (item.stop === 'override' && item.overriddenBy === undefined)
      fail([...path, 'stop'], 'say who may override it (overriddenBy), or use stop: hard');
    (item.needs ?? []).forEach((need, n) => {
      if (!itemIds.has(need) && !conditions.has(need))
        fail([...path, 'needs', n], `nothing is called "${need}"${suggest(need, [...itemIds, ...conditions])}`);
    });
    (item.voidedBy ?? []).forEach((event, e) => {
      if (!events.has(event)) fail([...path, 'voidedBy', e], `no event is called "${event}"${suggest(event, events)}`);
    });
    if (item.ifNot !== undefined && !events.has(item.ifNot))
      fail([...path, 'ifNot'], `no stop is called "${item.ifNot}"${suggest(item.ifNot, events)}`);
    if (item.ifLapsed !== undefined && !events.has(item.ifLapsed))
      fail([...path, 'ifLapsed'], `no stop is called "${item.ifLapsed}"${suggest(item.ifLapsed, events)}`);
    if (item.attempts !== undefined && !events.has(item.attempts.raises))
      fail(
        [...path, 'attempts', 'raises'],
        `no stop is called "${item.attempts.raises}"${suggest(item.attempts.raises, events)}`,
      );
    for (const test of testsOf(item)) {
      const asked = askedOf(test);
      if (asked === null) continue;
      const other = placed.find((one) => one.item.id === asked)?.item;
      if (other === undefined) fail([...path, 'appliesIf'], `no item is called "${asked}"${suggest(asked, itemIds)}`);
      else for (const says of hangingErrors(other, test)) fail([...path, 'appliesIf'], says);
    }
    if (item.usedBy !== undefined && !itemIds.has(item.usedBy))
      fail([...path, 'usedBy'], `no item is called "${item.usedBy}"${suggest(item.usedBy, itemIds)}`);
  }
  for (const name of Object.keys(document.times))
    if (!usedTimes.has(name)) fail(['times', name], `nothing uses the time "${name}"; remove it, or use it`);
  for (const circle of circles(placed.map(({ item }) => item))) {
    const first = placed.find(({ item }) => item.id === circle[0]);
    fail(
      [...(first?.path ?? []), 'needs'],
      `these items need one another in a circle: ${[...circle, circle[0]].join(' needs ')}`,
    );
  }
  return errors;
}

/** Circles in `needs` and in what hangs on other answers, each once, beginning with the item that comes first. */
function circles(items: readonly ItemDocument[]): readonly (readonly string[])[] {
  const needs = new Map(
    items.map((item) => [
      item.id,
      [...(item.needs ?? []), ...testsOf(item).flatMap((test) => askedOf(test) ?? [])].filter((need) =>
        items.some(({ id }) => id === need),
      ),
    ]),
  );
  const found: string[][] = [];
  const finished = new Set<string>();
  const visit = (id: string, trail: readonly string[]): void => {
    const start = trail.indexOf(id);
    if (start >= 0) return void found.push(trail.slice(start));
    if (finished.has(id)) return;
    for (const need of needs.get(id) ?? []) visit(need, [...trail, id]);
    finished.add(id);
  };
  for (const { id } of items) visit(id, []);
  return found;
}
