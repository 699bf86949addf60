/**
 * Each invariant’s test is worth something: with its control taken out of a copy of the machines or documents it is red.
 * What a control is, and what stands in its place, is data beside the test: test/machines/safety. What is kept on the
 * server or a screen is taken out of a copy of the project, and the test that shows it is run there: ./elsewhere.ts.
 */
import { join } from 'node:path';
import { AssertionError, expect } from 'chai';
import { type Copy, copyOfProject } from '../house/copy.ts';
import { withoutControl } from '../machines/safety/house.ts';
import { allShown } from '../machines/safety/shown.ts';
import { elsewhere, type ElsewhereControl } from './elsewhere.ts';

describe('a safety test is red without its control', () => {
  for (const { id, plays, controls } of allShown)
    for (const control of controls)
      it(`${id} is red when ${control.without} (${control.file}: ${control.in})`, async () => {
        const found = await withoutControl(control, (house) => redness(() => plays(house)));
        expect(found, 'what the test says without the control').to.be.a('string');
        process.stdout.write(`        ${found}\n`);
      });
});

describe('a test of the server or a screen is red without its control', () => {
  let copy: Copy;
  before(async () => (copy = await copyOfProject()));
  after(() => copy.end());

  for (const control of elsewhere)
    it(`${control.id} is red when ${control.without} (${control.file}: ${control.in})`, async () => {
      const whole = await copy.read(control.file);
      const spoiled = whole.replace(howeverSpaced(control.from), () => control.to);
      expect(spoiled, `${control.file} no longer says: ${control.from}`).to.not.equal(whole);
      await copy.write(control.file, spoiled);
      try {
        const said = await rednessIn(copy, control.shownBy);
        expect(said, 'what the test says without the control').to.be.a('string');
        process.stdout.write(`        ${said}\n`);
      } finally {
        await copy.write(control.file, whole);
      }
    });
});

/** The same words, whatever space and line breaks the formatter puts between them. */
const howeverSpaced = (code: string): RegExp => new RegExp(code.trim().split(/\s+/).map(escaped).join('\\s*'));

interface Reported {
  readonly stats: { readonly tests: number };
  readonly failures: readonly { readonly title: string; readonly err: { readonly message?: string } }[];
}

/** What the one test says in the copy when it fails; null when it stays green. A test that does not run at all is thrown. */
async function rednessIn(copy: Copy, { file, title }: ElsewhereControl['shownBy']): Promise<string | null> {
  const wanted = new RegExp(
    title
      .split(/\$\{[^}]*\}/)
      .map(escaped)
      .join('.*'),
  );
  const out = 'red.json';
  const { says } = copy.node(
    join('node_modules', 'mocha', 'bin', 'mocha.js'),
    '--reporter=json',
    `--reporter-option=output=${out}`,
    '--exit',
    '--grep',
    wanted.source,
    file,
  );
  const { stats, failures } = JSON.parse(await copy.read(out)) as Reported;
  if (stats.tests === 0) throw new Error(`${file} ran no test called "${title}": ${says}`);
  // A suite that cannot begin shows nothing about its tests.
  const red = failures.find((one) => wanted.test(one.title) && !one.title.startsWith('"'));
  if (red === undefined && failures.length > 0) throw new Error(`${file} did not begin: ${failures[0]?.err.message}`);
  return red === undefined ? null : (red.err.message ?? '').split('\n')[0] || 'it is red';
}
const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

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
