/**
 * Files that somebody wants to know about before they are used: protocols, parts and overlays, told apart by what they say.
 * An overlay or a part by itself says little: it is tried with the protocols it is for.
 */
import { dirname, join, resolve } from 'node:path';
import { namesIn, readBeside, readDocument } from './files.ts';
import { assembleFiles, type ReadProtocol } from './protocols.ts';
import { readOrder } from './overlay-order.ts';
import type { DocumentError, YamlAnswer } from './yaml.ts';

export interface Checked {
  /** The protocols that were tried and work, as they would be used. */
  readonly read: readonly ReadProtocol[];
  readonly errors: readonly DocumentError[];
  /** The parts and overlays among the files. */
  readonly beside: readonly { readonly file: string; readonly kind: 'part' | 'overlay' }[];
}
export interface CheckOptions {
  /** Where the protocols are when none of the files is one. */
  readonly protocols: string;
  /** A directory of overlays that are laid first; null for none. */
  readonly overlays: string | null;
}

/** Overlays among the files are laid in the order of the files, after those of the directory. @throws what reading a directory throws. */
export async function checkFiles(files: readonly string[], { protocols, overlays }: CheckOptions): Promise<Checked> {
  const all = await Promise.all(files.map(async (file) => ({ file, document: await readDocument(file) })));
  const unread = all.flatMap(({ document }) => (document.ok ? [] : document.errors));
  // What cannot be read is nobody's: what it was to be is not known.
  const named = all.filter(({ document }) => document.ok);
  if (named.length === 0) return { read: [], errors: unread, beside: [] };
  const of = (kind: Kind) => named.filter(({ document }) => kindOf(document) === kind);
  const own = of('protocol').map(({ file }) => file);
  const protocolFiles = own.length > 0 ? own : (await namesIn(protocols)).map((name) => join(protocols, name));
  const given = new Set(of('part').map(({ file }) => resolve(file)));
  const folders = new Set(protocolFiles.map((file) => join(dirname(file), 'parts')));
  const beside = (await Promise.all([...folders].map(readBeside)))
    .flat()
    .filter((answer) => !given.has(resolve(fileOf(answer))));
  const first = overlays === null ? { overlays: [], errors: [] } : await readOrder(overlays);
  const laid = new Set(first.overlays.map((answer) => resolve(fileOf(answer))));
  const { read, errors } = assembleFiles({
    protocols: await Promise.all(protocolFiles.map(readDocument)),
    parts: [...of('part').map(({ document }) => document), ...beside],
    overlays: [
      ...first.overlays,
      ...of('overlay').flatMap(({ file, document }) => (laid.has(resolve(file)) ? [] : [document])),
    ],
  });
  return {
    read,
    errors: [...unread, ...first.errors, ...errors],
    beside: named.flatMap(({ file, document }) => {
      const kind = kindOf(document);
      return kind === 'protocol' ? [] : [{ file, kind }];
    }),
  };
}

type Kind = 'protocol' | 'part' | 'overlay';

function kindOf(answer: YamlAnswer): Kind {
  const json = answer.ok ? answer.yaml.json : null;
  if (typeof json !== 'object' || json === null) return 'protocol';
  if ('overlay' in json) return 'overlay';
  return 'part' in json ? 'part' : 'protocol';
}

const fileOf = (answer: YamlAnswer): string => (answer.ok ? answer.yaml.file : (answer.errors[0]?.file ?? ''));
