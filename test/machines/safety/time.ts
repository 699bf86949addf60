/** (over 400 lines: one list of invariants, each with what breaks it) Ready, and time: invariants I01, I02, I28 to I34, I46 and I47 as far as they are the machine’s. */
import { expect } from 'chai';
import { hour, minute } from '../../support/protocol.ts';
import { Bed, factsFor, meta, moments, roles, shippedFiles } from './bed.ts';
import type { Shown } from './house.ts';
import { answer, answered, identifiedBed, ready } from './prepared.ts';

const counting = new Set(['satisfied', 'overridden', 'used', 'notNeeded']);
const patientWords = ['Roe', 'ROE', 'Mary', '1959', '9990012345', '12345', 'ORD-1'];

export const timeShown: readonly Shown[] = [
  {
    id: 'I01',
    says: 'ready needs every hard and override item that applies, unexpired at the instant',
    plays: (house) => {
      for (const file of shippedFiles) {
        const bed = ready(house, file);
        for (const [path, moment] of moments(bed)) {
          const item = bed.protocol.items.get(path.split('.')[2] ?? '')?.item;
          if (item === undefined || item.stop === 'warn' || item.stop === 'info') continue;
          const status = path.split('.').at(-1) ?? '';
          expect(house.machines.isReady(bed.protocol, moment.state), `${file}: ${path}`).to.equal(counting.has(status));
        }
        const seen = bed.state.context.evidence['wristband']?.at ?? 0;
        for (const [after, status] of [
          [-1, 'satisfied'],
          [0, 'expired'],
        ] as const) {
          bed.at = seen + bed.protocol.times('identityFor') + after;
          expect(bed.item('wristband'), `${file}, at its end`).to.equal(status);
        }
        expect(bed.isReady(), file).to.equal(false);
      }
    },
    controls: [
      {
        without: 'ready does not need the items',
        file: 'machines/protocols/chart.ts',
        in: 'guardsOf',
        from: '    ready: all(\n      ...blocking,',
        to: '    ready: all(',
      },
      {
        without: 'what expired counts',
        file: 'machines/items/item-chart.ts',
        in: 'itemChart',
        from: "const expiry = lasts(item) ? { after: { [`until.${item.id}`]: { target: 'expired', actions: lapsed } } } : {};",
        to: 'const expiry = lasts(item) ? { after: { [`until.${item.id}`]: { actions: lapsed } } } : {};',
      },
    ],
  },
  {
    id: 'I02',
    says: 'ready is no state and no event: it is read off the state at the instant of every look, with nothing written down',
    plays: (house) => {
      for (const file of shippedFiles) {
        const bed = ready(house, file);
        const names = bed.protocol.chart.nodes.map(({ path }) => path.split('.').at(-1));
        expect(names, file).to.not.include('ready');
        expect([...bed.protocol.events.keys()].filter((name) => /ready/i.test(name))).to.deep.equal(
          [...bed.protocol.events.keys()].filter((name) => name === 'patient.leftUnready'),
        );
        const before = bed.state;
        bed.at = house.machines.readyUntil(bed.protocol, bed.state) ?? 0;
        expect(['ready', 'readyWithExceptions'], file).to.not.include(bed.row().status.kind);
        expect(bed.state, 'nobody wrote it down').to.equal(before);
        bed.refuses('handover.accepted', {}, bed.person('proceduralist'));
      }
    },
    controls: [
      {
        without: 'a screen shows what was last written',
        file: 'machines/preparation/project.ts',
        in: 'project',
        from: 'advance(protocol.machine, state, at).state;',
        to: '({ ...advance(protocol.machine, state, state.at).state, at });',
      },
      {
        without: 'a decision goes by what was last written',
        file: 'machines/preparation/decide.ts',
        in: 'decide',
        from: 'const now = advance(protocol.machine, state, Math.max(at, state.at));',
        to: 'const now = { state: { ...state, at: Math.max(at, state.at) }, fired: [] };',
      },
    ],
  },
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
          open.copy().does('handover.accepted', {}, receiver),
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
  {
    id: 'I33',
    says: 'the server’s instant counts and never goes back: an earlier clock makes no earlier record and no later end',
    plays: (house) => {
      for (const file of shippedFiles) {
        const bed = ready(house, file);
        const decision = bed.asks('item.wristband.sensed', { value: '9990012345' }, bed.person('nurse'), bed.at - hour);
        if (decision.kind !== 'accepted') expect.fail(`${file}: ${decision.kind}`);
        expect(decision.state.at, file).to.equal(bed.state.at);
        expect(decision.events.every(({ at }) => at >= bed.state.at)).to.equal(true);
        expect(decision.state.context.evidence['wristband']?.at).to.equal(bed.state.at);
      }
    },
    controls: [
      {
        without: 'time goes back with a clock',
        file: 'machines/preparation/decide.ts',
        in: 'decide',
        from: 'Math.max(at, state.at));\n  const classified = classify(protocol, now.state, command, actor, now.state.at);',
        to: 'Math.max(at, state.at));\n  const classified = classify(protocol, now.state, command, actor, at);',
      },
    ],
  },
  {
    id: 'I34',
    says: 'a second answer never overwrites a first: another value is refused, and work from an older look waits for a person',
    plays: (house) => {
      for (const file of shippedFiles) {
        const bed = ready(house, file);
        const other = bed.person('nurse', 6);
        const refused = bed.asks('item.statesName.attested', { value: 'differs' }, other);
        expect(refused.kind === 'refused' && refused.refusal.code, file).to.equal('alreadyAnswered');
        expect(bed.asks('item.statesName.attested', { value: 'both' }, other).kind).to.equal('alreadySo');
      }
      const bed = identifiedBed(house, 'venepuncture');
      const state = bed.state;
      const theirs = bed.asks(
        'place.moved',
        { place: { ward: 'w4B', bed: '2' } },
        bed.person('nurse'),
        bed.at + minute,
      );
      if (theirs.kind !== 'accepted') expect.fail('the move');
      // What the tablet saw is the log up to the move; since then somebody else moved the patient.
      const log = house.machines.open(bed.protocol, bed.opening);
      const past = [
        ...['patient.arrived', 'responsibility.taken'].map((type) => ({ type, more: {} })),
        { type: 'item.wristband.sensed', more: { value: '9990012345' } },
        { type: 'item.statesName.attested', more: { value: 'both' } },
      ].reduce(
        (now, { type, more }) => {
          const decision = house.machines.decide(
            bed.protocol,
            now.state,
            { event: type, ...more },
            bed.person('technician'),
            now.state.at + 1000,
          );
          if (decision.kind !== 'accepted') expect.fail(type);
          return {
            state: decision.state,
            events: [...now.events, ...decision.events.map((event) => ({ event, device: 'device-technician-1' }))],
          };
        },
        { state: log.state, events: log.events.map((event) => ({ event, device: 'server' })) },
      );
      const moved = house.machines.decide(
        bed.protocol,
        past.state,
        { event: 'place.moved', place: { ward: 'w4B', bed: '2' } },
        bed.person('nurse'),
        past.state.at + 1000,
      );
      if (moved.kind !== 'accepted') expect.fail('the move');
      const all = [...past.events, ...moved.events.map((event) => ({ event, device: 'device-nurse-1' }))];
      const late = house.machines.decideLate(
        bed.protocol,
        moved.state,
        { event: 'item.explained.attested', value: 'told' },
        bed.person('technician'),
        moved.state.at + minute,
        {
          opening: bed.opening,
          past: all.map((one, index) => ({ ...one, revision: index + 1 })),
          base: past.events.length,
          happenedAt: past.state.at + 500,
          untrusted: false,
        },
      );
      expect(late.kind === 'needsPerson' && late.refusal.code).to.equal('seenTooOld');
      expect(state).to.equal(bed.state);
    },
    controls: [
      {
        without: 'another value counts as the same',
        file: 'machines/preparation/decide.ts',
        in: 'nothingToDo',
        from: "return same ? { kind: 'alreadySo', by: evidence?.by ?? null } : refuse('alreadyAnswered');",
        to: "return { kind: same ? 'alreadySo' : 'alreadySo', by: evidence?.by ?? null };",
      },
      {
        without: 'what somebody else changed since is not looked at',
        file: 'machines/preparation/late.ts',
        in: 'decideLate',
        from: "if (changedByOthers(protocol, command.event, actor, lateness)) return needsPerson('seenTooOld');",
        to: '',
      },
    ],
  },
  {
    id: 'I46',
    says: 'a row for a public wall has bed, line, status and times, and no word of the patient, the procedure or a reason',
    plays: (house) => {
      const may = ['preparation', 'bed', 'line', 'status', 'due', 'owned', 'attention', 'revision', 'head'];
      const status = ['kind', 'since', 'until', 'count', 'short', 'arrived'];
      for (const file of shippedFiles) {
        const bed = ready(house, file).does('consent.limited', { note: 'Roe refuses blood' });
        for (const [path, moment] of moments(bed)) {
          const wall = house.machines.wallRow(house.machines.boardRow(bed.protocol, moment.state, meta));
          expect(may, `${file}: ${path}`).to.include.members(Object.keys(wall));
          expect(status, `${file}: ${path}`).to.include.members(Object.keys(wall.status));
          const text = JSON.stringify(wall);
          for (const word of [...patientWords, bed.protocol.document.title, 'refuses'])
            expect(text.includes(word), `${file}: ${path} says ${word}`).to.equal(false);
        }
      }
    },
    controls: [
      {
        without: 'a wall gets the whole row',
        file: 'machines/preparation/project.ts',
        in: 'wallRow',
        from: 'return { preparation, bed: place.bed,',
        to: 'return { ...row, preparation, bed: place.bed,',
      },
      {
        without: 'a wall is told which stop it is',
        file: 'machines/preparation/project.ts',
        in: 'wallStatus',
        from: "case 'stop': return { kind: status.kind, since: status.since };",
        to: "case 'stop': return { ...status };",
      },
    ],
  },
  {
    id: 'I47',
    says: 'every stop is left by some act of somebody, without ending the preparation, and has a time since when',
    plays: (house) => {
      const ends = /^(preparation|handover)\./;
      for (const file of shippedFiles) {
        const bed = answered(house, file);
        const stops = new Set(
          bed.protocol.chart.nodes.filter(({ tags }) => tags.includes('stop')).map(({ path }) => path),
        );
        for (const [path, moment] of moments(bed, (at) => stops.has(at))) {
          const unavailable = `${path.slice(0, path.lastIndexOf('.'))}.unavailable`;
          const leaves = (name: string, role: (typeof roles)[number]): boolean => {
            const said = { value: 'yes', reason: 'x', note: 'x' };
            const decision = moment.asks(name, said, moment.person(role, 6));
            if (decision.kind !== 'accepted') return false;
            // From one stop of the kit into the other is no way out.
            return [path, unavailable].every((at) => !house.machines.isAt(decision.state.value, at));
          };
          const exits = [...bed.protocol.events.keys()].filter((name) => !ends.test(name));
          expect(
            exits.some((name) => roles.some((role) => leaves(name, role))),
            `${file}: something leaves ${path}`,
          ).to.equal(true);
          const { status } = house.machines.boardRow(bed.protocol, moment.state, meta);
          expect(status.kind === 'stop' && Number.isFinite(status.since), `${file}: ${path}`).to.equal(true);
        }
      }
    },
    controls: [
      {
        without: 'withdrawn consent is not left by a new one',
        file: 'machines/steps/consent.ts',
        in: 'standing',
        from: "withdrawn: { tags: ['stop'], on: renewed }",
        to: "withdrawn: { tags: ['stop'] }",
      },
      {
        without: 'what is not available stays so',
        file: 'machines/steps/equipment.ts',
        in: 'equipment',
        from: "unavailable: { tags: ['stop'], on: replaced }",
        to: "unavailable: { tags: ['stop'] }",
      },
    ],
  },
];
