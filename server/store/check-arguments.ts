/**
 * What both stores refuse before they touch anything, with the same words.
 * Ids end up inside Redis keys and lmdb keys, so a `}`, a `:` or a newline in one would reach another preparation's data.
 */
import type { Instant, Position } from '../../machines/index.ts';
import { BadArgument } from './errors.ts';
import type { Commit } from './store.ts';

/** A day list of the largest site, in one write; a longer one holds up every tap behind it. */
export const commitsMax = 200;
/** A lifetime of one tap: it, and every deadline that fell due before it. */
export const recordsPerCommitMax = 500;
/** A command is at most 16 KiB; sealed, in base64url, with its clear fields, it is well below this. */
export const recordCharsMax = 131_072;
/** Sixty items with evidence and notes, sealed, take a tenth of this. */
export const stateCharsMax = 2_097_152;
/** The largest compiled protocol, several times over. */
export const documentCharsMax = 8_388_608;
/** An express-session body is a few hundred characters. */
const sessionCharsMax = 65_536;
/** What one claim list may hold: every asset of one trolley. */
const claimsMax = 64;
/** A patient is on one ward, or between two; a site-wide fact touches them all. */
const wardsMax = 64;
/** The longest page any read answers with; the caller asks again from where it ended. */
export const pageMax = 1000;
/** A node whose clock is further ahead than this may not decide: its deadlines would fall early for everyone. */
export const aheadMs = 1000;

const patterns = {
  preparation: [/^[A-Za-z0-9_-]{8,64}$/, 'must be 8 to 64 letters, digits, - or _'],
  command: [/^[A-Za-z0-9_-]{8,64}$/, 'must be 8 to 64 letters, digits, - or _'],
  hash: [/^[A-Za-z0-9_-]{1,128}$/, 'must be 1 to 128 letters, digits, - or _'],
  ward: [/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/, 'must be 1 to 40 letters, digits, - or _'],
  digest: [/^[A-Za-z0-9_.-]{1,128}$/, 'must be 1 to 128 letters, digits, ., - or _'],
  site: [/^[A-Za-z0-9_-]{1,40}$/, 'must be 1 to 40 letters, digits, - or _'],
  session: [/^[A-Za-z0-9_-]{8,128}$/, 'must be 8 to 128 letters, digits, - or _'],
  // Order numbers and asset tags come from other systems; a claim is only ever a field or a whole key part, never glued into one.
  claim: [/^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]{1,200}$/u, 'must be 1 to 200 printable characters'],
  document: [
    /^[A-Za-z0-9][A-Za-z0-9._:/@-]{0,199}$/,
    'must be 1 to 200 letters, digits or . _ : / @ -, and begin with a letter or digit',
  ],
  prefix: [/^([A-Za-z0-9][A-Za-z0-9._:/@-]{0,199})?$/, 'must be the beginning of a document name'],
} as const satisfies Record<string, readonly [RegExp, string]>;
export type NameKind = keyof typeof patterns;

/** Gives the name back, or throws {@link BadArgument} saying which rule it breaks. The name itself is shown cut and quoted. */
export function checkName(kind: NameKind, name: string): string {
  const [pattern, rule] = patterns[kind];
  if (typeof name !== 'string' || !pattern.test(name)) {
    throw new BadArgument(`${kind} ${JSON.stringify(String(name).slice(0, 80))} ${rule}`);
  }
  return name;
}

/** Gives the body back, or throws {@link BadArgument}; `of` names it. */
export function checkBody(of: 'document' | 'session' | 'record' | 'state' | 'verdict', body: string): string {
  const longest = {
    document: documentCharsMax,
    session: sessionCharsMax,
    record: recordCharsMax,
    state: stateCharsMax,
    verdict: recordCharsMax,
  }[of];
  if (typeof body !== 'string') throw new BadArgument(`the ${of} must be a string`);
  if (body.length > longest)
    throw new BadArgument(`the ${of} has ${body.length} characters; at most ${longest} are kept`);
  return body;
}

/** A whole number of milliseconds since 1970, within what JavaScript can hold exactly. */
export function checkInstant(what: string, at: Instant): Instant {
  if (!Number.isSafeInteger(at) || at < 0)
    throw new BadArgument(`${what} must be whole milliseconds since 1970, not ${String(at)}`);
  return at;
}

/** A page size between 1 and {@link pageMax}: a larger one is cut, so nobody can ask for everything at once. */
export function checkLimit(limit: number): number {
  if (!Number.isSafeInteger(limit) || limit < 1)
    throw new BadArgument(`limit must be a whole number above 0, not ${String(limit)}`);
  return Math.min(limit, pageMax);
}

export function checkPosition(from: Position): Position {
  if (!Number.isSafeInteger(from.offset) || from.offset < 0)
    throw new BadArgument(`offset must be a whole number, not ${String(from.offset)}`);
  if (typeof from.hash !== 'string' || from.hash.length > 128)
    throw new BadArgument('a position needs the hash of its entry');
  return from;
}

/**
 * Throws {@link BadArgument} unless every commit is one that could be written: well-formed names, records that run
 * without a gap up to its head, and a head that agrees with them. Whether it *may* be written is the transaction's question.
 */
export function checkCommits(commits: readonly Commit[]): void {
  if (commits.length === 0) throw new BadArgument('a batch needs at least one commit');
  if (commits.length > commitsMax)
    throw new BadArgument(`a batch of ${commits.length} commits: at most ${commitsMax} fit in one`);
  const commands = new Set<string>();
  for (const commit of commits) {
    checkCommit(commit);
    if (commit.verdict === null) continue;
    const command = `${commit.preparation} ${commit.verdict.command}`;
    if (commands.has(command)) throw new BadArgument(`command ${commit.verdict.command} is twice in one batch`);
    commands.add(command);
  }
}

function checkCommit(commit: Commit): void {
  const { preparation, expected, verdict, records, head, claims, feed } = commit;
  checkName('preparation', preparation);
  if (head.preparation !== preparation)
    throw new BadArgument(`the head is of ${JSON.stringify(head.preparation)}, the commit of ${preparation}`);
  if (expected !== null) checkName('hash', expected);
  checkInstant('at', commit.at);
  if (verdict === null && records.length === 0)
    throw new BadArgument(`${preparation}: neither a verdict nor a record: there is nothing to commit`);
  if (verdict !== null) {
    checkName('command', verdict.command);
    checkBody('verdict', verdict.body);
  }
  checkHead(commit);
  checkRecords(commit);
  for (const list of [claims.hold, claims.release, claims.absent]) checkClaims(preparation, list);
  // A refusal changes nothing but its own verdict; a claim it moved would have no record that says so.
  if (records.length === 0 && claims.hold.length + claims.release.length > 0) {
    throw new BadArgument(`${preparation}: a commit without records cannot hold or release a claim`);
  }
  if (feed === null) return;
  if (feed.revision !== head.revision || feed.head !== head.hash)
    throw new BadArgument(`${preparation}: the feed entry names another head than the commit`);
  if (feed.wards.length === 0 || feed.wards.length > wardsMax)
    throw new BadArgument(`${preparation}: a feed entry names 1 to ${wardsMax} wards`);
  for (const ward of feed.wards) checkName('ward', ward);
}

function checkHead({ preparation, expected, records, head }: Commit): void {
  const last = records.at(-1);
  if (!Number.isSafeInteger(head.revision) || head.revision < records.length)
    throw new BadArgument(`${preparation}: revision ${String(head.revision)} cannot follow ${records.length} records`);
  if (last === undefined) {
    if (head.hash !== (expected ?? ''))
      throw new BadArgument(`${preparation}: without records the head stays ${expected ?? "''"}`);
    // A refused opening leaves no preparation behind, only the verdict.
    if (expected === null && head.revision !== 0)
      throw new BadArgument(`${preparation}: a preparation that does not exist has revision 0`);
  } else if (head.hash !== last.hash)
    throw new BadArgument(`${preparation}: the head is not the hash of the last record`);
  checkName('ward', head.ward);
  checkName('digest', head.digest);
  checkBody('state', head.state);
  if (head.nextDue !== null) checkInstant('nextDue', head.nextDue);
  if (typeof head.open !== 'boolean') throw new BadArgument(`${preparation}: open must be true or false`);
}

function checkRecords({ preparation, expected, records, head }: Commit): void {
  if (records.length > recordsPerCommitMax)
    throw new BadArgument(
      `${preparation}: ${records.length} records; at most ${recordsPerCommitMax} fit in one commit`,
    );
  const before = head.revision - records.length;
  if (records.length > 0 && (before === 0) !== (expected === null))
    throw new BadArgument(`${preparation}: revision 1 is the first and expects null; later ones expect a head`);
  for (const [index, record] of records.entries()) {
    if (record.revision !== before + index + 1)
      throw new BadArgument(
        `${preparation}: record ${index + 1} has revision ${record.revision}, not ${before + index + 1}`,
      );
    checkName('hash', record.hash);
    checkBody('record', record.body);
  }
}

function checkClaims(preparation: string, keys: readonly string[]): void {
  if (keys.length > claimsMax)
    throw new BadArgument(`${preparation}: ${keys.length} claims; at most ${claimsMax} fit in one list`);
  for (const key of keys) checkName('claim', key);
}
