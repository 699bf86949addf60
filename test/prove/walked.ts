/** One shipped protocol, walked whole, by a process of its own: what its paths cover, and which of them fail. Prints JSON. */
import { readdirSync } from 'node:fs';
import {
  coverageOf,
  decideDriver,
  type Missed,
  nothingYet,
  pathsOf,
  play,
  saysCoverage,
  type SlicePaths,
  slicesOf,
  unshown,
  walkthrough,
} from '../../lab/index.ts';
import { compiledOrThrow, shippedDocument } from '../support/protocol.ts';

export interface Walked {
  readonly protocol: string;
  readonly says: readonly string[];
  readonly slices: number;
  readonly states: number;
  readonly paths: number;
  readonly steps: number;
  readonly missed: readonly Missed[];
  /** Obligations no path shows, besides those of transitions that are missed: `what`, and why the nearest try failed. */
  readonly unshown: readonly (readonly [string, string])[];
  readonly failures: readonly string[];
}

/** Ids of files in protocols/, without venepuncture: every run of the tests walks that one whole. */
export const otherFiles: readonly string[] = readdirSync(new URL('../../protocols/', import.meta.url))
  .filter((file) => file.endsWith('.yaml') && file !== 'venepuncture.yaml')
  .map((file) => file.replace('.yaml', ''));

async function walkWhole(file: string): Promise<Walked> {
  const protocol = compiledOrThrow(shippedDocument(file));
  const parts = [...protocol.steps.map(({ definition }) => definition.id), null];
  const all: Walked[] = [];
  for (const step of parts) {
    const already = nothingYet();
    const driver = decideDriver();
    const walked: SlicePaths[] = [];
    const failures: string[] = [];
    let states = 0;
    for (const slice of slicesOf(protocol, step)) {
      const { graph, ...made } = pathsOf(slice, already);
      states += graph.states.size;
      // Fifty items' graphs are more than a process needs to hold; their paths say all that is asked of them.
      walked.push({ ...made, graph: { initial: graph.initial, states: new Map() } });
      for (const path of made.paths) {
        const played = await play(path, driver);
        if (played.kind === 'failed') failures.push(walkthrough(path, played));
      }
    }
    const coverage = coverageOf(protocol, step, walked);
    const missed = [...coverage.states.missed, ...coverage.transitions.missed];
    const left = unshown({ protocol, step, slices: walked, paths: [], coverage });
    all.push({
      protocol: protocol.document.id,
      says: [saysCoverage(coverage)],
      slices: walked.length,
      states,
      paths: coverage.paths,
      steps: coverage.steps,
      missed,
      unshown: [...left].filter(([obligation]) => !missed.some(({ what }) => obligation.includes(what))),
      failures,
    });
  }
  return all.reduce((a, b) => ({
    protocol: a.protocol,
    says: [...a.says, ...b.says],
    slices: a.slices + b.slices,
    states: a.states + b.states,
    paths: a.paths + b.paths,
    steps: a.steps + b.steps,
    missed: [...a.missed, ...b.missed],
    unshown: [...a.unshown, ...b.unshown],
    failures: [...a.failures, ...b.failures],
  }));
}

const [file] = process.argv.slice(2);
if (file !== undefined && otherFiles.includes(file)) process.stdout.write(JSON.stringify(await walkWhole(file)));
