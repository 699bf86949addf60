/** `wardready compare` as it is typed: two documents, two machines, and every way to ask wrongly. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { wardready, wardreadyHere } from '../support/program.ts';

describe('wardready compare', () => {
  let home: string;
  let changed: string;
  let door: string;
  before(async () => {
    // Inside the project, where the module finds xstate.
    await mkdir('.cache', { recursive: true });
    home = await mkdtemp(join('.cache', 'compare-'));
    changed = join(home, 'changed.yaml');
    door = join(home, 'door.mjs');
    const shipped = await readFile('protocols/venepuncture.yaml', 'utf8');
    await writeFile(changed, shipped.replace('max: 12,', 'max: 24,'));
    await writeFile(
      door,
      `import { createMachine } from 'xstate';
       const leaf = (more) => createMachine({ id: 'door', initial: 'closed',
         states: { closed: { on: { open: 'ajar' } }, ajar: { on: { close: 'closed', ...more } } } });
       export const plain = leaf({});
       export const swinging = { machine: leaf({ swing: 'closed' }),
         invariants: [{ id: 'D1', says: 'It is never ajar.', never: { at: 'ajar' } }] };`,
    );
  });
  after(() => rm(home, { recursive: true, force: true }));

  it('shows what a document lets happen by a walk, and ends with 1; the reverse with 0', async () => {
    const { code, out, err } = await wardready(['compare', 'venepuncture', changed]);
    expect(out).to.match(/item tubeCount "Tubes laid out, counted": answer: max was 12, is 24/);
    expect(out).to.match(/can happen now, and could not\n +1\. "Tubes laid out, counted" is judged otherwise/);
    expect(out).to.match(
      /taps "Record" on "Tubes laid out, counted", typing (1[3-9]|2\d)\. → "Tubes laid out, counted" counts/,
    );
    expect(out).to.match(/the old version: "Tubes laid out, counted" is open/);
    expect(err.trim()).to.equal('1 thing can happen now that could not.');
    expect(code).to.equal(1);
    const stricter = await wardreadyHere(['compare', changed, 'venepuncture']);
    expect([stricter.code, stricter.err.trim()]).to.deep.equal([0, 'Nothing can happen that could not.']);
    expect(stricter.out).to.match(/is stricter now, or no longer happens/);
  });

  it('refuses running preparations what the new document would not have let stand, and lets the others', async () => {
    const refused = await wardreadyHere(['compare', changed, 'venepuncture', '--migrate', '--json']);
    expect([refused.code, refused.err.trim()]).to.deep.equal([1, 'Refused: 1 reason.']);
    const { refused: reasons } = JSON.parse(refused.out) as {
      refused: { topic: string; verdict: string; walk: { steps: { command: { value: number } }[] } }[];
    };
    expect(reasons.map(({ topic, verdict }) => [topic, verdict])).to.deep.equal([['answer', 'shown']]);
    expect(reasons[0]?.walk.steps.at(-1)?.command.value).to.be.greaterThan(12);
    const allowed = await wardreadyHere(['compare', 'venepuncture', changed, '--migrate']);
    expect([allowed.code, allowed.err.trim()]).to.deep.equal([0, 'Every preparation could go on where it stands.']);
  });

  it('shows the shortest history that one machine has and the other has not', async () => {
    const { code, out, err } = await wardreadyHere(['compare', `${door}#plain`, `${door}#swinging`]);
    expect(out).to.match(/can happen now, and could not\n.*\n +1\. open: closed → ajar\n +2\. swing: ajar → closed/);
    expect(out).not.to.match(/can no longer happen/);
    expect([code, err.trim()]).to.deep.equal([1, 'They have different histories.']);
    const same = await wardreadyHere(['compare', `${door}#plain`, `${door}#plain`]);
    expect([same.code, same.out.trim()]).to.deep.equal([0, 'The same histories.']);
    const moved = await wardreadyHere(['compare', `${door}#plain`, `${door}#swinging`, '--migrate']);
    expect(moved.out).to.match(
      /refused {2}1 of them: D1 does not hold there: It is never ajar\.\n.*\n +1\. open: closed → ajar/,
    );
    expect(moved.code).to.equal(1);
    expect((await wardreadyHere(['compare', `${door}#swinging`, `${door}#plain`, '--migrate'])).code).to.equal(0);
    const little = await wardreadyHere(['compare', `${door}#plain`, `${door}#plain`, '--states', '1']);
    expect([little.code, little.err.trim()]).to.deep.equal([1, 'They were not seen to the end.']);
  });

  it('says what is asked wrongly, and what it cannot read', async () => {
    for (const [asked, code, says] of [
      [['venepuncture', `${door}#plain`], 2, /two protocols, or two machines/],
      [['venepuncture', 'nothing'], 2, /There is no protocol "nothing"/],
      [['venepuncture', join(home, 'none.yaml')], 2, /There is no file/],
      [['venepuncture', changed, '--renamed', 'arm'], 2, /Write the old id, =, and the new one/],
      [['venepuncture', changed, '--renamed', 'leg=arm'], 2, /venepuncture has no item "leg" to rename/],
      [[`${door}#plain`, `${door}#window`], 2, /exports nothing called "window"/],
    ] as const) {
      const ran = await wardreadyHere(['compare', ...asked]);
      expect(ran.err).to.match(says);
      expect(ran.code, asked.join(' ')).to.equal(code);
      expect(ran.out).to.equal('');
    }
  });
});
