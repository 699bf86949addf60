import { expect } from 'chai';
import type { Checklist, CommandMessage, Reply, Verdict } from '../../machines/index.ts';
import { createOutbox } from '../../src/link/outbox.ts';
import { OutboxFull, type Keep, type OutboxParts } from '../../src/link/outbox-parts.ts';
import { createServerClock } from '../../src/link/server-clock.ts';
import { cardNow, previousOf, type Card, type CommandDraft, type Waiting } from '../../src/link/waiting.ts';

/** Storage that forgets nothing and a network in the test's hand. */
class Tablet {
  waiting: Waiting[] = [];
  cards: Card[] = [];
  sent: CommandMessage[] = [];
  live = false;
  seq = 0;
  answer: (message: CommandMessage) => Reply<Verdict> = (message) => ({ ok: true, value: accepted(message.id) });
  readonly clock = createServerClock(
    () => this.monotonic,
    () => this.wall,
  );
  monotonic = 0;
  wall = 1_000_000;
  later: (() => void)[] = [];

  readonly keep: Keep = {
    waiting: async () => [...this.waiting],
    cards: async () => [...this.cards],
    add: async (build) => {
      this.seq += 1;
      const one = build({
        seq: this.seq,
        waiting: this.waiting,
        previousOf: (preparation) => previousOf(this.waiting, preparation),
      });
      // Out of order on purpose: a store promises none.
      this.waiting = [one, ...this.waiting];
      return one;
    },
    settle: async (waiting, { keep, card }) => {
      this.waiting =
        keep === null
          ? this.waiting.filter(({ id }) => id !== waiting.id)
          : this.waiting.map((one) => (one.id === waiting.id ? { ...one, verdict: keep } : one));
      if (card !== null) this.cards = [...this.cards, card];
    },
    read: async (card) => {
      this.cards = this.cards.filter(({ id }) => id !== card);
    },
    landed: async (checklist) => {
      const shown = this.waiting.filter(({ verdict }) => verdict !== null && verdict.revision <= checklist.revision);
      this.waiting = this.waiting.filter((one) => !shown.includes(one));
      return shown.map(({ id }) => id);
    },
  };

  outbox(more: Partial<OutboxParts> = {}) {
    let made = 0;
    return createOutbox({
      keep: this.keep,
      send: async (message) => {
        this.sent.push(message);
        return this.answer(message);
      },
      maySend: () => this.live,
      clock: this.clock,
      device: async () => 'device-0001',
      makeId: () => `command-${(made += 1)}`,
      wall: () => this.wall,
      later: (run) => void this.later.push(run),
      alone: (run) => run(),
      tell: () => undefined,
      ...more,
    });
  }
}

const accepted = (command: string, revision = 5): Verdict => ({
  kind: 'accepted',
  command,
  revision,
  head: 'h',
  at: 9,
  late: false,
});
const refused = (command: string, kind: 'refused' | 'needsPerson' = 'refused'): Verdict => ({
  kind,
  command,
  revision: 4,
  head: 'h',
  at: 9,
  refusal: { code: 'notNow', says: 'Not now.', missing: [] },
});
const draft = (event = 'item.weight.measured', preparation = 'preparation-1'): CommandDraft & { grant: string } => ({
  preparation,
  event,
  digest: 'd',
  base: { revision: 4, head: 'h' },
  grant: 'grant-0001',
  says: { patient: 'M. ROE', bed: '12', what: 'Weight', value: '74 kg', by: 'p' },
});
const snapshot = {
  preparation: 'preparation-1',
  revision: 4,
  at: 1_000,
  row: { due: 9_000, place: { ward: 'w', bed: '1' } },
  steps: [{ items: [{ id: 'metal', evidence: { says: 'ALL OFF' } }] }],
} as unknown as Checklist;
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('the outbox', () => {
  it('says saved before anything is sent', async () => {
    const tablet = new Tablet();
    const outbox = tablet.outbox();
    const saved = await outbox.add(draft(), snapshot);
    expect(tablet.waiting.map(({ id }) => id)).to.deep.equal([saved.id]);
    expect(tablet.sent).to.deep.equal([]);
  });

  it('sends in the order of the device, one at a time, whatever order the storage gives', async () => {
    const tablet = new Tablet();
    const outbox = tablet.outbox();
    for (const event of ['item.a.attested', 'item.b.attested', 'item.c.attested'])
      await outbox.add(draft(event), snapshot);
    tablet.live = true;
    outbox.pulse();
    await settled();
    expect(tablet.sent.map(({ event }) => event)).to.deep.equal([
      'item.a.attested',
      'item.b.attested',
      'item.c.attested',
    ]);
    expect(tablet.sent.map(({ device }) => device.seq)).to.deep.equal([1, 2, 3]);
  });

  it('names the command before it on the same patient, and no other', async () => {
    const tablet = new Tablet();
    const outbox = tablet.outbox();
    const first = await outbox.add(draft(), snapshot);
    const other = await outbox.add(draft('flow.held', 'preparation-2'), snapshot);
    const second = await outbox.add(draft(), snapshot);
    expect([first, other, second].map(({ message }) => message.previous)).to.deep.equal([null, null, first.id]);
  });

  it('sends the same id again when no answer came, and applies one answer', async () => {
    const tablet = new Tablet();
    const outbox = tablet.outbox();
    tablet.live = true;
    let lost = 1;
    tablet.answer = ({ id }) =>
      lost-- > 0
        ? { ok: false, problem: { type: '/problems/unanswered', title: '', status: 0, detail: '' } }
        : { ok: true, value: accepted(id) };
    await outbox.add(draft(), snapshot);
    await settled();
    tablet.wall += 2_000;
    tablet.later.forEach((run) => run());
    await settled();
    expect(tablet.sent.map(({ id }) => id)).to.deep.equal(['command-1', 'command-1']);
    expect(outbox.state().sent).to.have.length(1);
  });

  it('sends again when its rest is over, also if somebody set the tablet’s clock back meanwhile', async () => {
    const tablet = new Tablet();
    const outbox = tablet.outbox();
    tablet.live = true;
    tablet.answer = () => ({ ok: false, problem: { type: '/problems/not-saved', title: '', status: 503, detail: '' } });
    await outbox.add(draft(), snapshot);
    await settled();
    tablet.wall -= 600_000;
    tablet.later.forEach((run) => run());
    await settled();
    expect(tablet.sent).to.have.length(2);
  });

  it('keeps what was accepted until a checklist shows it', async () => {
    const tablet = new Tablet();
    const outbox = tablet.outbox();
    tablet.live = true;
    await outbox.add(draft(), snapshot);
    await settled();
    expect(tablet.waiting[0]?.verdict?.kind).to.equal('accepted');
    await outbox.landed({ ...snapshot, revision: 4 });
    expect(tablet.waiting).to.have.length(1);
    await outbox.landed({ ...snapshot, revision: 5 });
    expect(tablet.waiting).to.deep.equal([]);
  });

  it('turns a late no into a card that stays until it is read', async () => {
    const tablet = new Tablet();
    const before = tablet.outbox();
    await before.add(draft(), snapshot);
    await settled();
    // The page was reloaded: nobody waits for the answer any more.
    const outbox = tablet.outbox();
    tablet.answer = ({ id }) => ({ ok: true, value: refused(id) });
    tablet.live = true;
    outbox.pulse();
    await settled();
    expect(outbox.state().cards.map(({ kind, detail }) => [kind, detail])).to.deep.equal([['refused', 'Not now.']]);
    await outbox.read('command-1');
    expect(outbox.state().cards).to.deep.equal([]);
  });

  it('makes no card of a no that somebody is looking at, but always of what needs a person', async () => {
    const tablet = new Tablet();
    const outbox = tablet.outbox();
    tablet.live = true;
    const heard: string[] = [];
    tablet.answer = ({ id }) => ({ ok: true, value: refused(id) });
    await outbox.add(draft(), snapshot, ({ kind }) => heard.push(kind));
    await settled();
    expect(outbox.state().cards).to.deep.equal([]);
    tablet.answer = ({ id }) => ({ ok: true, value: refused(id, 'needsPerson') });
    await outbox.add(draft(), snapshot, ({ kind }) => heard.push(kind));
    await settled();
    expect(heard).to.deep.equal(['refused', 'needsPerson']);
    expect(outbox.state().cards.map(({ kind }) => kind)).to.deep.equal(['needsPerson']);
  });

  it('says on the card what others changed, what it was when it was tapped, and what it is since', async () => {
    const tablet = new Tablet();
    const outbox = tablet.outbox();
    const change = { event: 'item.metal.attested', item: 'metal', says: 'Metal off', by: 'j-kim', at: 2_000 };
    const moved = { event: 'plan.moved', says: 'Start moved', by: 'c-ito', at: 2_500 };
    const told = { event: 'identity.mismatched', says: 'Identity did not match', by: null, at: 3_000 };
    tablet.answer = ({ id }) => {
      const no = refused(id, 'needsPerson');
      const refusal = 'refusal' in no ? { ...no.refusal, changed: [change, moved, told] } : null;
      return { ok: true, value: { ...no, refusal } as Verdict };
    };
    await outbox.add(draft(), snapshot);
    tablet.live = true;
    outbox.pulse();
    await settled();
    const [card] = outbox.state().cards;
    const was = [
      { ...change, was: 'ALL OFF', is: null },
      { ...moved, was: 9_000, is: null },
      { ...told, was: null, is: null },
    ];
    expect(card?.changed).to.deep.equal(was);
    const later = {
      ...snapshot,
      at: 2_600,
      row: { ...snapshot.row, due: 12_000 },
      steps: [{ items: [{ id: 'metal', evidence: { says: 'NOT ALL OFF' } }] }],
    } as unknown as Checklist;
    const now = card === undefined ? undefined : cardNow(card, later);
    expect(now?.changed?.map(({ is }) => is)).to.deep.equal(['NOT ALL OFF', 12_000, null]);
    // A checklist from before the change says nothing of it.
    expect(card === undefined ? undefined : cardNow(card, snapshot).changed).to.deep.equal(was);
  });

  it('makes a card of a no that comes late, though the page still waits', async () => {
    const tablet = new Tablet();
    const outbox = tablet.outbox();
    tablet.answer = ({ id }) => ({ ok: true, value: refused(id) });
    await outbox.add(draft(), snapshot, () => undefined);
    tablet.wall += 41_000;
    tablet.live = true;
    outbox.pulse();
    await settled();
    expect(outbox.state().cards.map(({ kind }) => kind)).to.deep.equal(['refused']);
  });

  it('does not send for ever what the server cannot read', async () => {
    const tablet = new Tablet();
    const outbox = tablet.outbox();
    tablet.live = true;
    tablet.answer = () => ({
      ok: false,
      problem: { type: '/problems/bad-message', title: '', status: 400, detail: 'value has control characters in it' },
    });
    await outbox.add(draft(), snapshot);
    await outbox.add(draft(), snapshot);
    await settled();
    expect(tablet.sent).to.have.length(2);
    expect(outbox.state().cards.map(({ kind }) => kind)).to.deep.equal(['unreadable', 'unreadable']);
  });

  it('says when it was tapped by the clock that does not jump, and that it cannot after a reload', async () => {
    const tablet = new Tablet();
    tablet.clock.heard(50_000);
    tablet.monotonic += 4_000;
    tablet.wall += 4_000;
    const outbox = tablet.outbox();
    const saved = await outbox.add(draft(), snapshot);
    expect(saved.message).to.include({ lastSync: 50_000, elapsed: 4_000 });
    const reloaded = new Tablet();
    reloaded.clock.remembered(50_000);
    const after = await reloaded.outbox().add(draft(), snapshot);
    expect(after.message).to.include({ lastSync: 50_000, elapsed: null });
  });

  it('is bounded', async () => {
    const tablet = new Tablet();
    const outbox = tablet.outbox();
    const one = await outbox.add(draft(), snapshot);
    tablet.waiting = Array.from({ length: 400 }, (_, seq) => ({ ...one, seq }));
    const full = await outbox.add(draft(), snapshot).catch((error: unknown) => error);
    expect(full).to.be.instanceOf(OutboxFull);
  });

  describe('when the server told everything anew', () => {
    const sentTwo = async () => {
      const tablet = new Tablet();
      const outbox = tablet.outbox();
      tablet.live = true;
      await outbox.add(draft('item.a.attested'), null);
      await outbox.add(draft('item.b.attested'), null);
      await settled();
      tablet.sent = [];
      return { tablet, outbox };
    };

    it('offers what was accepted lately once more, as it was, and says nothing when it is still so', async () => {
      const { tablet, outbox } = await sentTwo();
      outbox.offerAgain();
      await settled();
      expect(tablet.sent.map(({ id }) => id)).to.deep.equal(['command-1', 'command-2']);
      expect(outbox.state()).to.deep.include({ cards: [], waiting: [] });
      expect(outbox.state().sent).to.have.length(2);
    });

    it('shows whoever tapped what was lost and is not accepted any more', async () => {
      const { tablet, outbox } = await sentTwo();
      tablet.answer = ({ id }) => ({
        ok: true,
        value: id === 'command-1' ? accepted(id) : refused(id, 'needsPerson'),
      });
      outbox.offerAgain();
      await settled();
      expect(outbox.state().cards.map(({ id, kind }) => [id, kind])).to.deep.equal([['command-2', 'needsPerson']]);
    });

    it('keeps on offering until it is answered, before what was tapped since', async () => {
      const { tablet, outbox } = await sentTwo();
      tablet.live = false;
      outbox.offerAgain();
      await outbox.add(draft('item.c.attested'), null);
      await settled();
      expect(tablet.sent).to.deep.equal([]);
      tablet.live = true;
      outbox.pulse();
      await settled();
      expect(tablet.sent.map(({ id }) => id)).to.deep.equal(['command-1', 'command-2', 'command-3']);
    });

    it('offers all of it again when more is lost meanwhile', async () => {
      const { tablet, outbox } = await sentTwo();
      let more = 1;
      tablet.answer = ({ id }) => {
        if (more-- > 0) outbox.offerAgain();
        return { ok: true, value: accepted(id) };
      };
      outbox.offerAgain();
      await settled();
      expect(tablet.sent.map(({ id }) => id)).to.deep.equal(['command-1', 'command-1', 'command-2']);
    });

    it('does not offer what is older than ten minutes, nor what was refused', async () => {
      const { tablet, outbox } = await sentTwo();
      tablet.wall += 11 * 60_000;
      tablet.answer = ({ id }) => ({ ok: true, value: refused(id) });
      await outbox.add(draft('item.c.attested'), null);
      await settled();
      tablet.sent = [];
      outbox.offerAgain();
      await settled();
      expect(tablet.sent).to.deep.equal([]);
    });
  });
});
