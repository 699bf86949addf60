/** What was accepted although it does not satisfy. It is told until the procedure ends, so it is read from the evidence. */
import type { Checklist, ItemView } from '../../machines/index.ts';

/** An item that was answered again, and satisfies, is no exception any more. */
export const exceptionsOf = ({ steps }: Checklist): readonly ItemView[] =>
  steps.flatMap(({ items }) =>
    items.filter(({ evidence, status }) => evidence?.exception === true || status === 'overridden'),
  );
