/** A protocol while overlays are laid over it: what was changed, by which of them, and who set a thing first. */
import type { ItemChange, Overlay, TimeChange } from './overlay.ts';
import type { Standing } from './shape.ts';
import { type Origin, type Path, plain, textAt, type TracedMap } from './traced.ts';

/** One thing an overlay made otherwise in one protocol. */
export interface LocalChange {
  /** The overlay's name. */
  readonly overlay: string;
  /** Where the change stands. */
  readonly origin: Origin;
  readonly what: { readonly time: string } | { readonly item: string };
  /** `is` of a time; `hide`, or the field that was set, of an item. */
  readonly field: string;
  /** What the protocol said before; undefined where it said nothing. */
  readonly was: unknown;
  readonly reason: string;
  readonly source: string;
  readonly status: Standing;
  /** Given where a hard item is hidden. */
  readonly evenThoughHard?: string;
}

/** A protocol being changed. */
export interface Layer {
  readonly id: string;
  readonly protocol: TracedMap;
  readonly changes: LocalChange[];
  /** Which change set a thing first: `time.<name>`, `item.<id>` (hidden) or `item.<id>.<field>`. */
  readonly setBy: Map<string, { readonly overlay: Overlay; readonly path: Path }>;
}

/** One change being made. */
export interface Where {
  readonly overlay: Overlay;
  readonly layer: Layer;
  readonly path: Path;
  /** @param rest the path within the change. */
  readonly fail: (rest: Path, says: string) => void;
}
/** As a person names it: `venepuncture 1.0.0`. */
export const named = ({ id, protocol }: Layer): string => `${id} ${textAt(protocol, 'version') ?? ''}`;

/** Claims a thing for this change; two that set it are told of. */
export function isTaken(thing: string, field: string, words: string, { overlay, layer, path, fail }: Where): boolean {
  const first = layer.setBy.get(thing);
  if (first === undefined) {
    layer.setBy.set(thing, { overlay, path });
    return false;
  }
  const same = first.overlay === overlay;
  fail(
    [field],
    `${same ? `"${overlay.name}" sets ${words} twice` : `"${overlay.name}" and ${sayWho(first.overlay, overlay)} both set ${words}`}; keep one of the two`,
  );
  return true;
}
export const sayWho = (one: Overlay, reading: Overlay): string =>
  one === reading ? 'this overlay' : `"${one.name}" (${one.file})`;

export function record(
  overlay: Overlay,
  path: Path,
  change: ItemChange | TimeChange,
  what: LocalChange['what'],
  field: string,
  holder: TracedMap,
): LocalChange {
  const was = field === 'hide' ? textAt(holder, 'text') : holder.entries.get(field);
  const { reason, source, status } = change;
  return {
    overlay: overlay.name,
    origin: { file: overlay.file, path },
    what,
    field,
    was: typeof was === 'object' ? plain(was) : was,
    reason,
    source,
    status,
    ...('evenThoughHard' in change && change.evenThoughHard !== undefined
      ? { evenThoughHard: change.evenThoughHard }
      : {}),
  };
}
