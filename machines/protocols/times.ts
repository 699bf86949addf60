/** The named lengths of time of a document, in milliseconds. */
import type { Milliseconds } from '../terms.ts';
import type { ProtocolDocument } from './document.ts';
import { parseDuration } from './duration.ts';

/** The length a document gives to a name; an unknown name is a defect of the check before it. */
export type Times = (name: string) => Milliseconds;

export function timesOf(document: ProtocolDocument): Times {
  const lengths = new Map(Object.entries(document.times).map(([name, { is }]) => [name, parseDuration(is)]));
  return (name) => {
    const length = lengths.get(name);
    if (typeof length !== 'number')
      throw new Error(`The document names no time "${name}"; it must be checked before it is compiled.`);
    return length;
  };
}
