/** The machines and documents a safety test is played on: those that are shipped, or a copy with one control removed. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as shipped from '../../../machines/index.ts';
import type { Protocol, ProtocolDocument } from '../../../machines/index.ts';
import { type Mutant, withMutant } from '../../lab/mutants.ts';

export type Machines = typeof shipped;

/** The one line that keeps an invariant, and what stands there when it is taken away. */
export interface Control {
  /** What a reader would say is wrong without it. */
  readonly without: string;
  /** Path in the project: a file of `machines/` or of `protocols/`. */
  readonly file: string;
  /** The function, constant, item or step it lies in. */
  readonly in: string;
  readonly from: string;
  readonly to: string;
}

/** One invariant, played on a house; it is red as soon as any one of its controls is gone. */
export interface Shown {
  /** Its row in docs/safety.yaml. */
  readonly id: string;
  readonly says: string;
  readonly plays: (house: House) => void;
  readonly controls: readonly [Control, ...Control[]];
}

export interface House {
  readonly machines: Machines;
  /** protocols/<file>.yaml with its parts. */
  readonly document: (file: string) => ProtocolDocument;
  /** The same with another of the parts taken into a step, as a hospital would write it. */
  readonly documentUsing: (file: string, step: string, part: string) => ProtocolDocument;
  readonly compiled: (document: ProtocolDocument) => Protocol;
  readonly protocol: (file: string) => Protocol;
}

const project = join(import.meta.dirname, '..', '..', '..');
const protocols = join(project, 'protocols');
const parts = readdirSync(join(protocols, 'parts')).filter((name) => name.endsWith('.yaml'));

let whole: House | undefined;
export const shippedHouse = (): House => (whole ??= houseOf(shipped));

/** @throws when what is to be removed is not there any more: the control has to follow the code. */
export async function withoutControl<T>(control: Control, use: (house: House) => T): Promise<T> {
  if (control.file.startsWith('protocols/')) return use(houseOf(shipped, control));
  const mutant: Mutant = { ...control, says: control.without, file: control.file.replace('machines/', '') };
  return withMutant(mutant, async (machines) => use(houseOf(machines as Machines)));
}

function houseOf(machines: Machines, spoiled?: Control): House {
  const compiled = new Map<string, Protocol>();
  const read = (path: string) => {
    const text = readFileSync(join(project, path), 'utf8');
    if (spoiled?.file !== path) return { file: path, json: parse(text) as unknown };
    if (!text.includes(spoiled.from)) throw new Error(`${path} no longer says: ${spoiled.from}`);
    return { file: path, json: parse(text.replace(spoiled.from, () => spoiled.to)) as unknown };
  };
  const whole = (source: ReturnType<typeof read>): ProtocolDocument => {
    const { documents, problems } = machines.assemble({
      protocols: [source],
      parts: parts.map((name) => read(`protocols/parts/${name}`)),
    });
    if (documents[0] === undefined) throw new Error(problems.map(({ says }) => says).join('\n'));
    return documents[0].json as ProtocolDocument;
  };
  const house: House = {
    machines,
    document: (file) => whole(read(`protocols/${file}.yaml`)),
    documentUsing(file, step, part) {
      const { file: path, json } = read(`protocols/${file}.yaml`);
      const { steps, ...rest } = json as { readonly steps: readonly { step: string; items: readonly unknown[] }[] };
      const using = steps.map((one) => (one.step === step ? { ...one, items: [...one.items, { use: part }] } : one));
      return whole({ file: path, json: { ...rest, steps: using } });
    },
    compiled(document) {
      const result = machines.compileProtocol(document);
      if (!result.ok) throw new Error(result.errors.map(({ path, says }) => `${path.join('.')}: ${says}`).join('\n'));
      return result.protocol;
    },
    protocol(file) {
      const known = compiled.get(file) ?? house.compiled(house.document(file));
      compiled.set(file, known);
      return known;
    },
  };
  return house;
}
