/** One change of an overlay, made in one protocol or refused. */
import { hide } from './lay-hide.ts';
import { isTaken, named, record, sayWho, type Where } from './layer.ts';
import type { ItemChange, TimeChange } from './overlay.ts';
import { standings } from './shape.ts';
import { suggest } from './suggest.ts';
import { listAt, mapAt, textAt, trace, type Traced, type TracedMap } from './traced.ts';

/** `source` of an item holds this much; the schema says the same. */
const sourceCharsMax = 200;

export function setTime(change: TimeChange, where: Where): void {
  const { overlay, layer, path, fail } = where;
  const times = mapAt(layer.protocol, 'times');
  const time = mapAt(times, change.time);
  if (time === undefined)
    return fail(
      ['time'],
      `there is no time called "${change.time}" in ${named(layer)}${suggest(change.time, times?.entries.keys() ?? [])}`,
    );
  if (isTaken(`time.${change.time}`, 'is', `the time "${change.time}"`, where)) return;
  layer.changes.push(record(overlay, path, change, { time: change.time }, 'is', time));
  for (const key of ['is', 'source', 'status'] as const)
    time.entries.set(key, trace(change[key], overlay.file, [...path, key]));
}

export function setItem(change: ItemChange, where: Where): void {
  const { overlay, layer, path, fail } = where;
  const id = change.item;
  const steps = listAt(layer.protocol, 'steps');
  const item = steps.flatMap((step) => listAt(step, 'items')).find((one) => textAt(one, 'id') === id);
  const hidden = layer.setBy.get(`item.${id}`);
  if (hidden !== undefined)
    return fail(
      [],
      `"${overlay.name}" changes the item "${id}", which ${sayWho(hidden.overlay, overlay)} hides; keep one of the two`,
    );
  if (item?.kind !== 'map') {
    const ids = steps.flatMap((step) => listAt(step, 'items').flatMap((one) => textAt(one, 'id') ?? []));
    return fail(['item'], `there is no item called "${id}" in ${named(layer)}${suggest(id, ids)}`);
  }
  if (change.hide === true) return hide(change, item, where);
  const rules: string[] = [];
  for (const field of ['text', 'hint', 'validFor', 'by', 'overriddenBy', 'min', 'max'] as const) {
    const value = change[field];
    if (value === undefined || isTaken(`item.${id}.${field}`, field, `${field} of "${id}"`, where)) continue;
    const says = cannot(field, item, named(layer));
    if (says !== null) {
      fail([field], says);
      continue;
    }
    const holder = field === 'min' || field === 'max' ? mapAt(item, 'answer') : item;
    if (holder === undefined) continue;
    layer.changes.push(record(overlay, path, change, { item: id }, field, holder));
    holder.entries.set(field, trace(value, overlay.file, [...path, field]));
    if (field !== 'text' && field !== 'hint') rules.push(field);
  }
  if (rules.length > 0) standOn(item, rules, change, where);
  const [min, max] = [plainNumber(item, 'min'), plainNumber(item, 'max')];
  if (rules.some((field) => field === 'min' || field === 'max') && min !== null && max !== null && min > max)
    fail([change.min === undefined ? 'max' : 'min'], `leaves "${id}" from ${min} to ${max}; the smaller comes first`);
}
const plainNumber = (item: Traced, field: string): number | null => {
  const found = mapAt(item, 'answer')?.entries.get(field);
  return found?.kind === 'value' && typeof found.value === 'number' ? found.value : null;
};

/** Why this item has no such field, or null. */
function cannot(field: string, item: TracedMap, protocol: string): string | null {
  const [id, stop] = [textAt(item, 'id') ?? '', textAt(item, 'stop') ?? ''];
  if (field === 'overriddenBy' && stop !== 'override') {
    return stop === 'hard'
      ? `nobody overrides a hard item, and "${id}" is hard in ${protocol}; leave this out`
      : `"${id}" is ${stop} in ${protocol} and never stands in the way, so nobody needs to override it; leave this out`;
  }
  if ((field === 'min' || field === 'max') && mapAt(item, 'answer')?.entries.has('unit') !== true)
    return `"${id}" is not answered by a number in ${protocol}, so it has no ${field}; leave this out`;
  return null;
}

/** A rule made otherwise stands on two sources, and no firmer than the weaker of them. */
function standOn(
  item: TracedMap,
  rules: readonly string[],
  { source, status }: ItemChange,
  { overlay, path, fail }: Where,
): void {
  const both = `${textAt(item, 'source') ?? ''}; here ${rules.join(', ')}: ${source}`;
  if ([...both].length > sourceCharsMax)
    return fail(
      ['source'],
      `together with the item’s own source it is ${[...both].length} characters long, and ${sourceCharsMax} are kept; say it shorter`,
    );
  item.entries.set('source', trace(both, overlay.file, [...path, 'source']));
  const own = standings.findIndex((one) => one === textAt(item, 'status'));
  if (own >= 0 && standings.indexOf(status) > own)
    item.entries.set('status', trace(status, overlay.file, [...path, 'status']));
}
