/** Every address that the browser's routes know is answered with the page: typed, reloaded, or opened in a new tab. */
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { demoStaff } from '../../server/people/demo-staff.ts';
import { placeOf } from '../../src/route.ts';
import { startWeb, type Web } from '../support/web.ts';

const addresses = [
  '/',
  '/tablet',
  '/tablet/p-1',
  '/wall/w4B',
  '/desk/w4B',
  '/equipment',
  '/equipment/PUMP-1',
  '/department/mri',
  '/protocols',
  '/protocols/abc',
  '/training',
  '/training/j-kim',
  '/print/handover/w4B',
  '/window',
];

describe('the addresses of the screens', () => {
  let directory = '';
  let web: Web;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'wardready-screens-'));
    await writeFile(join(directory, 'index.html'), '<p>the page</p>');
    web = await startWeb({ http: { webDirectory: directory } });
  });
  after(async () => {
    await web.end();
    await rm(directory, { recursive: true, force: true });
  });

  it('are each served, and name every screen there is', async () => {
    const named = new Set(addresses.map((path) => placeOf(path).screen));
    expect(named.has('nowhere'), 'an address that the browser does not know').to.equal(false);
    expect(named.size, 'a screen without an address here').to.equal(9);
    for (const path of addresses) {
      const answer = await web.browser().get(`!${path}`);
      expect([path, answer.status, answer.text]).to.deep.equal([path, 200, '<p>the page</p>']);
    }
    expect((await web.browser().get('!/nowhere')).status).to.equal(404);
  });

  it('tell no secret of the demonstration’s staff: only its own window has them', async () => {
    expect((await web.browser().get('!/window/state')).text, 'nothing but the page').to.equal('<p>the page</p>');
    const secrets = demoStaff([]).flatMap(({ badge, pin }) => [badge, pin]);
    expect(secrets).to.have.length(12);
    const told = (await readdir('src', { recursive: true, withFileTypes: true }))
      .filter((file) => file.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .filter((path) => secrets.some((secret) => readFileSync(path, 'utf8').includes(secret ?? '')));
    expect(told, 'files that every server serves').to.deep.equal([]);
  });
});
