/** The names an item's events have, and the two actions that touch its evidence. */
import type { ActionConfig } from '../chart/config.ts';

/** Events of an item, by what happened to it: `item.wristband.sensed`. */
export const itemEvent = (item: string, happened: string): string => `item.${item}.${happened}`;
/** Keeps this event's evidence as the item's. */
export const keep = (item: string): ActionConfig => ({ type: 'keep', params: { item } });
/** Adds the second person's answer to the item's evidence. */
export const keepSecond = (item: string): ActionConfig => ({ type: 'keepSecond', params: { item } });
/** Takes the item's evidence out of the state; the record keeps it for ever. */
export const strike = (item: string): ActionConfig => ({ type: 'strike', params: { item } });
