/** A stop that this tablet has saved and not sent, from real bedsides: a stop on every screen until the server answers. */
import { expect } from 'chai';
import { type ActionView, type Checklist, decideLate, type ItemStatus, type Verdict } from '../../machines/index.ts';
import { hereOf, lineHere, rowsBehind } from '../../src/link/here.ts';
import { overlay, type Shown } from '../../src/link/overlay.ts';
import { progressOf } from '../../src/link/progress.ts';
import type { Waiting } from '../../src/link/waiting.ts';
import { standingsOf } from '../../src/tablet/standing.ts';
import { clockTime } from '../../src/ui/clock.ts';
import { Bedside } from '../support/bedside.ts';
import { minute, technician } from '../support/protocol.ts';

const waits = (asked: Checklist, event: string, more: Partial<Waiting> = {}, said: object = {}): Waiting =>
  ({
    seq: 1,
    id: 'command-1',
    verdict: null,
    untilShown: true,
    says: { by: technician.person, value: null },
    message: { preparation: asked.preparation, event, lastSync: asked.at, elapsed: 500, wallTime: 9, ...said },
    ...more,
  }) as Waiting;
const arrived = () => new Bedside().does('patient.arrived').does('responsibility.taken');
const atReady = () => new Bedside().prepared();
const ready = () => atReady().checklist(technician);
const bands = (shown: Shown) =>
  standingsOf(shown, (person) => person, shown.checklist.at, false).filter(({ tone }) => tone === 'stop');
const answersOf = ({ steps }: Checklist): readonly string[] =>
  steps.flatMap(({ items, actions, complete }) =>
    [...items.flatMap((item) => item.actions), ...actions, complete]
      .filter(({ may, event }) => may && !/\.(corrected|resolved)$/.test(event))
      .map(({ event }) => event),
  );
const stopActions = ({ actions }: Checklist): readonly ActionView[] => actions.filter(({ group }) => group === 'stop');

describe('a stop that waits on this tablet', () => {
  it('stands below the name, in the words the server will have for it, as not sent', () => {
    const asked = arrived().checklist(technician);
    const [band, ...more] = bands(overlay(asked, [waits(asked, 'consent.refused')]));
    expect(more).to.deep.equal([]);
    expect(band?.title).to.equal('Stop: patient refuses');
    expect(band?.lines).to.deep.equal([
      `Stopped ${clockTime(asked.at + 500)} by a-osei.`,
      'Saved on this tablet, not sent yet.',
    ]);
    expect(band?.actions).to.deep.equal([]);
  });

  it('is the stop of its step on the line, a step that was done too', () => {
    for (const asked of [arrived().checklist(technician), ready()]) {
      const shown = overlay(asked, [waits(asked, 'consent.refused')]);
      const line = lineHere(asked.row.line, shown);
      expect(line.filter(({ mark }) => mark === 'stop').map(({ step }) => step)).to.deep.equal(['consent']);
      expect(shown.checklist.steps.find(({ id }) => id === 'consent')?.mark).to.equal('stop');
    }
  });

  it('offers no answer that it forbids, and every other stop', () => {
    const asked = arrived().checklist(technician);
    expect(answersOf(asked)).to.include('item.tubes.attested');
    const shown = overlay(asked, [waits(asked, 'consent.refused')]);
    expect(answersOf(shown.checklist)).to.deep.equal([]);
    expect(stopActions(shown.checklist)).to.deep.equal(stopActions(asked));
  });

  it('opens nothing that taps before it had opened', () => {
    const asked = arrived().checklist(technician);
    const shown = overlay(asked, [
      waits(asked, 'item.wristband.sensed'),
      waits(asked, 'consent.refused', { seq: 2, id: 'command-2' }),
    ]);
    expect(answersOf(shown.checklist)).to.deep.equal([]);
  });

  it('claims no readiness, on the patient or in the list', () => {
    const asked = ready();
    const waiting = [waits(asked, 'identity.mismatched', {}, { reason: 'Another wristband was scanned' })];
    const shown = overlay(asked, waiting);
    expect(shown.checklist.readiness.kind).to.equal('stopped');
    expect(standingsOf(shown, (person) => person, asked.at, false).map(({ title }) => title)).to.deep.equal([
      'Stop: identity does not match',
    ]);
    const here = hereOf([asked.row], new Map([[asked.preparation, asked]]), waiting);
    const [row] = rowsBehind([asked.row], here);
    expect(row?.status).to.deep.equal({
      kind: 'stop',
      stop: 'identity.mismatched',
      says: 'Stop: identity does not match',
      since: asked.at + 500,
    });
    expect(here.get(asked.preparation)?.count).to.equal(1);
    expect(here.get(asked.preparation)?.line.find(({ mark }) => mark === 'stop')?.step).to.equal('identity');
    expect(shown.checklist.actions.find(({ event }) => event === 'handover.accepted')?.may).to.equal(false);
  });

  it('of a step that halts nothing else leaves the others to go on', () => {
    const asked = arrived().checklist(technician);
    const shown = overlay(asked, [waits(asked, 'equipment.faulted')]);
    expect(answersOf(shown.checklist)).to.include('item.wristband.sensed');
    expect(answersOf(shown.checklist)).to.not.include('item.tubes.attested');
  });

  it('that is an emergency stops no step, is said as one, and takes readiness away', () => {
    const asked = arrived().checklist(technician);
    const shown = overlay(asked, [waits(asked, 'emergency.declared')]);
    expect(answersOf(shown.checklist)).to.deep.equal(answersOf(asked));
    const [band] = standingsOf(shown, (person) => person, asked.at);
    expect(band).to.deep.include({ tone: 'emergency', lines: ['Saved on this tablet, not sent yet.'] });
    const calm = ready();
    expect(overlay(calm, [waits(calm, 'emergency.declared')]).checklist.row.status.kind).to.equal('emergency');
  });

  it('is gone with the server’s answer: its stop takes the place, and a refusal leaves none', () => {
    const asked = ready();
    const accepted: Verdict = { kind: 'accepted', command: 'c', revision: 2, head: 'h', at: 1, late: false };
    const sent = overlay(asked, [waits(asked, 'consent.refused', { verdict: accepted })]);
    expect(bands(sent)[0]?.lines).to.include('Sent. The answer is awaited.');
    const answered = { ...new Bedside().prepared().does('consent.refused').checklist(technician), revision: 2 };
    const shown = overlay(answered, [waits(asked, 'consent.refused', { verdict: accepted })]);
    expect(shown.checklist).to.equal(answered);
    expect(bands(shown).map(({ title }) => title)).to.deep.equal(['Stop: patient refuses']);
    expect(bands(shown)[0]?.lines.join(' ')).to.not.contain('not sent');
    expect(overlay(asked, []).checklist).to.equal(asked);
  });

  it('is every stop that the view offers, each where the server then has it', () => {
    const asked = arrived().checklist(technician);
    for (const { event, asks } of stopActions(asked)) {
      if (event.startsWith('emergency.')) continue;
      const recorded = arrived()
        .does(event, asks.includes('note') ? { note: 'No students' } : {})
        .checklist(technician);
      const shown = overlay(asked, [waits(asked, event)]);
      const standing = ({ steps }: Checklist) =>
        steps.flatMap((step) => step.standing.filter(({ bad }) => bad).map(({ says }) => `${step.id} ${says}`));
      expect(standing(shown.checklist), event).to.deep.equal(standing(recorded));
      const offered = new Set(answersOf(recorded));
      expect(
        answersOf(shown.checklist).filter((one) => !offered.has(one)),
        event,
      ).to.deep.equal([]);
    }
  });

  it('says who tapped it and the end of the wristband, and never the whole number', () => {
    const asked = arrived().checklist(technician);
    const waiting = [waits(asked, 'identity.mismatched', {}, { value: '9990054321' })];
    const [band] = bands(overlay(asked, waiting));
    expect(band?.lines[0]).to.equal(
      `Stopped ${clockTime(asked.at + 500)} by a-osei. The wristband had another number: …321.`,
    );
    expect(JSON.stringify(overlay(asked, waiting).checklist)).to.not.contain('54321');
  });

  it('is as old before it is sent as after: its age counts from the tap on both', () => {
    const bedside = atReady();
    const asked = bedside.checklist(technician);
    // A browser's monotonic clock has fractions of a millisecond.
    const said = { elapsed: 4 * minute + 0.7 };
    const before = overlay(asked, [waits(asked, 'consent.refused', {}, said)]).checklist;
    bedside.waits(40 * minute);
    const decision = decideLate(bedside.protocol, bedside.state, { event: 'consent.refused' }, technician, bedside.at, {
      opening: bedside.opening,
      past: [],
      base: bedside.events.length,
      happenedAt: Math.floor(asked.at + said.elapsed),
      untrusted: false,
    });
    if (decision.kind !== 'accepted') throw new Error('a stop is always taken');
    bedside.state = decision.state;
    const after = bedside.checklist(technician);
    const told = ({ row: { status }, readiness, steps }: Checklist) => [
      'since' in status && status.since,
      'since' in readiness && readiness.since,
      steps.flatMap(({ standing }) => standing.flatMap(({ raised }) => (raised === undefined ? [] : [raised.at]))),
    ];
    const tapped = Math.floor(asked.at + said.elapsed);
    expect(told(before)).to.deep.equal([tapped, tapped, [tapped]]);
    expect(told(after)).to.deep.equal(told(before));
  });

  it('takes back the answers from before it that the server will take back, sent or not', () => {
    const statuses = ({ steps }: Checklist): readonly (readonly [string, ItemStatus])[] =>
      steps.flatMap(({ items }) => items.map(({ id, status }) => [id, status] as const));
    const dones = ({ steps }: Checklist) =>
      steps.map((step) => [step.id, progressOf(step).done, step.completedBy !== null]);
    for (const { event, asks } of stopActions(atReady().checklist(technician))) {
      if (event.startsWith('emergency.')) continue;
      const bedside = atReady();
      const asked = bedside.checklist(technician);
      const shown = overlay(asked, [waits(asked, event)]);
      const recorded = bedside.does(event, asks.includes('note') ? { note: 'No students' } : {}).checklist(technician);
      expect(statuses(shown.checklist), event).to.deep.equal(statuses(recorded));
      if (event === 'identity.mismatched')
        expect(dones(shown.checklist).map(([id, done]) => [id, done])).to.deep.equal(
          dones(recorded).map(([id, done]) => [id, done]),
        );
      expect(shown.checklist.identityMatchedAt, event).to.equal(recorded.identityMatchedAt);
    }
    const asked = arrived().checklist(technician);
    const answered = waits(asked, 'item.wristband.sensed');
    const stop = waits(asked, 'identity.mismatched', { seq: 2, id: 'command-2' });
    expect(overlay(asked, [answered]).marks.has('wristband')).to.equal(true);
    expect(overlay(asked, [answered, stop]).marks.has('wristband')).to.equal(false);
    // What came behind the stop is not taken back by it.
    expect(overlay(asked, [{ ...answered, seq: 3 }, stop]).marks.has('wristband')).to.equal(true);
  });

  it('leaves no step done on the line whose answers it takes back', () => {
    const asked = ready();
    const waiting = [waits(asked, 'identity.mismatched')];
    const shown = overlay(asked, waiting);
    expect(asked.identityMatchedAt).to.not.equal(null);
    const after = atReady().does('identity.mismatched').row().line;
    const doneIn = (line: readonly { readonly step: string; readonly mark: string }[]) =>
      line.filter(({ mark }) => mark === 'done').map(({ step }) => step);
    expect(doneIn(asked.row.line)).to.have.length(5);
    expect(doneIn(lineHere(asked.row.line, shown))).to.deep.equal(doneIn(after));
  });
});
