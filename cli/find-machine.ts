/** The machine somebody named: an export of a module, `FILE#export`, or a protocol by its name or its YAML file. */
import { existsSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AnyStateMachine } from 'xstate';
import { protocolExits, protocolQuestion, protocolSteps, type LargeClaim, type Question } from '../lab/index.ts';
import { Ended, exits } from './exits.ts';
import { findProtocol } from './find-protocol.ts';
import { documentsDoor } from './rooms.ts';

/** A machine, and what is asked of it where its module says so: an export `{ machine, events, invariants, … }`. */
export interface Asked extends Question {
  readonly machine: AnyStateMachine;
  /** Too large to be seen whole: a protocol. */
  readonly isLarge?: true;
  /** What no step of it may do, and that whatever blocks has an exit: of a protocol. */
  readonly steps?: readonly LargeClaim[];
  /** A protocol's own. */
  readonly digest?: string;
}

export async function findAsked(named: string): Promise<Asked> {
  const { file, wanted } = parts(named);
  if (!isMachineFile(named)) {
    if (wanted !== null)
      throw new Ended(
        exits.usage,
        `${file} is not a JavaScript or TypeScript file, so nothing in it is called "${wanted}".`,
      );
    const protocol = await findProtocol(named);
    const { digestOf, roleMay } = await documentsDoor();
    return {
      ...protocolQuestion(protocol),
      steps: [...protocolSteps(protocol), protocolExits(protocol, roleMay)],
      isLarge: true,
      digest: digestOf(protocol),
    };
  }
  if (!existsSync(file)) throw new Ended(exits.usage, `There is no file ${file}.`);
  return askedIn(await exportsOf(file), file, wanted);
}

/** Whether a module is named, rather than a protocol. */
export const isMachineFile = (named: string): boolean => /\.[cm]?[jt]sx?$/.test(parts(named).file);

function parts(named: string): { readonly file: string; readonly wanted: string | null } {
  const at = named.lastIndexOf('#');
  return at < 0 ? { file: named, wanted: null } : { file: named.slice(0, at), wanted: named.slice(at + 1) || null };
}

type Exports = Readonly<Record<string, unknown>>;

async function exportsOf(file: string): Promise<Exports> {
  const path = resolve(file);
  try {
    return /^\.[cm]?tsx?$/.test(extname(file)) ? await importTypeScript(path) : await importJavaScript(path);
  } catch (error) {
    if (error instanceof Ended) throw error;
    const says = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new Ended(exits.environment, `${file} could not be loaded: ${says}`, error);
  }
}

const importJavaScript = async (path: string): Promise<Exports> => (await import(pathToFileURL(path).href)) as Exports;

/** By tsx: Node 20 reads no types, and later ones not all of them. */
async function importTypeScript(path: string): Promise<Exports> {
  const tsx = await import('tsx/esm/api').catch(() => null);
  if (tsx === null)
    throw new Ended(
      exits.environment,
      `${path} is TypeScript, and tsx, which reads it, is not installed: run "npm install --save-dev tsx", or compile the file and name the .js.`,
    );
  return (await tsx.tsImport(pathToFileURL(path).href, import.meta.url)) as Exports;
}

function askedIn(found: Exports, file: string, wanted: string | null): Asked {
  // The default export of a CommonJS module is all its exports; of one that was compiled, its real default is among them.
  const inside = isRecord(found['default']) && !isMachine(found['default']) ? found['default'] : {};
  const all: Exports = '__esModule' in inside ? { ...found, ...inside } : { ...inside, ...found };
  const machines = Object.keys(all).filter((name) => asked(all[name]) !== null && name !== 'module.exports');
  const has =
    machines.length === 0
      ? 'It exports no XState 5 machine.'
      : `Its machines: ${machines.map((name) => (name === 'default' ? `${file} (the default)` : `${file}#${name}`)).join(', ')}.`;
  const name = wanted ?? 'default';
  if (!(name in all))
    throw new Ended(
      exits.usage,
      `${file} ${wanted === null ? 'has no default export' : `exports nothing called "${name}"`}. ${has}`,
    );
  const machine = all[name];
  const said = asked(machine);
  const [ours] = ['isLarge', 'digest', 'steps'].filter((part) => said !== null && part in said);
  if (ours !== undefined)
    throw new Ended(exits.usage, `"${ours}" is said of protocols alone; leave it out of ${file}.`);
  if (said !== null) return said;
  throw new Ended(
    exits.usage,
    `${wanted === null ? `The default export of ${file}` : `"${name}" in ${file}`} is ${whatItIs(machine)}. ${has}`,
  );
}

function asked(value: unknown): Asked | null {
  if (isMachine(value)) return { machine: value };
  return isRecord(value) && isMachine(value['machine']) ? (value as unknown as Asked) : null;
}

const isRecord = (value: unknown): value is Exports => typeof value === 'object' && value !== null;

/** By its parts, for it may be made by another copy of XState than ours. */
function isMachine(value: unknown): value is AnyStateMachine {
  if (!isRecord(value) || !isRecord(value['root']) || !isRecord(value['implementations'])) return false;
  return value['root']['machine'] === value && typeof value['getStateNodeById'] === 'function';
}

function whatItIs(value: unknown): string {
  if (!isRecord(value)) return typeof value === 'function' ? 'a function, not a machine' : 'not a machine';
  if (value['machine'] === value && isRecord(value['states']))
    return 'a machine of XState 4; this reads machines of XState 5';
  if (isRecord(value['states'])) return 'a configuration; give it to createMachine() and export what that returns';
  return 'not a machine';
}
