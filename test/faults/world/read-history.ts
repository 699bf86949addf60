/** The history of a run as the checker reads it: the logs opened and played again, the whole feed, and what each screen saw. */
import type { Protocol } from '../../../machines/index.ts';
import { createKeys } from '../../../server/record/keys.ts';
import { feedEntry } from '../../../server/store/feed.ts';
import type { Head } from '../../../server/store/store.ts';
import type { Announced, History, Row } from '../history/history.ts';
import { holdsOf, readLog } from '../history/read-log.ts';
import type { Screen } from './screen.ts';
import type { World } from './world.ts';

export interface ReadParts {
  readonly world: World;
  readonly protocol: Protocol;
  readonly screens: readonly Screen[];
  readonly opened: readonly string[];
  readonly end: number;
}

export async function readHistory({ world, protocol, screens, opened: told, end }: ReadParts): Promise<History> {
  const { heads, logs, feed, dropped } = world.disk.tables();
  const whole = [...dropped, ...feed];
  const storedAt = new Map<string, number>();
  const announced = whole.map(({ text, hash, offset }, index): Announced => {
    const { preparation, revision, head, at } = feedEntry(text, hash);
    storedAt.set(`${preparation} ${head}`, at);
    return { offset, hash, prev: whole[index - 1]?.hash ?? '', preparation, revision, head };
  });
  const documents = {
    document: async (name: string) => world.disk.documents.get(name) ?? null,
    putDocument: async () => false,
  };
  const keys = createKeys({ master: world.master, documents });
  const read = await Promise.all(
    [...heads.values()].map(async (head) =>
      readLog(protocol, await keys.of(head.preparation), head, logs.get(head.preparation) ?? [], storedAt),
    ),
  );
  const truth = [...heads.values()].filter(({ open }) => open).map(rowOf);
  return {
    asked: world.asked,
    answers: world.answers,
    opened: told,
    logs: read.map(({ log }) => log),
    feed: announced,
    feedComplete: true,
    boards: screens.map(({ name, frames, rows }) => ({
      board: name,
      frames,
      last: rows().filter(isOpen(heads)),
      truth,
    })),
    holds: read.flatMap(holdsOf),
    invariants: world.invariants,
    end,
    recoveredAt: world.recoveredAt,
    settled: true,
  };
}

const rowOf = ({ preparation, revision, hash }: Head): Row => ({ preparation, revision, head: hash });
/** Who has ended is shown for a while yet; that is not asked here. */
const isOpen =
  (heads: ReadonlyMap<string, Head>) =>
  ({ preparation }: Row): boolean =>
    heads.get(preparation)?.open !== false;
