/** Work that arrives late: what its author saw decides, and a no is a no however late. */
import { expect } from 'chai';
import {
  type Actor,
  type Command,
  decideLate,
  type Decision,
  dependsOn,
  type PastEvent,
  canonical,
  wallRow,
} from '../../machines/index.ts';
import { Bedside } from '../support/bedside.ts';
import { minute, nurse, second, secondTechnician, technician, venepuncture } from '../support/protocol.ts';

/** The log of a bedside: each event under the device of whoever did it. */
const pastOf = (bedside: Bedside): readonly PastEvent[] =>
  bedside.events.map((event, index) => ({ revision: index + 1, event, device: event.payload.by?.device ?? null }));

/** A command made on what was true at `base`, `ago` before it is received now. */
function late(
  bedside: Bedside,
  base: number,
  command: Command,
  ago: number,
  actor: Actor = technician,
  untrusted = false,
): Decision {
  const decision = decideLate(bedside.protocol, bedside.state, command, actor, bedside.at, {
    opening: bedside.opening,
    past: pastOf(bedside),
    base,
    happenedAt: bedside.at - ago,
    untrusted,
  });
  if (decision.kind === 'accepted') {
    bedside.state = decision.state;
    bedside.events.push(...decision.events);
  }
  return decision;
}
const changedIn = (decision: Decision) => (decision.kind === 'needsPerson' ? (decision.refusal.changed ?? []) : null);
const codeOf = (decision: Decision): string =>
  decision.kind === 'refused' || decision.kind === 'needsPerson'
    ? `${decision.kind} ${decision.refusal.code}`
    : decision.kind;

describe('late entry', () => {
  it('takes work that stood on what its author saw, counted from when it happened', () => {
    const bedside = new Bedside().prepared('item.statesName.attested');
    const base = bedside.events.length;
    bedside.waits(25 * minute);
    expect(codeOf(late(bedside, base, { event: 'item.explained.attested', value: 'told' }, 24 * minute))).to.equal(
      'accepted',
    );
    expect(bedside.state.context.evidence['explained']?.at).to.equal(bedside.at - 24 * minute);
  });

  it('takes right work although identity has lapsed since, where the server’s time alone would refuse it', () => {
    const bedside = new Bedside().prepared('item.statesName.attested');
    const base = bedside.events.length;
    bedside.waits(60 * minute);
    expect(bedside.refusal('item.explained.attested', { value: 'told' })).to.equal('identityOpen');
    expect(codeOf(late(bedside, base, { event: 'item.explained.attested', value: 'told' }, 55 * minute))).to.equal(
      'accepted',
    );
  });

  it('lets what it enters be expired already', () => {
    const bedside = new Bedside().prepared('item.hands.started').waits(25 * second);
    const base = bedside.events.length;
    bedside.waits(60 * minute);
    late(bedside, base, { event: 'item.siteCleaned.started' }, 59 * minute);
    expect(bedside.item('siteCleaned')).to.equal('expired');
  });

  it('needs a person when somebody else changed what it depended on', () => {
    const bedside = new Bedside().prepared('item.statesName.attested');
    const base = bedside.events.length;
    bedside
      .does('identity.mismatched', { reason: 'two bands' }, secondTechnician)
      .does('mismatch.resolved', { reason: 'old band' }, nurse)
      .waits(5 * minute);
    expect(codeOf(late(bedside, base, { event: 'item.explained.attested', value: 'told' }, 4 * minute))).to.equal(
      'needsPerson seenTooOld',
    );
  });

  it('needs a person when what it was said of is no longer there, though its item looks untouched', () => {
    const bedside = new Bedside().prepared('item.statesName.attested');
    const base = bedside.events.length;
    bedside
      .does('equipment.faulted', { reason: 'bent needle' }, secondTechnician)
      .does('equipment.replaced', {}, secondTechnician)
      .waits(5 * minute);
    expect(codeOf(late(bedside, base, { event: 'item.tubes.attested', value: 'inDate' }, 4 * minute))).to.equal(
      'needsPerson seenTooOld',
    );
  });

  it('says what somebody else changed, who and when, oldest first, and nothing of what stood on nothing', () => {
    const bedside = new Bedside().prepared('item.statesName.attested');
    const base = bedside.events.length;
    bedside.does('item.tubes.attested', { value: 'inDate' }, secondTechnician).waits(minute);
    bedside.does('identity.mismatched', { reason: 'two bands' }, secondTechnician);
    const mismatched = bedside.at;
    bedside.does('mismatch.resolved', { reason: 'old band' }, nurse);
    const resolved = bedside.at;
    bedside.waits(5 * minute);
    const decision = late(bedside, base, { event: 'item.explained.attested', value: 'told' }, 4 * minute);
    const { person } = secondTechnician;
    expect(changedIn(decision)).to.deep.equal([
      { event: 'identity.mismatched', says: 'Identity did not match', by: person, at: mismatched },
      { event: 'mismatch.resolved', says: 'Mismatch resolved', by: nurse.person, at: resolved },
    ]);
  });

  it('names the item that somebody else answered, and never its value', () => {
    const bedside = new Bedside().prepared('item.statesName.attested');
    const base = bedside.events.length;
    bedside.does('item.explained.attested', { value: 'told' }, secondTechnician).waits(5 * minute);
    const decision = late(bedside, base, { event: 'item.explained.attested', value: 'told' }, 4 * minute);
    const [change] = changedIn(decision) ?? [];
    expect(change).to.include({ item: 'explained', by: secondTechnician.person });
    expect(change?.says).to.equal('What will be done, how it feels, pressing afterwards');
    expect(JSON.stringify(decision)).to.not.contain('told');
  });

  it('has nothing to name where nobody else changed anything', () => {
    const bedside = new Bedside().does('patient.arrived');
    const base = bedside.events.length;
    bedside.waits(minute).does('item.wristband.sensed', { value: '9990012345' });
    expect(changedIn(late(bedside, base, { event: 'item.explained.attested', value: 'told' }, minute))).to.deep.equal(
      [],
    );
  });

  it('does not mind what somebody else did elsewhere', () => {
    const bedside = new Bedside().prepared('item.statesName.attested');
    const base = bedside.events.length;
    bedside.does('item.tubes.attested', { value: 'inDate' }, secondTechnician).waits(5 * minute);
    expect(codeOf(late(bedside, base, { event: 'item.explained.attested', value: 'told' }, 4 * minute))).to.equal(
      'accepted',
    );
  });

  it('refuses to guess: work that would not have been accepted then needs a person', () => {
    const bedside = new Bedside().does('patient.arrived');
    const base = bedside.events.length;
    bedside
      .waits(minute)
      .does('item.wristband.sensed', { value: '9990012345' })
      .does('item.statesName.attested', { value: 'both' });
    expect(codeOf(late(bedside, base, { event: 'item.explained.attested', value: 'told' }, 2 * minute))).to.equal(
      'needsPerson seenTooOld',
    );
  });

  it('builds on its author’s own earlier late work', () => {
    const bedside = new Bedside().does('patient.arrived');
    const base = bedside.events.length;
    bedside.waits(20 * minute);
    const commands: readonly Command[] = [
      { event: 'item.wristband.sensed', value: '9990012345' },
      { event: 'item.statesName.attested', value: 'both' },
      { event: 'item.explained.attested', value: 'told' },
    ];
    commands.forEach((command, n) =>
      expect(codeOf(late(bedside, base, command, (19 - n) * minute)), command.event).to.equal('accepted'),
    );
    expect(bedside.item('explained')).to.equal('satisfied');
  });

  it('loses no mismatch for being late, whatever item it was seen by', () => {
    for (const command of [
      { event: 'item.wristband.sensed', value: '9990054321' },
      { event: 'item.statesName.attested', value: 'differs' },
    ]) {
      const bedside = new Bedside().prepared();
      expect(codeOf(late(bedside, bedside.events.length, command, 30 * second)), command.event).to.equal('accepted');
      expect(bedside.row().status, command.event).to.include({ kind: 'stop', stop: 'mismatch' });
    }
  });

  it('writes down an answer that does not satisfy', () => {
    const bedside = new Bedside().prepared('item.statesName.attested');
    late(bedside, bedside.events.length, { event: 'item.tubes.attested', value: 'notInDate' }, 30 * second);
    expect(bedside.item('tubes')).to.equal('failed');
  });

  it('lets a timed act run its time, from when it began', () => {
    const bedside = new Bedside().prepared('step.equipment.completed').waits(minute);
    late(bedside, bedside.events.length, { event: 'item.hands.started' }, 11 * second);
    expect(bedside.item('hands')).to.equal('running');
    expect(bedside.waits(9 * second).item('hands')).to.equal('satisfied');
  });

  it('always applies a stop, whatever happened since', () => {
    const bedside = new Bedside().prepared('item.statesName.attested');
    const base = bedside.events.length;
    bedside.does('flow.held', { reason: 'lunch' }, nurse).waits(3 * 60 * minute);
    expect(codeOf(late(bedside, base, { event: 'consent.withdrawn' }, 3 * 60 * minute, technician, true))).to.equal(
      'accepted',
    );
    expect(bedside.row().status.kind).to.equal('stop');
  });

  describe('that is a stop', () => {
    const came = (ago: number, untrusted = false) => {
      const bedside = new Bedside().prepared('item.statesName.attested').waits(60 * minute);
      late(bedside, bedside.events.length, { event: 'consent.withdrawn' }, ago, technician, untrusted);
      const [standing] = bedside
        .checklist()
        .steps.flatMap((step) => step.standing)
        .filter(({ bad }) => bad);
      return { bedside, at: bedside.at, row: bedside.row(), raised: standing?.raised };
    };

    it('counts from when it happened, in the step, on the row and in the lane, and says when it was heard of', () => {
      const { at, row, raised } = came(33 * minute);
      const tapped = at - 33 * minute;
      expect(raised).to.deep.equal({ by: technician.person, at: tapped, heardAt: at });
      expect(row.status).to.deep.include({ kind: 'stop', since: tapped, heardAt: at });
      expect(row.attention?.since).to.equal(tapped);
      expect(wallRow(row)).to.nested.include({ 'status.since': tapped, 'attention.since': tapped });
    });

    it('is escalated as long after the server heard of it as any other', () => {
      const { bedside } = came(33 * minute);
      const prompt = new Bedside()
        .prepared('item.statesName.attested')
        .waits(60 * minute)
        .does('consent.withdrawn');
      const waits = ({ state, at }: Bedside) =>
        state.deadlines.filter(({ id }) => id.includes('acknowledgeWithin')).map((one) => one.at - at);
      expect(waits(bedside)).to.have.length(1).and.to.deep.equal(waits(prompt));
    });

    it('counts from when the server heard of it, where no clock says better', () => {
      for (const [ago, untrusted] of [
        [33 * minute, true],
        // Before the preparation began, and later than it came.
        [5 * 60 * minute, false],
        [-minute, false],
      ] as const) {
        const { at, row, raised } = came(ago, untrusted);
        expect(raised, String(ago)).to.deep.equal({ by: technician.person, at });
        expect(row.status, String(ago)).to.include({ since: at }).and.to.not.have.property('heardAt');
      }
    });

    it('is as old as ever for an emergency and a hold', () => {
      for (const [event, more] of [
        ['emergency.declared', {}],
        ['flow.held', { reason: 'lunch' }],
      ] as const) {
        const bedside = new Bedside().prepared('item.statesName.attested').waits(60 * minute);
        late(bedside, bedside.events.length, { event, ...more }, 20 * minute);
        expect(bedside.row().status, event).to.include({ since: bedside.at - 20 * minute });
      }
    });
  });

  it('keeps the end of a wrong wristband with the stop, and no more of it in any other place', () => {
    for (const [event, judged] of [
      ['identity.mismatched', 'late'],
      ['identity.mismatched', 'now'],
      ['item.wristband.sensed', 'late'],
    ] as const) {
      const bedside = new Bedside().prepared();
      const command = { event, value: '9990054321' };
      if (judged === 'now') bedside.does(event, command);
      else late(bedside, bedside.events.length, command, 30 * second);
      expect(bedside.state.context.raised['mismatch']?.scanned, `${event} ${judged}`).to.equal('321');
      expect(canonical([bedside.events, bedside.state]), `${event} ${judged}`).to.not.contain('4321');
      expect(JSON.stringify(bedside.row())).to.not.contain('321');
    }
  });

  it('never decides a judgement for a tablet that was away', () => {
    const bedside = new Bedside().prepared();
    expect(codeOf(late(bedside, bedside.events.length, { event: 'handover.accepted' }, minute))).to.equal(
      'needsPerson needsDecision',
    );
  });

  it('asks a person when the tablet cannot say when it was', () => {
    const bedside = new Bedside().prepared('item.statesName.attested');
    const decision = late(
      bedside,
      bedside.events.length,
      { event: 'item.explained.attested', value: 'told' },
      minute,
      technician,
      true,
    );
    expect(codeOf(decision)).to.equal('needsPerson timeUntrusted');
  });

  it('knows which work leans on which, and that a stop leans on nothing', () => {
    const protocol = venepuncture();
    expect(dependsOn(protocol, 'item.statesName.attested', 'item.wristband.sensed')).to.equal(true);
    expect(dependsOn(protocol, 'item.tubes.attested', 'item.explained.attested')).to.equal(false);
    expect(dependsOn(protocol, 'consent.withdrawn', 'consent.given')).to.equal(false);
  });
});
