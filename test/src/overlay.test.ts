import { expect } from 'chai';
import type { ActionView, Checklist, ItemStatus, ItemView, StepView, Verdict } from '../../machines/index.ts';
import { isOpenHere, overlay } from '../../src/link/overlay.ts';
import { progressOf, totalOf } from '../../src/link/progress.ts';
import type { Waiting } from '../../src/link/waiting.ts';
import { Bedside } from '../support/bedside.ts';
import { happyPath } from '../support/happy-path.ts';
import { technician } from '../support/protocol.ts';

const act = (event: string, needs: readonly string[], late: ActionView['late'] = 'work'): ActionView => ({
  event,
  verb: '',
  asks: [],
  late,
  group: 'item',
  may: needs.length === 0,
  refusal: needs.length === 0 ? null : { code: 'itemsMissing', says: '', missing: needs.map(missing) },
});
const item = (
  id: string,
  status: ItemStatus,
  needs: readonly string[] = [],
  late: ActionView['late'] = 'work',
): ItemView =>
  ({ id, status, stop: 'hard', actions: [act(`item.${id}.attested`, needs, late)] }) as unknown as ItemView;
const missing = (subject: string) => ({ condition: '', subject, says: '', who: [] });
const step = (items: readonly ItemView[], needs: readonly string[]): StepView =>
  ({
    id: 'x',
    items,
    actions: [act('consent.given', [])],
    complete: { ...act('step.x.completed', needs), group: 'step' },
  }) as unknown as StepView;
const of = (...steps: readonly StepView[]): Checklist =>
  ({
    preparation: 'preparation-1',
    revision: 12,
    steps,
    actions: [],
    readiness: { kind: 'notReady', missing: [] },
  }) as unknown as Checklist;
const checklist = of();
const accepted = (revision: number): Verdict => ({
  kind: 'accepted',
  command: 'c',
  revision,
  head: 'h',
  at: 1,
  late: false,
});
const waiting = (seq: number, event: string, more: Partial<Waiting> = {}, preparation = 'preparation-1'): Waiting =>
  ({
    seq,
    id: `command-${seq}`,
    verdict: null,
    untilShown: true,
    says: { by: 'p', value: 'ALL OFF' },
    message: { preparation, event, lastSync: 1_000, elapsed: 500, wallTime: 9_999 },
    ...more,
  }) as Waiting;

describe('what is shown over the checklist', () => {
  it('marks an item with a waiting command as saved here, at the time it was tapped', () => {
    const { marks } = overlay(checklist, [waiting(1, 'item.metalOff.attested')]);
    expect(marks.get('metalOff')).to.include({ kind: 'answered', where: 'savedHere', at: 1_500, says: 'ALL OFF' });
  });

  it('is sent once accepted, and gone once the checklist has come that far', () => {
    const sent = overlay(checklist, [waiting(1, 'item.metalOff.attested', { verdict: accepted(13) })]);
    expect(sent.marks.get('metalOff')?.where).to.equal('sent');
    const shown = overlay(checklist, [waiting(1, 'item.metalOff.attested', { verdict: accepted(12) })]);
    expect(shown.marks.size).to.equal(0);
  });

  it('leaves other patients’ commands out', () => {
    expect(overlay(checklist, [waiting(1, 'item.metalOff.attested', {}, 'preparation-2')]).marks.size).to.equal(0);
  });

  it('goes by the last tap: undone is open again', () => {
    const { marks } = overlay(checklist, [waiting(2, 'item.metalOff.corrected'), waiting(1, 'item.metalOff.attested')]);
    expect(marks.get('metalOff')?.kind).to.equal('reopened');
    expect(isOpenHere(marks.get('metalOff'))).to.equal(true);
  });

  it('keeps a step’s own waiting events apart from items', () => {
    const { marks, pending } = overlay(checklist, [waiting(1, 'consent.given'), waiting(2, 'flow.held')]);
    expect([...pending.keys()]).to.deep.equal(['consent.given', 'flow.held']);
    expect(marks.size).to.equal(0);
  });

  it('counts what is saved here as answered, never as ready', () => {
    const items = [item('a', 'pending'), item('b', 'pending'), item('c', 'satisfied')];
    const { marks, checklist: shown } = overlay(of(step(items, ['item.a', 'item.b'])), [waiting(1, 'item.a.attested')]);
    expect(shown.steps[0] === undefined ? null : progressOf(shown.steps[0], marks).open).to.equal(1);
    expect(shown.steps[0]?.complete.may).to.equal(false);
    expect(shown.steps[0]?.items[0]?.status).to.equal('pending');
  });

  it('lets a step be completed behind the taps it waits for, and only then', () => {
    const items = [item('a', 'pending'), item('b', 'pending')];
    const taps = [waiting(1, 'item.a.attested'), waiting(2, 'item.b.measured')];
    expect(overlay(of(step(items, ['item.a', 'item.b'])), taps).checklist.steps[0]?.complete.may).to.equal(true);
    expect(overlay(of(step(items, ['item.a', 'x.standing'])), taps).checklist.steps[0]?.complete.may).to.equal(false);
    expect(
      overlay(of(step(items, ['item.a', 'x.standing'])), [...taps, waiting(3, 'consent.given')]).checklist.steps[0]
        ?.complete.may,
    ).to.equal(true);
  });

  it('opens the next item behind a tap that waits, but never a decision', () => {
    const items = [
      item('a', 'pending'),
      item('b', 'pending', ['item.a']),
      item('c', 'pending', ['item.a'], 'judgement'),
      item('d', 'pending', ['item.a', 'person']),
    ];
    const { checklist: shown } = overlay(of(step(items, [])), [waiting(1, 'item.a.attested')]);
    expect(shown.steps[0]?.items.map(({ actions }) => actions[0]?.may)).to.deep.equal([true, true, false, false]);
  });

  it('never takes the first of two answers for done, nor lets anybody go on behind it', () => {
    const arm = { ...item('arm', 'pending'), kind: 'secondPerson' } as ItemView;
    const { marks, checklist: shown } = overlay(of(step([arm, item('b', 'pending', ['item.arm'])], ['item.arm'])), [
      waiting(1, 'item.arm.attested'),
    ]);
    expect(marks.get('arm')?.kind).to.equal('first');
    expect(shown.steps[0]?.items[1]?.actions[0]?.may).to.equal(false);
    expect(shown.steps[0]?.complete.may).to.equal(false);
    expect(shown.steps[0] === undefined ? null : progressOf(shown.steps[0], marks).open).to.equal(2);
  });

  it('does not take a timer that only started for done', () => {
    const { marks, checklist: shown } = overlay(of(step([item('a', 'pending')], ['item.a'])), [
      waiting(1, 'item.a.started'),
    ]);
    expect(shown.steps[0] === undefined ? null : progressOf(shown.steps[0], marks).open).to.equal(1);
    expect(shown.steps[0]?.complete.may).to.equal(false);
  });
});

describe('why something may not be done yet, over what waits here', () => {
  const identified = ['item.wristband.sensed', 'item.statesName.attested', 'step.identity.completed'];
  const shownOver = (events: readonly string[]) => {
    const asked = new Bedside().does('patient.arrived').checklist(technician);
    return overlay(
      asked,
      events.map((event, index) => waiting(index + 1, event, {}, asked.preparation)),
    ).checklist;
  };
  const refusalOf = (shown: Checklist, event: string) =>
    [...shown.actions, ...shown.steps.flatMap(({ items }) => items.flatMap(({ actions }) => actions))].find(
      (one) => one.event === event,
    )?.refusal;

  it('is what is open still, and never what was done here', () => {
    expect(refusalOf(shownOver([]), 'handover.accepted')?.says).to.equal(
      '"Wristband matches the order" is still open.',
    );
    const { readiness, ...shown } = shownOver(identified);
    const said = refusalOf({ ...shown, readiness }, 'handover.accepted');
    expect(said?.says).to.equal('"What will be done, how it feels, pressing afterwards" is still open.');
    for (const missing of [said?.missing, readiness.kind === 'notReady' ? readiness.missing : []]) {
      const subjects = missing?.map(({ subject }) => subject);
      expect(subjects).to.not.include.members(['item.wristband']);
      expect(subjects).to.not.include.members(['step.identity']);
      expect(subjects).to.include.members(['item.explained', 'step.explanation']);
      expect(missing?.at(-1)?.says).to.equal('What is saved on this tablet has still to be sent.');
    }
  });

  it('is that it has to be sent, where a decision waits for nothing else', () => {
    const ward = [waiting(1, 'item.wristband.sensed')];
    const handover = { ...act('handover.accepted', ['item.wristband'], 'judgement'), group: 'flow' } as const;
    const leaves = { ...act('patient.left', ['item.wristband']), group: 'flow' } as const;
    const asked = { ...of(step([item('wristband', 'pending')], [])), actions: [handover, leaves] };
    for (const { may, refusal } of overlay(asked, ward).checklist.actions) {
      expect(may).to.equal(false);
      expect(refusal?.says).to.equal('What is saved on this tablet has still to be sent.');
    }
  });

  it('takes one region of a step for nothing but itself', () => {
    const shown = shownOver([...identified, 'consent.given']);
    const proxy = shown.steps
      .flatMap(({ actions }) => actions)
      .find(({ event }) => event === 'consent.givenByProxy')?.refusal;
    expect(proxy?.missing.map(({ subject }) => subject)).to.include('consent.capacity');
  });
});

describe('a patient who came while the tablet was not connected', () => {
  const expected = new Bedside().checklist(technician);
  const wristband = (events: readonly string[], asked = expected) =>
    overlay(
      asked,
      events.map((event, index) => waiting(index + 1, event, {}, asked.preparation)),
    )
      .checklist.steps.flatMap(({ items }) => items.flatMap(({ actions }) => actions))
      .find(({ event }) => event === 'item.wristband.sensed');

  it('may be worked on behind the tap that says so, and behind no other', () => {
    expect(wristband([])?.refusal?.says).to.equal('The patient is not here yet.');
    expect(wristband(['responsibility.taken'])?.may).to.equal(false);
    expect(wristband(['patient.arrived'])).to.include({ may: true, refusal: null });
  });

  it('is not resumed by it when somebody holds them', () => {
    const held = new Bedside().does('patient.arrived').does('flow.held', {
      reason: 'Form missing',
      person: technician.person,
      lookAgainAt: new Bedside().at + 600_000,
    });
    expect(wristband(['patient.arrived'], held.checklist(technician))).to.include({ may: false });
  });
});

describe('a step’s own act that was taken back', () => {
  const given = { ...act('consent.given', []), group: 'step', undoneBy: 'consent.mistaken' } as const;
  const asked = of({ ...step([], []), actions: [given] });

  it('waits no longer, and is offered again', () => {
    const both = [waiting(1, 'consent.given'), waiting(2, 'consent.mistaken')];
    expect(overlay(asked, both).pending.size).to.equal(0);
    expect([...overlay(asked, [...both, waiting(3, 'consent.given')]).pending.keys()]).to.deep.equal(['consent.given']);
    // Of one that the server has already, the taking back is what waits.
    expect([...overlay(asked, both.slice(1)).pending.keys()]).to.deep.equal(['consent.mistaken']);
  });
});

describe('how far a step is', () => {
  const asked = step(
    [
      item('band', 'satisfied'),
      item('name', 'pending'),
      { ...item('allergies', 'pending'), stop: 'warn' },
      item('arm', 'notNeeded'),
    ],
    [],
  );

  it('adds up to what is asked: done, answered here, still open, and what may be left', () => {
    expect(progressOf(asked, new Map())).to.deep.equal({ done: 1, here: 0, open: 1, mayBeLeft: 1 });
    const { marks } = overlay(of(asked), [waiting(1, 'item.name.attested'), waiting(2, 'item.allergies.attested')]);
    expect(progressOf(asked, marks)).to.deep.equal({ done: 1, here: 2, open: 0, mayBeLeft: 0 });
  });

  it('takes an undone item for open again', () => {
    const { marks } = overlay(of(asked), [waiting(1, 'item.band.corrected')]);
    expect(progressOf(asked, marks)).to.deep.equal({ done: 0, here: 0, open: 2, mayBeLeft: 1 });
  });

  it('has left of its total what is still open; a warning is outside of it until somebody answers it', () => {
    expect(totalOf(progressOf(asked))).to.equal(2);
    const { marks } = overlay(of(asked), [waiting(1, 'item.allergies.attested')]);
    expect(progressOf(asked, marks)).to.deep.equal({ done: 1, here: 1, open: 1, mayBeLeft: 0 });
    expect(totalOf(progressOf(asked, marks))).to.equal(3);
  });

  it('has as many items open as the server names for “Complete step”, at every moment of a whole preparation', () => {
    const bedside = new Bedside();
    let compared = 0;
    for (const { wait, actor, command } of happyPath) {
      bedside.does(command.event, command, actor, wait);
      for (const step of bedside.checklist(technician).steps) {
        const missing = step.complete.may ? [] : step.complete.refusal?.missing;
        if (missing === undefined || step.completedBy !== null) continue;
        compared += 1;
        const named = step.items.filter(({ id }) => missing.some(({ subject }) => subject === `item.${id}`));
        expect(progressOf(step).open, `${command.event}, ${step.id}`).to.equal(named.length);
      }
    }
    expect(compared).to.be.greaterThan(20);
  });
});
