/** The suites of the shipped protocol, generated once for every test of the lab: some seconds. */
import { type Path, reduceProtocol, type Suite, suitesOf } from '../../lab/index.ts';
import { elsewhere } from '../support/elsewhere.ts';
import { venepuncture } from '../support/protocol.ts';

let made: { readonly suites: readonly Suite[]; readonly seconds: number } | undefined;
export function shippedSuites(): { readonly suites: readonly Suite[]; readonly seconds: number } {
  if (made === undefined) {
    const began = performance.now();
    const suites = suitesOf(venepuncture());
    made = { suites, seconds: (performance.now() - began) / 1000 };
  }
  return made;
}
/** What the shipped protocol does not have: a consent that lapses, and a transfer; beside the one item that identifies. */
export const elsewhereSuites = (): readonly Suite[] =>
  (elsewhereMade ??= suitesOf(
    reduceProtocol(elsewhere(), { steps: ['identity', 'consent'], items: ['wristband'], helpers: [] }),
  ));
let elsewhereMade: readonly Suite[] | undefined;

export const shippedPaths = (): readonly Path[] => shippedSuites().suites.flatMap(({ paths }) => paths);
