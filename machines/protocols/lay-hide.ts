/** An item that is not asked here: it goes, with what waited for it. */
import { named, record, sayWho, type Where } from './layer.ts';
import type { ItemChange } from './overlay.ts';
import { listAt, mapAt, textAt, textsIn, type TracedMap } from './traced.ts';

/** A hard item goes only with a reason of its own for just that. */
export function hide(change: ItemChange, item: TracedMap, where: Where): void {
  const { overlay, layer, path, fail } = where;
  const id = change.item;
  const changed = [...layer.setBy].find(([thing]) => thing.startsWith(`item.${id}.`));
  if (changed !== undefined)
    return fail(
      ['hide'],
      `the item "${id}" is changed by ${sayWho(changed[1].overlay, overlay)} and hidden by "${overlay.name}"; keep one of the two`,
    );
  const hard = textAt(item, 'stop') === 'hard';
  if (hard && change.evenThoughHard === undefined)
    return fail(
      ['hide'],
      `"${id}" is hard in ${named(layer)}, and a hard item is not hidden; to hide it all the same, say why in evenThoughHard`,
    );
  if (!hard && change.evenThoughHard !== undefined)
    return fail(['evenThoughHard'], `"${id}" is not hard in ${named(layer)}; leave this out`);
  layer.setBy.set(`item.${id}`, { overlay, path });
  layer.changes.push(record(overlay, path, change, { item: id }, 'hide', item));
  for (const step of listAt(layer.protocol, 'steps')) {
    const items = mapAt(step)?.entries.get('items');
    if (items?.kind === 'list') items.items = items.items.filter((one) => one !== item);
  }
  for (const other of listAt(layer.protocol, 'steps').flatMap((step) => listAt(step, 'items'))) {
    if (other.kind !== 'map') continue;
    forget(other, 'needs', (need) => need === id);
    forget(other, 'voidedBy', (event) => event.startsWith(`item.${id}.`));
    for (const [field, value] of other.entries)
      if (!words.has(field) && textsIn(value).includes(id))
        fail(
          ['hide'],
          `"${textAt(other, 'id') ?? ''}" says ${field}: ${id}, so "${id}" cannot be hidden alone; hide both, the other first`,
        );
  }
}
/** Fields whose texts are no names of items. */
const words: ReadonlySet<string> = new Set([
  'id',
  'text',
  'hint',
  'ordered',
  'source',
  'status',
  'answer',
  'kind',
  'stop',
  'by',
  'overriddenBy',
  'appliesIf',
]);

/** What is hidden can no longer be waited for, and can no longer undo anything. */
function forget(item: TracedMap, field: string, gone: (name: string) => boolean): void {
  const list = item.entries.get(field);
  if (list?.kind !== 'list') return;
  const kept = list.items.filter((one) => !gone(textAt(one) ?? ''));
  if (kept.length === list.items.length) return;
  if (kept.length === 0) item.entries.delete(field);
  else list.items = kept;
}
