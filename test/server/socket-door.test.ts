/** The door of the socket: what it refuses and says, and that nothing is changed or told beyond what somebody may know. */
import { expect } from 'chai';
import { io } from 'socket.io-client';
import { until } from '../support/until.ts';
import { minute, startWard, type Ward } from '../support/ward.ts';

describe('the socket’s door', () => {
  let ward: Ward;
  beforeEach(async () => {
    ward = await startWard();
  });
  afterEach(() => ward.end());

  it('never lets a name reach a wall, whatever happens on the ward', async () => {
    const preparation = await ward.open();
    const [wall, tablet] = [await ward.wall(), await ward.tablet('a-osei')];
    const wire: string[] = [];
    wall.socket.io.engine.on('packet', ({ data }: { readonly data?: unknown }) => void wire.push(String(data)));
    await wall.show('wall');
    await tablet.tap(preparation, 'patient.arrived');
    await tablet.tap(preparation, 'consent.withdrawn', { reason: 'Frightened of needles', note: 'Ask the daughter' });
    const row = await until('the stop on the wall', () =>
      [...wall.rows.values()].find(({ status }) => status.kind === 'stop'),
    );
    expect(row).to.have.all.keys(
      'preparation',
      'ward',
      'bed',
      'line',
      'status',
      'due',
      'owned',
      'attention',
      'approved',
      'revision',
      'head',
    );
    for (const asked of ['desk', 'tablet'] as const)
      expect(await wall.show(asked)).to.nested.include({ ok: false, 'problem.status': 401 });
    expect(await wall.watch(preparation)).to.nested.include({ ok: false, 'problem.status': 401 });
    expect(await wall.ask('command', await tablet.message(preparation, 'patient.arrived'))).to.nested.include({
      ok: false,
      'problem.status': 401,
    });
    const everything = [...wire, ...wall.heard].join('\n');
    expect(wire.join()).to.include(preparation);
    const head = await ward.desk.checklist(preparation, tablet.actor);
    for (const secret of [
      'Quillfeather',
      'QUILLFEATHER',
      'Marigold',
      '1951',
      head?.patient.number,
      'Blood sample',
      'needles',
      'daughter',
      'Consent withdrawn',
      'a-osei',
    ]) {
      expect(everything).to.not.include(secret);
    }
  });

  it('says what is wrong with a message and where, and that a person is not part of it', async () => {
    const preparation = await ward.open();
    const tablet = await ward.tablet('a-osei');
    const message = await tablet.message(preparation, 'patient.arrived');
    const forged = await tablet.ask('command', {
      ...message,
      actor: { person: 'c-ito' },
      base: { ...message.base, role: 'chargeNurse' },
    });
    expect(forged).to.nested.include({ ok: false, 'problem.status': 400, 'problem.type': '/problems/bad-message' });
    expect(forged).to.have.deep.nested.property('problem.errors', [
      { path: 'base.role', says: 'is not part of this message; remove it' },
      { path: 'actor', says: 'is not part of this message; remove it' },
    ]);
    const wrong = await tablet.ask('command', { ...message, event: 'Drop Table' });
    expect(wrong).to.have.nested.property('problem.errors[0].path', 'event');
    for (const nothing of [null, 7, 'x', [], {}, { format: 2 }])
      expect(await tablet.ask('hello', nothing)).to.nested.include({ 'problem.status': 400 });
    expect(await ward.desk.history(preparation)).to.have.length(await revisionOf(ward, preparation));
  });

  it('takes the person from the grant, on the grant’s own device, while it was live', async () => {
    const preparation = await ward.open();
    const [osei, ito] = [await ward.tablet('a-osei'), await ward.tablet('c-ito')];
    const borrowed = await osei.message(preparation, 'preparation.cancelled', { reason: 'x', grant: ito.grant.id });
    expect(await osei.send(borrowed)).to.nested.include({ ok: false, 'problem.type': '/problems/grant-unknown' });
    expect(await osei.send(await ito.message(preparation, 'preparation.cancelled', { reason: 'x' }))).to.nested.include(
      { ok: false, 'problem.type': '/problems/other-device' },
    );
    expect(
      await osei.send(await osei.message(preparation, 'patient.arrived', { grant: 'grant-made-up' })),
    ).to.nested.include({ ok: false, 'problem.status': 403 });
    // Tapped before she signed out, handed in by the next person on the same tablet.
    const tapped = await osei.message(preparation, 'patient.arrived');
    ward.clock.advance(minute);
    await ward.people.grants.end(osei.grant.id);
    ward.clock.advance(minute);
    const after = await osei.message(preparation, 'consent.refused', { reason: 'No' });
    const next = await ward.tablet('j-kim', osei.grant.device);
    expect(await next.send(tapped)).to.nested.include({ ok: true, 'value.kind': 'accepted', 'value.late': true });
    expect((await ward.desk.history(preparation)).at(-1)).to.include({ type: 'patient.arrived', person: 'a-osei' });
    expect(await next.send(after), 'tapped after it ended').to.nested.include({ ok: false, 'problem.status': 403 });
  });

  it('refuses an event for a patient of another ward, and shows nothing of them', async () => {
    const preparation = await ward.open();
    const other = await ward.tablet('z-other');
    const { revision } = (await ward.store.load(preparation))!;
    expect(await other.send(await other.message(preparation, 'consent.withdrawn', { reason: 'x' }))).to.nested.include({
      ok: false,
      'problem.status': 403,
    });
    expect(await other.watch(preparation)).to.nested.include({ ok: false, 'problem.status': 403 });
    expect(await other.show('desk', 'w4B')).to.nested.include({ ok: false, 'problem.status': 403 });
    expect((await ward.store.load(preparation))?.revision).to.equal(revision);
    expect(other.heard.join()).to.not.match(/quillfeather/i);
  });

  it('ends a connection that sends two megabytes, and nothing changes', async () => {
    const preparation = await ward.open();
    const [tablet, wall] = [await ward.tablet('a-osei'), await ward.wall()];
    await wall.show('wall');
    const before = await ward.store.load(preparation);
    const message = await tablet.message(preparation, 'consent.withdrawn', {
      reason: 'x',
      note: 'x'.repeat(2_000_000),
    });
    const ended = new Promise<string>((resolve) => tablet.socket.once('disconnect', resolve));
    tablet.socket.emit('command', message, () => undefined);
    await ended;
    expect(await ward.store.load(preparation)).to.deep.equal(before);
    const frames = wall.frames.length;
    await until('the others to be heard as before', () => wall.frames.length > frames);
  });

  it('is closed to pages from elsewhere', async () => {
    const connect = (origin: string): Promise<boolean> =>
      new Promise((resolve) => {
        const socket = io(ward.url, {
          transports: ['websocket'],
          forceNew: true,
          reconnection: false,
          extraHeaders: { origin },
        });
        const say = (is: boolean) => () => {
          socket.disconnect();
          resolve(is);
        };
        socket.once('connect', say(true)).once('connect_error', say(false));
      });
    expect(await connect('https://elsewhere.example')).to.equal(false);
    expect(await connect(ward.url)).to.equal(true);
  });

  it('locks a screen within five seconds of its right being taken away', async () => {
    const tablet = await ward.tablet('a-osei');
    await tablet.show('desk');
    await ward.people.grants.takeAway(tablet.grant.id);
    await until('the screen to be locked', () => tablet.signedOut.length > 0 && tablet.socket.disconnected, 5_000);
  }).timeout(8_000);

  it('answers too many questions at once with "later", and goes on', async () => {
    const tablet = await ward.tablet('a-osei');
    const replies = await Promise.all(Array.from({ length: 60 }, () => tablet.show('desk')));
    const answered = replies.filter(({ ok }) => ok);
    expect(answered.length).to.be.within(1, 30);
    expect(replies.every((reply) => reply.ok || reply.problem.status === 429)).to.equal(true);
    expect(await tablet.show('desk')).to.include({ ok: true });
  });

  it('keeps what it logs and what it says when it fails free of patients', async () => {
    let failing = false;
    const broken = await startWard({
      wrap: (store) => ({
        ...store,
        commit: (commits) =>
          failing ? Promise.reject(new TypeError('cannot read Quillfeather of undefined')) : store.commit(commits),
      }),
    });
    const patient = await broken.open();
    const osei = await broken.tablet('a-osei');
    failing = true;
    const answer = await osei.send(await osei.message(patient, 'patient.arrived'));
    expect(answer).to.nested.include({ ok: false, 'problem.status': 500 });
    expect(JSON.stringify(answer) + broken.said.join())
      .to.include('TypeError')
      .and.not.match(/quillfeather/i);
    await broken.end();
    const preparation = await ward.open();
    const tablet = await ward.tablet('a-osei');
    await tablet.ask('command', {
      ...(await tablet.message(preparation, 'patient.arrived')),
      note: 'Quillfeather',
      extra: 'Marigold',
    });
    await tablet.tap(preparation, 'consent.refused', { reason: 'Quillfeather said no' });
    expect(ward.said.join('\n')).to.not.match(/quillfeather|marigold/i);
  });
});

const revisionOf = async (ward: Ward, preparation: string): Promise<number> =>
  (await ward.store.load(preparation))?.revision ?? 0;
