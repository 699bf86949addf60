/** The receiver's list, the shift's hand-over and a delay, as facts. */
import { expect } from 'chai';
import type { Checklist, Verdict } from '../../machines/index.ts';
import { boundRows, placeLabel } from '../../src/board/bound-rows.ts';
import { bedRows } from '../../src/board/bed-rows.ts';
import { actOf, inOrder, missingOf, nextOf } from '../../src/department/bound.ts';
import { actOn, actOnEach } from '../../src/desk/act-on.ts';
import { actionsOf, mainActionOf } from '../../src/desk/actions-of.ts';
import { delayable, minutesOf } from '../../src/desk/delays.ts';
import { handoverCard } from '../../src/desk/handover-card.ts';
import { at, boardRows, checklistOf, layout, morning, wallRows } from '../screens/fixtures.ts';

const rows = boardRows('busy');
const inBed = (bed: string) => {
  const row = rows.find(({ place }) => place.bed === bed);
  if (row === undefined) throw new Error(`nobody in ${bed}`);
  return row;
};

describe('a department’s list', () => {
  it('has the next first and who is over last', () => {
    const order = inOrder(rows).map(({ place }) => place.bed);
    expect(order.slice(0, 4)).to.deep.equal(['18', '2', '4', '15']);
    expect(order.at(-1)).to.equal('22');
  });

  it('calls for the earliest who can come: not who is stopped, held, away, called for already or over', () => {
    expect(nextOf(rows)?.place.bed).to.equal('18');
    expect(nextOf([inBed('4'), inBed('9'), inBed('22'), inBed('3')])?.place.bed).to.equal('3');
    expect(nextOf([{ ...inBed('2'), transfer: 'calledFor' }, inBed('22')])).to.equal(null);
    const away = { elsewhere: { procedure: 'CT', since: morning, handedOver: false } };
    expect(nextOf([{ ...inBed('2'), ...away }, inBed('22')])).to.equal(null);
  });

  it('says what is missing by step, and offers the one act there is', () => {
    expect(missingOf(inBed('7'))).to.deep.equal(['Hygiene', 'Explain', 'Equipment']);
    expect(missingOf(inBed('3'))).to.equal('all');
    expect(missingOf(inBed('2'))).to.deep.equal([]);
    expect(actOf(inBed('2'))).to.equal(null);
    expect(actOf({ ...inBed('2'), transfer: 'left' })).to.equal('received');
    expect(actOf({ ...inBed('2'), transfer: 'arrivedThere' })).to.equal('accept');
  });

  it('shows only what a department may do until the patient is there', () => {
    const checklist = checklistOf(7);
    const events = (one: Checklist) => actionsOf(one, 'department').map(({ event }) => event);
    expect(events(checklist)).to.deep.equal(['handover.accepted', 'consent.withdrawn', 'emergency.declared']);
    const there = { ...checklist, row: { ...checklist.row, transfer: 'arrivedThere' as const } };
    expect(events(there)).to.include('flow.held').and.include('plan.moved');
  });

  it('names the ward with the bed on its wall', () => {
    const sends = [{ ward: layout.ward, title: '4B', phone: '' }];
    const places = bedRows({ ...layout, beds: [] }, boundRows({ sends }, wallRows('busy')), morning);
    expect(places.slice(0, 2).map(({ bed }) => bed)).to.deep.equal(['4B 18', '4B 2']);
    expect(placeLabel([], 'w9', null)).to.equal('w9');
  });
});

describe('a ward’s wall', () => {
  const word = (more: object) =>
    bedRows(layout, [{ ...wallRows('busy').find(({ bed }) => bed === '2')!, ...more }], morning).find(
      ({ bed }) => bed === '2',
    );
  it('says where a calm patient is on the way, and goes on saying what is wrong with the others', () => {
    expect(word({ transfer: 'left' })).to.nested.include({ 'sign.short': 'Left the ward', 'sign.tone': 'ready' });
    expect(word({ elsewhere: true })).to.nested.include({ 'sign.short': 'Away', 'sign.tone': 'ready' });
    expect(word({ transfer: 'left', status: { kind: 'stop', since: morning } })).to.nested.include({
      'sign.short': 'Stop',
    });
  });

  it('says that a patient is away however soon their readiness ends, and until when it lasts of one who lies there', () => {
    const early = { status: { kind: 'ready', until: at('07:45') }, due: at('08:00') } as const;
    expect(word({ transfer: 'left', ...early })).to.nested.include({ 'sign.short': 'Left the ward' });
    expect(word({ transfer: 'arrivedThere', ...early })).to.nested.include({ 'sign.short': 'In department' });
    expect(word({ elsewhere: true, ...early })).to.nested.include({ 'sign.short': 'Away' });
    expect(word({ transfer: 'calledFor', ...early })).to.nested.include({ 'sign.short': 'Ready' });
  });
});

describe('who leaves the ward', () => {
  it('is the ward’s next act when the patient is ready to go and not yet there', () => {
    const ready = { ...checklistOf(7), row: { ...inBed('2'), transfer: 'calledFor' as const } };
    const action = {
      event: 'patient.left',
      verb: 'Patient leaves',
      asks: [],
      late: 'work',
      group: 'flow',
      may: true,
      refusal: null,
    } as const;
    expect(mainActionOf(ready, [action])).to.equal(action);
  });
});

describe('a shift’s hand-over', () => {
  it('says what lapses during the next shift, soonest first, and not what lapses after it', () => {
    const card = handoverCard(checklistOf(9), at('19:00'), String);
    expect(card.lapses).to.deep.equal([{ text: 'Name, birth date', until: at('07:49') }]);
    expect(handoverCard(checklistOf(9), at('07:45'), String).lapses).to.deep.equal([]);
    expect(handoverCard(checklistOf(9), null, String).lapses).to.have.length(1);
    expect(card.toDo.map(({ key }) => key)).to.deep.equal(['held', 'open']);
  });
});

describe('one act on several patients', () => {
  const said = (kind: 'accepted' | 'refused'): Verdict => {
    const common = { command: 'c', revision: 1, head: 'h', at: morning };
    return kind === 'accepted'
      ? ({ kind, ...common, events: [] } as unknown as Verdict)
      : { kind, ...common, refusal: { code: 'notNow', says: 'The hold was resumed.', missing: [] } };
  };
  const acting = (verdict: Verdict, sent: unknown[] = []) => ({
    look: async (preparation: string) => ({ ok: true as const, value: checklistOf(Number(preparation.split('-')[1])) }),
    send: async (draft: unknown) => {
      sent.push(draft);
      return verdict;
    },
    me: 'c-ito',
  });

  it('stands on the newest checklist and carries what it asks', async () => {
    const sent: unknown[] = [];
    const start = inBed('9').due + 30 * 60_000;
    expect(
      await actOn(acting(said('accepted'), sent), inBed('9'), 'plan.moved', { start, reason: 'Late' }),
    ).to.deep.equal({ kind: 'done' });
    expect(sent).to.have.length(1);
    expect(sent[0]).to.deep.include({
      event: 'plan.moved',
      start,
      reason: 'Late',
      base: { revision: 12, head: inBed('9').head },
    });
  });

  it('sends nothing that cannot be done, and says why', async () => {
    const sent: unknown[] = [];
    const told = await actOn(acting(said('accepted'), sent), inBed('9'), 'handover.accepted');
    expect(told).to.deep.equal({ kind: 'notDone', says: 'The patient is not ready: consent has no side on it.' });
    expect(sent).to.deep.equal([]);
  });

  it('goes on after one that failed, and names it', async () => {
    const steps: number[] = [];
    const all = await actOnEach(
      [inBed('7'), inBed('9'), inBed('12')],
      async ({ place }) => (place.bed === '9' ? { kind: 'notDone', says: 'No.' } : { kind: 'done' }),
      (so) => steps.push(so.length),
    );
    expect(all.map(({ row, told }) => [row.place.bed, told.kind])).to.deep.equal([
      ['7', 'done'],
      ['9', 'notDone'],
      ['12', 'done'],
    ]);
    expect(steps).to.deep.equal([1, 2, 3]);
    expect(await actOn(acting(said('refused')), inBed('9'), 'plan.moved')).to.deep.equal({
      kind: 'notDone',
      says: 'The hold was resumed.',
    });
  });

  it('moves everybody on the list who is still to go, and nobody else', () => {
    const list = (procedure: string) => delayable(rows, procedure).map(({ place }) => place.bed);
    expect(list('')).to.include('18');
    expect(list('')).to.not.include('22');
    expect(list('MRI')).to.deep.equal(['12', '6', '19', '3', '14']);
    expect(delayable([{ ...inBed('6'), transfer: 'arrivedThere' }], '')).to.deep.equal([]);
    expect(delayable([{ ...inBed('6'), status: { kind: 'emergency', deferred: 0, since: 0 } }], '')).to.deep.equal([]);
    expect(['30', ' 5 ', '0', '-5', '1.5', '1440', 'ten', ''].map(minutesOf)).to.deep.equal([
      30,
      5,
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});
