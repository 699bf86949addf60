/** Random mutants of shipped protocols: what XState alone is seen to break, the proof finds broken. */
import { shippedProtocols } from '../support/protocol.ts';
import { judged, subjectOf, type Subject } from '../prove/mutants/judge.ts';
import type { Campaign, Counts } from './campaign.ts';

let subjects: readonly Subject[] = [];

export const campaign: Campaign = {
  asks: 'Does the proof find every invariant broken that a replay by XState alone saw broken, in a random mutant?',
  begin: async () => {
    const all = shippedProtocols().map(subjectOf);
    // The short protocol more often: it meets more mutants a minute.
    const short = all.filter(({ protocol }) => protocol.document.id === 'venepuncture');
    subjects = [...all, ...Array.from({ length: 12 }, () => short).flat()];
  },
  round(seed): Counts {
    const subject = subjects[seed % subjects.length] as Subject;
    const { kinds, broken, steps, wasReady } = judged(subject, seed);
    const known = broken === null ? 0 : 1;
    return {
      mutants: 1,
      'broken, as XState alone shows': known,
      // `judged` throws otherwise, and the round is a failure of the ledger.
      'of these found by the proof': known,
      'somebody was ready': wasReady ? 1 : 0,
      'steps by XState': steps,
      ...each(kinds, 'kind'),
      ...(broken === null
        ? {}
        : {
            [`things changed: ${kinds.length}, broken`]: 1,
            ...each(kinds, 'kind, broken'),
            [`invariant, broken: ${broken}`]: 1,
            [`protocol, broken: ${subject.protocol.document.id}`]: 1,
          }),
    };
  },
};

/** A mutant of two changes of one kind is one of that kind. */
const each = (kinds: readonly string[], what: string): Counts =>
  Object.fromEntries(kinds.map((kind) => [`${what}: ${kind}`, 1]));
