/** One act on one patient from a list: on the newest checklist, and answered in a sentence that can stand beside a name. */
import type { BoardRow, Checklist, PersonId, Verdict } from '../../machines/index.ts';
import type { Answer } from '../link/http.ts';
import type { CommandDraft } from '../link/waiting.ts';
import { deskWords } from './words.ts';

export type ActAnswers = Partial<Pick<CommandDraft, 'reason' | 'note' | 'start' | 'person'>>;
export interface Acting {
  /** The newest checklist: a row says less than a command must stand on. */
  readonly look: (preparation: string) => Promise<Answer<Checklist>>;
  readonly send: (draft: CommandDraft) => Promise<Verdict>;
  readonly me: PersonId;
}
export type Told = { readonly kind: 'done' } | { readonly kind: 'notDone'; readonly says: string };
/** What became of each, with the row it is about: a failure is said by name. */
export interface ToldOf {
  readonly row: BoardRow;
  readonly told: Told;
}

const { say } = deskWords;

export async function actOn(
  { look, send, me }: Acting,
  { preparation }: BoardRow,
  event: string,
  answers: ActAnswers = {},
): Promise<Told> {
  try {
    const seen = await look(preparation);
    if (!seen.ok) return notDone(seen.problem.detail);
    const { revision, head, digest, row, actions } = seen.value;
    const action = actions.find((one) => one.event === event);
    if (action?.may !== true) return notDone(action?.refusal?.says ?? say('each.notNow'));
    const says = {
      patient: row.patient.name,
      bed: row.place.bed,
      what: action.verb,
      value: answers.reason ?? null,
      by: me,
    };
    return toldOf(await send({ preparation, event, base: { revision, head }, digest, says, ...answers }));
  } catch (error) {
    return notDone(error instanceof Error ? error.message : '');
  }
}

/** One after the other, so that what is said first is true first; one that fails never stops the others. */
export async function actOnEach(
  rows: readonly BoardRow[],
  act: (row: BoardRow) => Promise<Told>,
  tell: (so: readonly ToldOf[]) => void,
): Promise<readonly ToldOf[]> {
  const all: ToldOf[] = [];
  for (const row of rows) {
    all.push({ row, told: await act(row) });
    tell([...all]);
  }
  return all;
}

const notDone = (says: string): Told => ({ kind: 'notDone', says });
function toldOf(verdict: Verdict): Told {
  return verdict.kind === 'accepted' || verdict.kind === 'alreadySo' ? { kind: 'done' } : notDone(verdict.refusal.says);
}
