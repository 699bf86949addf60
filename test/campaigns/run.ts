/**
 * Runs one campaign: `NAME --minutes N` from a new seed, `--seed S` from a given one, `--round S` for one round alone.
 * Ends with one line, and writes what it did into docs/evidence/campaigns/NAME.json.
 */
import { execFileSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { addCounts, type Campaign, type Counts } from './campaign.ts';
import { entered, type Failure, type Ledger, roundSeed } from './ledger.ts';

const here = import.meta.dirname;
const root = join(here, '..', '..');
/** A campaign that fails at every round has said enough. */
const failuresMax = 20;
/** A long search says now and then how far it is. */
const quietMs = 120_000;
const words = { campaign: 'the interface', ledger: 'the ledger', run: 'this' };

const { name, minutes, seed, round } = await asked();
const { campaign } = (await import(`./${name}.ts`)) as { readonly campaign: Campaign };
await campaign.begin?.();
process.exitCode = round === null ? await many() : await one(round);
await campaign.end?.();

async function many(): Promise<number> {
  process.stdout.write(`${campaign.asks}\n${name}: ${minutes} min from seed ${seed}\n`);
  const began = Date.now();
  const failures: Failure[] = [];
  let counts: Counts = {};
  let rounds = 0;
  let said = began;
  while (Date.now() - began < minutes * 60_000 && failures.length < failuresMax) {
    const of = roundSeed(seed, rounds);
    rounds += 1;
    try {
      counts = addCounts(counts, await campaign.round(of));
    } catch (error) {
      failures.push({
        seed: of,
        says: placeless(error instanceof Error ? error.message : String(error)).slice(0, 500),
      });
      process.stdout.write(`not so: npm run campaign -- ${name} --round ${of}\n  ${failures.at(-1)?.says ?? ''}\n`);
    }
    if (Date.now() - said < quietMs) continue;
    said = Date.now();
    process.stdout.write(`${Math.round((said - began) / 60_000)} min: ${rounds} rounds\n`);
  }
  const spent = Math.round((Date.now() - began) / 6000) / 10;
  const on = `node ${process.version}, ${process.platform} ${process.arch}`;
  const day = new Date(began).toISOString().slice(0, 10);
  await enter({ commit: commitNow(), seed, rounds, minutes: spent, counts, failures, on, day });
  process.stdout.write(`${rounds - failures.length} passed, ${failures.length} failed\n`);
  return failures.length > 0 || rounds === 0 ? 1 : 0;
}

async function one(of: number): Promise<number> {
  try {
    process.stdout.write(`${JSON.stringify(await campaign.round(of))}\n1 passed, 0 failed\n`);
    return 0;
  } catch (error) {
    process.stdout.write(
      `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n0 passed, 1 failed\n`,
    );
    return 1;
  }
}

async function enter(run: Parameters<typeof entered>[3]): Promise<void> {
  const folder = join(root, 'docs', 'evidence', 'campaigns');
  const path = join(folder, `${name}.json`);
  const before = existsSync(path) ? (JSON.parse(await readFile(path, 'utf8')) as Ledger) : null;
  await mkdir(folder, { recursive: true });
  await writeFile(path, `${JSON.stringify(entered(before, name, campaign.asks, run), null, 2)}\n`);
}

/** The commit this tree stands on; `+` when it has changed since, `none` outside git. */
function commitNow(): string {
  try {
    const git = (...args: readonly string[]): string =>
      execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
    const changed = git('status', '--porcelain', '--', '.', ':!docs') !== '';
    return `${git('rev-parse', '--short=12', 'HEAD')}${changed ? '+' : ''}`;
  } catch {
    return 'none';
  }
}

async function asked(): Promise<{ name: string; minutes: number; seed: number; round: number | null }> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { minutes: { type: 'string', default: '1' }, seed: { type: 'string' }, round: { type: 'string' } },
  });
  const there = (await readdir(here))
    .filter((file) => file.endsWith('.ts') && !(file.slice(0, -3) in words))
    .map((file) => file.slice(0, -3));
  const [which = ''] = positionals;
  if (!there.includes(which)) {
    process.stderr.write(`Say which campaign: ${there.join(', ') || 'none is written yet'}.\n`);
    process.exit(2);
  }
  const number = (text: string): number => {
    const value = Number(text);
    if (Number.isFinite(value) && value >= 0) return value;
    process.stderr.write(`"${text}" is not a number.\n`);
    return process.exit(2);
  };
  return {
    name: which,
    minutes: number(values.minutes),
    seed: values.seed === undefined ? randomInt(2 ** 32) : number(values.seed),
    round: values.round === undefined ? null : number(values.round),
  };
}

/** Where a round's temporary files lay is of this machine and no use to anybody else. */
function placeless(text: string): string {
  return text.replaceAll(tmpdir(), '…').replaceAll(root, '.');
}
