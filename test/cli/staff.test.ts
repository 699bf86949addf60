/** `wardready import staff …`: the first people of a site on its own machine, everybody after them through the door. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createSecrets } from '../../server/people/pins.ts';
import { createStaff } from '../../server/people/staff.ts';
import { openEmbeddedStore } from '../../server/store/embedded.ts';
import { wardready } from '../support/program.ts';
import { startWeb } from '../support/web.ts';

describe('wardready import staff', function () {
  this.timeout(60_000);
  let home: string;
  before(async () => (home = await mkdtemp(join(tmpdir(), 'wardready-staff-'))));
  after(() => rm(home, { recursive: true, force: true }));
  const list = async (name: string, ...rows: readonly string[]): Promise<string> => {
    const file = join(home, name);
    await writeFile(file, ['id,name,role,wards,competences,badge', ...rows].join('\n'));
    return file;
  };

  it('--first enrols the first people beside a server that runs, once, and only if one of them may go on', async () => {
    const master = randomBytes(32);
    const [keyFile, siteFile] = [join(home, 'key'), join(home, 'site.yaml')];
    await writeFile(keyFile, master.toString('hex'), { mode: 0o600 });
    await writeFile(siteFile, 'id: example\ntitle: Example\nwards:\n  - { ward: w4B, title: 4B, beds: ["1"] }\n');
    const directory = join(home, 'store');
    const store = await openEmbeddedStore({ directory, clock: Date.now });
    const staff = createStaff(store, createSecrets(master), { now: Date.now });
    const env = { WARDREADY_STORE: directory, WARDREADY_KEY_FILE: keyFile, WARDREADY_SITE: siteFile };
    const first = (file: string, ...more: string[]) =>
      wardready(['import', 'staff', file, '--dates', 'ymd', '--first', ...more], env);
    try {
      const nobody = await first(await list('nurse.csv', 'b-ray,B. Ray,nurse,w4B,,CARD-RAY-01'));
      expect([nobody.code, nobody.err]).to.deep.equal([1, nobody.err]);
      expect(nobody.err).to.match(/nobody on it is a chargeNurse/);
      const wrong = await first(await list('wrong.csv', 'a-dow,A. Dow,chargeNurse,w9Z,,CARD-DOW-01'));
      expect([wrong.code, wrong.out]).to.deep.equal([
        1,
        `${join(home, 'wrong.csv')}: line 2, wards: "w9Z" is not a ward of this site; it has w4B\n`,
      ]);
      const file = await list('staff.csv', 'a-dow,A. Dow,chargeNurse,w4B,mrLevel2 2099-12-31,CARD-DOW-01');
      expect((await first(file, '--dry-run')).out).to.match(/^enrolled 1/);
      expect(await staff.find('a-dow')).to.equal(null);
      expect(await first(file)).to.include({ code: 0 });
      expect(await staff.byBadge('CARD-DOW-01')).to.include({ id: 'a-dow', role: 'chargeNurse' });
      expect(await staff.competences('a-dow', Date.now())).to.deep.equal(['mrLevel2']);
      const again = await first(file);
      expect(again.code).to.equal(2);
      expect(again.err).to.match(/People are enrolled already/);
    } finally {
      await store.close();
    }
  });

  it('sends a list through the door like anybody, and prints mistakes by line and column', async () => {
    const web = await startWeb();
    try {
      const send = (file: string, ...more: string[]) =>
        wardready(['import', 'staff', file, '--dates', 'ymd', '--url', web.url, ...more], {
          WARDREADY_BADGE: 'BADGE-ITO',
        });
      const good = await list('more.csv', 'b-ray,B. Ray,nurse,w4B,mrLevel2 2099-12-31,CARD-RAY-01');
      expect((await send(good)).out).to.match(
        /^enrolled 1, changed 0, left 0, competences registered 1 and ended 0, unchanged 0\nline 2: no protocol here/,
      );
      expect(JSON.parse((await send(good, '--json')).out)).to.include({ enrolled: 0, unchanged: 1 });
      const wrong = await send(await list('bad.csv', 'b-ray,B. Ray,nurse,w5A,,CARD-RAY-01'));
      expect([wrong.code, wrong.out]).to.deep.equal([
        1,
        `${join(home, 'bad.csv')}: line 2, wards: w5A is not a ward of yours; somebody of that ward gives or takes it\n`,
      ]);
    } finally {
      await web.end();
    }
  });
});
