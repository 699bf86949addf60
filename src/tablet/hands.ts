/**
 * What a tablet screen may do, handed down by the root: so every screen can also be drawn from a fixture,
 * and nothing below the root knows of sockets, storage or sessions.
 */
import { createContext, use } from 'react';
import type {
  ActionView,
  BoardRow,
  Checklist,
  Instant,
  PersonId,
  PreparationId,
  Refusal,
  Trouble,
} from '../../machines/index.ts';
import type { Answer } from '../link/http.ts';
import type { LinkState } from '../link/link-state.ts';
import type { Credentials, Session } from '../link/session.ts';
import type { StaffMember } from '../link/staff.ts';
import type { Card, CommandDraft, Says, Waiting } from '../link/waiting.ts';

/** What a person answered when they pressed an action. */
export type Given = Pick<
  CommandDraft,
  'value' | 'takenAt' | 'how' | 'reason' | 'note' | 'start' | 'place' | 'person' | 'lookAgainAt' | 'grant'
>;

export interface Act {
  readonly checklist: Checklist;
  readonly event: ActionView['event'];
  readonly given: Given;
  readonly says: Pick<Says, 'what' | 'value'>;
  /** Another person did it, under their own grant. */
  readonly by?: PersonId;
}

export interface Hands {
  readonly me: Session['person'];
  /** They took the tablet from somebody else a moment ago. */
  readonly took: boolean;
  readonly ward: { readonly id: string; readonly title: string; readonly phone: string };
  readonly beds: readonly string[];
  readonly staff: readonly StaffMember[];
  readonly link: LinkState;
  /** What the server last said is wrong with itself. */
  readonly trouble?: readonly Trouble[];
  /** What is shown only could happen: nothing of it is live, however well the page runs. */
  readonly replay?: boolean;
  /** The server's time when it was last heard, also before this page was loaded; null where that is not known. */
  readonly heardAt: Instant | null;
  readonly queue: {
    readonly waiting: readonly Waiting[];
    readonly cards: readonly Card[];
    readonly sent: readonly Waiting[];
  };
  /** Seconds until the screen locks itself, once that is near. */
  readonly locksIn: number | null;
  /** False when it could not even be saved here; the person has been told. */
  readonly act: (act: Act) => Promise<boolean>;
  /** The server's no to something just tapped, under the item or action it was about. */
  readonly refusalOf: (preparation: PreparationId, event: string) => Refusal | null;
  /** While somebody listens, a scan is a badge and nothing else. */
  readonly onBadge: (listener: (badge: string) => void) => () => void;
  readonly proveSecond: (credentials: Credentials) => Promise<Answer<Session>>;
  readonly lock: () => void;
  readonly wipe: () => void;
  readonly call: (row: BoardRow | null) => void;
  readonly openQueue: () => void;
  readonly openStop: (preparation: PreparationId) => void;
  readonly open: (preparation: PreparationId) => void;
  readonly toList: (left?: Left) => void;
  readonly readCard: (card: string) => void;
  /** Shows the wrong wristband again that was put aside, while its stop stands; null where there is none. */
  readonly showWrongAgain: (() => void) | null;
  /** Whose name on this ward could be taken for this patient's; null where nobody's could. */
  readonly similarTo: (preparation: PreparationId) => BoardRow | null;
  /** The patient on the screen was opened by their number, which only said who to open. */
  readonly openedByNumber: 'scan' | 'typed' | null;
  /** `why`: of a wristband, why it was not scanned. */
  readonly typed: (text: string, why: string | null) => void;
}

/** Where a patient was left open. */
export interface Left {
  readonly preparation: PreparationId;
  /** Who left it; the next to read this may be somebody else. Null where it was not kept. */
  readonly by: PersonId | null;
  readonly at: Instant;
  /** Which step was on the screen, and how far it was, as its title counted it; null where none was. */
  readonly step: { readonly short: string; readonly done: number; readonly total: number } | null;
}

const HandsContext = createContext<Hands | null>(null);
export const HandsProvider = HandsContext.Provider;

export function useHands(): Hands {
  const hands = use(HandsContext);
  if (hands === null) throw new Error('A tablet screen is drawn outside <HandsProvider>');
  return hands;
}
