/**
 * What a path is played against: anything that can begin a preparation, be asked for things, be told the time, and say
 * where things stand. The lab brings one over `decide`; the tests bring one over the HTTP API.
 */
import type { Actor, Command, Instant, Opening, ProtocolDocument } from '../../machines/index.ts';
import type { Path } from '../paths.ts';
import { differences, type Standing } from '../regions.ts';
import type { PathStep } from '../walker.ts';
import { saysStanding } from '../words.ts';

type Soon<T> = T | Promise<T>;
export interface Driver {
  begin(document: ProtocolDocument, opening: Opening): Soon<void>;
  advanceTo(at: Instant): Soon<void>;
  /** Whether it was accepted, and what was said if not. */
  perform(command: Command, actor: Actor): Soon<{ readonly accepted: boolean; readonly says: string }>;
  /** Where these regions stand; those that cannot be seen from here are left out. */
  standing(regions: readonly string[]): Soon<Standing>;
  /** Why this step cannot be asked for here, or null. If it was to be refused, it is left out; otherwise the path is. */
  cannot?(step: PathStep): string | null;
}

export type Played =
  | { readonly kind: 'passed' }
  | { readonly kind: 'skipped'; readonly why: string }
  /** `step` -1 is the beginning. */
  | { readonly kind: 'failed'; readonly step: number; readonly says: string };

/** Plays a path step by step and stops at the first thing that is not as it should be. */
export async function play(path: Path, driver: Driver): Promise<Played> {
  const cannot = (step: PathStep): string | null => driver.cannot?.(step) ?? null;
  const why = path.steps
    .filter((step) => step.kind === 'wait' || step.accepted)
    .map(cannot)
    .find((told) => told !== null);
  if (why != null) return { kind: 'skipped', why };
  const { protocol, kept } = path.slice;
  await driver.begin(protocol.document, path.opening);
  const compare = async (step: number, expected: Standing): Promise<Played | null> => {
    const found = await driver.standing(kept);
    const wrong = differences(expected, found);
    const told = wrong.map(
      (region) =>
        `${saysStanding(protocol, region, expected[region] ?? '')} was expected, but ${saysStanding(protocol, region, found[region] ?? '')}`,
    );
    return wrong.length === 0 ? null : { kind: 'failed', step, says: told.join('; ') };
  };
  const wrong = await compare(-1, path.begins);
  if (wrong !== null) return wrong;
  for (const [index, step] of path.steps.entries()) {
    if (cannot(step) !== null) continue;
    const before = path.steps[index - 1] ?? { at: path.opening.at, standing: path.begins };
    if (step.kind === 'wait' && step.at - 1 > before.at) {
      // Until the very instant it stands as it did: what ends too early is as wrong as what never ends.
      await driver.advanceTo(step.at - 1);
      const early = await compare(index, before.standing);
      if (early !== null) return early;
    }
    const failed = (await take(step, index, driver)) ?? (await compare(index, step.standing));
    if (failed !== null) return failed;
  }
  return { kind: 'passed' };
}

async function take(step: PathStep, index: number, driver: Driver): Promise<Played | null> {
  await driver.advanceTo(step.at);
  if (step.kind === 'wait') return null;
  const { accepted, says } = await driver.perform(step.command, step.actor);
  if (accepted === step.accepted) return null;
  return {
    kind: 'failed',
    step: index,
    says: accepted ? 'it was accepted, and must not be' : `it was not accepted: ${says}`,
  };
}
