/**
 * The overlays of a directory in the order in which they are laid. Several need an `order.yaml` that names each of them:
 * a file that was put there and is not in the order would otherwise be believed to be in force.
 */
import { join } from 'node:path';
import { namesIn, readDocument } from './files.ts';
import type { DocumentError, ReadYaml, YamlAnswer } from './yaml.ts';

export interface OrderedOverlays {
  readonly overlays: readonly YamlAnswer[];
  readonly errors: readonly DocumentError[];
}

const orderFile = 'order.yaml';

/** @throws what reading a directory throws, when it is not there. */
export async function readOrder(directory: string): Promise<OrderedOverlays> {
  const names = await namesIn(directory);
  const files = names.filter((name) => name !== orderFile);
  const overlays = await Promise.all(files.map((name) => readDocument(join(directory, name))));
  const order = join(directory, orderFile);
  const wrong = (says: string): OrderedOverlays => ({
    overlays,
    errors: [{ file: order, line: 1, column: 1, path: '', says }],
  });
  if (overlays.length === 0) return wrong('there is no overlay beside it; name a directory that has one, or none');
  if (!names.includes(orderFile)) {
    if (overlays.length === 1) return { overlays, errors: [] };
    const here = overlays.map((one) => nameOf(one) ?? '…').join(', ');
    return wrong(`is missing: several overlays lie here; write in which order they are laid, such as order: [${here}]`);
  }
  const read = await readDocument(order);
  return read.ok ? inOrder(read.yaml, overlays) : { overlays, errors: read.errors };
}

function inOrder(yaml: ReadYaml, overlays: readonly YamlAnswer[]): OrderedOverlays {
  const errors: DocumentError[] = [];
  const fail = (path: readonly (string | number)[], says: string): void =>
    void errors.push({ ...yaml.placeOf(path), path: path.join('.'), says });
  const order = orderIn(yaml.json);
  if (order === null) {
    fail([], 'must say order: and a list of the names of the overlays here, and nothing else');
    return { overlays, errors };
  }
  const names = overlays.map(nameOf);
  order.forEach((name, n) => {
    if (!names.includes(name)) fail(['order', n], `no overlay here has the name "${name}"`);
    else if (order.indexOf(name) !== n) fail(['order', n], `"${name}" stands in the order already`);
  });
  overlays.forEach((one, n) => {
    const name = names[n];
    if (one.ok && name !== undefined && !order.includes(name))
      fail(['order'], `"${name}" (${one.yaml.file}) is not in the order; add it, or take the file away`);
  });
  // One that could not be read has no name; it comes last, with its own mistakes.
  const rank = (name: string | undefined): number => (name === undefined ? order.length : order.indexOf(name));
  const ranked = overlays.map((one, n) => ({ one, rank: rank(names[n]) })).sort((a, b) => a.rank - b.rank);
  return { overlays: ranked.map(({ one }) => one), errors };
}

function orderIn(json: unknown): readonly string[] | null {
  if (typeof json !== 'object' || json === null || !('order' in json) || Object.keys(json).length !== 1) return null;
  const { order } = json;
  return Array.isArray(order) && order.every((one) => typeof one === 'string') ? order : null;
}

function nameOf(one: YamlAnswer): string | undefined {
  if (!one.ok) return undefined;
  const { json } = one.yaml;
  return typeof json === 'object' && json !== null && 'name' in json && typeof json.name === 'string'
    ? json.name
    : undefined;
}
