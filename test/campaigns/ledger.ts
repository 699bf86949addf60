/**
 * The ledger of a campaign: what was run, on which commit, from which seed, and what came of it.
 * It is committed. A run is known by (commit, seed): made again, it stands in the place of the first and counts once.
 */
import { addCounts, type Counts } from './campaign.ts';

export interface Run {
  /** The commit it ran on; `+` after it when files had been changed since. */
  readonly commit: string;
  readonly seed: number;
  readonly rounds: number;
  readonly minutes: number;
  readonly counts: Counts;
  readonly failures: readonly Failure[];
  /** Where it ran, as far as it can matter: `node v20.20.2, linux x64`. */
  readonly on: string;
  /** The day it began, ISO 8601. */
  readonly day: string;
}

/** One round that showed something is not so; `npm run campaign -- NAME --round SEED` shows it again. */
export interface Failure {
  readonly seed: number;
  readonly says: string;
}

export interface Ledger {
  readonly campaign: string;
  readonly asks: string;
  readonly total: Sum;
  /** Newest commit first. */
  readonly commits: readonly (Sum & { readonly commit: string })[];
  readonly runs: readonly Run[];
}
export interface Sum {
  readonly runs: number;
  readonly rounds: number;
  readonly minutes: number;
  readonly failures: number;
  readonly counts: Counts;
}

/** The ledger with one run more; its sums are taken again from all runs, never carried over. */
export function entered(before: Pick<Ledger, 'runs'> | null, campaign: string, asks: string, run: Run): Ledger {
  const others = (before?.runs ?? []).filter(({ commit, seed }) => commit !== run.commit || seed !== run.seed);
  const runs = [run, ...others];
  const commits = [...new Set(runs.map(({ commit }) => commit))];
  return {
    campaign,
    asks,
    total: sumOf(runs),
    commits: commits.map((commit) => ({ commit, ...sumOf(runs.filter((one) => one.commit === commit)) })),
    runs,
  };
}

export function sumOf(runs: readonly Run[]): Sum {
  return {
    runs: runs.length,
    rounds: runs.reduce((sum, { rounds }) => sum + rounds, 0),
    minutes: Math.round(runs.reduce((sum, { minutes }) => sum + minutes, 0) * 10) / 10,
    failures: runs.reduce((sum, { failures }) => sum + failures.length, 0),
    counts: runs.reduce((sum, { counts }) => addCounts(sum, counts), {} as Counts),
  };
}

/** The seed of a round: spread out, so that neighbouring runs share none (a 32-bit mix, after splitmix). */
export function roundSeed(seed: number, round: number): number {
  let mixed = (Math.imul(seed | 0, 0x9e37_79b1) + Math.imul(round, 0x85eb_ca77)) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0_aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a_2d97);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
