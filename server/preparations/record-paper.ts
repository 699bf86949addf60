/** What is printed for a patient's chart: the record's sheet, all that happened, and the names behind the ids. */
import { type BoardRow, type PersonId, type RecordSheet, recordSheet } from '../../machines/index.ts';
import type { Directory } from '../people/staff.ts';
import type { Protocols } from '../services.ts';
import { type Site, wardOf } from '../site.ts';
import { historyOf } from './history.ts';
import { lastOpenIn } from './last-open.ts';
import type { HistoryEntry, Whole } from './service.ts';

export interface RecordPaper {
  readonly sheet: RecordSheet;
  /** Oldest first. */
  readonly entries: readonly HistoryEntry[];
  readonly approvedBy: readonly { readonly person: PersonId; readonly at: number }[];
  /** By id; who has left keeps their id. */
  readonly people: Readonly<Record<PersonId, string>>;
  readonly site: string;
  readonly ward: string;
  readonly version: string;
}
interface PaperParts {
  readonly protocols: Pick<Protocols, 'approvals' | 'approved'>;
  readonly directory: Directory;
  readonly site: Site;
  readonly version: string;
}

export async function recordPaper(
  whole: Whole,
  { protocols, directory, site, version }: PaperParts,
): Promise<RecordPaper> {
  const { protocol, state, log } = whole;
  const last = log.entries.at(-1);
  const digest = last?.meta.digest ?? '';
  const sheet = recordSheet(
    protocol,
    { now: state, lastOpen: lastOpenIn(whole), events: log.entries.map(({ event }) => event) },
    { revision: last?.meta.revision ?? 0, head: last?.hash ?? '', digest, approved: await protocols.approved(digest) },
  );
  const entries = historyOf({ protocol, state }, log);
  const approvedBy = await protocols.approvals(digest);
  const people = await namesOf(directory, [
    ...entries.map(({ person }) => person),
    ...approvedBy.map(({ person }) => person),
    ...sheet.steps.flatMap(({ completedBy, items }) => [
      completedBy?.person,
      ...items.flatMap(({ by, second }) => [by?.person, second?.person]),
    ]),
    ...peopleIn(sheet.row),
  ]);
  const ward = wardOf(site, sheet.row.place.ward)?.title ?? sheet.row.place.ward;
  return { sheet, entries, approvedBy, people, site: site.title, ward, version };
}

const peopleIn = ({ responsible, offeredTo, status }: BoardRow): readonly (PersonId | null | undefined)[] => [
  responsible,
  offeredTo,
  status.kind === 'held' ? status.owner : null,
];

async function namesOf(
  directory: Directory,
  ids: readonly (PersonId | null | undefined)[],
): Promise<Readonly<Record<PersonId, string>>> {
  const once = [...new Set(ids.filter((id) => id != null))];
  const found = await Promise.all(once.map(async (id) => [id, (await directory.find(id))?.name ?? id] as const));
  return Object.fromEntries(found);
}
