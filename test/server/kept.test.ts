/** How long a ward's screens are told of somebody who has ended: on a tablet for as long as a day can be. */
import { expect } from 'chai';
import { entryOf, isKept, isShown } from '../../server/live/ward-board.ts';
import type { Known } from '../../server/preparations/known.ts';
import { Bedside } from '../support/bedside.ts';
import { hour, minute, nurse } from '../support/protocol.ts';

describe('somebody who was handed over', () => {
  const bedside = new Bedside().prepared().does('handover.accepted', {}, nurse);
  const row = bedside.row();
  const head = { ward: row.place.ward, open: false };
  const entry = entryOf({ head } as unknown as Known, row, null);
  const ward = { ward: row.place.ward, department: false };
  const { status } = row;
  const at = status.kind === 'gone' ? status.at : Number.NaN;

  it('is told of until the longest of days is over, in whose last hour its first is still listed', () => {
    expect(isKept(ward, entry, at + 25 * hour - 1)).to.equal(true);
    expect(isKept(ward, entry, at + 25 * hour)).to.equal(false);
  });

  it('leaves the walls and desks after half an hour', () => {
    expect(isShown(entry, at + 30 * minute - 1)).to.equal(true);
    expect(isShown(entry, at + 30 * minute)).to.equal(false);
  });

  it('is told of on no other ward', () => {
    expect(isKept({ ward: 'w9Z', department: false }, entry, at)).to.equal(false);
  });
});
