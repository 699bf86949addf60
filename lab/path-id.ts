/** A path's name: eight characters of a hash of what is done in it, so that a report and a file speak of the same path. */
import { canonical, type Opening } from '../machines/index.ts';
import type { PathStep } from './walker.ts';

export function pathId(slice: string, opening: Opening, steps: readonly PathStep[]): string {
  const done = steps.map((step) =>
    step.kind === 'tap'
      ? { at: step.at, command: step.command, actor: step.actor }
      : { at: step.at, deadline: step.deadline },
  );
  return hash(canonical({ slice, opening, done }));
}

/** FNV-1a over UTF-16 units, twice with different seeds: no cryptography is needed to tell a few thousand paths apart. */
function hash(text: string): string {
  const half = (seed: number): string => {
    let value = seed;
    for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
    return (value >>> 0).toString(36).padStart(7, '0').slice(-4);
  };
  return half(0x811c9dc5) + half(0x2f0b4c47);
}
