/** The server as a process, as a supervisor and an IT lead meet it. */
import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '../../server/settings.ts';
import { demoSite, siteFrom, siteFromFile } from '../../server/site.ts';

describe('settings', () => {
  it('name every problem at once', () => {
    const read = readSettings({
      WARDREADY_PORT: '99999',
      WARDREADY_STORE: 'redis://cache',
      WARDREADY_ORIGINS: 'foo',
      WARDREADY_TIME_ZONE: 'Here',
    });
    if (read.ok) throw new Error('expected problems');
    expect(read.problems.map((one) => one.split(/[ :]/)[0])).to.have.members([
      'WARDREADY_PORT',
      'WARDREADY_KEY_FILE',
      'WARDREADY_SITE',
      'WARDREADY_ORIGINS',
      'WARDREADY_TIME_ZONE',
    ]);
  });
  it('need nothing but the wish to look around', () => {
    expect(readSettings({ WARDREADY_DEMO: '1' })).to.nested.include({
      ok: true,
      'settings.host': '127.0.0.1',
      'settings.store.kind': 'embedded',
    });
  });
  it('keep the key out of the store’s directory', () => {
    const read = readSettings({ WARDREADY_DEMO: '1', WARDREADY_STORE: '/srv/w', WARDREADY_KEY_FILE: '/srv/w/key' });
    expect(read).to.have.nested.property('problems[0]').that.includes('WARDREADY_KEY_FILE must lie outside');
  });
});

describe('a site’s file', () => {
  it('is read whole, and every mistake in it is named', async () => {
    const bad = {
      id: 'north',
      title: 'North',
      wards: [
        { ward: '4B', title: '4B', beds: ['1'] },
        { ward: 'w5A', title: '5A', beds: ['1', '1'], inUse: ['7'] },
      ],
      colour: 'red',
    };
    expect(() => siteFrom(bad)).to.throw(/wards\.0\.ward .*lower-case.*colour/);
    const twice = { ...bad, colour: undefined, wards: [bad.wards[1]] };
    expect(() => siteFrom(JSON.parse(JSON.stringify(twice)))).to.throw(
      /bed on w5A 1 is there twice; inUse names bed 7/,
    );
    expect(demoSite.wards[0]).to.deep.include({ ward: 'w4B', title: '4B' }).and.have.property('beds').with.length(24);
    await siteFromFile('/nowhere.yaml').then(
      () => expect.fail('it was read'),
      (error: unknown) => expect(String(error)).to.include('cannot be read'),
    );
  });
});

describe('the process', () => {
  it('starts on an empty directory, says when it is ready, and ends on SIGTERM', async () => {
    const home = await mkdtemp(join(tmpdir(), 'wardready-main-'));
    const environment = {
      ...process.env,
      WARDREADY_DEMO: '1',
      WARDREADY_STORE: join(home, 'store'),
      WARDREADY_PORT: '0',
    };
    const child = spawn(process.execPath, ['--import=tsx', 'server/main.ts'], {
      env: environment,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    const port = await new Promise<number>((resolve, reject) => {
      child.once('exit', () => reject(new Error(`it ended: ${said}`)));
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        const ready = /"port":(\d+).*ready/.exec(said)?.[1];
        if (ready !== undefined) resolve(Number(ready));
      });
    });
    expect(await (await fetch(`http://127.0.0.1:${port}/livez`)).json()).to.deep.equal({ live: true });
    expect((await stat(join(home, 'store-key'))).mode & 0o777).to.equal(0o600);
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await ended).to.deep.equal([0, null]);
    await rm(home, { recursive: true, force: true });
  });
});
