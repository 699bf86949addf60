/**
 * The outbox: a tap is saved on this tablet first, sent when the server is heard, and kept until it is answered.
 * One command at a time, in the device's order; the same id is the same command however often it is sent.
 * Everything it touches is handed in, so that a test can take the storage and the network away.
 */
import { canonical, outboxCommandsMax, wireFormat } from '../../machines/index.ts';
import type { Checklist, CommandMessage, Reply, Verdict } from '../../machines/index.ts';
import { OutboxFull, type Answered, type DeviceTurn, type OutboxParts, type OutboxState } from './outbox-parts.ts';
import { cardFor, cardForProblem, isPassing, sawIn, unanswered, type CommandDraft, type Waiting } from './waiting.ts';

const retryFirstMs = 1_000;
const retryMostMs = 15_000;
/** Whoever tapped is still looking at it. */
const atOnceMs = 5_000;
/** What the queue screen shows of what went well. */
const sentMax = 20;
/** A store that lost its newest changes lost seconds of them; a page remembers so much of what it was told is saved. */
const rememberedMs = 10 * 60_000;
const rememberedMax = 200;

interface Accepted {
  readonly waiting: Waiting;
  readonly verdict: Verdict;
  /** When it was answered, by this device's wall clock. */
  readonly at: number;
}

export function createOutbox(parts: OutboxParts) {
  let state: OutboxState = { waiting: [], cards: [], sent: [] };
  let draining = false;
  let again = false;
  let failures = 0;
  let restUntil = 0;
  const listeners = new Set<() => void>();
  const answers = new Map<string, (verdict: Verdict) => void>();
  /** Accepted lately, oldest first, while this page lives. */
  let remembered: readonly Accepted[] = [];
  /** Of those, what is to be offered once more. */
  let owed: readonly Accepted[] = [];
  const loaded = refresh();

  async function refresh(): Promise<void> {
    const [waiting, cards] = await Promise.all([parts.keep.waiting(), parts.keep.cards()]);
    state = { ...state, waiting, cards };
    listeners.forEach((listener) => listener());
  }

  /** Resolves when it is saved on this tablet. `answered` hears the verdict, if this page lives to get it. */
  async function add(
    draft: CommandDraft & { readonly grant: string },
    snapshot: Checklist | null,
    answered?: (verdict: Verdict) => void,
  ): Promise<Waiting> {
    const device = await parts.device();
    const waiting = await parts.keep.add((turn) => {
      if (turn.waiting.length >= outboxCommandsMax) throw new OutboxFull('The outbox is full');
      return sign(draft, turn, device, snapshot);
    }, snapshot);
    if (answered !== undefined) answers.set(waiting.id, answered);
    await refresh();
    pulse();
    return waiting;
  }

  function sign(
    draft: CommandDraft & { readonly grant: string },
    turn: DeviceTurn,
    device: string,
    snapshot: Checklist | null,
  ): Waiting {
    const { says, ...asked } = draft;
    const id = parts.makeId();
    const message: CommandMessage = {
      ...asked,
      format: wireFormat,
      id,
      device: { id: device, seq: turn.seq },
      previous: turn.previousOf(draft.preparation),
      wallTime: parts.wall(),
      lastSync: parts.clock.lastSync(),
      elapsed: parts.clock.elapsed(),
    };
    const saw = snapshot === null ? {} : { saw: sawIn(snapshot) };
    return { seq: turn.seq, id, message, says, untilShown: snapshot !== null, ...saw, verdict: null };
  }

  /** The server was heard: send what waits. */
  function pulse(): void {
    // A tap while the last one is being answered is not left for the next heartbeat.
    again = true;
    if (draining || parts.wall() < restUntil) return;
    draining = true;
    again = false;
    void parts.alone(drain).finally(() => {
      draining = false;
      if (again && owed.length + unanswered(state.waiting).length > 0 && parts.maySend()) pulse();
    });
  }

  async function drain(): Promise<void> {
    await loaded;
    for (;;) {
      await refresh();
      // What was tapped first is offered first.
      const [offered] = owed;
      const next = offered?.waiting ?? unanswered(state.waiting)[0];
      if (next === undefined || !parts.maySend()) return;
      const reply = await parts.send(next.message);
      if (!reply.ok && isPassing(reply.problem.status)) return rest();
      failures = 0;
      if (offered !== undefined) {
        // One that was owed anew meanwhile is another: its answer may be from before.
        owed = owed.filter((one) => one !== offered);
        // Still so: nobody needs to hear it twice.
        if (reply.ok && canonical(reply.value) === canonical(offered.verdict)) continue;
        remembered = remembered.filter(({ waiting }) => waiting.id !== next.id);
      }
      await settle(next, reply);
    }
  }

  async function settle(waiting: Waiting, reply: Reply<Verdict>): Promise<void> {
    if (!reply.ok) {
      answers.delete(waiting.id);
      const card = cardForProblem(waiting, reply.problem, parts.clock.now());
      await parts.keep.settle(waiting, { keep: null, card });
      return parts.tell({ id: waiting.id, verdict: null });
    }
    const verdict = reply.value;
    const heard = answers.get(waiting.id);
    answers.delete(waiting.id);
    // A plain no at once is read under the item by whoever tapped; one that comes late, or needs a person, stays.
    const atOnce = heard !== undefined && parts.wall() - waiting.message.wallTime < atOnceMs;
    const card = atOnce && verdict.kind === 'refused' ? null : cardFor(waiting, verdict);
    const keep = verdict.kind === 'accepted' && waiting.untilShown ? verdict : null;
    if (card === null && verdict.kind !== 'refused') {
      const others = state.sent.filter(({ id }) => id !== waiting.id);
      state = { ...state, sent: [{ ...waiting, verdict }, ...others].slice(0, sentMax) };
    }
    if (verdict.kind === 'accepted') remember({ waiting, verdict, at: parts.wall() });
    await parts.keep.settle(waiting, { keep, card });
    heard?.(verdict);
    parts.tell({ id: waiting.id, verdict });
  }

  function remember(one: Accepted): void {
    remembered = [...remembered.filter(isRecent), one].slice(-rememberedMax);
  }
  const isRecent = ({ at }: Accepted): boolean => Math.abs(parts.wall() - at) < rememberedMs;

  function rest(): void {
    const wait = Math.min(retryFirstMs * 2 ** failures, retryMostMs);
    failures += 1;
    restUntil = parts.wall() + wait;
    // The rest is over when its time is, whatever this device's wall clock was set to meanwhile.
    parts.later(() => {
      restUntil = 0;
      pulse();
    }, wait);
  }

  return {
    add,
    pulse,
    /** The server is back: do not wait out an earlier failure. */
    wake(): void {
      failures = 0;
      restUntil = 0;
      pulse();
    },
    /**
     * The server's history may not be the one this page heard, after a failover that lost something. What was accepted lately is
     * offered again, with the same ids: where it is known the answer is the same, and where it was lost it is judged anew.
     */
    offerAgain(): void {
      owed = remembered.filter(isRecent).map((one) => ({ ...one }));
      if (owed.length > 0) pulse();
    },
    /** Another page of this device had an answer. */
    async told({ id, verdict }: Answered): Promise<void> {
      if (verdict !== null) answers.get(id)?.(verdict);
      answers.delete(id);
      await refresh();
    },
    state: () => state,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    /** The screen that waited for this answer is gone: a refusal becomes a card. */
    stopListening: (id: string) => void answers.delete(id),
    async read(card: string) {
      await parts.keep.read(card);
      await refresh();
    },
    async landed(checklist: Checklist) {
      const dropped = await parts.keep.landed(checklist);
      if (dropped.length > 0) await refresh();
    },
  };
}
