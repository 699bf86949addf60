/** An assembled protocol as YAML for a person: beside each value that is not the protocol's own, where it came from and why. */
import { Document, isCollection, isMap, isNode, isScalar, isSeq, type Node } from 'yaml';
import { digestOf } from '../preparations/protocols.ts';
import type { ReadProtocol } from './protocols.ts';
import type { Place } from './yaml.ts';

/** The text of one document, comments and all; parsed again it is the same document. */
export function showProtocol(read: ReadProtocol): string {
  const document = new Document(read.json);
  if (document.contents !== null) mark(document.contents, [], read);
  document.commentBefore = head(read).join('\n');
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

function head({ file, protocol, changes }: ReadProtocol): readonly string[] {
  const { id, version } = protocol.document;
  const overlays = [...new Map(changes.map(({ overlay, place }) => [overlay, place.file]))];
  return [
    ` ${id} ${version}, assembled from ${file}`,
    ` digest ${digestOf(protocol)}`,
    ...overlays.map(([name, from]) => ` with the overlay ${name}, ${from}`),
    ...changes.flatMap((change) => {
      if (change.field !== 'hide' || !('item' in change.what)) return [];
      const even = change.evenThoughHard === undefined ? '' : `; even though it is hard: ${change.evenThoughHard}`;
      return [
        ` hidden: ${change.what.item} (${String(change.was)}), ${sayPlace(change.place)}: ${change.reason}${even}`,
      ];
    }),
  ];
}

/** Says where a value came from wherever the file is another than that of what is around it. */
function mark(node: Node, path: readonly string[], read: ReadProtocol): void {
  const place = read.origins.get(path.join('.'));
  const around = read.origins.get(path.slice(0, -1).join('.'));
  if (place !== undefined && around !== undefined && place.file !== around.file) {
    const [first] = isMap(node) ? node.items : [];
    // A comment beside a map would stand below it: its first value carries it.
    const carrier = first === undefined ? node : first.value;
    if (isCollection(node) && isSeq(node)) node.flow = true;
    if (isNode(carrier)) carrier.comment = ` ${sayPlace(place)}${because(place, read)}`;
  }
  if (isSeq(node)) node.items.forEach((one, n) => isNode(one) && mark(one, [...path, String(n)], read));
  if (isMap(node))
    for (const { key, value } of node.items)
      if (isScalar(key) && isNode(value)) mark(value, [...path, String(key.value)], read);
}

/** The overlay and its reason, when the value was written in a change. */
function because({ file, path }: Place & { readonly path: string }, { changes }: ReadProtocol): string {
  const change = changes.find(({ origin }) => origin.file === file && path.startsWith(`${origin.path.join('.')}.`));
  return change === undefined ? '' : `, ${change.overlay}: ${inLine(change.reason)}`;
}
/** A comment ends with its line. */
const inLine = (text: string): string => text.replaceAll(/\s+/g, ' ');
const sayPlace = ({ file, line }: Place): string => `${file}:${line}`;
