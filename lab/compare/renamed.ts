/** An old version with its items called as the new one calls them, so that what is the same is known to be the same. */
import { compileProtocol, type Protocol } from '../../machines/index.ts';

/**
 * @param names new ids by old ones.
 * @throws Error naming an item that is not there, or why the protocol no longer works.
 */
export function withRenamedItems(protocol: Protocol, names: ReadonlyMap<string, string>): Protocol {
  if (names.size === 0) return protocol;
  for (const name of names.keys())
    if (!protocol.items.has(name)) throw new Error(`${protocol.document.id} has no item "${name}" to rename.`);
  const compiled = compileProtocol(renamed(protocol.document, '', names));
  if (compiled.ok) return compiled.protocol;
  throw new Error(
    `With its items renamed the old version does not work: ${compiled.errors.map(({ says }) => says).join('; ')}`,
  );
}

/** Where a document names an item. */
const naming = new Set(['id', 'needs', 'usedBy', 'answer', 'reading']);

function renamed(value: unknown, key: string, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((one) => renamed(one, key, names));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([inner, below]) => [inner, renamed(below, inner, names)]));
  if (typeof value !== 'string') return value;
  const [kind, item = '', ...rest] = value.split('.');
  if (kind === 'item' && names.has(item)) return ['item', names.get(item), ...rest].join('.');
  return naming.has(key) ? (names.get(value) ?? value) : value;
}
