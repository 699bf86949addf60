/** YAML as data, with the line and column of every path in it. Bad text gives sentences, never a throw. */
import { isMap, isPair, isScalar, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import type { Path } from '../../machines/index.ts';

/** Where something stands in a file, as an editor counts: from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}
/** `file:line:column path: sentence`, as an editor jumps to it. */
export interface DocumentError extends Place {
  readonly path: string;
  readonly says: string;
}
export interface ReadYaml {
  readonly file: string;
  readonly json: unknown;
  /** Where a path stands; what is missing stands at the nearest thing around it. @param key the place of the last name itself, not of its value. */
  placeOf(path: Path, key?: boolean): Place;
}
export type YamlAnswer =
  | { readonly ok: true; readonly yaml: ReadYaml }
  | { readonly ok: false; readonly errors: readonly DocumentError[] };

/** The shipped ones have some 300 lines; a bigger file is not a protocol. */
const charsMax = 400_000;

/** @param file only to say where an error is. */
export function readYaml(text: string, file: string): YamlAnswer {
  if (text.length > charsMax) return fail(file, `is longer than ${charsMax} characters; it is not a protocol`);
  if (isDeep(text)) return fail(file, 'is nested deeper than a protocol is; are all the brackets closed?');
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
  const placeOf = (path: Path, key = false): Place => ({ file, ...place(lines, offsetOf(document, path, key)) });
  return { ok: true, yaml: { file, json, placeOf } };
}

export const sayError = ({ file, line, column, path, says }: DocumentError): string =>
  `${file}:${line}:${column} ${path === '' ? '' : `${path}: `}${says}`;

export const fail = (
  file: string,
  says: string,
): { readonly ok: false; readonly errors: readonly DocumentError[] } => ({
  ok: false,
  errors: [{ file, line: 1, column: 1, path: '', says }],
});

/**
 * The package follows nesting with the stack, and where that ends the whole process can end with it: so depth is looked
 * at before. Brackets inside a text are counted too; no protocol has so many.
 */
function isDeep(text: string): boolean {
  let open = 0;
  for (const character of text) {
    if (character === '[' || character === '{') open += 1;
    else if (character === ']' || character === '}') open = Math.max(open - 1, 0);
    if (open > depthMax) return true;
  }
  return text.split('\n').some((line) => (/^[-?: \t]*/.exec(line)?.[0].length ?? 0) > 2 * depthMax);
}
const depthMax = 64;

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

function offsetOf(document: Document, path: Path, key: boolean): number {
  for (let length = path.length; length >= 0; length -= 1) {
    if (key && length === path.length && length > 0) {
      const around: unknown = length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
      const name = path.at(-1);
      const pair = isMap(around)
        ? around.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === name)
        : undefined;
      if (pair !== undefined && hasRange(pair.key)) return pair.key.range[0];
    }
    const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (hasRange(node)) return node.range[0];
  }
  return 0;
}
const hasRange = (node: unknown): node is Node & { readonly range: [number, number, number] } =>
  typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);

function place(lines: LineCounter, offset: number): { readonly line: number; readonly column: number } {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}
