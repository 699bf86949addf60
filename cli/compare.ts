/** `wardready compare`: what a new version lets happen that the old one did not, and whether running preparations could go on. */
import { type Command, InvalidArgumentError } from 'commander';
import {
  compare,
  compareMachines,
  comparisonText,
  machineMigrationText,
  migrate,
  migrateMachines,
  migrationText,
  Refused,
  traceText,
  type VersionFinding,
  withRenamedItems,
} from '../lab/index.ts';
import type { Protocol } from '../machines/index.ts';
import { Ended, exits, print, tell } from './exits.ts';
import { findAsked, isMachineFile } from './find-machine.ts';
import { findProtocol } from './find-protocol.ts';

interface CompareVerbOptions {
  readonly migrate?: true;
  readonly json?: true;
  readonly minutes: number;
  readonly states?: number;
  readonly renamed: readonly (readonly [string, string])[];
}

export function registerCompare(program: Command): void {
  program
    .command('compare')
    .summary('compare two versions of a protocol')
    .description(
      'What can happen under the new version and could not under the old one, and the reverse, each with a walk of a preparation that shows it. With --migrate: whether preparations that run under the old version could go on under the new one, or a walk to where they could not. Two machines (FILE#export) are seen whole.',
    )
    .argument('<old>', 'the name of a shipped protocol, a YAML file, or FILE#export')
    .argument('<new>', 'what it is compared with, of the same kind')
    .option('--migrate', 'ask whether running preparations could go on')
    .option(
      '--renamed <old=new>',
      'an item of the old version that has another id in the new one; may be repeated',
      renaming,
      [],
    )
    .option('--states <count>', 'of two machines, look at no more states than this', count)
    .option('--minutes <count>', 'of two protocols, leave undecided what takes longer than this in all', count, 10)
    .option('--json', 'print it as JSON')
    .addHelpText(
      'after',
      '\nExit codes: 0 nothing can happen that could not, or all could go on; 1 something can, or is not known; 2 asked wrongly; 3 it cannot be read.',
    )
    .action(async (old: string, fresh: string, options: CompareVerbOptions) => {
      if (isMachineFile(old) !== isMachineFile(fresh))
        throw new Ended(exits.usage, 'Name two protocols, or two machines: one of each cannot be compared.');
      if (isMachineFile(old)) return machines(old, fresh, options);
      const before = named(await findProtocol(old), options.renamed);
      return protocols(before, await findProtocol(fresh), options);
    });
}

function protocols(old: Protocol, fresh: Protocol, { migrate: moving, json, minutes }: CompareVerbOptions): void {
  const until = performance.now() + minutes * 60_000;
  const isOver = (): boolean => performance.now() > until;
  if (moving === true) {
    const migration = reading(() => migrate(old, fresh, { isOver }));
    print(
      json
        ? JSON.stringify(
            { ...migration, old: nameOf(old), new: nameOf(fresh), refused: plain(migration.refused) },
            null,
            2,
          )
        : migrationText(migration).trimEnd(),
    );
    if (isOver()) tell(saysOver(minutes, migration.refused));
    const { length } = migration.refused;
    if (length > 0) throw new Ended(exits.findings, `Refused: ${counted(length, 'reason')}.`);
    if (!json) tell('Every preparation could go on where it stands.');
    return;
  }
  const told = (found: VersionFinding): void => {
    if (!json && process.stderr.isTTY) tell(`${found.verdict}: ${found.says}`);
  };
  const comparison = reading(() => compare(old, fresh, { told, isOver }));
  const { looser, tighter } = comparison;
  print(
    json
      ? JSON.stringify(
          { ...comparison, old: nameOf(old), new: nameOf(fresh), looser: plain(looser), tighter: plain(tighter) },
          null,
          2,
        )
      : comparisonText(comparison).trimEnd(),
  );
  if (isOver()) tell(saysOver(minutes, [...looser, ...tighter]));
  if (looser.length > 0)
    throw new Ended(exits.findings, `${counted(looser.length, 'thing')} can happen now that could not.`);
  if (!json) tell('Nothing can happen that could not.');
}

async function machines(
  old: string,
  fresh: string,
  { migrate: moving, json, states }: CompareVerbOptions,
): Promise<void> {
  const [{ isLarge: _one, ...before }, { isLarge: _other, ...after }] = [await findAsked(old), await findAsked(fresh)];
  if (moving === true) {
    const migration = reading(() => migrateMachines(before, after, states));
    print(json ? JSON.stringify(migration, null, 2) : machineMigrationText(migration).trimEnd());
    if (migration.refused.length > 0 || !migration.whole)
      throw new Ended(
        exits.findings,
        migration.whole ? `Refused: ${counted(migration.refused.length, 'reason')}.` : 'It was not seen to the end.',
      );
    if (!json) tell('Every state could go on where it stands.');
    return;
  }
  const traces = reading(() => compareMachines(before, after, states));
  print(json ? JSON.stringify(traces, null, 2) : traceText(traces).trim());
  const { gained, lost, whole } = traces;
  if (gained !== null || lost !== null || !whole)
    throw new Ended(exits.findings, whole ? 'They have different histories.' : 'They were not seen to the end.');
}

/** A walk without the whole state at its end: what was tapped, by whom and when. */
const plain = (found: readonly VersionFinding[]): readonly object[] =>
  found.map(({ walk, ...one }) => ({
    ...one,
    walk: walk === null ? null : { opening: walk.opening, steps: walk.steps },
  }));

/** What was decided by then, and what was not. */
function saysOver(minutes: number, found: readonly VersionFinding[]): string {
  const unknown = found.filter(({ verdict }) => verdict === 'unknown').length;
  return `After ${counted(minutes, 'minute')} ${counted(found.length - unknown, 'finding')} ${found.length - unknown === 1 ? 'was' : 'were'} decided, and ${unknown} not: each is told as not known. --minutes gives more.`;
}

const nameOf = ({ document: { id, version } }: Protocol): object => ({ id, version });
const counted = (many: number, one: string): string => `${many} ${one}${many === 1 ? '' : 's'}`;

/** `old=new`, once for each item. */
function renaming(text: string, before: CompareVerbOptions['renamed']): CompareVerbOptions['renamed'] {
  const [, from = '', to = ''] = /^(\w+)=(\w+)$/.exec(text) ?? [];
  if (from === '') throw new InvalidArgumentError('Write the old id, =, and the new one: arm=side.');
  return [...before, [from, to]];
}

function named(protocol: Protocol, names: CompareVerbOptions['renamed']): Protocol {
  try {
    return withRenamedItems(protocol, new Map(names));
  } catch (error) {
    throw new Ended(exits.usage, error instanceof Error ? error.message : String(error), error);
  }
}

function count(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Write a whole number, 1 or more.');
}

/** What cannot be read soundly ends the verb. */
function reading<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refused)
      throw new Ended(exits.environment, `They cannot be compared as they are: ${error.message}.`, error);
    throw error;
  }
}
