/** Sends a command by the one way there is: saved first, then sent, then answered. */
import type { Checklist, Verdict } from '../../machines/index.ts';
import { session } from './session.ts';
import { outbox } from './tablet-outbox.ts';
import type { CommandDraft, Waiting } from './waiting.ts';

/** Nobody is signed in, so nobody could have tapped. */
export class NobodySignedIn extends Error {
  override readonly name = 'NobodySignedIn';
}

/** Resolves as soon as the command and the checklist it was tapped on are saved on this tablet. */
export const saveCommand = async (
  draft: CommandDraft,
  checklist: Checklist,
  answered: (verdict: Verdict) => void,
): Promise<Waiting> => outbox.add(signed(draft), checklist, answered);

function signed(draft: CommandDraft): CommandDraft & { readonly grant: string } {
  const current = session.state();
  const grant = draft.grant ?? (current.kind === 'in' ? current.session.grant : null);
  if (grant === null) throw new NobodySignedIn('Sign in first');
  return { ...draft, grant };
}
