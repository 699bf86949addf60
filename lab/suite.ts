/** All the paths of one step or of a whole protocol, each obligation shown once. */
import type { Protocol } from '../machines/index.ts';
import { type Coverage, coverageOf } from './coverage.ts';
import type { Obligation } from './obligations.ts';
import { nothingYet, type Path, pathsOf, type SlicePaths } from './paths.ts';
import { slicesOf } from './slices.ts';

export interface Suite {
  readonly protocol: Protocol;
  /** A step, or null for what every preparation has. */
  readonly step: string | null;
  readonly slices: readonly SlicePaths[];
  readonly paths: readonly Path[];
  readonly coverage: Coverage;
}

export function suiteOf(protocol: Protocol, step: string | null): Suite {
  const already = nothingYet();
  const slices = slicesOf(protocol, step).map((slice) => pathsOf(slice, already));
  return {
    protocol,
    step,
    slices,
    paths: slices.flatMap(({ paths }) => paths),
    coverage: coverageOf(protocol, step, slices),
  };
}

/** One suite a step, and one for what every preparation has. */
export const suitesOf = (protocol: Protocol): readonly Suite[] =>
  [...protocol.steps.map(({ definition }) => definition.id), null].map((step) => suiteOf(protocol, step));

/** Obligations of a suite that no path shows, with why. */
export function unshown({ slices }: Suite): ReadonlyMap<Obligation, string> {
  const shown = new Set(slices.flatMap(({ paths }) => paths.flatMap(({ shows }) => shows)));
  return new Map(slices.flatMap(({ impossible }) => [...impossible]).filter(([obligation]) => !shown.has(obligation)));
}
