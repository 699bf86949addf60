/** What waits on a tablet over the ward's list, from real bedsides: never the server's word, and never lost from sight. */
import { expect } from 'chai';
import type { BoardRow, Checklist } from '../../machines/index.ts';
import { hereOf, lineHere } from '../../src/link/here.ts';
import { overlay } from '../../src/link/overlay.ts';
import type { Waiting } from '../../src/link/waiting.ts';
import { standingsOf } from '../../src/tablet/standing.ts';
import { listsOf } from '../../src/tablet/lists.ts';
import { hereSays } from '../../src/tablet/here-says.ts';
import { lineSays } from '../../src/ui/status-words.ts';
import { Bedside } from '../support/bedside.ts';
import { technician } from '../support/protocol.ts';

const me = technician.person;
const tapped = (asked: Checklist, events: readonly string[], more: Partial<Waiting> = {}): readonly Waiting[] =>
  events.map(
    (event, index) =>
      ({
        seq: index + 1,
        id: `command-${index}`,
        verdict: null,
        untilShown: true,
        says: { by: me, value: null },
        message: { preparation: asked.preparation, event, lastSync: 1_000, elapsed: 500, wallTime: 9_999 },
        ...more,
      }) as Waiting,
  );
const identity = ['item.wristband.sensed', 'item.statesName.attested', 'step.identity.completed'];
const arrived = () => new Bedside().does('patient.arrived').checklist(technician);
const over = (asked: Checklist, waiting: readonly Waiting[], row: BoardRow = asked.row) =>
  hereOf([row], new Map([[asked.preparation, asked]]), waiting).get(asked.preparation);
const marksOf = (asked: Checklist, events: readonly string[]) =>
  over(asked, tapped(asked, events))?.line.map(({ mark }) => mark);

describe('a patient taken on this tablet', () => {
  it('is among one’s own while the taking waits, and counted as not sent', () => {
    const asked = arrived();
    const waiting = tapped(asked, ['responsibility.taken']);
    const here = hereOf([asked.row], new Map(), waiting);
    expect(listsOf([asked.row], me, asked.at).mine).to.deep.equal([]);
    expect(listsOf([asked.row], me, asked.at, here).mine).to.deep.equal([asked.row]);
    expect(listsOf([asked.row], 'somebody-else', asked.at, here).mine).to.deep.equal([]);
    expect(here.get(asked.preparation)?.count).to.equal(1);
  });

  it('stays so once it is sent, until the list says so itself; a tap alone takes nobody', () => {
    const asked = arrived();
    const verdict = { kind: 'accepted', revision: asked.row.revision + 1 } as Waiting['verdict'];
    const sent = over(asked, tapped(asked, ['responsibility.taken'], { verdict }));
    expect(sent).to.include({ takenBy: me, count: 0 });
    expect(over(asked, tapped(asked, ['responsibility.taken'], { verdict }), { ...asked.row, revision: 99 })).to.equal(
      undefined,
    );
    expect(over(asked, tapped(asked, identity))?.takenBy).to.equal(null);
  });

  it('is not said to be nobody’s on their own screen, nor to be still to come', () => {
    const asked = arrived();
    const titles = (events: readonly string[]) =>
      standingsOf(overlay(asked, tapped(asked, events)), (id) => id, asked.at).map(({ title }) => title);
    expect(titles([])).to.include('Nobody has this patient');
    expect(titles(['responsibility.taken'])).to.deep.equal(['Taken on this tablet, not sent yet']);
    const expected = new Bedside().checklist(technician);
    const came = standingsOf(overlay(expected, tapped(expected, ['patient.arrived'])), (id) => id, expected.at);
    expect(came.map(({ title }) => title)).to.deep.equal([
      'The patient is here. Not sent yet.',
      'Nobody has this patient',
    ]);
  });
});

describe('a patient on whom somebody has answers that are not sent', () => {
  it('is among their own, whoever has the patient, until they are sent', () => {
    const asked = arrived();
    const row = { ...asked.row, responsible: 'somebody-else' };
    const mine = (waiting: readonly Waiting[], who: string) =>
      listsOf([row], who, row.due, hereOf([row], new Map(), waiting)).mine;
    expect(mine(tapped(asked, identity), me)).to.deep.equal([row]);
    expect(mine(tapped(asked, identity), 'somebody-else')).to.deep.equal([row]);
    expect(mine(tapped(asked, identity), 'a-third')).to.deep.equal([]);
    const verdict = { kind: 'accepted', revision: row.revision + 1 } as Waiting['verdict'];
    expect(mine(tapped(asked, identity, { verdict }), me)).to.deep.equal([]);
    expect(mine([], me)).to.deep.equal([]);
  });

  it('is told by how far this tablet has them, and by no step that nothing here waits for', () => {
    const asked = arrived();
    const says = (events: readonly string[], row = asked.row) => {
      const here = over(asked, tapped(asked, events), row);
      return here === undefined ? undefined : hereSays(here);
    };
    expect(says(identity.slice(0, 2))).to.equal('Identity, on this tablet');
    expect(says(identity)).to.equal('Identity done here');
    expect(says([...identity, 'consent.given'])).to.equal('Consent, on this tablet');
    expect(says(['patient.arrived'])).to.equal('Patient is here');
    expect(says(['responsibility.taken'])).to.equal('Taken here');
    // At Hygiene by the list, and nothing of that is from here.
    const line = asked.row.line.map((stop) => (stop.step === 'hygiene' ? { ...stop, mark: 'current' as const } : stop));
    expect(says(['flow.held'], { ...asked.row, line })).to.equal(null);
  });
});

describe('the line, over what waits on this tablet', () => {
  it('has a step done here that was completed here, and none done by it', () => {
    const asked = arrived();
    expect(asked.row.line.map(({ mark }) => mark)).to.deep.equal(['open', 'open', 'open', 'open', 'open']);
    expect(marksOf(asked, identity)).to.deep.equal(['here', 'open', 'open', 'open', 'open']);
    const line = over(asked, tapped(asked, identity))?.line ?? [];
    expect(lineSays(line)).to.equal('0 of 5 steps done, 1 done on this tablet, not sent yet');
  });

  it('has one in progress that is answered and not completed, or only begun by its own act', () => {
    expect(marksOf(arrived(), identity.slice(0, 2))).to.deep.equal(['current', 'open', 'open', 'open', 'open']);
    expect(marksOf(arrived(), ['consent.given'])).to.deep.equal(['open', 'open', 'current', 'open', 'open']);
  });

  it('takes a step for done no longer when an answer of it was undone', () => {
    const events = [...identity, 'item.statesName.corrected'];
    expect(marksOf(arrived(), events)).to.deep.equal(['current', 'open', 'open', 'open', 'open']);
  });

  it('leaves a stop that is held, late or stopped as it is', () => {
    const asked = arrived();
    const shown = overlay(asked, tapped(asked, identity));
    for (const mark of ['held', 'overdue', 'stop', 'done'] as const)
      expect(lineHere([{ step: 'identity', short: 'Identity', mark }], shown)[0]?.mark).to.equal(mark);
  });
});
