/**
 * From what people write to what is compiled: parts put in, overlays laid over, and for every value where it was written.
 * Nothing is thrown: all mistakes of all files are told at once, each in the file that made it.
 */
import type { StepDefinition } from '../steps/define-step.ts';
import { steps as registry } from '../steps/index.ts';
import { compileProtocol, type Protocol } from './compile.ts';
import { layOverlays } from './lay.ts';
import type { LocalChange } from './layer.ts';
import { readOverlays, type Overlay } from './overlay.ts';
import { readParts, type Source, useParts } from './parts.ts';
import type { Problem } from './shape.ts';
import { copy, type Origin, originOf, origins, type Path, plain, textAt, trace, type TracedMap } from './traced.ts';

export interface Sources {
  readonly protocols: readonly Source[];
  readonly parts?: readonly Source[];
  /** In the order in which they are laid. */
  readonly overlays?: readonly Source[];
}
/** One protocol as it is used here. */
export interface Assembled {
  /** The file of the protocol itself. */
  readonly file: string;
  /** The whole document as data: what `compileProtocol` took. */
  readonly json: unknown;
  readonly protocol: Protocol;
  /** Every path of `json` with where it was written, in the order of the document. */
  readonly origins: readonly (readonly [Path, Origin])[];
  readonly changes: readonly LocalChange[];
}
export interface Assembly {
  /**
   * Those that work. None of them when there are overlays and one is wrong or could not be laid: a protocol without
   * what was to be laid over it is not the one that was asked for.
   */
  readonly documents: readonly Assembled[];
  readonly problems: readonly Problem[];
}

export function assemble(sources: Sources, steps: readonly StepDefinition[] = registry): Assembly {
  const { parts, problems: ofParts } = readParts(sources.parts ?? []);
  const { overlays, problems: ofOverlays } = readOverlays(sources.overlays ?? []);
  const bases = sources.protocols.map(({ file, json }) => {
    const traced = trace(json, file);
    return { file, traced, problems: useParts(traced, parts) };
  });
  const byId = new Map<string, TracedMap>();
  const problems: Problem[] = [...ofParts, ...bases.flatMap(({ problems: ofUses }) => ofUses), ...ofOverlays];
  for (const { file, traced } of bases) {
    const id = textAt(traced, 'id');
    if (id === undefined || traced.kind !== 'map') continue;
    const other = byId.get(id);
    if (other === undefined) byId.set(id, traced);
    else
      problems.push({ file, path: ['id'], says: `"${id}" is the id of ${other.origin.file} already; give it another` });
  }
  const laid = copies(byId);
  const overlayFiles = new Set((sources.overlays ?? []).map(({ file }) => file));
  // Without a part that is not found its items are missing, and every change to them would be called a mistake too.
  const isWhole = problems.every(({ file }) => overlayFiles.has(file));
  const { changes, problems: ofLaying } = isWhole
    ? layOverlays(laid, overlays)
    : { changes: new Map<string, readonly LocalChange[]>(), problems: [] };
  problems.push(...ofLaying);
  const told = new Set(problems.map(({ file, path }) => JSON.stringify([file, path])));

  const documents = bases.flatMap(({ file, traced, problems: ofUses }): readonly Assembled[] => {
    if (ofUses.length > 0) return [];
    const id = textAt(traced, 'id') ?? '';
    const isFirst = byId.get(id) === traced;
    const ours = isFirst ? (changes.get(id) ?? []) : [];
    const whole = (isFirst ? laid.get(id) : undefined) ?? traced;
    const json = plain(whole);
    const compiled = compileProtocol(json, steps);
    if (compiled.ok && compiled.protocol.document.slice === true) {
      problems.push({
        file,
        path: ['slice'],
        says: 'a slice is for proofs: nobody is prepared by it. Take this line out',
      });
      return [];
    }
    if (compiled.ok) return [{ file, json, protocol: compiled.protocol, origins: origins(whole), changes: ours }];
    const cause = causes(id, byId, overlays, steps);
    const found = compiled.errors.flatMap((error) => placed(error.path, error.says, whole, ours, cause));
    // What an overlay was told about a place is not told again in the compiler's words.
    problems.push(...found.filter(({ file: at, path }) => !told.has(JSON.stringify([at, path]))));
    return [];
  });
  const isLaid = overlayFiles.size === 0 || (isWhole && problems.every(({ file }) => !overlayFiles.has(file)));
  const twice = new Set<string>();
  return {
    documents: isLaid ? documents : [],
    problems: problems.filter((problem) => {
      const key = JSON.stringify([problem.file, problem.path, problem.says]);
      return !twice.has(key) && twice.add(key);
    }),
  };
}

const copies = (protocols: ReadonlyMap<string, TracedMap>): ReadonlyMap<string, TracedMap> =>
  new Map([...protocols].map(([id, protocol]) => [id, copy(protocol) as TracedMap]));

/** A mistake the compiler found in the whole, where somebody can correct it. */
function placed(
  path: Path,
  says: string,
  whole: ReturnType<typeof trace>,
  changes: readonly LocalChange[],
  cause: (says: string) => Origin | null,
): readonly Problem[] {
  const origin = originOf(whole, path);
  const isOverlay = changes.some((change) => change.origin.file === origin.file);
  const blamed = changes.length === 0 || isOverlay ? null : cause(says);
  if (blamed !== null) return [{ ...blamed, says: `after this change, ${path.join('.') || 'the whole'}: ${says}` }];
  const unknown = unknownKeys(says);
  if (unknown.length === 0) return [{ ...origin, says }];
  return unknown.map((key) => ({
    ...originOf(whole, [...path, key]),
    says: `there is nothing called "${key}" here; remove it, or correct its spelling`,
    key: true,
  }));
}

/** The names in the schema's own sentence about keys it does not know. */
function unknownKeys(says: string): readonly string[] {
  if (!/^Unrecognized keys?: /.test(says)) return [];
  return [...says.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, key = '']) => key);
}

/**
 * Which change brings a mistake that the compiler found elsewhere: the first after which it is there.
 * Null when the protocol has it without any overlay.
 */
function causes(
  id: string,
  protocols: ReadonlyMap<string, TracedMap>,
  overlays: readonly Overlay[],
  steps: readonly StepDefinition[],
): (says: string) => Origin | null {
  const places = overlays.flatMap(({ file, changes }) => changes.map(({ path }) => ({ file, path })));
  const found = new Map<number, ReadonlySet<string>>();
  const saidAfter = (count: number): ReadonlySet<string> => {
    const known = found.get(count);
    if (known !== undefined) return known;
    const laid = copies(protocols);
    layOverlays(laid, overlays, count);
    const compiled = compileProtocol(plain(laid.get(id) ?? trace(null, '')), steps);
    const said = new Set(compiled.ok ? [] : compiled.errors.map(({ says }) => says));
    found.set(count, said);
    return said;
  };
  return (says) => {
    for (let count = 0; count <= places.length; count += 1)
      if (saidAfter(count).has(says)) return count === 0 ? null : (places[count - 1] ?? null);
    return null;
  };
}
