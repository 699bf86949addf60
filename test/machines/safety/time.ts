/** Ready, and time: invariants I01, I02, I33, I34, I46 and I47 as far as they are the machine’s. */
import { expect } from 'chai';
import { hour, minute } from '../../support/protocol.ts';
import { meta, moments, roles, shippedFiles } from './bed.ts';
import type { Shown } from './house.ts';
import { answered, identifiedBed, ready } from './prepared.ts';

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
        from: '...these.flatMap(({ items: inStep }) => inStep.filter(blocks).map((item) => `counts.${item.id}`)),',
        to: '',
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
      // The tablet saw everything up to here; then somebody else moved the patient, and its work came late.
      const bed = identifiedBed(house, 'venepuncture');
      const base = bed.log.length;
      const happenedAt = bed.at + minute / 2;
      bed.waits(minute).does('place.moved', { place: { ward: 'w4B', bed: '2' } }, bed.person('nurse'));
      const late = house.machines.decideLate(
        bed.protocol,
        bed.state,
        { event: 'item.explained.attested', value: 'told' },
        bed.person('technician'),
        bed.at + minute,
        { opening: bed.opening, past: bed.log, base, happenedAt, untrusted: false },
      );
      expect(late.kind === 'needsPerson' && late.refusal.code).to.equal('seenTooOld');
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
        from: "if (changed.length > 0) return needsPerson('seenTooOld', changed);",
        to: '',
      },
    ],
  },
  {
    id: 'I46',
    says: 'a row for a public wall has bed, line, status and times, and no word of the patient, the procedure or a reason',
    plays: (house) => {
      // Where, how far and how sure; nobody's name, no procedure, no reason (privacy level W0).
      const may = [
        ...[
          'preparation',
          'ward',
          'bed',
          'line',
          'status',
          'due',
          'owned',
          'attention',
          'approved',
          'transfer',
          'elsewhere',
          'waySince',
        ],
        ...['revision', 'head'],
      ];
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
        from: 'return { preparation, ward: place.ward,',
        to: 'return { ...row, preparation, ward: place.ward,',
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
