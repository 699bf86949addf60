/** What two documents say otherwise, a line each: what a reviewer reads first. It says nothing of what that does. */
import type { ItemDocument, ProtocolDocument } from '../../machines/index.ts';

type Plain = Readonly<Record<string, unknown>>;

export function documentChanges(old: ProtocolDocument, fresh: ProtocolDocument): readonly string[] {
  const { steps: before, times: lengthsBefore, ...head } = old;
  const { steps: after, times: lengthsAfter, ...headAfter } = fresh;
  return [
    ...fields('the protocol', head, headAfter),
    ...fields('times', lengthsBefore, lengthsAfter),
    ...itemChanges(before, after),
  ];
}

type Steps = ProtocolDocument['steps'];
interface Placed {
  readonly step: string;
  readonly item: ItemDocument;
}

function itemChanges(before: Steps, after: Steps): readonly string[] {
  const [old, fresh] = [placed(before), placed(after)];
  const name = ({ item }: Placed): string => `item ${item.id} "${item.text}"`;
  const gone = [...old].flatMap(([id, one]) =>
    fresh.has(id) ? [] : [`${name(one)}: no longer asked, in ${one.step}${raised(one)}`],
  );
  const come = [...fresh].flatMap(([id, one]) =>
    old.has(id)
      ? []
      : [`${name(one)}: new, in ${one.step}, ${one.item.stop}, by ${one.item.by.join(', ')}${raised(one)}`],
  );
  const changed = [...fresh].flatMap(([id, one]) => {
    const was = old.get(id);
    if (was === undefined) return [];
    return [
      ...(was.step === one.step ? [] : [`${name(one)}: moved from ${was.step} to ${one.step}`]),
      ...fields(name(was), was.item, one.item),
    ];
  });
  const kept = (ids: ReadonlyMap<string, Placed>, others: ReadonlyMap<string, Placed>): string =>
    [...ids.keys()].filter((id) => others.has(id)).join();
  const turned = kept(old, fresh) === kept(fresh, old) ? [] : ['items are asked in another order'];
  return [...gone, ...come, ...changed, ...turned];
}

/** Stops that an item may raise by itself. */
function raised({ item: { ifNot, ifLapsed, attempts } }: Placed): string {
  const events = [ifNot, ifLapsed, attempts?.raises].filter((event) => event !== undefined);
  return events.length === 0 ? '' : `, may raise ${events.join(', ')}`;
}

const placed = (steps: Steps): ReadonlyMap<string, Placed> =>
  new Map(steps.flatMap(({ step, items }) => items.map((item) => [item.id, { step, item }] as const)));

function fields(of: string, was: object, is: object): readonly string[] {
  const [before, after] = [was as Plain, is as Plain];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) => {
    const [one, other] = [before[key], after[key]];
    if (JSON.stringify(one) === JSON.stringify(other)) return [];
    if (Array.isArray(one) && Array.isArray(other) && [...one, ...other].every((word) => typeof word === 'string'))
      return [`${of}: ${key} ${words(one as string[], other as string[])}`];
    if (isPlain(one) && isPlain(other)) return fields(`${of}: ${key}`, one, other);
    return [`${of}: ${key} was ${said(one)}, is ${said(other)}`];
  });
}

function words(was: readonly string[], is: readonly string[]): string {
  const [gone, come] = [was.filter((word) => !is.includes(word)), is.filter((word) => !was.includes(word))];
  if (gone.length === 0 && come.length === 0) return `in another order: ${is.join(', ')}`;
  return [
    ...(come.length === 0 ? [] : [`now with ${come.join(', ')}`]),
    ...(gone.length === 0 ? [] : [`no longer with ${gone.join(', ')}`]),
  ].join(', ');
}

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const said = (value: unknown): string =>
  value === undefined ? 'nothing' : typeof value === 'string' ? `"${value}"` : JSON.stringify(value);
