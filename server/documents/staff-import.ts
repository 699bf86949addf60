/**
 * From the rows of a staff list to one page of the register: all of it, or none. The same list again changes nothing.
 * Nobody gives a right they do not have: a list changes people of the importer's own wards, and never the importer.
 */
import { canonical, type Instant, type PersonId, type WardId } from '../../machines/index.ts';
import { type CompetenceEntry, isRegistered } from '../people/competences.ts';
import type { Secrets } from '../people/pins.ts';
import type { Kept, Known, Page, Register } from '../people/register.ts';
import { heldOrToCome, holderOf } from '../people/staff.ts';
import type { CellError } from './csv.ts';
import type { StaffRow } from './staff-list.ts';

export interface StaffReport {
  readonly enrolled: number;
  readonly changed: number;
  readonly left: number;
  /** Competences registered, and ended. */
  readonly registered: number;
  readonly ended: number;
  /** Rows that say nothing new. */
  readonly unchanged: number;
  /** What somebody should know though it is no mistake, by line. */
  readonly notes: readonly CellError[];
}
export type StaffImportAnswer =
  | { readonly kind: 'imported' | 'rehearsed'; readonly report: StaffReport }
  /** Nothing was written. */
  | { readonly kind: 'refused'; readonly errors: readonly CellError[] };

export interface StaffImportRequest {
  readonly rows: readonly StaffRow[];
  /** Who brings it; null on the machine of the store, before anybody can sign in. */
  readonly by: { readonly person: PersonId; readonly wards: readonly WardId[] } | null;
  /** What the protocols in use ask for: a competence nobody asks for may be misspelt. Null where no protocol is at hand. */
  readonly asked: ReadonlySet<string> | null;
  readonly at: Instant;
  readonly dryRun: boolean;
}

export const importStaff = (
  { pages, secrets }: { readonly pages: Register; readonly secrets: Secrets },
  request: StaffImportRequest,
): Promise<StaffImportAnswer> =>
  pages.write<StaffImportAnswer>(async (known) => {
    const { rows, by, at, dryRun } = request;
    const errors = [...rows.flatMap((row) => rightsErrors(known, row, by)), ...badgeErrors(known, rows, secrets)];
    if (errors.length > 0)
      return { page: null, answer: { kind: 'refused', errors: errors.sort((a, b) => a.line - b.line) } };
    const decided = await Promise.all(rows.map((row) => decideRow(known, row, secrets, at)));
    const own = decided.find(
      ({ row, person, entries }) => row.id === by?.person && (person !== null || entries.length > 0),
    );
    if (own !== undefined)
      return { page: null, answer: { kind: 'refused', errors: [{ line: own.row.line, column: null, says: ownRow }] } };
    const page: Page = {
      at,
      by: by?.person ?? null,
      people: decided.flatMap(({ person }) => person ?? []),
      competences: decided.flatMap(({ entries }) => entries),
    };
    const report = reportOf(decided, known, request);
    const empty = page.people.length + page.competences.length === 0;
    return dryRun
      ? { page: null, answer: { kind: 'rehearsed', report } }
      : { page: empty ? null : page, answer: { kind: 'imported', report } };
  });

const ownRow = 'is about you: somebody else changes your role, your wards and what you are registered for';

interface Decided {
  readonly row: StaffRow;
  readonly before: Kept | undefined;
  /** As they will be; null when nothing about them changes. */
  readonly person: Kept | null;
  readonly entries: CompetenceEntry[];
}

async function decideRow(known: Known, row: StaffRow, secrets: Secrets, at: Instant): Promise<Decided> {
  const { id, name, initials, role, wards, left, competences } = row;
  const before = known.people.get(id);
  const phone = row.phone ?? before?.phone ?? '';
  const same = row.pin !== null && before?.pin != null && (await secrets.pinMatches(before.pin, row.pin));
  const after: Kept = {
    id,
    name,
    initials,
    role,
    wards: [...wards],
    ...(phone === '' || left ? {} : { phone }),
    // Whoever has left gives both up: the badge may be somebody else's tomorrow.
    badge: left ? null : row.badge === null ? (before?.badge ?? null) : secrets.badgeKey(row.badge),
    pin: left ? null : row.pin === null || same ? (before?.pin ?? null) : await secrets.hashPin(row.pin),
    left,
  };
  const of = known.competencesOf(id);
  const entries: CompetenceEntry[] = [
    ...competences.held
      .filter((wanted) => !isRegistered(of, wanted, at))
      .map(({ competence, from, until }) => ({
        kind: 'registered' as const,
        person: id,
        competence,
        from: from ?? Math.min(at, until - 1),
        until,
      })),
    ...competences.ended
      .filter((competence) => heldOrToCome(of, competence, at))
      .map((competence) => ({ kind: 'ended' as const, person: id, competence, reason: 'Ended on the staff list' })),
  ];
  return {
    row,
    before,
    person: before !== undefined && canonical(before) === canonical(after) ? null : after,
    entries,
  };
}

function rightsErrors(known: Known, { id, line, wards }: StaffRow, by: StaffImportRequest['by']): readonly CellError[] {
  if (by === null) return [];
  const had = known.people.get(id)?.wards ?? [];
  if (had.length > 0 && !had.some((ward) => by.wards.includes(ward)))
    return [{ line, column: 'id', says: 'works on no ward of yours; somebody of one of their wards changes this row' }];
  const [added] = wards.filter((ward) => !had.includes(ward) && !by.wards.includes(ward));
  const [removed] = had.filter((ward) => !wards.includes(ward) && !by.wards.includes(ward));
  const wrong = added ?? removed;
  return wrong === undefined
    ? []
    : [{ line, column: 'wards', says: `${wrong} is not a ward of yours; somebody of that ward gives or takes it` }];
}

/** One badge would sign in two people. */
function badgeErrors(known: Known, rows: readonly StaffRow[], secrets: Secrets): readonly CellError[] {
  const first = new Map<string, number>();
  return rows.flatMap(({ id, badge, line, left }): readonly CellError[] => {
    if (badge === null || left) return [];
    const key = secrets.badgeKey(badge);
    const before = first.get(key);
    first.set(key, before ?? line);
    if (before !== undefined) return [{ line, column: 'badge', says: `is the badge of line ${before} too` }];
    const holder = holderOf(known.people, key, id);
    // Whoever leaves or gets another one in the same list gives theirs up.
    const givenUp =
      holder !== null &&
      rows.some((row) => row.id === holder.id && (row.left || (row.badge !== null && row.badge !== badge)));
    return holder === null || givenUp
      ? []
      : [{ line, column: 'badge', says: `is the badge of ${holder.id}; give theirs up first, or read it again` }];
  });
}

function reportOf(decided: readonly Decided[], known: Known, { asked, at }: StaffImportRequest): StaffReport {
  const count = (is: (one: Decided) => boolean): number => decided.filter(is).length;
  const entries = (kind: CompetenceEntry['kind']): number =>
    decided.reduce((sum, one) => sum + one.entries.filter((entry) => entry.kind === kind).length, 0);
  return {
    enrolled: count(({ before, person }) => person !== null && before === undefined),
    changed: count(({ before, person }) => person !== null && before !== undefined && !(person.left && !before.left)),
    left: count(({ before, person }) => person?.left === true && before?.left === false),
    registered: entries('registered'),
    ended: entries('ended'),
    unchanged: count(({ person, entries: of }) => person === null && of.length === 0),
    notes: decided.flatMap((one) => notesOf(one, known, asked, at)),
  };
}

function notesOf({ row, before, person }: Decided, known: Known, asked: ReadonlySet<string> | null, at: Instant) {
  const { line, id, competences } = row;
  const note = (column: string | null, says: string): CellError => ({ line, column, says });
  const after = person ?? before;
  const named = [...competences.held.map(({ competence }) => competence), ...competences.ended];
  const kept = known.competencesOf(id).map(({ competence }) => competence);
  return [
    ...(after?.badge === null && after.pin === null && !row.left
      ? [note(null, 'has no badge and no PIN yet, and cannot sign in')]
      : []),
    ...competences.held.flatMap(({ competence, until }) => [
      ...(asked === null || asked.has(competence)
        ? []
        : [note('competences', `no protocol here asks for ${competence}; is it spelt right?`)]),
      ...(until <= at ? [note('competences', `${competence} is over already and does not count`)] : []),
    ]),
    ...[...new Set(kept)]
      .filter((competence) => !named.includes(competence) && heldOrToCome(known.competencesOf(id), competence, at))
      .map((competence) =>
        note('competences', `is registered for ${competence} too, and stays so; write "${competence} ended" to end it`),
      ),
  ];
}
