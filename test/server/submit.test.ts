/** One command, one verdict, for ever: on one node, on two, through a restart, on time and late. */
import { expect } from 'chai';
import type { Reply, Verdict } from '../../machines/index.ts';
import { expectReplay } from '../support/expect-replay.ts';
import { startRedisServer, type RedisServer } from '../support/redis-server.ts';
import type { Tablet } from '../support/screens.ts';
import { hour, minute, startWard, TestClock, type Ward } from '../support/ward.ts';

const typesOf = async (ward: Ward, preparation: string): Promise<string[]> =>
  (await ward.desk.history(preparation)).map(({ type }) => type);

describe('a command', () => {
  let ward: Ward;
  let osei: Tablet;
  let nunez: Tablet;
  before(async () => {
    ward = await startWard();
    [osei, nunez] = [await ward.tablet('a-osei'), await ward.tablet('b-nunez')];
  });
  after(() => ward.end());

  it('is refused with a reason, and the revision stays', async () => {
    const preparation = await ward.open();
    const before = await ward.store.load(preparation);
    const message = await osei.message(preparation, 'item.wristband.sensed', { value: 'MRN00000' });
    const first = await osei.send(message);
    if (!first.ok || first.value.kind !== 'refused') throw new Error('expected a refusal');
    expect(first.value.refusal.says).to.equal('The patient is not here yet.');
    expect(await ward.store.load(preparation)).to.deep.equal(before);
    // The refusal is for ever too: what was true then does not become a yes later.
    await osei.tap(preparation, 'patient.arrived');
    expect(await osei.send(message)).to.deep.equal(first);
  });

  it('keeps its verdict when its author may no longer do it', async () => {
    const preparation = await ward.open();
    const message = await osei.message(preparation, 'patient.arrived');
    const first = await osei.send(message);
    if (!first.ok || first.value.kind !== 'accepted') throw new Error('expected a yes');
    const never = { ok: false, problem: { type: 'not-any-more', title: '', status: 403, detail: '' } } as const;
    expect(await ward.desk.submit(message, osei.actor, () => never)).to.deep.equal(first);
    const other = await osei.message(preparation, 'responsibility.taken');
    expect(await ward.desk.submit(other, osei.actor, () => never)).to.deep.equal(never);
  });

  it('tapped on two tablets at once is accepted once, and the other hears who was first', async () => {
    const preparation = await ward.open();
    const messages = await Promise.all(
      [osei, nunez].map((tablet) => tablet.message(preparation, 'item.tubes.attested', { value: 'inDate' })),
    );
    const verdicts = await Promise.all(
      [osei, nunez].map((tablet, index) => tablet.send(messages[index] ?? messages[0]!)),
    );
    const kinds = verdicts
      .map((reply) => (reply.ok ? reply.value.kind : 'problem'))
      .toSorted((a, b) => a.localeCompare(b));
    expect(kinds).to.deep.equal(['accepted', 'alreadySo']);
    expect((await typesOf(ward, preparation)).filter((type) => type === 'item.tubes.attested')).to.have.length(1);
  });

  it('with another value than the first one is refused, and says so', async () => {
    const preparation = await ward.open();
    await osei.tap(preparation, 'item.tubeCount.measured', { value: 2 });
    const verdict = await nunez.tap(preparation, 'item.tubeCount.measured', { value: 3 });
    expect(verdict).to.have.nested.property('refusal.code', 'alreadyAnswered');
  });

  it('for another version of the protocol is refused, unless it is a stop', async () => {
    const preparation = await ward.open();
    const other = { digest: 'f'.repeat(64) };
    expect(await osei.tap(preparation, 'patient.arrived', other)).to.have.nested.property(
      'refusal.code',
      'otherProtocol',
    );
    expect(await osei.tap(preparation, 'consent.withdrawn', { ...other, reason: 'Changed her mind' })).to.have.property(
      'kind',
      'accepted',
    );
  });

  it('cannot move a patient to a bed that does not exist', async () => {
    const preparation = await ward.open();
    const nowhere = { place: { ward: 'w4B', bed: '99' } };
    expect(await nunez.tap(preparation, 'place.moved', nowhere)).to.have.nested.property(
      'refusal.code',
      'placeMissing',
    );
    expect(await nunez.tap(preparation, 'place.moved', { place: { ward: 'w4B', bed: '4' } })).to.have.property(
      'kind',
      'accepted',
    );
  });

  it('leaves a log that replays to the same bytes as the state', async () => {
    const preparation = await ward.open();
    await osei.tap(preparation, 'patient.arrived');
    const checklist = await ward.desk.checklist(preparation, osei.actor);
    await osei.tap(preparation, 'item.wristband.sensed', { value: checklist?.patient.number ?? '' });
    await nunez.tap(preparation, 'responsibility.taken');
    // Long enough for deadlines to be recorded; then one more tap on top of them.
    ward.clock.advance(40 * minute);
    await ward.server.deadlines.run();
    await expectReplay(ward, preparation);
    await osei.tap(preparation, 'item.tubes.attested', { value: 'inDate' });
    await expectReplay(ward, preparation);
  });

  it('is answered after a restart as it was before, and nothing is forgotten', async () => {
    const preparation = await ward.open();
    const message = await osei.message(preparation, 'patient.arrived');
    const told = await osei.send(message);
    const rows = await ward.desk.rows('w4B');
    const history = await ward.desk.history(preparation);
    await ward.stop();
    ward = await startWard({ directory: ward.directory, master: ward.master, clock: ward.clock });
    [osei, nunez] = [await ward.tablet('a-osei', osei.grant.device), await ward.tablet('b-nunez')];
    expect(await ward.desk.rows('w4B')).to.have.deep.members([...rows]);
    expect(await ward.desk.history(preparation)).to.deep.equal(history);
    expect(await osei.send(message)).to.deep.equal(told);
    expect(await ward.desk.history(preparation)).to.have.length(history.length);
  });
});

describe('a late command', () => {
  let ward: Ward;
  let osei: Tablet;
  let nunez: Tablet;
  beforeEach(async () => {
    ward = await startWard();
    [osei, nunez] = [await ward.tablet('a-osei'), await ward.tablet('b-nunez')];
  });
  afterEach(() => ward.end());

  it('that is a stop is applied, whatever has happened since', async () => {
    const preparation = await ward.open();
    const message = await osei.message(preparation, 'consent.withdrawn', { reason: 'Changed her mind' });
    await nunez.tap(preparation, 'patient.arrived');
    await nunez.tap(preparation, 'item.tubes.attested', { value: 'inDate' });
    const tappedAt = ward.clock.now();
    ward.clock.advance(2 * hour);
    const reply = await osei.send(message);
    expect(reply).to.nested.include({ 'value.kind': 'accepted', 'value.late': true });
    const entry = (await ward.desk.history(preparation)).find(({ type }) => type === 'consent.withdrawn');
    expect(entry).to.include({ happenedAt: tappedAt, at: ward.clock.now(), late: true });
  });

  it('that is a stop is applied even from a tablet that cannot say when', async () => {
    const preparation = await ward.open();
    expect(
      await osei.tap(preparation, 'consent.refused', {
        reason: 'No',
        elapsed: null,
        base: { revision: 999, head: 'x' },
      }),
    ).to.include({ kind: 'accepted', late: true });
  });

  describe('that says who the patient is', () => {
    const unseen = { base: { revision: 999, head: 'x' } };
    const answers = [
      ['item.wristband.sensed', { value: 'MRN00000' }],
      ['item.statesName.attested', { value: 'differs' }],
    ] as const;
    /** However it arrives: from a history this site does not have, behind one that was lost, at a time nobody knows. */
    const ways = [
      ['from another history', unseen],
      ['behind one that never arrived', { previous: 'command-never-seen' }],
      ['from a tablet that cannot say when', { ...unseen, elapsed: null }],
      ['for another version of the protocol', { digest: 'f'.repeat(64) }],
    ] as const;
    for (const [event, answer] of answers)
      for (const [how, more] of ways) {
        it(`is a stop when it does not match, ${how}: ${event}`, async () => {
          const preparation = await ward.open();
          await nunez.tap(preparation, 'patient.arrived');
          const message = await osei.message(preparation, event, { ...answer, ...more });
          ward.clock.advance(hour);
          expect(await osei.send(message)).to.nested.include({ 'value.kind': 'accepted', 'value.late': true });
          expect(await typesOf(ward, preparation)).to.include('identity.mismatched');
          expect((await ward.desk.row(preparation))?.status.kind).to.equal('stop');
        });
      }

    it('needs a person when it matches, from another history', async () => {
      const preparation = await ward.open();
      await nunez.tap(preparation, 'patient.arrived');
      const value = (await ward.desk.checklist(preparation, osei.actor))?.patient.number ?? '';
      const message = await osei.message(preparation, 'item.wristband.sensed', { value, ...unseen });
      ward.clock.advance(hour);
      expect(await osei.send(message)).to.nested.include({
        'value.kind': 'needsPerson',
        'value.refusal.code': 'seenTooOld',
      });
    });
  });

  it('that is work is entered late, and counts from when it happened', async () => {
    const preparation = await ward.open();
    const message = await osei.message(preparation, 'item.tubes.attested', { value: 'inDate' });
    const tappedAt = ward.clock.now();
    ward.clock.advance(5 * minute);
    expect(await osei.send(message)).to.nested.include({ 'value.kind': 'accepted', 'value.late': true });
    expect(await typesOf(ward, preparation)).to.include('item.tubes.enteredLate');
    const item = (await ward.desk.checklist(preparation, osei.actor))?.steps
      .flatMap(({ items }) => items)
      .find(({ id }) => id === 'tubes');
    expect(item).to.nested.include({ status: 'satisfied', 'evidence.at': tappedAt, until: tappedAt + 4 * hour });
  });

  it('that is work may have expired before it arrived', async () => {
    const preparation = await ward.open({ start: ward.clock.now() + 9 * hour });
    const message = await osei.message(preparation, 'item.tubes.attested', { value: 'inDate' });
    ward.clock.advance(5 * hour);
    expect(await osei.send(message)).to.nested.include({ 'value.kind': 'accepted' });
    const item = (await ward.desk.checklist(preparation, osei.actor))?.steps
      .flatMap(({ items }) => items)
      .find(({ id }) => id === 'tubes');
    expect(item).to.have.property('status', 'expired');
  });

  it('that is work needs a person when somebody else has since changed what it stood on', async () => {
    const preparation = await ward.open();
    const message = await osei.message(preparation, 'item.tubes.attested', { value: 'inDate' });
    await nunez.tap(preparation, 'equipment.faulted', { reason: 'Pack torn' });
    await nunez.tap(preparation, 'equipment.replaced', { note: 'New pack' });
    const { revision } = (await ward.store.load(preparation))!;
    ward.clock.advance(5 * minute);
    const verdict = await osei.send(message);
    expect(verdict).to.nested.include({
      'value.kind': 'needsPerson',
      'value.refusal.code': 'seenTooOld',
      'value.revision': revision,
    });
    const by = nunez.actor.person;
    expect(verdict).to.nested.include({
      'value.refusal.changed[0].says': 'Equipment fault',
      'value.refusal.changed[0].by': by,
      'value.refusal.changed[1].says': 'Equipment replaced',
    });
    expect(JSON.stringify(verdict), 'what was said of it is sealed').to.not.match(/Pack torn|New pack/);
    // Asked again it is the same answer, to the byte.
    expect(await osei.send(message)).to.deep.equal(verdict);
  });

  it('that is work needs a person when its tablet cannot say when, or saw another history', async () => {
    const preparation = await ward.open();
    ward.clock.advance(10 * minute);
    const asked = async (more: object): Promise<unknown> =>
      osei.tap(preparation, 'item.tubes.attested', { value: 'inDate', ...more });
    expect(await asked({ elapsed: null })).to.have.nested.property('refusal.code', 'timeUntrusted');
    const late = { lastSync: ward.clock.now() - 5 * minute };
    expect(await asked({ ...late, wallTime: ward.clock.now() - 3 * hour })).to.have.nested.property(
      'refusal.code',
      'timeUntrusted',
    );
    expect(
      await asked({ ...late, wallTime: late.lastSync, base: { revision: 1, head: 'another' } }),
    ).to.have.nested.property('refusal.code', 'seenTooOld');
  });

  it('is not late because the tablet’s own clock is wrong', async () => {
    const preparation = await ward.open();
    expect(
      await osei.tap(preparation, 'item.tubes.attested', { value: 'inDate', wallTime: ward.clock.now() - 3 * hour }),
    ).to.include({ kind: 'accepted', late: false });
  });

  it('that is a decision needs a person', async () => {
    const preparation = await ward.open();
    const ito = await ward.tablet('c-ito');
    const message = await ito.message(preparation, 'plan.moved', {
      start: ward.clock.now() + 3 * hour,
      reason: 'List runs late',
    });
    ward.clock.advance(minute);
    expect(await ito.send(message)).to.nested.include({
      'value.kind': 'needsPerson',
      'value.refusal.code': 'needsDecision',
    });
  });

  it('waits with an earlier one that was not applied, if it stands on it', async () => {
    const preparation = await ward.open();
    const cleaned = await osei.message(preparation, 'item.siteCleaned.started');
    expect(await osei.send(cleaned)).to.have.nested.property('value.kind', 'refused');
    const alone = await osei.message(preparation, 'item.tubes.attested', { value: 'inDate', previous: cleaned.id });
    expect(await osei.send(alone), 'stands alone').to.have.nested.property('value.kind', 'accepted');
    const after = await osei.message(preparation, 'step.hygiene.completed', { previous: alone.id });
    expect(await osei.send(after), 'stands on the first, two before it').to.nested.include({
      'value.kind': 'needsPerson',
      'value.refusal.code': 'becauseOfEarlier',
    });
    const stop = await osei.message(preparation, 'consent.withdrawn', { reason: 'No', previous: after.id });
    expect(await osei.send(stop), 'a stop passes').to.have.nested.property('value.kind', 'accepted');
  });

  it('behind one that never arrived waits for a person, unless it is a stop', async () => {
    const preparation = await ward.open();
    const lost = { previous: 'command-never-seen' };
    expect(await osei.tap(preparation, 'item.tubes.attested', { value: 'inDate', ...lost })).to.have.nested.property(
      'refusal.code',
      'becauseOfEarlier',
    );
    expect(await osei.tap(preparation, 'consent.withdrawn', { reason: 'No', ...lost })).to.have.property(
      'kind',
      'accepted',
    );
  });
});

describe('two nodes on one Redis', () => {
  let redis: RedisServer;
  let nodes: readonly [Ward, Ward];
  before(async () => {
    redis = await startRedisServer();
    const first = await startWard({ redis: redis.url, clock: new TestClock(null) });
    nodes = [first, await startWard({ redis: redis.url, clock: new TestClock(null), master: first.master })];
  });
  after(async () => {
    await Promise.all(nodes.map((node) => node.end()));
    await redis.end();
  });

  it('give the same command, sent fifty times, one record and one verdict', async () => {
    const [here, there] = nodes;
    const preparation = await here.open();
    const device = crypto.randomUUID();
    const osei = await here.tablet('a-osei', device);
    // The same person and device, through the other node: the session is in the store they share.
    const away = await there.join(osei);
    const message = await osei.message(preparation, 'patient.arrived');
    const sendUntilHeard = async (tablet: Tablet): Promise<Reply<Verdict>> => {
      const reply = await tablet.send(message);
      return reply.ok || reply.problem.status !== 429 ? reply : sendUntilHeard(tablet);
    };
    const replies = await Promise.all(
      Array.from({ length: 50 }, (_none, index) => sendUntilHeard(index % 2 === 0 ? osei : away)),
    );
    expect([...new Set(replies.map((reply) => JSON.stringify(reply)))]).to.have.length(1);
    expect(replies[0]).to.have.nested.property('value.kind', 'accepted');
    expect((await typesOf(there, preparation)).filter((type) => type === 'patient.arrived')).to.have.length(1);
  });

  it('hear each other’s taps', async () => {
    const [here, there] = nodes;
    const preparation = await here.open();
    const [osei, desk] = [await here.tablet('a-osei'), await there.tablet('b-nunez')];
    await desk.show('desk');
    const verdict = await osei.tap(preparation, 'patient.arrived');
    await desk.until(
      `revision ${verdict.revision} on the other node`,
      () => desk.rows.get(preparation)?.revision === verdict.revision,
    );
    expect(desk.gaps).to.equal(0);
  });

  it('race on one patient without a lost or a double tap', async () => {
    const [here, there] = nodes;
    const preparation = await here.open();
    const tablets = [await here.tablet('a-osei'), await there.tablet('b-nunez')];
    await tablets[0]?.tap(preparation, 'patient.arrived');
    // Every tap holds it anew, so none is already so: each is a change of the same region.
    const verdicts = await Promise.all(
      tablets.flatMap((tablet) =>
        Array.from({ length: 10 }, () => tablet.tap(preparation, 'flow.held', { reason: 'Waiting' }).catch(() => null)),
      ),
    );
    const accepted = verdicts.filter((verdict) => verdict?.kind === 'accepted');
    const held = (await here.desk.history(preparation)).filter(({ type }) => type === 'flow.held');
    expect(held).to.have.length(accepted.length);
    expect(accepted.length).to.be.greaterThan(0);
  });
});
