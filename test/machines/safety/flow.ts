/** Emergencies, endings, new starts and holds: invariants I28 to I32. */
import { expect } from 'chai';
import { hour, minute } from '../../support/protocol.ts';
import { Bed, factsFor, moments, roles, shippedFiles } from './bed.ts';
import type { Shown } from './house.ts';
import { answer, arrivedThere, identifiedBed, ready } from './prepared.ts';

export const flowShown: readonly Shown[] = [
  {
    id: 'I28',
    says: 'an emergency defers what is open and satisfies nothing; the wristband is still asked, and another person closes the list',
    plays: (house) => {
      for (const file of shippedFiles) {
        const bed = new Bed(house, file)
          .does('patient.arrived')
          .does('responsibility.taken')
          .does('emergency.declared');
        expect(bed.counting(), file).to.deep.equal([]);
        const minimum = bed.items((item) => item.askedInEmergency === true);
        expect(minimum, file).to.include('wristband');
        expect(bed.row().deferred, file).to.be.greaterThan(3);
        expect(['ready', 'readyWithExceptions']).to.not.include(bed.kind());
        const receiver = bed.person(bed.protocol.document.handover.receivedBy[0] ?? 'nurse');
        bed.refuses('handover.acceptedInEmergency', {}, receiver);
        // What the first answers make needed (which component it is) comes after them.
        for (const id of [...minimum, ...minimum]) if (bed.open([id]).length > 0) answer(bed, id);
        bed.does('handover.acceptedInEmergency', {}, receiver);
        expect(bed.row().status).to.include({ kind: 'gone', reconciling: true });
        bed.refuses('emergency.reconciled', { note: 'x' });
        bed.does('emergency.reconciled', { note: 'x' }, bed.person('nurse', 6));
        expect(ready(house, file).does('emergency.declared').isReady(), file).to.equal(false);
      }
    },
    controls: [
      {
        without: 'a patient is ready in an emergency',
        file: 'machines/preparation/flow.ts',
        in: 'urgency',
        from: "requires: ['routine'],",
        to: 'requires: [],',
      },
      {
        without: 'an emergency defers nothing',
        file: 'machines/items/item-chart.ts',
        in: 'itemChart',
        from: 'const deferred = item.askedInEmergency === true ? {} :',
        to: 'const deferred = item.askedInEmergency !== undefined || item.id !== "" ? {} :',
      },
      {
        without: 'an emergency needs no wristband',
        file: 'machines/protocols/chart.ts',
        in: 'guardsOf',
        from: '...items.filter(({ item }) => item.askedInEmergency).map(({ item }) => `counts.${item.id}`),',
        to: '',
      },
      {
        without: 'whoever declared it closes the list',
        file: 'machines/preparation/flow.ts',
        in: 'endings',
        from: "guard: all(role('nurse', ...seniors), who('other')),",
        to: 'guard: all(),',
      },
    ],
  },
  {
    id: 'I29',
    says: 'an emergency is declared by anybody from every open state, and from a tablet that was away as well',
    plays: (house) => {
      for (const file of shippedFiles) {
        const started = ready(house, file);
        for (const [path, bed] of moments(started, (at) => !at.startsWith('open.urgency')))
          for (const role of roles)
            expect(bed.asks('emergency.declared', {}, bed.person(role)).kind, `${file}: ${path}`).to.equal('accepted');
        expect(new Bed(house, file).asks('emergency.declared', {}, started.person('technician')).kind).to.equal(
          'accepted',
        );
        const away = { opening: started.opening, past: [], base: 0, happenedAt: started.at - hour, untrusted: true };
        const { protocol, state, at } = started;
        const late = house.machines.decideLate(
          protocol,
          state,
          { event: 'emergency.declared' },
          started.person('technician'),
          at,
          away,
        );
        expect(late.kind, file).to.equal('accepted');
        const shown = started.checklist().actions.find(({ event }) => event === 'emergency.declared');
        expect(shown, `${file}: on the tablet`).to.include({ may: true, late: 'stop', group: 'stop' });
      }
    },
    controls: [
      {
        without: 'a tablet that was away asks a person first',
        file: 'machines/preparation/flow.ts',
        in: 'urgency',
        from: "past: 'Emergency declared', late: 'stop',",
        to: "past: 'Emergency declared', late: 'judgement',",
      },
    ],
  },
  {
    id: 'I30',
    says: 'what has ended takes no answer and waits for nothing',
    plays: (house) => {
      for (const file of shippedFiles) {
        const open = ready(house, file);
        const receiver = open.person(open.protocol.document.handover.receivedBy[0] ?? 'nurse');
        const ends: readonly Bed[] = [
          arrivedThere(open.copy()).does('handover.accepted', {}, receiver),
          open.copy().does('preparation.cancelled', { reason: 'x' }, open.person('chargeNurse')),
          open.copy().does('preparation.enteredInError', { reason: 'x' }, open.person('nurse')),
        ];
        for (const bed of ends) {
          expect(bed.state.deadlines, file).to.deep.equal([]);
          for (const { name } of bed.protocol.events.values()) {
            if (name === 'consent.withdrawn') continue;
            for (const role of roles)
              bed.refuses(name, { value: 'both', reason: 'x', note: 'x', start: bed.at }, bed.person(role));
          }
          expect(['gone', 'notDone', 'enteredInError']).to.include(bed.waits(100 * hour).row().status.kind);
        }
      }
    },
    controls: [
      {
        without: 'timers of what has ended run on',
        file: 'machines/preparation/step.ts',
        in: 'fold',
        from: "if (type === 'xstate.cancel') deadlines = deadlines.filter(({ id }) => id !== params?.sendId);",
        to: "if (type === 'xstate.cancel') deadlines = [...deadlines];",
      },
      {
        without: 'what was cancelled is entered in error afterwards',
        file: 'machines/protocols/chart.ts',
        in: 'protocolChart',
        from: 'notDone: {},',
        to: "notDone: { on: { 'preparation.enteredInError': 'enteredInError' } },",
      },
    ],
  },
  {
    id: 'I31',
    says: 'a new start is measured against every fast anew: it opens one that was right and closes one that was wrong',
    plays: (house) => {
      const file = 'upper-gi-endoscopy';
      const bed = ready(house, file);
      const { start, evidence } = bed.state.context;
      const drink = Number(evidence['lastClearDrink']?.value);
      const move = (to: number): Bed =>
        bed.copy().does('plan.moved', { start: to, reason: 'x' }, bed.person('chargeNurse'));
      expect(Number.isFinite(drink), 'a time was said').to.equal(true);
      const earlier = move(drink + bed.protocol.times('clearAtLeast') - minute);
      expect([earlier.item('lastClearDrink'), earlier.isReady()]).to.deep.equal(['expired', false]);
      earlier.does('plan.moved', { start, reason: 'x' }, earlier.person('chargeNurse'));
      expect(earlier.item('lastClearDrink'), 'right again for the old start').to.equal('satisfied');
      expect(move(start + hour).item('explained'), 'told for another start').to.equal('pending');
      const given = { ...factsFor('venepuncture'), fasting: 'required' };
      const blood = new Bed(house, 'venepuncture', { order: { number: 'ORD-1', version: 1, facts: given } });
      blood.does('patient.arrived').does('responsibility.taken');
      answer(answer(blood, 'wristband'), 'statesName').does('item.lastMeal.measured', {
        value: blood.state.context.start - 15 * hour,
      });
      expect(blood.item('lastMeal')).to.equal('satisfied');
      blood.does(
        'plan.moved',
        { start: blood.state.context.start + 3 * hour, reason: 'x' },
        blood.person('chargeNurse'),
      );
      expect(blood.item('lastMeal'), 'too long a fast').to.equal('expired');
    },
    controls: [
      {
        without: 'a moved start does not close a window',
        file: 'machines/preparation/judge.ts',
        in: 'judgedIn',
        from: "if (status === 'satisfied' && !good)",
        to: "if (status === 'overridden' && !good)",
      },
      {
        without: 'a moved start does not open one again',
        file: 'machines/preparation/judge.ts',
        in: 'judgedIn',
        from: "if ((status === 'expired' || status === 'failed') && good",
        to: "if (status === 'failed' && good",
      },
      {
        without: 'a new start is only written down',
        file: 'machines/preparation/plan.ts',
        in: 'plan',
        from: "actions: [{ type: 'move' }, broadcast('plan.rearmed'),",
        to: "actions: [{ type: 'move' },",
      },
    ],
  },
  {
    id: 'I32',
    says: 'a hold stops the work and not the clocks; what lapsed meanwhile has lapsed when it is resumed',
    plays: (house) => {
      for (const file of shippedFiles) {
        const bed = ready(house, file).does('flow.held', { reason: 'Ward round' });
        expect(bed.kind(), file).to.equal('held');
        const open = identifiedBed(house, file).does('flow.held', { reason: 'Ward round' });
        open.refuses('consent.given', {}, open.person('proceduralist')).refuses('step.identity.completed');
        for (const value of ['both', 'match', 'none', 'told']) open.refuses('item.allergies.attested', { value });
        bed.waits(bed.protocol.times('identityFor'));
        expect(bed.item('wristband'), file).to.equal('expired');
        bed.does('consent.withdrawn');
        const resumed = ready(house, file)
          .does('flow.held', { reason: 'x' })
          .waits(40 * minute)
          .does('flow.resumed');
        expect(resumed.isReady(), file).to.equal(false);
      }
    },
    controls: [
      {
        without: 'work goes on while it is held',
        file: 'machines/protocols/chart.ts',
        in: 'guardsOf',
        from: "mayTouch: all('arrived', 'notHeld',",
        to: "mayTouch: all('arrived',",
      },
      {
        without: 'a hold stops the clocks',
        file: 'machines/preparation/step.ts',
        in: 'nextDeadline',
        from: 'function nextDeadline({ deadlines }: State, to: Instant): Deadline | null { const due = deadlines.filter(({ at }) => at <= to);',
        to: `function nextDeadline({ deadlines, value }: State, to: Instant): Deadline | null {
          const held = JSON.stringify(value).includes('"held"');
          const due = deadlines.filter(({ at, id }) => at <= to && !(held && id.includes('until.')));`,
      },
    ],
  },
];
