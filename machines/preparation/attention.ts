/** How a region tells the rest of the chart that somebody must act, or that they no longer must. */
import type { ActionConfig } from '../chart/config.ts';

/**
 * Raises another event in the same step, with this event's class and payload.
 * @param item whose answer or lapse is the cause of it: a stop remembers that, and a screen can say it.
 */
export const broadcast = (type: string, item?: string): ActionConfig => ({
  type: 'broadcast',
  params: item === undefined ? { type } : { type, item },
});
/** Remembers who raised this topic, when and why. */
export const note = (topic: string): ActionConfig => ({ type: 'note', params: { topic } });
/** As `note`, and since when, where that was before the server heard of it: for what a screen counts an age of. */
export const noteWhen = (topic: string): ActionConfig => ({ type: 'noteWhen', params: { topic } });
/** Adds to what was said of this topic: who and when are the latest's, and nothing said before is lost. `lead`: what it begins with. */
export const noteMore = (topic: string, lead = ''): ActionConfig => ({ type: 'noteMore', params: { topic, lead } });
/** Forgets the topic: it was answered. */
export const settle = (topic: string): ActionConfig => ({ type: 'settle', params: { topic } });

/** A stop: remembered, and somebody is told. */
export const raiseStop = (topic: string): readonly ActionConfig[] => [noteWhen(topic), broadcast('attention.raised')];
/** The stop is answered; attention ends if nothing else needs it. */
export const clearStop = (topic: string): readonly ActionConfig[] => [settle(topic), broadcast('attention.cleared')];
