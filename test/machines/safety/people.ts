/** Two people, and who has the patient: invariants I25 to I27, I40, I45 and I48 as far as they are the machine’s. */
import { expect } from 'chai';
import type { Actor, PastEvent } from '../../../machines/index.ts';
import { minute, second } from '../../support/protocol.ts';
import { Bed, moments, roles, shippedFiles } from './bed.ts';
import type { House, Shown } from './house.ts';
import { actorOf, answer, answered, otherOf, ready } from './prepared.ts';

/** Every item that two people answer and that applies here, each before its first answer. */
function pairs(house: House): readonly (readonly [Bed, string])[] {
  return shippedFiles.flatMap((file) => {
    const bed = answered(house, file);
    return bed
      .items(({ kind }) => kind === 'secondPerson')
      .filter((id) => bed.item(id) === 'satisfied')
      .map((id) => {
        const step = bed.protocol.items.get(id)?.step.id ?? '';
        return [bed.copy().put(`open.${step}.${id}`, 'pending'), id] as const;
      });
  });
}

/** The first of two answers, given; and what it was. */
function first(bed: Bed, id: string) {
  const item = bed.protocol.items.get(id)?.item;
  if (item === undefined) throw new Error(`No item is called ${id}.`);
  const { value = '' } = bed.state.context.evidence[id] ?? {};
  const by = actorOf(bed, item.by);
  const taken = item.dated === undefined ? {} : { takenAt: bed.at };
  bed.does(`item.${id}.attested`, { value, ...taken }, by);
  return { item, value, by, other: otherOf(bed, item) };
}

/** An answer that is possible, and another one. */
const another = (bed: Bed, id: string): string | number | null => {
  const answer = bed.protocol.items.get(id)?.item.answer;
  const { value } = bed.state.context.evidence[id] ?? {};
  if (answer !== undefined && 'unit' in answer) return value === answer.max ? answer.min : answer.max;
  if (answer === undefined || !('choices' in answer)) return null;
  return answer.choices.find((choice) => choice.value !== value)?.value ?? null;
};

/** What a screen offers as the reason to accept teach-back unsatisfied. */
const offeredReasons = (bed: Bed, by: Actor): readonly string[] =>
  bed
    .checklist(by)
    .steps.flatMap(({ items }) => items.flatMap(({ actions }) => actions))
    .find(({ event }) => event === 'item.teachBack.overridden')?.reasons ?? [];

export const peopleShown: readonly Shown[] = [
  {
    id: 'I25',
    says: 'a second answer is another person’s under another sign-in, who was not shown the first, and in time',
    plays: (house) => {
      const all = pairs(house);
      expect(all.length).to.be.greaterThan(10);
      for (const [before, id] of all) {
        const bed = before.copy();
        const { item, value, by, other } = first(bed, id);
        const event = `item.${id}.agreed`;
        bed.refuses(event, { value }, by).refuses(event, { value }, { ...by, grant: 'grant-elsewhere' });
        bed.refuses(event, { value }, { ...other, grant: by.grant });
        for (const actor of [by, other]) {
          const seen = bed
            .checklist(actor)
            .steps.flatMap(({ items }) => items)
            .find((one) => one.id === id);
          expect(seen?.evidence, `${id}, shown to ${actor.person}`).to.include({ value: null, says: null });
        }
        const late = bed.copy().waits(bed.protocol.times(item.verifyWithin ?? ''));
        expect(late.item(id), `${id}, too late`).to.equal('pending');
        expect(bed.does(event, { value }, other).item(id)).to.equal('satisfied');
      }
    },
    controls: [
      {
        without: 'the second check may be by the first person',
        file: 'machines/items/item-guards.ts',
        in: 'itemGuards',
        from: "...held(item.verifierCompetence ?? item.competence), who('other'), ),",
        to: '...held(item.verifierCompetence ?? item.competence)),',
      },
      {
        without: 'another person on the same sign-in is another',
        file: 'machines/preparation/classify.ts',
        in: 'relation',
        from: "return grants.includes(actor.grant) ? 'sameGrant' : 'other';",
        to: "return 'other';",
      },
      {
        without: 'the second person sees the first answer',
        file: 'machines/preparation/checklist.ts',
        in: 'shown',
        from: 'const value = blind ? null : (evidence.value ?? null);',
        to: 'const value = evidence.value ?? null;',
      },
      {
        without: 'the second person may come whenever',
        file: 'machines/items/kinds.ts',
        in: 'secondPerson',
        from: "after: { [`verifyWithin.${item.id}`]: { target: 'pending', actions: [strike(item.id)] } },",
        to: '',
      },
    ],
  },
  {
    id: 'I26',
    says: 'when two differ neither wins: it stops, and somebody who is neither of them lets it be asked again',
    plays: (house) => {
      for (const [before, id] of pairs(house)) {
        const bed = before.copy();
        const value = another(bed, id);
        const { by, other } = first(bed, id);
        if (value === null) continue;
        bed.does(`item.${id}.agreed`, { value }, other);
        expect([bed.item(id), bed.kind()], id).to.deep.equal(['disputed', 'stopped']);
        for (const actor of [by, other])
          bed
            .refuses(`item.${id}.resolved`, { reason: 'x' }, { ...actor, role: 'nurse' })
            .refuses(`item.${id}.corrected`, { reason: 'x' }, actor);
        bed.does(`item.${id}.resolved`, { reason: 'x' }, bed.person('nurse', 8));
        expect(bed.item(id)).to.equal('pending');
      }
    },
    controls: [
      {
        without: 'the first answer wins',
        file: 'machines/items/item-guards.ts',
        in: 'itemGuards',
        from: "[`agrees.${id}`]: all(`mayVerify.${id}`, value('agrees')),",
        to: '[`agrees.${id}`]: all(`mayVerify.${id}`),',
      },
      {
        without: 'one of the two resolves it',
        file: 'machines/items/item-guards.ts',
        in: 'itemGuards',
        from: "all(role(...correctors), who('other'))",
        to: 'all(role(...correctors))',
      },
    ],
  },
  {
    id: 'I27',
    says: 'a warning never blocks, a hard item is overridden by nobody, and an override needs a role, one of the reasons and own words, and is shown to the end',
    plays: (house) => {
      for (const file of shippedFiles) {
        const bed = ready(house, file);
        for (const { item, step } of bed.protocol.items.values()) {
          if (bed.item(item.id) === 'notNeeded') continue;
          const at = bed.copy().put(`open.${step.id}.${item.id}`, 'pending');
          const blocks = item.stop === 'hard' || item.stop === 'override';
          expect(at.isReady(), `${file}: ${item.id}, ${item.stop}`).to.equal(!blocks);
          for (const role of roles) {
            const more = { reason: 'Done another way', note: 'x' };
            const may =
              item.stop === 'override' &&
              item.overriddenBy?.includes(role) === true &&
              item.overriddenOnceAnswered !== true;
            const event = `item.${item.id}.overridden`;
            if (!may) at.refuses(event, more, at.person(role));
          }
        }
        const passed = bed.copy().put('open.explanation.teachBack', 'pending');
        const nurse = passed.person('nurse');
        passed
          .refuses('item.teachBack.overridden', {}, nurse)
          .refuses('item.teachBack.overridden', { note: 'Daughter said it back' }, nurse)
          .refuses('item.teachBack.overridden', { reason: 'Daughter said it back', note: 'x' }, nurse)
          .refuses('item.teachBack.overridden', { reason: 'Done another way' }, nurse)
          .refuses('item.teachBack.overridden', { reason: 'Done another way', note: ' ' }, nurse);
        const [why, ...others] = offeredReasons(passed, nurse);
        expect([why, ...others].length, `${file}: reasons to choose from`).to.be.within(3, 8);
        for (const reason of others) passed.copy().does('item.teachBack.overridden', { reason, note: 'x' }, nurse);
        passed.does('item.teachBack.overridden', { reason: why ?? '', note: 'Daughter said it back' }, nurse);
        expect(passed.state.context.evidence['teachBack']).to.include({ reason: why, note: 'Daughter said it back' });
        expect(passed.row().status, file).to.include({ kind: 'readyWithExceptions', exceptions: 1 });
      }
    },
    controls: [
      {
        without: 'a warning blocks',
        file: 'machines/protocols/chart.ts',
        in: 'blocks',
        from: "item.stop === 'hard' || item.stop === 'override'",
        to: "item.stop !== 'info'",
      },
      {
        without: 'anybody overrides',
        file: 'machines/items/item-guards.ts',
        in: 'itemGuards',
        from: 'all(place.touch, role(...(item.overriddenBy ?? [])))',
        to: 'all(place.touch)',
      },
      {
        without: 'any words are a reason to override',
        file: 'machines/items/item-events.ts',
        in: 'itemEvents',
        from: 'reasonsOnly: true,',
        to: '',
      },
      {
        without: 'an override needs no word of this patient',
        file: 'machines/items/item-events.ts',
        in: 'itemEvents',
        from: "asks: ['reason', 'note'],",
        to: "asks: ['reason'],",
      },
      {
        without: 'a blank is a reason',
        file: 'machines/preparation/classify.ts',
        in: 'isBlank',
        from: "(key === 'reason' || key === 'note') && command[key]?.trim() === ''",
        to: 'false',
      },
      {
        without: 'an exception is not shown',
        file: 'machines/items/item-chart.ts',
        in: 'itemChart',
        from: "tags: ['counts', 'exception'],",
        to: "tags: ['counts'],",
      },
    ],
  },
  {
    id: 'I40',
    says: 'one act answers one item: nothing completes a step or the rest along with it',
    plays: (house) => {
      for (const file of shippedFiles) {
        const bed = answered(house, file);
        for (const [path, moment] of moments(bed, (at) => at.endsWith('.pending'))) {
          const open = path.split('.')[2] ?? '';
          const item = bed.protocol.items.get(open)?.item;
          if (item === undefined || item.stop === 'warn' || item.stop === 'info') continue;
          const step = bed.protocol.items.get(open)?.step.id ?? '';
          moment.refuses(`step.${step}.completed`);
          // Every act of everybody, in the protocol that is small enough to try them all.
          for (const { name, item: of } of file === 'venepuncture' ? bed.protocol.events.values() : []) {
            if (of === open) continue;
            for (const role of ['nurse', 'proceduralist'] as const) {
              const decision = moment.asks(name, { value: 'yes', reason: 'x', note: 'x' }, moment.person(role, 4));
              if (decision.kind !== 'accepted') continue;
              const status = house.machines.itemStatus(decision.state, step, open);
              expect(status, `${file}: ${open} by ${name}`).to.not.be.oneOf(['satisfied', 'overridden', 'used']);
            }
          }
        }
      }
    },
    controls: [
      {
        without: 'a step is completed with items open',
        file: 'machines/protocols/chart.ts',
        in: 'guardsOf',
        from: '...inStep.filter(blocks).map((item) => `counts.${item.id}`), ...step.requires,',
        to: '...step.requires,',
      },
    ],
  },
  {
    id: 'I45',
    says: 'a patient who is here has one person, or nobody for two minutes until somebody is told; an offer changes it only when taken',
    plays: (house) => {
      for (const file of shippedFiles) {
        const bed = new Bed(house, file).does('patient.arrived');
        const alone = bed.copy().waits(bed.protocol.times('unownedFor'));
        expect(alone.row().attention, file).to.include({ stage: 'notified' });
        bed.does('responsibility.taken');
        const [mine, theirs] = [bed.person('technician'), bed.person('nurse')];
        expect(bed.waits(minute * 3).row(), file).to.deep.include({ responsible: mine.person, attention: null });
        bed.does('responsibility.offered', { person: theirs.person });
        expect(bed.row().responsible).to.equal(mine.person);
        bed.refuses('responsibility.declined', {}, bed.person('nurse', 2));
        const lapsed = bed.copy().waits(bed.protocol.times('offerFor') + second);
        expect([lapsed.row().responsible, lapsed.now().context.offeredTo]).to.deep.equal([mine.person, null]);
        expect(bed.does('responsibility.taken', {}, theirs).row().responsible).to.equal(theirs.person);
      }
    },
    controls: [
      {
        without: 'nobody is told of a patient nobody has',
        file: 'machines/preparation/people.ts',
        in: 'responsibility',
        from: "fresh: { after: { unownedFor: 'unclaimed' } },",
        to: 'fresh: {},',
      },
      {
        without: 'an offer is a hand-over',
        file: 'machines/preparation/people.ts',
        in: 'responsibility',
        from: "{ target: 'offered', actions: [{ type: 'offer' }] }",
        to: "{ target: 'offered', actions: [{ type: 'offer' }, { type: 'assignTo' }] }",
      },
    ],
  },
  {
    id: 'I48',
    says: 'half of a second check that was written down elsewhere is entered by nobody alone: it waits for a person',
    plays: (house) => {
      for (const [before, id] of pairs(house).slice(0, 8)) {
        const bed = before.copy();
        const item = bed.protocol.items.get(id)?.item;
        const { value = '' } = bed.state.context.evidence[id] ?? {};
        const past: readonly PastEvent[] = [];
        for (const untrusted of [true, false]) {
          const decision = house.machines.decideLate(
            bed.protocol,
            bed.state,
            { event: `item.${id}.attested`, value, takenAt: bed.at },
            actorOf(bed, item?.by ?? []),
            bed.at,
            { opening: bed.opening, past, base: 0, happenedAt: bed.at - minute, untrusted },
          );
          expect(decision.kind === 'needsPerson' && decision.refusal.code, id).to.equal('needsDecision');
        }
      }
      const bed = answered(house, 'venepuncture');
      const alone = { opening: bed.opening, past: [], base: 0, happenedAt: bed.at, untrusted: true };
      const one = { event: 'item.tubes.attested', value: 'inDate' };
      const unsure = house.machines.decideLate(bed.protocol, bed.state, one, bed.person('technician'), bed.at, alone);
      expect(unsure.kind === 'needsPerson' && unsure.refusal.code).to.equal('timeUntrusted');
      expect(answer(bed.put('open.equipment.tubes', 'pending'), 'tubes').item('tubes')).to.equal('satisfied');
    },
    controls: [
      {
        without: 'a second check is entered late like any work',
        file: 'machines/preparation/late.ts',
        in: 'decideLate',
        from: "if (item?.kind === 'secondPerson') return needsPerson('needsDecision');",
        to: '',
      },
      {
        without: 'work is entered late at no time anybody knows',
        file: 'machines/preparation/late.ts',
        in: 'decideLate',
        from: "if (item !== undefined && lateness.untrusted) return needsPerson('timeUntrusted');",
        to: '',
      },
    ],
  },
];
