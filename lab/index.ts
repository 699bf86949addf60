/** The door of `lab`: what can happen, and the tests that show it. */
export { conditionsShown, coverageOf, saysCoverage, type Counted, type Coverage, type Missed } from './coverage.ts';
export { decideDriver, type Machines } from './drivers/decide.ts';
export { play, type Driver, type Played } from './drivers/driver.ts';
export type { PathStep } from './walker.ts';
export { nothingYet, pathsOf, type Path, type SlicePaths } from './paths.ts';
export { everybody, theServer } from './people.ts';
export { reducedDocument, reduceProtocol, type Part } from './reduce.ts';
export { differences, regionsOf, standingIn, type Standing } from './regions.ts';
export type { Slice } from './slice.ts';
export { allSlices, slicesOf, slicesOfItem } from './slices.ts';
export { suiteOf, suitesOf, unshown, type Suite } from './suite.ts';
export { walk, walkAlone, type Edge, type Graph, type GraphState } from './walk.ts';
export { walkthrough, type Printable } from './walkthrough.ts';
export { mochaFile } from './writers/mocha.ts';
export { labelChoices, type LabelChoice } from './diagram/labels.ts';
export { outlineOf, type Outline, type OutlineNode, type OutlineTransition } from './diagram/outline.ts';
export { type PartOptions, saysWhere } from './diagram/part.ts';
export { mermaid, type MermaidOptions } from './writers/mermaid.ts';
