/** A right to act is its person's as they are now: another role, another ward or a leaving takes it away everywhere. */
import { expect } from 'chai';
import { importer, startWard, type Ward } from '../support/ward.ts';

describe('a grant', () => {
  let ward: Ward;
  beforeEach(async () => (ward = await startWard()));
  afterEach(() => ward.end());

  const person = { id: 'y-moved', name: 'Y. Moved', initials: 'YM', badge: 'BADGE-MOVED', pin: '888888' } as const;

  for (const [what, after] of [
    ['role', { role: 'technician', wards: ['w4B'] }],
    ['ward', { role: 'nurse', wards: ['w5A'] }],
  ] as const) {
    it(`stands until its person has another ${what}`, async () => {
      await ward.people.staff.enrol({ ...person, role: 'nurse', wards: ['w4B'] });
      const nurse = await ward.people.staff.find(person.id);
      if (nurse === null) throw new Error('nobody was enrolled');
      const grant = await ward.people.grants.give(nurse, 'tablet-1');
      expect(await ward.people.grant(grant.id)).to.not.equal(null);
      await ward.people.staff.enrol({ ...person, ...after });
      expect(await ward.people.grant(grant.id)).to.equal(null);
    });
  }
});

describe('a board after a restart', () => {
  it('still shows who has gone a short while ago', async () => {
    const first = await startWard();
    const preparation = await first.open();
    const outcome = await first.desk.apply(
      [
        {
          kind: 'command',
          preparation,
          command: { event: 'preparation.cancelled', reason: 'the order was withdrawn' },
        },
      ],
      importer,
    );
    expect(outcome.kind).to.equal('applied');
    await first.stop();
    const second = await startWard({ directory: first.directory, master: first.master, clock: first.clock });
    try {
      const wall = await second.wall();
      const reply = await wall.show('wall');
      expect(reply.ok && reply.value.frame.rows.map((row) => row.status.kind)).to.deep.equal(['notDone']);
    } finally {
      await second.end();
    }
  });
});
