/**
 * An earlier WardReady and this one on one ward. People tap while the earlier one runs, go on tapping while this one comes
 * in its place or beside it, and everything acknowledged by either is looked for at the end.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chance } from '../../support/chance.ts';
import { check } from '../history/check.ts';
import { startPeople, type People } from '../real/people.ts';
import { readHistory } from '../real/read-history.ts';
import { within } from '../real/round.ts';
import { startRealWard, type NodeOf, type RealWard } from '../real/ward.ts';
import { keptFlaws } from './kept.ts';
import { oldBuild, protocolsOf, thisBuild, type Build } from './old-build.ts';

/** In its place, after an end or a kill; or one after the other while both answer, on one Redis. */
export const ways = ['embedded: stopped', 'embedded: killed', 'Redis: killed', 'Redis: rolling'] as const;
export type Way = (typeof ways)[number];

export interface Pair {
  readonly way: Way;
  /** `read`: this build took the ward over. `refused`: it said by name why not, and the earlier one went on. */
  readonly kind: 'read' | 'refused';
  readonly flaws: readonly string[];
  readonly opened: number;
  /** Answers before this build came, and after. */
  readonly before: number;
  readonly after: number;
  /** Of all answers: recorded at the bedside. */
  readonly accepted: number;
}

/** What this build says of preparations that an earlier one began, and that it would run otherwise. */
const refusal = /cannot be run by this build.*run the WardReady that began them/s;
const workLeast = 40;
const workWithinMs = 15_000;
const settledWithinMs = 60_000;

const loader = createRequire(import.meta.url).resolve('tsx');

export async function playPair(commit: string, way: Way, seed: number): Promise<Pair> {
  const home = mkdtempSync(join(tmpdir(), 'wardready-pair-'));
  const old = oldBuild(commit);
  const was = nodeOf(old, join(home, 'old'));
  const now = nodeOf(thisBuild, join(home, 'now'));
  const redis = way.startsWith('Redis');
  const nodes = way === 'Redis: rolling' ? 2 : 1;
  const ward = await startRealWard({ store: redis ? 'redis' : 'embedded', nodes, disk: 'any', node: was });
  let people: People | null = null;
  try {
    people = await startPeople(ward.urls, seed);
    const { witness } = people;
    await within(workWithinMs, () => witness.verdicts() >= workLeast);
    const before = witness.verdicts();
    const refused = await comesIn(ward, way, was, now, new Chance(seed));
    await people.sendAgain();
    await within(workWithinMs, () => witness.verdicts() >= before + workLeast);
    await people.rest();
    const { settled } = people;
    await within(settledWithinMs, () => settled());
    const end = Date.now();
    const store = await ward.openStore();
    try {
      await within(settledWithinMs, async () => (await store.due(end, 1)).length === 0);
      for (const node of ward.nodes) await node.stop();
      const master = await ward.master();
      const flaws = refused
        ? await keptFlaws(store, master, witness)
        : check(await readHistory({ store, master, witness, boards: [], invariants: [], end })).map(
            ({ kind, says }) => `${kind}: ${says}`,
          );
      return {
        way,
        kind: refused ? 'refused' : 'read',
        flaws,
        opened: witness.opened.length,
        before,
        after: witness.verdicts() - before,
        accepted: witness.answers.filter(({ kind }) => kind === 'accepted').length,
      };
    } finally {
      await store.close();
    }
  } finally {
    people?.close();
    await ward.end();
    old.end();
    rmSync(home, { recursive: true, force: true });
  }
}

export const nodeOf = (build: Build, protocols: string): NodeOf => ({
  args: ['--import', loader, join(build.root, 'server', 'main.ts')],
  env: { WARDREADY_PROTOCOLS: protocolsOf(build, protocols) },
});

/** True when this build refuses the ward; then what was there goes on. */
async function comesIn(ward: RealWard, way: Way, was: NodeOf, now: NodeOf, chance: Chance): Promise<boolean> {
  let refused = false;
  for (const [index, node] of [...ward.nodes.entries()]) {
    await (way === 'embedded: stopped' || (way === 'Redis: rolling' && chance.in(2)) ? node.stop() : node.kill());
    const said = await startsOrSays(ward, now);
    refused = said !== null;
    if (said !== null && !refusal.test(said)) throw new Error(`this build does not start, and says: ${said}`);
    await ward.replace(index, said === null ? now : was).start();
  }
  return refused;
}

/** Null when it starts; otherwise its last words. It is stopped again. */
function startsOrSays(ward: RealWard, { args, env }: NodeOf): Promise<string | null> {
  const one = spawn(process.execPath, args, {
    env: { ...process.env, ...ward.environment, ...env, WARDREADY_PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (bytes: Buffer): void => {
      said += bytes.toString();
      if (said.includes('WardReady is ready')) one.kill('SIGTERM');
    };
    one.stdout.on('data', hear);
    one.stderr.on('data', hear);
    one.once('error', reject);
    one.once('exit', () => resolve(said.includes('WardReady is ready') ? null : said));
  });
}
