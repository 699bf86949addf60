/** What screens are shown of a preparation at an instant. Read from the newest head; nothing is written. */
import {
  boardRow,
  checklist,
  isAt,
  nextDue,
  project,
  type Actor,
  type BoardRow,
  type Checklist,
  type Instant,
  type State,
  type ViewMeta,
} from '../../machines/index.ts';
import type { Equipment } from '../equipment/equipment.ts';
import type { Directory } from '../people/staff.ts';
import type { Protocols } from '../services.ts';
import type { Known } from './known.ts';
import { lastOpenIn } from './last-open.ts';
import type { Logs } from './log.ts';

export interface Shown {
  readonly row: BoardRow;
  /** When it will say something else by itself; null if never. */
  readonly nextDue: Instant | null;
}

export interface Views {
  row(known: Known, at: Instant): Promise<Shown>;
  checklist(known: Known, actor: Pick<Actor, 'person' | 'role' | 'grant'>, at: Instant): Promise<Checklist>;
}

export function createViews({
  protocols,
  equipment,
  directory,
  logs,
}: {
  readonly protocols: Pick<Protocols, 'approved'>;
  readonly equipment: Pick<Equipment, 'asCalledBack'>;
  readonly directory: Pick<Directory, 'competences'>;
  readonly logs: Pick<Logs, 'read'>;
}): Views {
  /** As it stands at an instant, whoever has or has not written down yet what fell due or was called back. */
  const shown = ({ pinned: { protocol }, state }: Known, at: Instant): Promise<State> =>
    equipment.asCalledBack(protocol, project(protocol, state, at));
  const metaOf = async ({ head }: Known): Promise<ViewMeta> => ({
    revision: head.revision,
    head: head.hash,
    digest: head.digest,
    approved: await protocols.approved(head.digest),
  });
  /** What a warning left open at a hand-over is read from the record: the state has ended with its items. */
  const lastOpen = async ({ head, pinned: { protocol } }: Known, state: State): Promise<State> =>
    isAt(state.value, 'handedOver') ? lastOpenIn({ protocol, state, log: await logs.read(head) }) : state;
  return {
    async row(known, at) {
      const meta = await metaOf(known);
      const state = await shown(known, at);
      return { row: boardRow(known.pinned.protocol, state, meta), nextDue: nextDue(state) };
    },
    async checklist(known, actor, at) {
      const meta = await metaOf(known);
      const competences = await directory.competences(actor.person, at);
      const able = { ...actor, competences };
      const state = await shown(known, at);
      return checklist(known.pinned.protocol, state, able, meta, await lastOpen(known, state));
    },
  };
}
