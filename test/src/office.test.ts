/** The office's own decisions: who is told that they cannot, what was approved, what is wrong with a day. */
import { expect } from 'chai';
import { saysOutcome, whyNot } from '../../src/office/approving.ts';
import { readDifference, readProtocol, readProtocols, type ProtocolInUse } from '../../src/office/read-protocols.ts';
import { firstDayOf, lastDayOf, readTraining, untilOf } from '../../src/office/read-training.ts';
import { bodyOf, dayParts, wrongIn } from '../../src/office/training-form.ts';
import { officeWords } from '../../src/office/words.ts';
import { placeOf } from '../../src/route.ts';

const { say } = officeWords;
const now = Date.UTC(2026, 10, 23, 7, 38);
const ito = { id: 'c-ito', name: 'C. Ito', role: 'chargeNurse' } as const;
const protocol = (approvals: ProtocolInUse['approvals']): ProtocolInUse => ({
  digest: 'a'.repeat(64),
  title: 'MRI scan',
  version: '1.0.0',
  status: 'unreviewed',
  approvals,
  approved: approvals.length > 1,
});
const read = { digest: 'a'.repeat(64), inUse: null, changes: [], says: 'read all of it' };
const by = (person: string, at = now) => ({ person, at });

describe('before somebody approves a protocol', () => {
  it('they are told when they cannot, and why', () => {
    expect(whyNot(protocol([]), read, ito, say)).to.equal(null);
    expect(whyNot(protocol([by('t-marsh')]), read, ito, say)).to.equal(null);
    expect(whyNot(protocol([by('c-ito')]), read, ito, say)).to.contain('another person');
    for (const role of ['technician', 'nurse', 'clinicalEngineer'] as const)
      expect(whyNot(protocol([]), read, { ...ito, role }, say)).to.contain('charge nurse or a proceduralist');
    expect(whyNot(protocol([]), null, ito, say), 'what changed is not there').to.contain('not read yet');
  });

  it('the outcome is theirs only where it is new', () => {
    expect(saysOutcome(protocol([by('c-ito')]), ito, now, say)).to.match(/^You approved it \d\d:\d\d\.$/);
    expect(saysOutcome(protocol([by('c-ito', now - 3_600_000)]), ito, now, say)).to.contain('had approved it before');
    expect(saysOutcome(protocol([by('t-marsh')]), ito, now, say)).to.contain('Nothing changed');
    const problem = { type: 'x', title: 'No', status: 404, detail: 'No such protocol.' };
    expect(saysOutcome(problem, ito, now, say)).to.equal('Not approved. No such protocol.');
  });

  it('an answer that is not one is no answer', () => {
    expect(readProtocols({ protocols: [protocol([])] })).to.have.length(1);
    expect(readProtocols({ protocols: [{ ...protocol([]), approvals: [{ person: 1 }] }] })).to.equal(null);
    expect(readProtocol({ ...protocol([]), digest: undefined })).to.equal(null);
    expect(readDifference(read)).to.deep.equal(read);
    expect(readDifference({ ...read, changes: ['x'] })).to.equal(null);
    expect(readDifference({ ...read, inUse: {} })).to.equal(null);
  });

  it('stands at an address of its own', () => {
    expect(placeOf('/protocols')).to.deep.equal({ screen: 'protocols', opened: null });
    expect(placeOf('/training/j-kim')).to.deep.equal({ screen: 'training', opened: 'j-kim' });
  });
});

describe('training in the office', () => {
  const parts = dayParts('2026-11-23');

  it('is sent as two days, the last one counted', () => {
    const training = { competence: 'mrLevel2', from: parts, until: dayParts('2027-03-31') };
    expect(wrongIn(training)).to.deep.equal({});
    expect(bodyOf(training)).to.deep.equal({ competence: 'mrLevel2', from: '2026-11-23', until: '2027-03-31' });
    expect(wrongIn({ ...training, until: parts }), 'one day').to.deep.equal({});
  });

  it('is not sent while a day is none, nothing is chosen, or it ends before it begins', () => {
    const wrong = { competence: '', from: { ...parts, day: '31' }, until: dayParts('2026-11-22') };
    expect(wrongIn(wrong)).to.deep.equal({ competence: 'add.needed', from: 'add.noDay' });
    expect(wrongIn({ ...wrong, from: parts })).to.include({ until: 'add.endsFirst' });
    expect(wrongIn({ ...wrong, until: { day: '', month: '', year: '' } })).to.include({ until: 'add.noDay' });
  });

  it('is shown by the site’s days on a device some hours away', () => {
    const local = (year: number, month: number, day: number) => new Date(year, month - 1, day).getTime();
    for (const away of [-9, 0, 9]) {
      expect(firstDayOf(local(2026, 11, 23) + away * 3_600_000)).to.equal('23 NOV 2026');
      expect(lastDayOf(local(2027, 4, 1) + away * 3_600_000)).to.equal('31 MAR 2027');
    }
  });

  it('ends when the last of what counts now ends', () => {
    const entry = (from: number, until: number) =>
      ({ kind: 'registered', competence: 'mrLevel2', at: 0, by: null, from, until }) as const;
    const training = readTraining({
      held: ['mrLevel2'],
      asked: [],
      words: {},
      entries: [entry(0, now), entry(0, now + 5)],
    });
    expect(training).to.not.equal(null);
    expect(untilOf(training!, 'mrLevel2', now)).to.equal(now + 5);
    expect(untilOf(training!, 'ecg', now)).to.equal(null);
    expect(readTraining({ held: [], entries: [] })).to.equal(null);
  });
});
