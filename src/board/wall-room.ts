/**
 * How much fits: the wall is 1920 × 1080 of its own units and never scrolls, and its text never gets smaller.
 * Three exceptions fit above two columns of twelve; with more the lane grows and the beds turn pages.
 */
import type { Instant } from '../../machines/index.ts';

const bandUnits = 94;
const laneEdgeUnits = 16;
const laneRowUnits = 78;
const bedsEdgeUnits = 14;
const bedRowUnits = 60;
/** A ward with few beds has taller rows, but a gap too wide to follow with the eye helps nobody. */
const bedRowUnitsMax = 84;
/** Kept even when nobody needs anybody: a bed's row is found by where it was. */
const laneRowsMin = 3;
const laneRowsMax = 8;
/** Long enough to find a bed and read it. */
export const pageTurnMs = 15_000;

export interface WallRoom {
  readonly laneRows: number;
  /** More exceptions than the lane may hold. */
  readonly laneLeftOut: number;
  readonly laneUnits: number;
  readonly bedsPerColumn: number;
  readonly bedRowUnits: number;
  readonly pages: number;
}

/** @param trouble whether a line above the lane says what is wrong with the server: it takes the room of a row of the lane, so that the beds stay where they are. */
export function wallRoom(exceptions: number, beds: number, trouble = false): WallRoom {
  const taken = trouble ? 1 : 0;
  const laneRowsMost = laneRowsMax - taken;
  const laneLeftOut = exceptions > laneRowsMost ? exceptions - (laneRowsMost - 1) : 0;
  const laneRows = exceptions - laneLeftOut;
  const laneUnits = laneRowUnits * Math.min(laneRowsMost, Math.max(laneRowsMin - taken, exceptions)) + laneEdgeUnits;
  const room = 1080 - bandUnits - taken * laneRowUnits - laneUnits - bedsEdgeUnits;
  const fits = Math.floor(room / bedRowUnits);
  const bedsPerColumn = Math.max(1, Math.min(fits, Math.ceil(beds / 2)));
  return {
    laneRows,
    laneLeftOut,
    laneUnits,
    bedsPerColumn,
    bedRowUnits: Math.min(bedRowUnitsMax, Math.floor(room / bedsPerColumn)),
    pages: Math.max(1, Math.ceil(beds / (2 * bedsPerColumn))),
  };
}

/** Every wall of a ward turns at the same moment, because the server's clock turns it. */
export const pageAt = (at: Instant, pages: number): number => Math.floor(at / pageTurnMs) % pages;
