/** `wardready prove`: everything a machine can do is looked at, and what must hold of it is judged. */
import { writeFile } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import { type Command, InvalidArgumentError } from 'commander';
import {
  proofText,
  prove,
  proveReduced,
  reducedFindingText,
  reducedProofText,
  Refused,
  type Claim,
  type Finding,
  type Proof,
  type ReducedFinding,
  type ReducedProof,
  type Verdict,
} from '../lab/index.ts';
import { certificateOf, differences, readCertificate, type Certificate, type Proved } from './certificate.ts';
import { Ended, exits, print, tell } from './exits.ts';
import { findAsked } from './find-machine.ts';
import { shippedNames } from './find-protocol.ts';

interface ProveOptions {
  readonly all?: true;
  readonly certificate?: string;
  readonly check?: string;
  readonly guards?: true;
  readonly json?: true;
  readonly reduced?: true;
  readonly states?: number;
}

export function registerProve(program: Command): void {
  program
    .command('prove')
    .summary('look at everything a machine can do')
    .description(
      'Explores an XState 5 machine whole: states, moves, what is never reached or taken, where it gets stuck, and whether what must hold of it does. A protocol is too large for that: each invariant is asked of the regions it needs. An invariant that is broken is shown by a shortest way there.',
    )
    .argument(
      '[machine]',
      'FILE#export: a machine, or { machine, events, context, invariants }, see docs/proving.md; the name of a shipped protocol, or a YAML file',
    )
    .option('--all', 'every shipped protocol')
    .option('--reduced', 'ask each invariant of the regions it needs, without seeing the whole machine')
    .option('--states <count>', 'look at no more states than this', count)
    .option('--guards', 'list where guards overlap or leave a gap, of a machine that is seen whole')
    .option('--json', 'the whole proof as JSON')
    .option('--certificate <file>', 'also write what was proved, and of what, as a certificate')
    .option('--check <file>', 'prove again what a certificate says, and tell what is otherwise now')
    .addHelpText(
      'after',
      '\nExit codes: 0 all holds, 1 something is broken, stuck or unknown, 2 asked wrongly, 3 it cannot be read.',
    )
    .action(async (named: string | undefined, options: ProveOptions) => {
      // A proof of seconds is over before most of what V8 makes faster pays: later, and a fifth of the processor is saved.
      setFlagsFromString('--interrupt-budget=700000');
      if (options.check !== undefined) return check(named, options.check, options);
      if ((named === undefined) === (options.all !== true))
        throw new Ended(exits.usage, 'Name one machine or protocol, or write --all for every shipped protocol.');
      if (named === undefined && options.certificate !== undefined)
        throw new Ended(exits.usage, 'A certificate is of one machine or protocol: name it.');
      const ended: Ended[] = [];
      for (const one of named === undefined ? shippedNames() : [named]) {
        const said = await proveOne(one, options);
        if (said !== null) ended.push(said);
      }
      const [first] = ended;
      if (first !== undefined) throw first;
    });
}

/** Null where all holds. */
async function proveOne(named: string, options: ProveOptions): Promise<Ended | null> {
  const proved = await proofOf(named, options);
  if (options.certificate !== undefined) await write(options.certificate, certificateOf(proved));
  return 'whole' in proved.proof ? tellWhole(proved.proof, options) : tellReduced(named, proved.proof, options);
}

async function write(file: string, certificate: Certificate): Promise<void> {
  try {
    await writeFile(file, `${JSON.stringify(certificate, null, 2)}\n`);
  } catch (error) {
    throw new Ended(exits.environment, `${file} could not be written: ${(error as Error).message}`, error);
  }
}

/** What a certificate says is proved again, of the machine that it names or of the one that is named now. */
async function check(named: string | undefined, file: string, options: ProveOptions): Promise<void> {
  if (
    options.all ||
    options.certificate !== undefined ||
    options.reduced ||
    options.guards ||
    options.states !== undefined
  )
    throw new Ended(exits.usage, '--check proves as the certificate was proved: give no other option but --json.');
  const then = readCertificate(file);
  const as: ProveOptions = {
    ...(then.reduced ? { reduced: true } : {}),
    ...(then.statesLimit === null ? {} : { states: then.statesLimit }),
    ...(options.json ? { json: true } : {}),
  };
  const now = certificateOf(await proofOf(named ?? then.asked, as));
  const found = differences(then, now);
  if (options.json) print(JSON.stringify({ fits: found.length === 0, differences: found, now }, null, 2));
  else found.forEach((one) => print(one));
  if (then.wardready !== now.wardready)
    tell(`It was proved by WardReady ${then.wardready}, and now by ${now.wardready}.`);
  if (found.length > 0) throw new Ended(exits.findings, `${file} does not fit any longer.`);
  if (!options.json) tell(`${file} still fits: ${verdicts(now.invariants, ['holds', 'broken', 'unknown'])}.`);
}

/** What cannot be read soundly ends the verb: there is no proof of a part. */
async function proofOf(named: string, { guards, json, states, reduced }: ProveOptions): Promise<Proved> {
  const asked = await findAsked(named);
  const { machine, isLarge, digest: _digest, steps, ...question } = asked;
  const byRegions = isLarge === true || reduced === true;
  if (byRegions && guards)
    throw new Ended(exits.usage, `--guards is of a machine that is seen whole; ${named} is asked by its regions.`);
  if (byRegions && (question.invariants ?? []).length === 0)
    throw new Ended(
      exits.usage,
      `${named} has no invariants: without one there is nothing to ask of some regions alone.`,
    );
  // A long proof says how far it is; what is printed in the end says the same.
  const progress = (finding: ReducedFinding<Claim>): void => {
    if (!json && process.stderr.isTTY) tell(reducedFindingText({ ...finding, way: null, late: null }));
  };
  const limits = { ...(states === undefined ? {} : { states }), ...(guards ? { told: Infinity } : {}) };
  try {
    const proof = byRegions
      ? proveReduced(machine, question, progress, steps)
      : prove(machine, { ...question, limits });
    return { named, asked, proof, states };
  } catch (error) {
    if (error instanceof Refused)
      throw new Ended(exits.environment, `It cannot be proved as it is: ${error.message}.`, error);
    throw error;
  }
}

function tellWhole(proof: Proof, { guards, json }: ProveOptions): Ended | null {
  print(json ? JSON.stringify(proof, null, 2) : proofText(proof, { guards: guards === true }).trimEnd());
  if (!isClean(proof)) return new Ended(exits.findings, summary(proof));
  if (!json) tell(proof.findings.length > 0 ? 'All holds.' : 'No invariants were given; it never gets stuck.');
  return null;
}

function tellReduced(named: string, proof: ReducedProof, { json }: ProveOptions): Ended | null {
  print(json ? JSON.stringify({ ...proof, asked: named }, null, 2) : `${named} ${reducedProofText(proof)}`.trimEnd());
  const open = proof.findings.filter(({ verdict }) => verdict !== 'holds');
  if (open.length > 0) return new Ended(exits.findings, `${named}: ${verdicts(open)}`);
  if (!json) tell(`${named}: all ${proof.findings.length} hold.`);
  return null;
}

function count(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Write a whole number, 1 or more.');
}

const isClean = ({ findings, silent, whole: isWhole }: Proof): boolean =>
  isWhole && silent === null && findings.every(({ verdict }) => verdict === 'holds');

const verdicts = (findings: readonly Pick<Finding, 'verdict'>[], told: readonly Verdict[] = ['broken', 'unknown']) =>
  told
    .map((wanted) => [findings.filter(({ verdict }) => verdict === wanted).length, wanted] as const)
    .flatMap(([many, wanted]) => (many > 0 ? [`${many} ${wanted}`] : []))
    .join(', ');

function summary({ findings, silent, whole: isWhole }: Proof): string {
  const said = verdicts(findings);
  return [
    ...(said === '' ? [] : [said]),
    ...(silent === null ? [] : ['it can get stuck']),
    ...(isWhole ? [] : ['it was not seen to the end']),
  ].join(', ');
}
