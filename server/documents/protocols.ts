/**
 * Protocol documents as people write them: YAML, with the line of every mistake.
 * `machines` says what is wrong and the path to it; this file says where that is in the file.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isMap, isPair, isScalar, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import { compileProtocol, type Protocol } from '../../machines/index.ts';

/** `file:line:column path: sentence`, as an editor jumps to it. */
export interface DocumentError {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly path: string;
  readonly says: string;
}
export interface ReadProtocol {
  readonly file: string;
  /** The document as data: what `Protocols.add` takes. */
  readonly json: unknown;
  readonly protocol: Protocol;
}
export type ProtocolAnswer =
  | { readonly ok: true; readonly read: ReadProtocol }
  | { readonly ok: false; readonly errors: readonly DocumentError[] };

/** The shipped ones have some 300 lines; a bigger file is not a protocol. */
const charsMax = 400_000;

/** Reads and compiles one document. @param file only to say where an error is. */
export function readProtocol(text: string, file: string): ProtocolAnswer {
  if (text.length > charsMax) return fail(file, `is longer than ${charsMax} characters; it is not a protocol`);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const syntax = [...document.errors, ...document.warnings];
  if (syntax.length > 0) {
    return {
      ok: false,
      errors: syntax.map(({ pos, message }) => ({
        file,
        ...place(lines, pos[0]),
        path: '',
        says: `is not YAML: ${message}`,
      })),
    };
  }
  const json = asData(document);
  if (json === tooManyAliases)
    return fail(file, 'repeats itself through aliases (*name) more than a protocol does; write it out');
  const compiled = compileProtocol(json);
  if (compiled.ok) return { ok: true, read: { file, json, protocol: compiled.protocol } };
  const errors = compiled.errors.flatMap(({ path, says }) =>
    unknownKeys(says).map((key) => ({
      file,
      ...place(lines, offsetOf(document, path, key)),
      path: [...path, ...(key === null ? [] : [key])].join('.'),
      says: key === null ? says : `there is nothing called "${key}" here; remove it, or correct its spelling`,
    })),
  );
  return { ok: false, errors: errors.sort((a, b) => a.line - b.line || a.column - b.column) };
}

/** A few lines of aliases can stand for gigabytes: the package counts them and gives up. */
const tooManyAliases = Symbol('too many aliases');
function asData(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 }) as unknown;
  } catch (error) {
    if (error instanceof ReferenceError) return tooManyAliases;
    throw error;
  }
}

export async function readProtocolFile(path: string): Promise<ProtocolAnswer> {
  try {
    return readProtocol(await readFile(path, 'utf8'), path);
  } catch (error) {
    return fail(
      path,
      `cannot be read: ${error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'}`,
    );
  }
}

/** Every `.yaml` file of a directory, in the order of their names; the readable ones are given even if others are not. */
export async function readProtocols(
  directory: string,
): Promise<{ readonly read: readonly ReadProtocol[]; readonly errors: readonly DocumentError[] }> {
  const files = (await readdir(directory)).filter((name) => /\.ya?ml$/.test(name)).sort();
  const answers = await Promise.all(files.map((name) => readProtocolFile(join(directory, name))));
  return {
    read: answers.flatMap((answer) => (answer.ok ? [answer.read] : [])),
    errors: answers.flatMap((answer) => (answer.ok ? [] : answer.errors)),
  };
}

export const sayError = ({ file, line, column, path, says }: DocumentError): string =>
  `${file}:${line}:${column} ${path === '' ? '' : `${path}: `}${says}`;

/** The names in the schema's own sentence about keys it does not know; `[null]` for every other sentence. */
function unknownKeys(says: string): readonly (string | null)[] {
  if (!/^Unrecognized keys?: /.test(says)) return [null];
  return [...says.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, key = '']) => key);
}

/** Where in the text a path is; for what is missing, the nearest thing around it. */
function offsetOf(document: Document, path: readonly (string | number)[], key: string | null): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (!hasRange(node)) continue;
    const pair =
      key !== null && isMap(node)
        ? node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === key)
        : undefined;
    return pair !== undefined && hasRange(pair.key) ? pair.key.range[0] : node.range[0];
  }
  return 0;
}
const hasRange = (node: unknown): node is Node & { readonly range: [number, number, number] } =>
  typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);

function place(lines: LineCounter, offset: number): { readonly line: number; readonly column: number } {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

const fail = (file: string, says: string): ProtocolAnswer => ({
  ok: false,
  errors: [{ file, line: 1, column: 1, path: '', says }],
});
