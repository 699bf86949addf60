/**
 * Each invariant’s test is worth something: with its control taken out of a copy of the machines or documents it is red.
 * What a control is, and what stands in its place, is data beside the test: test/machines/safety.
 */
import { AssertionError, expect } from 'chai';
import { withoutControl } from '../machines/safety/house.ts';
import { allShown } from '../machines/safety/shown.ts';

describe('a safety test is red without its control', () => {
  for (const { id, plays, controls } of allShown)
    for (const control of controls)
      it(`${id} is red when ${control.without} (${control.file}: ${control.in})`, async () => {
        const found = await withoutControl(control, (house) => redness(() => plays(house)));
        expect(found, 'what the test says without the control').to.be.a('string');
        process.stdout.write(`        ${found}\n`);
      });
});

/** What a test says when it is red; null when it stays green. Anything else that breaks is no redness, and is thrown. */
function redness(plays: () => void): string | null {
  try {
    plays();
    return null;
  } catch (error) {
    if (error instanceof AssertionError) return error.message.split('\n')[0] ?? '';
    if (error instanceof Error && error.name === 'BrokenInvariant') return error.message;
    throw error;
  }
}
