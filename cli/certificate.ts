/** A certificate: what was proved, of what, as a file that can be proved again and compared. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { chartText, coveredBy, questionText, type Proof, type ReducedProof } from '../lab/index.ts';
import { Ended, exits } from './exits.ts';
import type { Asked } from './find-machine.ts';

const verdict = z.enum(['holds', 'broken', 'unknown']);
const shape = z.object({
  certificate: z.literal('wardready prove 1'),
  /** The version that proved it. */
  wardready: z.string(),
  /** As it was named on the command line, from where that was typed. */
  asked: z.string(),
  machine: z.string(),
  /** Of the protocol, or of the machine as it is written. */
  digest: z.string(),
  /** Of what was asked: invariants, payloads, internal events, context, input. */
  question: z.string(),
  reduced: z.boolean(),
  statesLimit: z.number().nullable(),
  /** Of the whole; null where it was not seen whole. */
  states: z.number().nullable(),
  moves: z.number().nullable(),
  stuck: z.boolean().nullable(),
  invariants: z.array(
    z.object({
      id: z.string(),
      says: z.string(),
      hazards: z.array(z.string()),
      verdict,
      /** It holds as long as deadlines fall due on time. */
      onTime: z.boolean(),
    }),
  ),
  covers: z.array(z.string()),
  leavesOut: z.array(z.string()),
});
export type Certificate = z.infer<typeof shape>;

export interface Proved {
  readonly named: string;
  readonly asked: Asked;
  readonly proof: Proof | ReducedProof;
  readonly states?: number | undefined;
}

export function certificateOf({ named, asked, proof, states }: Proved): Certificate {
  const { machine, digest, isLarge: _isLarge, steps, ...question } = asked;
  const seen = 'whole' in proof ? proof : null;
  const { covers, leavesOut } = coveredBy(machine, question);
  const late = proof.findings.filter((finding) => finding.late !== null);
  return {
    certificate: 'wardready prove 1',
    wardready: version(),
    asked: named,
    machine: machine.id,
    digest: digest ?? digestOf(chartText(machine)),
    question: digestOf(questionText({ ...question, ...(steps === undefined ? {} : { steps }) })),
    reduced: seen === null,
    statesLimit: states ?? null,
    states: seen?.states ?? null,
    moves: seen?.moves ?? null,
    stuck: seen === null ? null : seen.silent !== null,
    invariants: proof.findings.map((finding) => ({
      id: finding.invariant.id,
      says: finding.invariant.says,
      hazards: [...(finding.invariant.hazards ?? [])],
      verdict: finding.verdict,
      onTime: finding.late !== null,
    })),
    covers: [...covers],
    leavesOut: [
      ...leavesOut,
      ...late.map(({ invariant }) => `${invariant.id} where a deadline is late`),
      ...(seen?.whole === false ? ['states beyond the limit'] : []),
      ...('whole' in proof ? [] : proof.notAsked),
    ],
  };
}

/** @throws Ended when it is not there, or is no certificate of ours. */
export function readCertificate(file: string): Certificate {
  if (!existsSync(file)) throw new Ended(exits.usage, `There is no file ${file}.`);
  const no = (why: string, cause?: unknown): Ended =>
    new Ended(exits.usage, `${file} is not a certificate that "wardready prove --certificate" wrote: ${why}.`, cause);
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw no('it is no JSON', error);
  }
  const parsed = shape.safeParse(read);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw no(`${issue?.path.join('.') || 'the whole'}: ${issue?.message ?? 'it is wrong'}`);
}

/** What is otherwise now; nothing when the certificate still fits. */
export function differences(then: Certificate, now: Certificate): readonly string[] {
  const changed = (what: string, one: unknown, other: unknown): readonly string[] =>
    one === other ? [] : [`${what} was ${String(one)} and is ${String(other)}`];
  const ids = [...new Set([...then.invariants, ...now.invariants].map(({ id }) => id))];
  return [
    ...(then.digest === now.digest ? [] : ['the machine is another: its digest differs']),
    ...(then.question === now.question ? [] : ['something else is asked: invariants, payloads, context or input']),
    ...changed('the number of states', then.states, now.states),
    ...changed('the number of moves', then.moves, now.moves),
    ...changed('whether it gets stuck', then.stuck, now.stuck),
    ...ids.flatMap((id) => {
      const [before, after] = [then, now].map(({ invariants }) => invariants.find((one) => one.id === id));
      if (before === undefined) return [`${id} is asked only now`];
      if (after === undefined) return [`${id} is asked no longer`];
      return [
        ...changed(id, before.verdict, after.verdict),
        ...(before.verdict === after.verdict
          ? changed(`${id}, whether it needs deadlines on time,`, before.onTime, after.onTime)
          : []),
        ...(before.says === after.says ? [] : [`${id} says something else`]),
      ];
    }),
  ];
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** From the sources and from dist alike. */
function version(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const files = ['..', join('..', '..')].map((up) => join(here, up, 'package.json'));
  const file = files.find((one) => existsSync(one));
  if (file === undefined) throw new Ended(exits.environment, `The version is not in ${files.join(' nor ')}.`);
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version;
}
