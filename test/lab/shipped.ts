/** The suites of venepuncture, generated once for every test of the lab: some seconds; and single items of the others. */
import { type Path, nothingYet, pathsOf, reduceProtocol, slicesOfItem, type Suite, suitesOf } from '../../lab/index.ts';
import type { Protocol } from '../../machines/index.ts';
import { elsewhere } from '../support/elsewhere.ts';
import { shippedProtocols, venepuncture } from '../support/protocol.ts';

let made: { readonly suites: readonly Suite[]; readonly seconds: number } | undefined;
export function shippedSuites(): { readonly suites: readonly Suite[]; readonly seconds: number } {
  if (made === undefined) {
    const began = performance.now();
    const suites = suitesOf(venepuncture());
    made = { suites, seconds: (performance.now() - began) / 1000 };
  }
  return made;
}
/** What venepuncture does not have: a consent that lapses, and a transfer; beside the one item that identifies. */
export const elsewhereSuites = (): readonly Suite[] =>
  (elsewhereMade ??= suitesOf(
    reduceProtocol(elsewhere(), { steps: ['identity', 'consent'], items: ['wristband'], helpers: [] }),
  ));
let elsewhereMade: readonly Suite[] | undefined;

export const shippedPaths = (): readonly Path[] => shippedSuites().suites.flatMap(({ paths }) => paths);

/** Every shipped protocol but venepuncture, which is walked whole in every run. */
export const otherProtocols = (): readonly Protocol[] =>
  (others ??= shippedProtocols().filter(({ document }) => document.id !== venepuncture().document.id));
let others: readonly Protocol[] | undefined;

/** Every path through the slices of one item; what one slice shows, the next does not show again. */
export function pathsThrough(protocolId: string, item: string): readonly Path[] {
  const protocol = otherProtocols().find(({ document }) => document.id === protocolId);
  if (protocol === undefined) throw new Error(`No shipped protocol is called ${protocolId}.`);
  const already = nothingYet();
  const known = throughItems.get(`${protocolId}.${item}`);
  const paths = known ?? slicesOfItem(protocol, item).flatMap((slice) => pathsOf(slice, already).paths);
  throughItems.set(`${protocolId}.${item}`, paths);
  return paths;
}
const throughItems = new Map<string, readonly Path[]>();
