/**
 * The demo ward's morning so far: the demo staff work through the API of a server whose clock runs ahead of the wall's
 * from an hour ago, so that the window opens on a ward that has been at work. Only ever played on an empty store.
 */
import { v7 as uuid } from 'uuid';
import type { Clock } from '../ports.ts';
import { run } from '../run.ts';
import { readSettings } from '../settings.ts';
import { goesOn, type MorningOptions, somebodyActs } from './morning.ts';
import { nextPatients } from './patients.ts';
import { type Person, signInAs } from './person.ts';
import { bloodSample } from './protocols.ts';
import { type Staff, staffOf } from './staff.ts';

const minute = 60_000;
/** How much of the morning is over when the window opens. */
const morningMs = 26 * minute;
/** How often the demo staff go to somebody in it, and how much they do while they are there. */
const visits = 110;
const actsEach = 4;

/**
 * @returns the numbers of who was on the list within a day, the first first: nobody comes back while others can.
 * @throws Error when the settings are wrong or the store cannot be opened.
 */
export async function seedMorning(environment: Readonly<Record<string, string>>): Promise<Set<string>> {
  const read = readSettings({ ...process.env, ...environment, WARDREADY_PORT: '0' });
  if (!read.ok) throw new Error(read.problems.join('\n'));
  let at = Date.now() - morningMs;
  // Redis has a clock of its own; it takes an instant in the past, never one ahead.
  const clock: Clock = { now: () => at, monotonic: () => performance.now() };
  const quiet = {
    info: () => undefined,
    warn: () => undefined,
    error: (fields: object, message: string) => console.error(message, fields),
  };
  const { server, site, store, stop } = await run(read.settings, quiet, clock);
  try {
    const base = `http://127.0.0.1:${server.address.port}`;
    const before = await store.preparations();
    if (before.length > 0) {
      at = Date.now();
      return await cameToday(await signInAs(base, 'BADGE-NUNEZ', 'demo-tablet-9', { next: uuid }), before, at);
    }
    const staff = await staffOf(base, { next: uuid }, at);
    const [ward] = site.wards;
    const options = {
      ward: ward?.ward ?? '',
      visitors: new Set(['a-osei']),
      came: new Set<string>(),
      chance: seeded(4),
      now: () => at,
      beds: (ward?.beds ?? []).filter((bed) => ward?.inUse.includes(bed) !== true),
    };
    for (let n = 0; n < visits; n++) {
      let done = await somebodyActs(staff, options);
      for (let more = 1; more < actsEach && done !== null; more++) done = await goesOn(staff, options, done.row);
      at = Math.min(at + Math.floor(morningMs / visits), Date.now());
    }
    await leaveTwoWaiting(staff, options.ward, at);
    await leaveOneForTheVisitor(staff, base, options, at);
    return options.came;
  } finally {
    await stop();
  }
}

/** @param preparations every one on record: their names begin with the time they were opened. */
export async function cameToday(reader: Person, preparations: readonly string[], now: number): Promise<Set<string>> {
  const today = preparations.filter((one) => now - openedAt(one) < 24 * 60 * minute).toSorted();
  const came = new Set<string>();
  for (const preparation of today) came.add((await reader.checklist(preparation)).patient.number);
  return came;
}

/** As version 7 of a UUID says it. */
const openedAt = (preparation: string): number => Number.parseInt(preparation.replace('-', '').slice(0, 12), 16);

/** A board on which nobody needs anybody shows little: one patient is held and one has a question when the window opens. */
async function leaveTwoWaiting({ technician }: Staff, ward: string, at: number): Promise<void> {
  const busy = (await technician.rows(ward)).filter(({ status }) => status.kind === 'inProgress');
  const [held, asking] = busy;
  if (held !== undefined)
    await technician.tap(await technician.checklist(held.preparation), 'flow.held', {
      reason: 'Waiting for the form',
      lookAgainAt: at + 10 * minute,
    });
  if (asking !== undefined) await technician.tap(await technician.checklist(asking.preparation), 'question.raised');
}

/** The visitor's own patient: a blood sample, in a bed of their own and arrived, whom the staff leave alone. */
async function leaveOneForTheVisitor(
  { chargeNurse }: Staff,
  base: string,
  { ward, beds, came }: Pick<MorningOptions, 'ward' | 'beds' | 'came'>,
  at: number,
): Promise<void> {
  const rows = await chargeNurse.rows(ward);
  const bed = beds.find((one) => !rows.some(({ place }) => place.bed === one));
  const [patient] = nextPatients(came, new Set(rows.map((row) => row.patient.lastFive)));
  if (bed === undefined || patient === undefined) return;
  came.add(patient.number);
  const { protocol, facts } = bloodSample(false);
  const start = Math.ceil((at + 25 * minute) / (5 * minute)) * 5 * minute;
  const order = { number: `V${at.toString(36).toUpperCase()}`, facts };
  await chargeNurse.post('/preparations', { ward, bed, protocol, start, patient, order });
  const visitor = await signInAs(base, 'BADGE-OSEI', 'demo-tablet-7', { next: uuid });
  const mine = (await visitor.rows(ward)).find(({ place }) => place.bed === bed);
  if (mine === undefined) return;
  await visitor.tap(await visitor.checklist(mine.preparation), 'patient.arrived');
  await visitor.tap(await visitor.checklist(mine.preparation), 'responsibility.taken');
}

/** Chance from a seed, so that everybody's demo begins with the same morning (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
