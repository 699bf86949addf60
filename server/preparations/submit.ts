/**
 * One command to its one verdict, for ever. The decision proposes; the commit answers: verdict, records, state, next
 * deadline, claims and feed entry are one durable write, and whoever lost a race decides again on what is true now.
 */
import { createHash } from 'node:crypto';
import {
  refusals,
  type AssetFact,
  type CommandMessage,
  type Decision,
  type Instant,
  type RefusalCode,
  type Reply,
  type Verdict,
} from '../../machines/index.ts';
import { isBar, saysClaimed } from '../equipment/claims.ts';
import type { Equipment } from '../equipment/equipment.ts';
import type { Directory } from '../people/staff.ts';
import type { Clock } from '../ports.ts';
import type { Keys } from '../record/keys.ts';
import type { Resource } from '../services.ts';
import type { Site } from '../site.ts';
import { StoreUnavailable } from '../store/errors.ts';
import type { Commit, Store, StoredVerdict } from '../store/store.ts';
import { accepted, unchanged } from './entry.ts';
import { inEmergency, isAwayClaim, type Journey } from './journey.ts';
import { judgeCommand, type Asked, type Judge } from './judge.ts';
import type { Known, Knowledge } from './known.ts';
import { timingOf } from './lateness.ts';
import type { Logs } from './log.ts';
import { Busy, type Queue } from './queue.ts';
import { createScanReader } from './read-scans.ts';
import type { May, Preparations } from './service.ts';
import { anyEvent, storedVerdict, toldBy, unappliedAfter } from './told.ts';
import { whereaboutsOf } from './whereabouts.ts';

export interface SubmitParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly keys: Keys;
  readonly site: Site;
  readonly directory: Directory;
  readonly knowledge: Knowledge;
  readonly logs: Logs;
  readonly queue: Queue;
  readonly equipment: Pick<Equipment, 'factOf' | 'besideHandover'>;
  readonly journey: Pick<Journey, 'tell'>;
  /** Another rule than ours, to see what it would do. */
  readonly judge?: Judge;
}

/** Each try loses only to somebody else's commit on the same patient; five in a row is a storm, and the tablet keeps the command. */
const triesMax = 5;

export function createSubmit({
  store,
  clock,
  keys,
  site,
  directory,
  knowledge,
  logs,
  queue,
  equipment,
  journey,
  judge = judgeCommand,
}: SubmitParts): Preparations['submit'] {
  const readScans = createScanReader({ equipment, scan: site.scan });

  async function answer(asked: Asked, may: May): Promise<Reply<Verdict>> {
    const { message } = asked;
    // Whether it was answered before is the first thing that the commit asks: only what ends without one asks here.
    const before = async (): Promise<Reply<Verdict> | null> => {
      const told = await store.verdict(message.preparation, message.id);
      return told === null ? null : answered(toldBy(told).verdict);
    };
    const ready = { ...asked, unapplied: await unappliedBefore(message) };
    for (let attempt = 1; attempt <= triesMax; attempt += 1) {
      const known = await (attempt === 1
        ? knowledge.likely(message.preparation)
        : knowledge.newest(message.preparation));
      // Nothing to commit it to; ids are made by the server, so this one never was a preparation here.
      if (known === null) return (await before()) ?? answered(refusedAs(message, null, clock.now(), 'notHere'));
      // Whoever was first may have moved the patient to a ward that is not this person's.
      const allowed = may(aboutOf(known, message));
      if (!allowed.ok) return (await before()) ?? allowed;
      const at = Math.max(clock.now(), known.state.at);
      const read = await readScans(known, message, at);
      const factual = read.ok ? { ...ready, message: read.message, ...heldBy(read) } : ready;
      const decision = read.ok
        ? await judge({ site, directory }, known, factual, at, () => logs.read(known.head))
        : unreadable(read.says);
      const verdict = await commit(known, factual, decision, at);
      if (verdict !== null) return answered(verdict);
    }
    throw new Busy(`${triesMax} others were first on preparation ${message.preparation}; send it again in a moment.`);
  }

  /** The verdict, or null when somebody else committed first. */
  async function commit(known: Known, asked: Asked, decision: Decision, at: Instant): Promise<Verdict | null> {
    const proposed = await propose(known, asked, decision, at);
    const beside = await equipment.besideHandover(
      known.pinned.protocol,
      known.state,
      proposed.known.state,
      asked.actor,
    );
    const others = await tellOthers(known, proposed.known, asked, at);
    const outcome = await store.commit([...others.map(({ commit: one }) => one), proposed.commit, ...beside]);
    switch (outcome.kind) {
      case 'committed':
        for (const written of [...others, proposed]) knowledge.learn(written.known);
        // Read back from what was stored, so the first answer and every later one are the same bytes.
        return toldBy(proposed.verdict).verdict;
      case 'duplicate': {
        const { preparation, id } = asked.message;
        // What it told others or the equipment log may be what was found first.
        const told = outcome.verdict.command === id ? outcome.verdict : await store.verdict(preparation, id);
        return told === null ? null : toldBy(told).verdict;
      }
      case 'conflict':
        return null;
      case 'ahead':
        // No verdict: nothing was written, and the same command through another node, or a moment later, is taken.
        throw new StoreUnavailable('the clock of this node is ahead of the store’s', 'notWritten');
      case 'claimed': {
        // Put aside between the look into the equipment log and this commit: the log says it now.
        if (isBar(outcome.key) && asked.asset !== undefined) return null;
        const isAway = isAwayClaim(outcome.key);
        // An emergency passes: on what is newest, whoever has the patient is told.
        if (isAway && inEmergency(known.state)) return null;
        const code = isAway ? 'elsewhere' : isBar(outcome.key) ? 'itemsMissing' : 'placeTaken';
        const says = saysClaimed(outcome.key) ?? refusals[code];
        // A refusal holds no claims, so this cannot come back as `claimed`.
        return commit(known, asked, { kind: 'refused', refusal: { code, says, missing: [] } }, at);
      }
    }
  }

  /** The patient's other preparations, told where the patient is now. */
  async function tellOthers(
    known: Known,
    now: Known,
    { message, actor: by }: Asked,
    at: Instant,
  ): Promise<readonly Written[]> {
    const { preparation, id } = message;
    const change = { preparation, pinned: known.pinned, before: known.state, after: now.state, by, at };
    const told = now === known ? [] : await journey.tell(change);
    return Promise.all(
      told.map(async ({ before, event, events, state }) => {
        const of = before.head.preparation;
        const command = { id: toldId(id, of), event, unapplied: [], late: false, happenedAt: null };
        return accepted({
          keys: await keys.of(of),
          before,
          pinned: before.pinned,
          events,
          state,
          at: state.at,
          command,
        });
      }),
    );
  }

  async function propose(
    known: Known,
    { message, timing, unapplied }: Asked,
    decision: Decision,
    at: Instant,
  ): Promise<Proposed> {
    const { id, event, preparation } = message;
    if (decision.kind === 'accepted') {
      const command = { id, event, unapplied, late: timing.late, happenedAt: timing.late ? timing.happenedAt : null };
      return accepted({
        keys: await keys.of(preparation),
        before: known,
        pinned: known.pinned,
        events: decision.events,
        state: decision.state,
        at,
        command,
      });
    }
    const verdict = storedVerdict({ event, unapplied, verdict: verdictOf(message, known, decision, at) });
    return { commit: unchanged(known, verdict, at), known, verdict };
  }

  /** What the device's earlier, unanswered command left undone. One that this site never saw may have been anything. */
  async function unappliedBefore({ preparation, previous }: CommandMessage): Promise<readonly string[]> {
    if (previous === null) return [];
    const told = await store.verdict(preparation, previous);
    return told === null ? [anyEvent] : unappliedAfter(toldBy(told));
  }

  return (message, actor, may) => {
    const timing = timingOf(message, clock.now());
    return queue.run(message.preparation, () => answer({ message, actor, timing, unapplied: [] }, may));
  };
}

const heldBy = ({ asset }: { readonly asset: AssetFact | null }): { readonly asset?: AssetFact } =>
  asset === null ? {} : { asset };
const unreadable = (says: string): Decision => ({
  kind: 'refused',
  refusal: { code: 'valueUnknown', says, missing: [] },
});
const answered = (value: Verdict): Reply<Verdict> => ({ ok: true, value });

function aboutOf(known: Known, { event }: CommandMessage): Resource {
  const spec = known.pinned.protocol.events.get(event);
  return { ...whereaboutsOf(known), event, ...(spec === undefined ? {} : { spec }) };
}

/** What goes to the store, and what this process knows once it is there. */
interface Written {
  readonly commit: Commit;
  readonly known: Known;
}
interface Proposed extends Written {
  readonly verdict: StoredVerdict;
}

/** The same command tells the same preparation once, however often it is sent. */
const toldId = (command: string, preparation: string): string =>
  createHash('sha256').update(`whereabouts ${command} ${preparation}`).digest('hex');

function verdictOf(
  { id: command }: CommandMessage,
  { head: { revision, hash: head } }: Known,
  decision: Exclude<Decision, { kind: 'accepted' }>,
  at: Instant,
): Verdict {
  if (decision.kind === 'alreadySo') return { kind: 'alreadySo', command, revision, head, at, by: decision.by };
  return { kind: decision.kind, command, revision, head, at, refusal: decision.refusal };
}

const refusedAs = ({ id: command }: CommandMessage, known: Known | null, at: Instant, code: RefusalCode): Verdict => ({
  kind: 'refused',
  command,
  revision: known?.head.revision ?? 0,
  head: known?.head.hash ?? '',
  at,
  refusal: { code, says: refusals[code], missing: [] },
});
