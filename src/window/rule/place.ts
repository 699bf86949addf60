/** Where a replay stands, counted in taps: neither the opening nor waiting is anybody's tap. */
import type { Scene } from '../../../lab/index.ts';
import { ruleWords } from './words.ts';

/** `Tap 3 of 7`; what is no tap says so, and after how many of them it comes. */
export function saysPlace(scenes: readonly Pick<Scene, 'kind'>[], at: number): string {
  const { say } = ruleWords;
  const taps = (shown: readonly Pick<Scene, 'kind'>[]): number => shown.filter(({ kind }) => kind === 'tap').length;
  const [tap, of, kind] = [taps(scenes.slice(0, at + 1)), taps(scenes), scenes[at]?.kind];
  if (kind === 'tap') return say('at.tap', { tap, of });
  if (of === 0) return say(kind === 'wait' ? 'at.waitOnly' : 'at.noTap');
  if (kind === 'begins') return say('at.begins', { count: of });
  return say(kind === 'wait' ? 'at.wait' : 'at.judged', { tap, of });
}
