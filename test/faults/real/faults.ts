/** What is done to a real ward, and on which ward it is done. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Chance } from '../../support/chance.ts';
import { until } from '../../support/until.ts';
import { failOver, type Failover } from './failover.ts';
import type { Program } from './program.ts';
import type { RealWard, Setting } from './ward.ts';

export interface Struck {
  readonly ward: RealWard;
  readonly chance: Chance;
  /** Commands that got a verdict so far, and answers that said “not saved yet”. */
  readonly verdicts: () => number;
  readonly notSaved: () => number;
  /** Every board is connected and without a gap. */
  readonly live: () => boolean;
  readonly failedOver: (one: Failover) => void;
}

export interface FaultKind {
  readonly setting: Setting;
  /** How often it strikes in one round. */
  readonly times: number;
  /** Resolves when whatever was broken or down is whole and up again. Gives how many of what struck. */
  strike(on: Struck): Promise<number>;
}

/** Down for this long at most, and now and then so much longer: deadlines fall due meanwhile, and everybody has tried in vain for a while. */
const downMaxMs = 900;
const longDownMs = 6_000;
const longOneIn = 12;
/** A full disk is found by whoever writes next; an embedded store first uses up what it has free inside. */
const noticedWithinMs = 40_000;

const embedded = { store: 'embedded', nodes: 1, disk: 'any' } as const;
const redis = { store: 'redis', nodes: 1, disk: 'any' } as const;

export const faultKinds = {
  'embedded: node killed': { setting: embedded, times: 15, strike: killNodes },
  'Redis: node killed': { setting: redis, times: 15, strike: killNodes },
  'Redis, two nodes: node killed': { setting: { ...redis, nodes: 2 }, times: 12, strike: killNodes },
  'Redis: Redis killed': { setting: { ...redis, nodes: 2 }, times: 25, strike: killRedis },
  'Redis, three nodes: rolling restart': { setting: { ...redis, nodes: 3 }, times: 4, strike: restartInTurn },
  'embedded: disk full': { setting: { ...embedded, disk: 'own' }, times: 4, strike: fillDisk },
  'Redis: disk full': { setting: { ...redis, disk: 'own' }, times: 4, strike: fillDisk },
  'embedded: EIO': { setting: { ...embedded, disk: 'bad' }, times: 4, strike: failDisk },
  'Redis: EIO': { setting: { ...redis, disk: 'bad' }, times: 4, strike: failDisk },
  'embedded: power cut': { setting: { ...embedded, disk: 'own' }, times: 8, strike: cutPower },
  'Redis: power cut': { setting: { ...redis, disk: 'own' }, times: 8, strike: cutPower },
  'Sentinel: failover': { setting: { store: 'sentinel', nodes: 2, disk: 'any' }, times: 4, strike: failOver },
} as const satisfies Readonly<Record<string, FaultKind>>;
export type FaultName = keyof typeof faultKinds;
export const faultNames = Object.keys(faultKinds) as FaultName[];

/** One node or several at once, in the middle of whatever it does. */
async function killNodes({ ward: { nodes }, chance, verdicts }: Struck): Promise<number> {
  const hit = nodes.filter(() => chance.in(2));
  const dead = hit.length === 0 ? nodes.slice(0, 1) : hit;
  if (chance.in(2)) await answered(verdicts);
  await Promise.all(dead.map((node) => node.kill()));
  await stayDown(chance);
  await Promise.all(dead.map((node) => node.start()));
  return dead.length;
}

async function killRedis({ ward, chance }: Struck): Promise<number> {
  await ward.redis?.kill();
  await stayDown(chance);
  await ward.redis?.start();
  return 1;
}

const stayDown = (chance: Chance): Promise<void> =>
  pause(chance.below(downMaxMs) + (chance.in(longOneIn) ? longDownMs : 0));

/** As an update goes: each is asked to end and is back before the next is asked. */
async function restartInTurn({ ward: { nodes }, chance }: Struck): Promise<number> {
  for (const node of nodes) {
    const code = await node.stop();
    if (code !== 0) throw new Error(`a node that was asked to end ended with ${String(code)}`);
    await node.start();
    await pause(chance.below(200));
  }
  return 1;
}

/** The store's disk has what was written through to it, and its program is gone; with Redis the node often is too. */
async function cutPower({ ward, chance, verdicts }: Struck): Promise<number> {
  const { redis: server, disk, nodes } = ward;
  const stores: readonly Program[] = server === null ? nodes : [server];
  // The moment after somebody was told that it is saved.
  await answered(verdicts);
  for (const program of stores) program.freeze();
  disk?.cut();
  const dead = server === null ? nodes : [server, ...(chance.in(2) ? nodes : [])];
  await Promise.all(dead.map((program) => program.kill()));
  disk?.restore();
  await stayDown(chance);
  for (const program of dead) await program.start();
  return 1;
}

async function fillDisk(on: Struck): Promise<number> {
  on.ward.disk?.fill();
  await noticed(on);
  await pause(on.chance.below(downMaxMs));
  on.ward.disk?.free();
  await back(on);
  return 1;
}

/** For a while, or one single call: the write of the data, of the page that makes it count, or the fsync of either. */
async function failDisk(on: Struck): Promise<number> {
  const { chance, ward } = on;
  const single = chance.in(2);
  const kinds = ward.redis === null ? (['sync', 'write', 'meta'] as const) : (['sync', 'write'] as const);
  ward.bad?.fail(chance.of(kinds)!, single ? chance.below(6) : undefined);
  await until('the disk fails', () => ward.bad?.hit() === true, noticedWithinMs);
  // Of one call the deadline worker may be the only one who hears, and tries again.
  if (!single) await noticed(on);
  await pause(chance.below(downMaxMs));
  ward.bad?.mend();
  await back(on);
  return 1;
}

/** Somebody is told plainly that it is not saved; nobody who is told nothing believes that it is. */
async function noticed({ notSaved }: Struck): Promise<void> {
  const before = notSaved();
  await until('somebody is told that nothing is saved', () => notSaved() > before, noticedWithinMs);
}

/** By itself, or by its supervisor: nobody logs in to a server at night. */
async function back({ ward, verdicts }: Struck): Promise<void> {
  const programs = [...ward.nodes, ...(ward.redis === null ? [] : [ward.redis])];
  await until('everything runs again', () => programs.every((program) => program.ready()), noticedWithinMs);
  await answered(verdicts);
}

async function answered(verdicts: () => number): Promise<void> {
  const before = verdicts();
  await until('a command is answered', () => verdicts() > before, noticedWithinMs);
}
