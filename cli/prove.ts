/** `wardready prove FILE#export`: everything an XState 5 machine can do is looked at, and what must hold of it is judged. */
import { type Command, InvalidArgumentError } from 'commander';
import { proofText, prove, Refused, type Proof } from '../lab/index.ts';
import { Ended, exits, print, tell } from './exits.ts';
import { findAsked } from './find-machine.ts';

interface ProveOptions {
  readonly json?: true;
  readonly states?: number;
}

export function registerProve(program: Command): void {
  program
    .command('prove')
    .summary('look at everything a machine can do')
    .description(
      'Explores an XState 5 machine whole: states, moves, what is never reached or taken, where it gets stuck, and whether what must hold of it does. An invariant that is broken is shown by the shortest way there.',
    )
    .argument('<machine>', 'FILE#export: a machine, or { machine, events, context, invariants }; see docs/proving.md')
    .option('--states <count>', 'look at no more states than this', count)
    .option('--json', 'the whole proof as JSON')
    .addHelpText(
      'after',
      '\nExit codes: 0 all holds, 1 something is broken, stuck or unknown, 2 asked wrongly, 3 it cannot be read.',
    )
    .action(async (named: string, { json, states }: ProveOptions) => {
      const { machine, ...question } = await findAsked(named);
      const proof = proofOf(() => prove(machine, { ...question, limits: states === undefined ? {} : { states } }));
      print(json ? JSON.stringify(proof, null, 2) : proofText(proof).trimEnd());
      if (!isClean(proof)) throw new Ended(exits.findings, summary(proof));
      if (!json) tell(proof.findings.length > 0 ? 'All holds.' : 'No invariants were given; it never gets stuck.');
    });
}

function count(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Write a whole number, 1 or more.');
}

/** What cannot be read soundly ends the verb: there is no proof of a part. */
function proofOf(work: () => Proof): Proof {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refused)
      throw new Ended(exits.environment, `It cannot be proved as it is: ${error.message}.`, error);
    throw error;
  }
}

const isClean = ({ findings, silent, whole }: Proof): boolean =>
  whole && silent === null && findings.every(({ verdict }) => verdict === 'holds');

function summary({ findings, silent, whole }: Proof): string {
  const many = (wanted: string): number => findings.filter(({ verdict }) => verdict === wanted).length;
  return [
    ...(many('broken') > 0 ? [`${many('broken')} broken`] : []),
    ...(many('unknown') > 0 ? [`${many('unknown')} unknown`] : []),
    ...(silent === null ? [] : ['it can get stuck']),
    ...(whole ? [] : ['it was not seen to the end']),
  ].join(', ');
}
