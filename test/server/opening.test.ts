/** New preparations and server-side changes: all or none, one active preparation per order, and pinned to their protocol. */
import { expect } from 'chai';
import { anOpening, hour, importer, startWard, venepuncture, type Ward } from '../support/ward.ts';

describe('opening preparations', () => {
  let ward: Ward;
  before(async () => {
    ward = await startWard();
  });
  after(() => ward.end());

  const order = (number: string) => ({ order: { number, version: 1, facts: {} } });

  it('makes all of a list, or none and says which one could not be', async () => {
    const before = await ward.store.preparations();
    const good = anOpening(ward.clock.now());
    const outcome = await ward.desk.apply(
      [good, anOpening(ward.clock.now(), { place: { ward: 'w9Z', bed: null } })],
      importer,
    );
    expect(outcome).to.include({ kind: 'refused', index: 1, code: 'placeMissing' });
    expect(await ward.store.preparations()).to.have.members([...before]);
    const made = await ward.desk.apply([good, anOpening(ward.clock.now())], importer);
    expect(made).to.have.property('preparations').with.length(2);
  });

  it('takes an order once, and again when the first has ended', async () => {
    const first = await ward.open(order('A-1'));
    const again = anOpening(ward.clock.now(), order('A-1'));
    expect(await ward.desk.apply([again], importer)).to.include({ kind: 'refused', index: 0, code: 'orderOpen' });
    expect((await ward.desk.ofOrder('A-1'))?.preparation).to.equal(first);
    const cancelled = await ward.desk.apply(
      [{ kind: 'command', preparation: first, command: { event: 'preparation.cancelled', reason: 'Withdrawn' } }],
      importer,
    );
    expect(cancelled).to.have.property('kind', 'applied');
    expect(await ward.store.load(first)).to.include({ open: false, nextDue: null });
    expect(await ward.desk.ofOrder('A-1')).to.equal(null);
    const outcome = await ward.desk.apply([again], importer);
    expect(outcome).to.have.property('kind', 'applied');
  });

  it('refuses an order that stands twice in one list', async () => {
    const list = [anOpening(ward.clock.now(), order('B-1')), anOpening(ward.clock.now(), order('B-1'))];
    expect(await ward.desk.apply(list, importer)).to.include({ kind: 'refused', index: 1, code: 'orderOpen' });
    expect(await ward.store.claimed('order:B-1')).to.equal(null);
  });

  it('rehearses with the same answer and writes nothing', async () => {
    const { offset } = await ward.store.position();
    const list = [
      anOpening(ward.clock.now(), order('C-1')),
      { kind: 'command', preparation: 'nowhere-to-be-found', command: { event: 'patient.arrived' } } as const,
    ];
    expect(await ward.desk.rehearse(list, importer))
      .to.deep.equal(await ward.desk.apply(list, importer))
      .and.include({ index: 1, code: 'notHere' });
    expect(await ward.desk.rehearse(list.slice(0, 1), importer)).to.have.property('kind', 'applied');
    expect((await ward.store.position()).offset).to.equal(offset);
    expect(await ward.store.claimed('order:C-1')).to.equal(null);
  });

  it('changes one patient twice in one list, in order', async () => {
    const preparation = await ward.open();
    const start = ward.clock.now() + 5 * hour;
    const outcome = await ward.desk.apply(
      [
        { kind: 'command', preparation, command: { event: 'plan.moved', start, reason: 'List' } },
        { kind: 'command', preparation, command: { event: 'place.moved', place: { ward: 'w5A', bed: '1' } } },
      ],
      importer,
    );
    expect(outcome).to.have.property('kind', 'applied');
    expect(await ward.desk.row(preparation)).to.deep.include({ due: start, place: { ward: 'w5A', bed: '1' } });
    expect(await ward.desk.rows('w4B')).to.not.deep.include({ preparation });
  });

  it('finds a patient by the number on the wristband, this ward first', async () => {
    const patient = { familyName: 'A', givenName: 'B', birthDate: '1960-01-01', sex: 'M', number: 'WRIST-1' } as const;
    const [there, here] = [
      await ward.open({ patient, place: { ward: 'w5A', bed: null } }),
      await ward.open({ patient }),
    ];
    expect(await ward.desk.ofPatient('WRIST-1', 'w4B')).to.deep.equal([here, there]);
    expect(await ward.desk.ofPatient('WRIST-2', 'w4B')).to.deep.equal([]);
  });

  it('is pinned to the protocol it began with, and says whether two people approved it', async () => {
    const preparation = await ward.open();
    const { digest } = (await ward.store.load(preparation))!;
    const newer = { ...((await venepuncture()) as object), version: '1.0.1' };
    const added = await ward.server.protocols.add(newer);
    expect(added.digest).to.not.equal(digest);
    expect(ward.server.protocols.current('venepuncture')?.digest).to.equal(added.digest);
    expect((await ward.store.load(preparation))?.digest).to.equal(digest);
    const approve = (person: string) => ward.server.protocols.approve(digest, person, ward.clock.now());
    await approve('c-ito');
    expect(await approve('c-ito')).to.have.length(1);
    expect((await ward.desk.row(preparation))?.approved).to.equal(false);
    expect(await approve('t-marsh')).to.have.length(2);
    expect((await ward.desk.row(preparation))?.approved).to.equal(true);
  });

  it('does not tell the second person in the timeline what the first one answered', async () => {
    const preparation = await ward.open({
      order: { number: 'BLIND-1', version: 1, facts: { fasting: 'none', armRestriction: 'left' } },
    });
    const [osei, nunez] = [await ward.tablet('a-osei'), await ward.tablet('b-nunez')];
    await osei.tap(preparation, 'patient.arrived');
    const number = (await ward.desk.checklist(preparation, osei.actor))?.patient.number ?? '';
    await osei.tap(preparation, 'item.wristband.sensed', { value: number });
    await osei.tap(preparation, 'item.statesName.attested', { value: 'both' });
    expect(await osei.tap(preparation, 'item.arm.attested', { value: 'right' })).to.have.property('kind', 'accepted');
    const answer = async () => (await ward.desk.history(preparation)).find(({ type }) => type === 'item.arm.attested');
    expect(await answer()).to.include({ value: null });
    expect(await nunez.tap(preparation, 'item.arm.agreed', { value: 'right' })).to.have.property('kind', 'accepted');
    expect(await answer()).to.include({ value: 'RIGHT' });
  });
});
