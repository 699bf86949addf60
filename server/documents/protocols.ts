/**
 * Protocols as people write them: a document, the parts it uses (`parts/` beside it), the overlays laid over it here.
 * `machines` puts them together and says what is wrong and the path to it; this file says where that is in which file.
 */
import { dirname, join } from 'node:path';
import { assemble, type LocalChange, type Path, type Protocol } from '../../machines/index.ts';
import { namesIn, readBeside, readDocument } from './files.ts';
import { readOrder } from './overlay-order.ts';
import { type DocumentError, type Place, type ReadYaml, readYaml, type YamlAnswer } from './yaml.ts';

export type { DocumentError, Place } from './yaml.ts';
export { sayError } from './yaml.ts';

export interface ReadProtocol {
  /** The protocol's own file. */
  readonly file: string;
  /** The whole document as data, parts put in and overlays laid over: what `Protocols.add` takes. */
  readonly json: unknown;
  readonly protocol: Protocol;
  /** Where every value of `json` was written, by its path (`steps.0.items.1.text`); `path` is the one in that file. */
  readonly origins: ReadonlyMap<string, Place & { readonly path: string }>;
  /** What overlays made otherwise here, and where they say so. */
  readonly changes: readonly (LocalChange & { readonly place: Place })[];
}
export interface ReadProtocols {
  readonly read: readonly ReadProtocol[];
  readonly errors: readonly DocumentError[];
}
export type ProtocolAnswer =
  | { readonly ok: true; readonly read: ReadProtocol }
  | { readonly ok: false; readonly errors: readonly DocumentError[] };

export interface DocumentFiles {
  readonly protocols: readonly YamlAnswer[];
  readonly parts: readonly YamlAnswer[];
  /** In the order in which they are laid. */
  readonly overlays: readonly YamlAnswer[];
}

/** Reads and compiles one document by itself. @param file only to say where an error is. */
export function readProtocol(text: string, file: string): ProtocolAnswer {
  return only(assembleFiles({ protocols: [readYaml(text, file)], parts: [], overlays: [] }));
}

/** One document with the parts that lie beside it, and no overlay. */
export async function readProtocolFile(path: string): Promise<ProtocolAnswer> {
  const parts = await readBeside(join(dirname(path), 'parts'));
  return only(assembleFiles({ protocols: [await readDocument(path)], parts, overlays: [] }));
}

/**
 * Every `.yaml` file of a directory, in the order of their names, with the parts in its `parts/`; those that work are
 * given even if others do not. With a mistake in an overlay none is given: which protocols it is for is not certain.
 * @param overlays a directory of overlays; null lays none.
 * @throws what reading a directory throws, when one that is named is not there.
 */
export async function readProtocols(directory: string, overlays: string | null = null): Promise<ReadProtocols> {
  const protocols = await Promise.all((await namesIn(directory)).map((name) => readDocument(join(directory, name))));
  const parts = await readBeside(join(directory, 'parts'));
  if (overlays === null) return assembleFiles({ protocols, parts, overlays: [] });
  const ordered = await readOrder(overlays);
  const { read, errors } = assembleFiles({ protocols, parts, overlays: ordered.overlays });
  return { read: ordered.errors.length > 0 ? [] : read, errors: [...ordered.errors, ...errors] };
}

/** Puts together files that were read already. */
export function assembleFiles({ protocols, parts, overlays }: DocumentFiles): ReadProtocols {
  const all = [...protocols, ...parts, ...overlays];
  const byFile = new Map(all.flatMap((answer) => (answer.ok ? [[answer.yaml.file, answer.yaml] as const] : [])));
  const sources = (answers: readonly YamlAnswer[]) =>
    answers.flatMap((answer) => (answer.ok ? [{ file: answer.yaml.file, json: answer.yaml.json }] : []));
  const unread = all.flatMap((answer) => (answer.ok ? [] : answer.errors));
  const { documents, problems } = assemble({
    protocols: sources(protocols),
    parts: sources(parts),
    overlays: sources(overlays),
  });
  const errors = [
    ...unread,
    ...problems.map(({ file, path, says, key }) => ({
      ...placeIn(byFile.get(file), file, path, key),
      path: path.join('.'),
      says,
    })),
  ];
  const inOrder = new Map(all.map((answer, n) => [answer.ok ? answer.yaml.file : (answer.errors[0]?.file ?? ''), n]));
  const broken = overlays.some((answer) => !answer.ok);
  const read = broken
    ? []
    : documents.map((document): ReadProtocol => ({
        file: document.file,
        json: document.json,
        protocol: document.protocol,
        origins: new Map(
          document.origins.map(([path, { file, path: at }]) => [
            path.join('.'),
            { ...placeIn(byFile.get(file), file, at), path: at.join('.') },
          ]),
        ),
        changes: document.changes.map((change) => ({
          ...change,
          place: placeIn(byFile.get(change.origin.file), change.origin.file, change.origin.path),
        })),
      }));
  return {
    read,
    errors: errors.sort(
      (a, b) => (inOrder.get(a.file) ?? 0) - (inOrder.get(b.file) ?? 0) || a.line - b.line || a.column - b.column,
    ),
  };
}

const placeIn = (yaml: ReadYaml | undefined, file: string, path: Path, key?: boolean): Place =>
  yaml?.placeOf(path, key) ?? { file, line: 1, column: 1 };

const only = ({ read: [read], errors }: ReadProtocols): ProtocolAnswer =>
  read === undefined || errors.length > 0 ? { ok: false, errors } : { ok: true, read };
