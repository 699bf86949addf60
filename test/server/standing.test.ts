/** A right to act is its person's as they are now: another role, another ward or a leaving takes it away everywhere. */
import { expect } from 'chai';
import { startWard, type Ward } from '../support/ward.ts';

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
