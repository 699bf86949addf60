/** The way to where the procedure is, as the tablet shows it: read from real bedsides of a protocol with a transfer. */
import { expect } from 'chai';
import { overlay } from '../../src/link/overlay.ts';
import { standingsOf } from '../../src/tablet/standing.ts';
import { wayFull } from '../../src/board/way.ts';
import { wayOf } from '../../src/tablet/way.ts';
import { clockTime } from '../../src/ui/clock.ts';
import { Bedside } from '../support/bedside.ts';
import { elsewhere } from '../support/elsewhere.ts';
import { nurse, proceduralist, second, server, technician } from '../support/protocol.ts';
import type { Actor } from '../../machines/index.ts';

const bed = () => new Bedside({}, elsewhere());
const way = (bedside: Bedside, by: Actor = technician) => wayOf(bedside.checklist(by));
const offered = (bedside: Bedside, by: Actor) =>
  standingsOf(overlay(bedside.checklist(by), []), (person) => person, bedside.at).flatMap(({ actions }) =>
    actions.map(({ event }) => event),
  );

describe('a patient who is away for another procedure', () => {
  const standing = (bedside: Bedside) =>
    standingsOf(overlay(bedside.checklist(), []), (person) => person, bedside.at).find(
      ({ key }) => key === 'elsewhere',
    );

  it('is said to be, with whoever says that they are back', () => {
    const bedside = bed().prepared();
    expect(standing(bedside)).to.equal(undefined);
    bedside.does('patient.leftForOther', { note: 'MRI of the head' }, server);
    expect(standing(bedside)).to.deep.include({
      title: `Away since ${clockTime(bedside.at)} for: MRI of the head`,
      lines: ['The patient left for another procedure. Say there that they are back.'],
      actions: [],
    });
    bedside.does('patient.keptByOther', { note: 'MRI of the head' }, server);
    // Who is handed over for the one is not gone for this one: the first word says so, also where the rest has no room.
    expect(standing(bedside)?.title).to.match(/^Away since .*, handed over for: MRI of the head$/);
    expect(wayFull(bedside.row())).to.match(/^Away since .*, handed over: MRI of the head$/);
    expect(standing(bedside)?.actions.map(({ event }) => event)).to.deep.equal(['patient.back']);
    // Each verb stands in one place.
    expect(offered(bedside, technician).filter((event) => event === 'patient.back')).to.have.length(1);
    expect(wayFull(bedside.row())).to.contain('MRI of the head');
    expect(standing(bedside.does('patient.back'))).to.equal(undefined);
    expect(wayFull(bedside.row())).to.equal(null);
  });
});

describe('the way to the procedure', () => {
  it('is not shown to somebody who prepares a patient, nor under a protocol without a transfer', () => {
    expect(way(bed().prepared('item.wristband.sensed'))).to.equal(null);
    expect(way(new Bedside().prepared())).to.equal(null);
    expect(way(new Bedside().prepared(), nurse)).to.equal(null);
  });

  it('is called for by whoever receives, and what ready misses stands beside leaving', () => {
    const early = bed().prepared('item.wristband.sensed');
    expect(way(early, proceduralist)?.next.event).to.equal('patient.calledFor');
    const called = way(early.does('patient.calledFor', {}, proceduralist));
    expect(called).to.include({ at: 'calledFor' });
    expect(called?.next).to.include({ event: 'patient.left', may: false });
    const readiness = early.readiness();
    expect(readiness.kind === 'notReady' && readiness.missing.length).to.equal(called?.missing.length);
    expect(called?.missing.some(({ says }) => says.includes('birth date'))).to.equal(true);
    // With consent a nurse may say why they go all the same; without it nobody may.
    expect(way(early, nurse)?.others).to.deep.equal([]);
    const agreed = bed().prepared('consent.given').does('patient.calledFor', {}, proceduralist);
    expect(way(agreed, nurse)?.others.map(({ event }) => event)).to.deep.equal(['patient.leftUnready']);
  });

  it('goes on by one verb at each stop, and each verb stands in one place', () => {
    const bedside = bed().prepared();
    const at = (by: Actor) => {
      const now = way(bedside, by);
      expect(offered(bedside, by).filter((event) => event === now?.next.event)).to.deep.equal([]);
      return [now?.at, now?.next.event, now?.next.may];
    };
    expect(at(technician)).to.deep.equal(['atWard', 'patient.left', true]);
    bedside.does('patient.left');
    expect(at(proceduralist)).to.deep.equal(['left', 'patient.received', true]);
    expect(at(technician)).to.deep.equal(['left', 'patient.received', false]);
    bedside.does('patient.received', {}, proceduralist);
    expect(at(proceduralist)).to.deep.equal(['arrivedThere', 'handover.accepted', false]);
    expect(way(bedside, proceduralist)?.missing.map(({ subject }) => subject)).to.include('item.wristband');
  });

  it('is over when the patient is accepted', () => {
    const bedside = bed().prepared().does('patient.left').does('patient.received', {}, proceduralist);
    bedside
      .does('item.wristband.sensed', { value: '9990012345' }, proceduralist)
      .does('item.statesName.attested', { value: 'both' }, proceduralist)
      .does('item.sharpsBin.attested', { value: 'within' })
      .does('item.hands.started')
      .does('item.siteCleaned.started', {}, technician, 25 * second)
      .waits(31 * second);
    expect(way(bedside, proceduralist)).to.deep.include({ at: 'arrivedThere', missing: [] });
    expect(way(bedside, proceduralist)?.next.may).to.equal(true);
    expect(way(bedside.does('handover.accepted', {}, proceduralist), proceduralist)).to.equal(null);
  });
});
