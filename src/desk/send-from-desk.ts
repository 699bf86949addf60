/**
 * Sends a command from the desk and hears its one answer. What the server will not take at all (another ward's, a grant
 * that has ended) is said where it was pressed: the tablet keeps a card for it, and the desk has none.
 */
import type { Verdict } from '../../machines/index.ts';
import { NobodySignedIn } from '../link/send.ts';
import { session } from '../link/session.ts';
import { outbox } from '../link/tablet-outbox.ts';
import type { CommandDraft, Waiting } from '../link/waiting.ts';

/** It was not taken; the message says why and what to do. */
export class NotTaken extends Error {
  override readonly name = 'NotTaken';
}

/** While the server is away it waits, and the command is kept. @throws NotTaken, NobodySignedIn */
export async function sendFromDesk(draft: CommandDraft): Promise<Verdict> {
  const current = session.state();
  if (current.kind !== 'in') throw new NobodySignedIn('Sign in first');
  const { grant } = current.session;
  let stop = () => {};
  return new Promise<Verdict>((resolve, reject) => {
    const refusedWhole = ({ id }: Waiting) => {
      const look = () => {
        const card = outbox.state().cards.find((one) => one.id === id && one.kind === 'unreadable');
        if (card === undefined) return;
        void outbox.read(id);
        reject(new NotTaken(card.detail));
      };
      stop = outbox.subscribe(look);
      look();
    };
    outbox.add({ ...draft, grant: draft.grant ?? grant }, null, resolve).then(refusedWhole, reject);
  }).finally(() => stop());
}
