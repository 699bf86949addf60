/** The web's door: who is let in, what is understood, what is said when it is not, and what never leaves the house. (over 400 lines: one door, every way of knocking at it) */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import express from 'express';
import type { BoardRow, Checklist, Problem, Verdict } from '../../machines/index.ts';
import { apiDoors, apiPrefix } from '../../server/http/app.ts';
import { ok } from '../../server/http/answer.ts';
import { type Door, door, mount } from '../../server/http/door.ts';
import { healthDoors } from '../../server/http/health-doors.ts';
import { reactAriaStyle } from '../../server/http/security.ts';
import { cookieName } from '../../server/people/sessions.ts';
import { doors as whoMay, type DoorAction } from '../../server/people/permissions.ts';
import { StoreUnavailable } from '../../server/store/errors.ts';
import type { Store } from '../../server/store/store.ts';
import { until } from '../support/until.ts';
import { hour, minute } from '../support/ward.ts';
import { Browser, startWeb, type Web } from '../support/web.ts';

const canary = 'Canarywoman';
let orders = 0;
const form = (more: object = {}): object => ({
  ward: 'w4B',
  bed: '3',
  protocol: 'venepuncture',
  start: Date.UTC(2026, 10, 24, 9),
  patient: { familyName: canary, givenName: 'Mary', birthDate: '1959-03-12', sex: 'F', number: '9990012345' },
  order: { number: `ORD-${(orders += 1)}`, facts: { fasting: 'notRequired', armRestriction: 'none' } },
  ...more,
});
const opened = async (browser: Browser, more: object = {}): Promise<string> => {
  const { status, body, text } = await browser.post<{ preparation: string }>('/preparations', form(more));
  if (status !== 201) throw new Error(text);
  return body.preparation;
};

describe('the web’s door', () => {
  let web: Web;
  let osei: Browser;
  let ito: Browser;
  before(async () => {
    web = await startWeb();
    [osei, ito] = [await web.signedIn('BADGE-OSEI'), await web.signedIn('BADGE-ITO')];
  });
  after(() => web.end());

  describe('who is let in', () => {
    /** Every door as the app mounts it, with an address that leads somewhere. */
    const every = (): readonly Door[] => apiDoors(web.services, { timeZone: 'UTC' });
    const address = (path: string, preparation: string): string =>
      path.replace(':id', preparation).replace(':ward', 'w4B').replace(':digest', 'f'.repeat(64));

    it('asks at every door: one without an action is never mounted', () => {
      const { handler, ...rest } = door({
        method: 'get',
        path: '/open',
        action: 'seeBoard',
        summary: '',
        answers: {},
        answer: async () => ok({}),
      });
      for (const action of [undefined, 'noSuchAction', 'toString']) {
        const careless = { ...rest, handler, action: action as DoorAction };
        expect(() => mount(express.Router(), web.services, [careless]), String(action)).to.throw(
          /GET \/open names no action that permissions\.ts knows/,
        );
      }
    });

    it('has no way in beside its doors', () => {
      const router = express.Router();
      mount(router, web.services, every());
      const paths = new Set(every().map(({ path }) => path));
      for (const layer of router.stack)
        expect(paths.has(layer.route?.path ?? 'no route'), layer.route?.path).to.equal(true);
      expect(every().every(({ action }) => Object.hasOwn(whoMay, action))).to.equal(true);
      expect(every().length).to.be.greaterThan(14);
    });

    it('lets nobody, and every role, only through the doors that the permissions say', async () => {
      const preparation = await opened(ito);
      const badges = {
        technician: 'BADGE-OSEI',
        nurse: 'BADGE-NUNEZ',
        chargeNurse: 'BADGE-ITO',
        proceduralist: 'BADGE-MARSH',
        clinicalEngineer: 'BADGE-LUND',
      };
      let cells = 0;
      for (const [role, badge] of [['nobody', null], ...Object.entries(badges)] as const) {
        for (const { method, path, action } of every()) {
          if (action === 'signOut') continue;
          const browser = badge === null ? web.browser() : await web.signedIn(badge);
          // A body that cannot be understood: what is tested is who comes far enough for it to be looked at.
          const { status } = await (method === 'get'
            ? browser.get(address(path, preparation))
            : browser.post(address(path, preparation), { wrong: 1 }));
          const inside = status !== 401 && status !== 403;
          expect(inside, `${role} ${method} ${path} answered ${status}`).to.equal(
            (whoMay[action] as readonly string[]).includes(role),
          );
          if (!inside) expect(status, `${role} ${path}`).to.equal(badge === null ? 401 : 403);
          cells += 1;
        }
      }
      expect(cells).to.equal(6 * (every().length - 1));
    });

    it('shows nobody of another ward anything of this one', async () => {
      const preparation = await opened(ito);
      const other = await web.signedIn('BADGE-OTHER');
      const answers = [
        await other.get('/wards/w4B/rows'),
        await other.get(`/preparations/${preparation}`),
        await other.get(`/preparations/${preparation}/history`),
        await other.post('/preparations', form()),
        await other.tap(preparation, 'patient.arrived'),
        await other.dayList('x', 'ward=w4B&dates=dmy'),
      ];
      for (const { status, body, text, headers } of answers as {
        status: number;
        body: Problem;
        text: string;
        headers: Headers;
      }[]) {
        expect(status, text).to.equal(403);
        expect(headers.get('content-type')).to.match(/^application\/problem\+json/);
        expect(body.type).to.equal('/problems/other-ward');
        expect(text).not.to.include(canary);
      }
      const scanned = await other.post('/scan', { text: '9990012345' });
      expect(scanned.body).to.deep.equal({ kind: 'nothing', preparations: [] });
    });
  });

  describe('signing in', () => {
    it('gives a cookie that no script reads and no other site sends, and a grant', async () => {
      const browser = web.browser();
      const { status, headers, body } = await browser.signIn({ badge: 'BADGE-OSEI' });
      expect(status).to.equal(200);
      expect(headers.getSetCookie()[0]).to.match(
        new RegExp(`^${cookieName}=[^;]+; Path=/; Expires=[^;]+; HttpOnly; SameSite=Strict$`),
      );
      expect(body).to.deep.include({
        person: { id: 'a-osei', name: 'A. Osei', initials: 'AO', role: 'technician' },
        device: browser.device,
        ward: 'w4B',
      });
      expect((await browser.get('/session')).body).to.deep.equal(body);
      expect((await web.browser().signIn({ person: 'b-nunez', pin: '222222' })).status).to.equal(200);
      expect((await web.browser().get('/session')).status).to.equal(401);
    });

    it('gives the session a new id, so a planted one opens nothing', async () => {
      const browser = web.browser();
      await browser.signIn({ badge: 'BADGE-OSEI' });
      const [first, firstGrant] = [browser.cookie, browser.grant];
      await browser.signIn({ badge: 'BADGE-NUNEZ' });
      expect(browser.cookie).not.to.equal(first);
      const thief = new Browser(web.url, browser.device, web.clock);
      thief.cookie = first;
      expect((await thief.get('/session')).status).to.equal(401);
      // The first person's right ended when the second came.
      expect((await web.people.grant(firstGrant))?.until).to.be.at.most(web.clock.now());
      const made = web.browser();
      made.cookie = `${cookieName}=s%3Aplanted-session-id.AAAA`;
      await made.signIn({ badge: 'BADGE-OSEI' });
      expect(made.cookie).not.to.include('planted');
    });

    it('goes on with the same grant when the same person unlocks the same device', async () => {
      const browser = await web.signedIn('BADGE-OSEI');
      const [cookie, grant] = [browser.cookie, browser.grant];
      await browser.signIn({ badge: 'BADGE-OSEI' });
      expect(browser.grant).to.equal(grant);
      expect(browser.cookie).not.to.equal(cookie);
    });

    it('ends with signing out, with the shift, and with a role that was taken away', async () => {
      const browser = await web.signedIn('BADGE-KIM');
      const before = browser.cookie;
      expect((await browser.post('/sign-out')).status).to.equal(204);
      expect((await browser.post('/sign-out')).status).to.equal(204);
      browser.cookie = before;
      expect((await browser.get('/session')).status).to.equal(401);
      const removed = await web.signedIn('BADGE-KIM');
      await web.people.staff.enrol({
        id: 'j-kim',
        name: 'J. Kim',
        initials: 'JK',
        role: 'nurse',
        wards: ['w4B'],
        badge: 'BADGE-KIM',
        pin: '444444',
      });
      expect((await removed.get('/session')).status).to.equal(401);
      const ended = await web.signedIn('BADGE-OSEI');
      await web.people.grants.end(ended.grant);
      expect((await ended.get('/session')).status).to.equal(401);
      const lost = await web.signedIn('BADGE-OSEI');
      await web.people.grants.takeAway(lost.grant);
      expect((await lost.get('/session')).status).to.equal(401);
      const own = await startWeb();
      const shift = await own.signedIn('BADGE-OSEI');
      own.clock.advance(12 * hour - 1);
      expect((await shift.get('/session')).status).to.equal(200);
      own.clock.advance(1);
      expect((await shift.get('/session')).status).to.equal(401);
      await own.end();
    });

    it('locks a person on a device after five wrong PINs, right or wrong, and says how long; a badge still works', async () => {
      const own = await startWeb();
      const browser = own.browser();
      for (let n = 0; n < 5; n += 1) {
        const { status, body } = await browser.signIn({ person: 'a-osei', pin: '000000' });
        expect([status, body.type]).to.deep.equal([401, '/problems/wrong-secret']);
      }
      const locked = await browser.signIn({ person: 'a-osei', pin: '111111' });
      expect([locked.status, locked.headers.get('retry-after')]).to.deep.equal([429, '300']);
      expect(locked.body.detail).to.match(/Wait 300 seconds/);
      expect((await own.browser().signIn({ person: 'a-osei', pin: '111111' })).status).to.equal(200);
      expect((await browser.signIn({ badge: 'BADGE-OSEI' })).status).to.equal(200);
      own.clock.advance(5 * minute);
      expect((await browser.signIn({ person: 'a-osei', pin: '111111' })).status).to.equal(200);
      await own.end();
    });

    it('locks a PIN that is guessed from ever new devices, at once and in turn', async () => {
      const own = await startWeb();
      const guess = (pin: string) => own.browser().signIn({ person: 'b-nunez', pin });
      const answers = await Promise.all(Array.from({ length: 12 }, (_none, n) => guess(`00000${n % 10}`)));
      for (let n = 0; n < 15; n += 1) answers.push(await guess('000000'));
      expect(answers.filter(({ status }) => status === 401)).to.have.length(20);
      expect((await guess('222222')).status).to.equal(429);
      // Whether somebody works here is not told by how a wrong PIN is answered.
      const nobody = await own.browser().signIn({ person: 'no-body', pin: '000000' });
      expect([nobody.status, nobody.body.detail]).to.deep.equal([
        401,
        answers.find(({ status }) => status === 401)?.body.detail,
      ]);
      await own.end();
    });

    it('of a second person leaves the first signed in, and is for another person on this device', async () => {
      const first = await web.signedIn('BADGE-OSEI');
      const second = await first.post<{ grant: string; until: number } & Problem>('/unlock', {
        device: first.device,
        badge: 'BADGE-NUNEZ',
      });
      expect(second.status).to.equal(200);
      expect(second.body.grant).not.to.equal(first.grant);
      expect(second.body.until - web.clock.now()).to.equal(10 * minute);
      expect((await first.get<{ grant: string }>('/session')).body.grant).to.equal(first.grant);
      const same = await first.post<Problem>('/unlock', { device: first.device, badge: 'BADGE-OSEI' });
      expect([same.status, same.body.type]).to.deep.equal([409, '/problems/same-person']);
      const elsewhere = await first.post<Problem>('/unlock', { device: 'another-device', badge: 'BADGE-NUNEZ' });
      expect([elsewhere.status, elsewhere.body.type]).to.deep.equal([403, '/problems/other-device']);
      expect((await web.browser().post('/unlock', { device: first.device, badge: 'BADGE-NUNEZ' })).status).to.equal(
        401,
      );
      // A blind check by two people on one tablet: each command names its own grant.
      const preparation = await opened(ito, {
        order: { number: `ORD-${(orders += 1)}`, facts: { fasting: 'notRequired', armRestriction: 'left' } },
      });
      for (const [event, value] of [
        ['patient.arrived', undefined],
        ['item.wristband.sensed', '9990012345'],
        ['item.statesName.attested', 'both'],
        ['item.arm.attested', 'right'],
      ] as const) {
        const { body } = await first.tap(preparation, event, value === undefined ? {} : { value });
        expect(body, event).to.include({ kind: 'accepted' });
      }
      expect((await first.tap(preparation, 'item.arm.agreed', { value: 'right' })).body).to.have.nested.property(
        'refusal.code',
        'samePerson',
      );
      expect(
        (await first.tap(preparation, 'item.arm.agreed', { value: 'right', grant: second.body.grant })).body,
      ).to.include({ kind: 'accepted' });
    });
  });

  describe('a request from elsewhere', () => {
    const asks: readonly (readonly [string, Readonly<Record<string, string>>, boolean])[] = [
      ['our own page', { origin: 'OWN', 'sec-fetch-site': 'same-origin' }, true],
      ['our own page over plain http', { origin: 'OWN' }, true],
      ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, false],
      ['another port of this host', { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' }, false],
      ['another site that hides its origin', { origin: 'null', 'sec-fetch-site': 'cross-site' }, false],
      [
        'a page that claims our origin and a browser that says otherwise',
        { origin: 'OWN', 'sec-fetch-site': 'cross-site' },
        false,
      ],
      ['a host that begins with ours', { origin: 'http://127.0.0.1.evil.example' }, false],
      ['somebody who says nothing', {}, false],
    ];
    for (const [who, headers, allowed] of asks) {
      it(`changes ${allowed ? 'what it may' : 'nothing'}: ${who}`, async () => {
        const browser = await web.signedIn('BADGE-OSEI');
        const given = Object.fromEntries(
          Object.entries(headers).map(([name, value]) => [name, value === 'OWN' ? web.url : value]),
        );
        const response = await fetch(`${web.url}${apiPrefix}/sign-out`, {
          method: 'POST',
          headers: { cookie: browser.cookie, 'content-type': 'application/json', ...given },
          body: '{}',
        });
        expect(response.status).to.equal(allowed ? 204 : 403);
        if (!allowed) expect(await response.json()).to.include({ type: '/problems/other-origin' });
        expect((await browser.get('/session')).status).to.equal(allowed ? 401 : 200);
      });
    }
  });

  describe('a message', () => {
    it('with an unknown key is refused by the key’s name, also under prototype names and deep inside', async () => {
      const answers = await Promise.all(
        ['{"text":"x","extra":1}', '{"text":"x","__proto__":{"a":1}}', '{"text":"x","constructor":1}'].map((body) =>
          osei.ask<Problem>('POST', '/scan', body, { 'content-type': 'application/json' }),
        ),
      );
      expect(answers.map(({ status, body }) => [status, body.errors?.[0]?.path])).to.deep.equal([
        [400, 'extra'],
        [400, '__proto__'],
        [400, 'constructor'],
      ]);
      const { body } = await ito.post<Problem>(
        '/preparations',
        form({
          patient: { familyName: 'A', givenName: 'B', birthDate: '1959-02-30', sex: 'F', number: '1', mrn: '2' },
        }),
      );
      expect(body.errors?.map(({ path }) => path)).to.have.members(['patient.birthDate', 'patient.mrn']);
      expect(body.detail).to.match(/^Correct the body and send it again\./);
    });

    it('with control characters says so, and nothing is looked up', async () => {
      for (const text of ['999\u001b[2J', '99\u202e543210', '9\u00009']) {
        const { status, body, text: said } = await osei.post<object>('/scan', { text });
        expect(status).to.equal(200);
        expect(body, JSON.stringify(text)).to.include({ kind: 'unread' });
        expect(said).to.match(/hidden characters/);
        expect(said).not.to.include('543210');
      }
      const preparation = await opened(ito);
      const before = await web.store.position();
      const { status, body } = await osei.tap(preparation, 'consent.withdrawn', { reason: 'no\u0007t today' });
      expect([status, body.type, body.errors?.[0]?.path]).to.deep.equal([400, '/problems/bad-message', 'reason']);
      expect(await web.store.position()).to.deep.equal(before);
    });

    it('that is not JSON, too large, or of another kind is refused without a word of it in the answer or the log', async () => {
      const said = web.said.length;
      const json = { 'content-type': 'application/json' };
      const asks: readonly (readonly [string, Readonly<Record<string, string>>, number, string])[] = [
        [`{"text": ${canary}}`, json, 400, 'not-json'],
        [`{"text": "${canary}`, json, 400, 'not-json'],
        [`"${canary}"`, json, 400, 'not-json'],
        [JSON.stringify({ text: canary.repeat(7000) }), json, 413, 'too-large'],
        [canary, { 'content-type': 'text/plain' }, 415, 'unsupported-type'],
        [
          JSON.stringify({ text: canary }),
          { 'content-type': 'application/json; charset=koi8-r' },
          415,
          'unsupported-type',
        ],
        [JSON.stringify({ text: canary }), { ...json, 'content-encoding': 'zstd-made-up' }, 415, 'unsupported-type'],
      ];
      for (const [body, headers, status, code] of asks) {
        const answer = await osei.ask<Problem>('POST', '/scan', body, headers);
        expect([answer.status, answer.body.type], body.slice(0, 30)).to.deep.equal([status, `/problems/${code}`]);
        expect(answer.headers.get('content-type')).to.match(/^application\/problem\+json/);
        expect(answer.body.detail).to.match(/Send /);
        expect(answer.text).not.to.include(canary);
      }
      expect(web.said.slice(said).join('\n')).not.to.include(canary);
    });

    it('to no address, by no method, or to a crooked address gets a problem like every other', async () => {
      const asks: readonly (readonly [string, string, number])[] = [
        ['GET', '/nowhere', 404],
        ['DELETE', '/session', 405],
        ['GET', '/sign-in', 405],
        ['GET', '/preparations/short', 400],
        ['GET', `/preparations/${'x'.repeat(36)}`, 404],
        ['GET', '/preparations/%E0%A4%A', 400],
        ['GET', '/wards/w9Z/rows', 404],
        ['GET', '/staff?ward=w9Z', 404],
        ['GET', '/staff?wrad=w4B', 400],
        ['GET', '!/nowhere', 404],
      ];
      for (const [method, path, status] of asks) {
        const answer = await osei.ask<Problem>(method, path, undefined, {});
        expect(answer.status, `${method} ${path}: ${answer.text}`).to.equal(status);
        expect(answer.headers.get('content-type'), path).to.match(/^application\/problem\+json/);
        expect(answer.body).to.have.all.keys(
          ...['type', 'title', 'status', 'detail', ...(answer.body.errors === undefined ? [] : ['errors'])],
        );
        expect(answer.headers.get('cache-control')).to.equal('no-store');
      }
      expect((await osei.ask('DELETE', '/session', undefined, {})).headers.get('allow')).to.equal('GET');
    });
  });

  describe('a command', () => {
    it('gets its verdict as the body, with a status that tells its kind', async () => {
      const preparation = await opened(ito);
      const arrived = await osei.message(preparation, 'patient.arrived');
      const first = await osei.post<Verdict>(`/preparations/${preparation}/commands`, arrived);
      expect([first.status, first.body.kind]).to.deep.equal([200, 'accepted']);
      expect((await osei.post(`/preparations/${preparation}/commands`, arrived)).body).to.deep.equal(first.body);
      const again = await ito.tap(preparation, 'patient.arrived');
      expect([again.status, again.body.kind]).to.deep.equal([200, 'alreadySo']);
      const refused = await osei.tap(preparation, 'consent.given');
      expect([refused.status, refused.body.kind]).to.deep.equal([409, 'refused']);
      expect(refused.headers.get('content-type')).to.match(/^application\/json/);
      // After the page was opened again nobody can say when it was tapped, and a decision is never made blind.
      const unsure = await osei.tap(preparation, 'item.wristband.sensed', { value: '9990012345', elapsed: null });
      expect([unsure.status, unsure.body.kind]).to.deep.equal([202, 'needsPerson']);
    });

    it('belongs to whoever held the grant it names when it was tapped, not to whoever is signed in now', async () => {
      const preparation = await opened(ito);
      const tablet = await web.signedIn('BADGE-OSEI');
      const late = await tablet.message(preparation, 'patient.arrived');
      web.clock.advance(minute);
      await tablet.signIn({ badge: 'BADGE-NUNEZ' });
      web.clock.advance(minute);
      const { status, body } = await tablet.post<Verdict>(`/preparations/${preparation}/commands`, {
        ...late,
        elapsed: 1000,
      });
      expect([status, body.kind]).to.deep.equal([200, 'accepted']);
      const { body: history } = await tablet.get<{ entries: readonly { type: string; person: string }[] }>(
        `/preparations/${preparation}/history`,
      );
      expect(history.entries.find(({ type }) => type === 'patient.arrived')).to.include({ person: 'a-osei' });
      // What the author may do counts, not what whoever hands it in may.
      const shared = await web.signedIn('BADGE-ITO');
      const moved = await shared.message(preparation, 'plan.moved', {
        start: web.clock.now() + 3 * hour,
        reason: 'List runs late',
      });
      web.clock.advance(minute);
      await shared.signIn({ badge: 'BADGE-OSEI' });
      const chief = await shared.post<Verdict>(`/preparations/${preparation}/commands`, moved);
      expect([200, 202, 409], JSON.stringify(chief.body)).to.include(chief.status);
      expect(chief.body.kind).to.be.a('string');
      const cancelled = await shared.message(preparation, 'preparation.cancelled', { reason: 'x' });
      web.clock.advance(minute);
      await shared.signIn({ badge: 'BADGE-ITO' });
      const humble = await shared.post<Problem>(`/preparations/${preparation}/commands`, cancelled);
      expect([humble.status, humble.body.type]).to.deep.equal([403, '/problems/not-allowed']);
      // Nobody taps under a colleague's name after the colleague has gone.
      const forged = await tablet.message(preparation, 'responsibility.taken', { grant: late.grant });
      const answer = await tablet.post<Problem>(`/preparations/${preparation}/commands`, forged);
      expect([answer.status, answer.body.type]).to.deep.equal([403, '/problems/grant-unknown']);
    });

    it('is taken only from its own device, for the preparation of its address, under a grant that there is', async () => {
      const preparation = await opened(ito);
      const message = await osei.message(preparation, 'patient.arrived');
      const path = `/preparations/${preparation}/commands`;
      const cases: readonly (readonly [string, Browser, object, string])[] = [
        ['another device', ito, message, 'other-device'],
        ['another device’s grant', ito, { ...message, device: { id: ito.device, seq: 1 } }, 'grant-unknown'],
        ['no grant', osei, { ...message, grant: 'never-was-a-grant' }, 'grant-unknown'],
        ['another preparation', osei, { ...message, preparation: 'another-preparation' }, 'bad-message'],
        ['a forbidden event', osei, { ...message, event: 'preparation.cancelled', reason: 'x' }, 'not-allowed'],
        ['an unknown event', osei, { ...message, event: 'made.up' }, 'not-allowed'],
        ['a fact from the world', osei, { ...message, event: 'order.amended' }, 'not-allowed'],
        ['a person in it', osei, { ...message, actor: 'c-ito' }, 'bad-message'],
      ];
      for (const [what, who, body, code] of cases) {
        const answer = await who.post<Problem>(path, body);
        expect(answer.body.type, `${what}: ${answer.text}`).to.equal(`/problems/${code}`);
      }
      const stolen = await osei.tap(preparation, 'plan.moved', {
        start: web.clock.now() + hour,
        reason: 'x',
        digest: 'e'.repeat(64),
      });
      expect(stolen.status).to.equal(403);
      expect((await web.store.load(preparation))?.revision).to.equal(
        (await osei.get<Checklist>(`/preparations/${preparation}`)).body.revision,
      );
    });
  });

  describe('the desk', () => {
    it('opens a preparation once for an order, finds it by wristband and by order, and shows it', async () => {
      const order = { number: 'ORD-DESK-1', facts: {} };
      const patient = {
        familyName: 'Wiśniewski',
        givenName: 'Łukasz',
        birthDate: '1990-04-08',
        sex: 'M',
        number: '9990036363',
      };
      const made = await ito.post<{ preparation: string }>('/preparations', form({ order, patient }));
      expect([made.status, made.headers.get('location')]).to.deep.equal([
        201,
        `/api/v1/preparations/${made.body.preparation}`,
      ]);
      const twice = await ito.post<Problem>('/preparations', form({ order, patient }));
      expect([twice.status, twice.body.type]).to.deep.equal([409, '/problems/order-open']);
      for (const text of ['9990036363', ']C09990036363\r\n']) {
        expect((await osei.post('/scan', { text })).body).to.deep.equal({
          kind: 'patient',
          preparations: [made.body.preparation],
        });
      }
      expect((await osei.post('/scan', { text: 'ORD-DESK-1' })).body).to.deep.equal({
        kind: 'order',
        preparations: [made.body.preparation],
      });
      const session = (await osei.get('/session')).text;
      expect((await osei.post('/scan', { text: 'BADGE-ITO' })).body).to.deep.equal({
        kind: 'badge',
        preparations: [],
        person: { id: 'c-ito', name: 'C. Ito', initials: 'CI', role: 'chargeNurse' },
      });
      // A scan is never a sign-in.
      expect((await osei.get('/session')).text).to.equal(session);
      expect((await osei.post('/scan', { text: 'BADGE-NOBODY' })).body).to.deep.equal({
        kind: 'nothing',
        preparations: [],
      });
      const { body } = await osei.get<{ rows: readonly BoardRow[] }>('/wards/w4B/rows');
      expect(body.rows.find((row) => row.preparation === made.body.preparation)?.patient.name).to.equal(
        'Ł. WIŚNIEWSKI',
      );
      for (const wrong of [{ ward: 'w9Z' }, { bed: '99' }, { protocol: 'tattoo' }, { start: 1.5 }]) {
        const answer = await ito.post<Problem>('/preparations', form(wrong));
        expect(answer.status, JSON.stringify(wrong)).to.be.within(400, 409);
        expect(answer.body.detail).not.to.equal('');
      }
    });

    it('shows who works here and which wards there are, and nothing that proves who somebody is', async () => {
      const { body, text } = await web.browser().get<readonly { id: string }[]>('/staff?ward=w4B');
      expect(body.map(({ id }) => id)).to.deep.equal(['a-osei', 'b-nunez', 'c-ito', 'e-lund', 'j-kim', 't-marsh']);
      expect(text).not.to.match(/argon2|badge|pin|competences/i);
      const trained = await osei.get<readonly { id: string; competences?: readonly string[] }[]>('/staff?ward=w4B');
      expect(trained.body.find(({ id }) => id === 'j-kim')?.competences).to.deep.equal(['ecg', 'mrLevel2']);
      expect(
        (await web.browser().get<{ wards: readonly { ward: string }[] }>('/wards')).body.wards.map(({ ward }) => ward),
      ).to.deep.equal(['w4B', 'w5A']);
    });

    it('takes a protocol as approved when two people have said so', async () => {
      interface InUse {
        readonly digest: string;
        readonly approved: boolean;
        readonly approvals: readonly { readonly person: string }[];
      }
      const [before] = (await osei.get<{ protocols: readonly InUse[] }>('/protocols')).body.protocols;
      expect(before).to.deep.include({ approvals: [], approved: false });
      const marsh = await web.signedIn('BADGE-MARSH');
      const approve = async (who: Browser): Promise<InUse> =>
        (await who.post<InUse>(`/protocols/${before?.digest}/approvals`)).body;
      expect((await approve(ito)).approved).to.equal(false);
      expect((await approve(ito)).approvals).to.have.length(1);
      expect(await approve(marsh)).to.include({ approved: true });
      expect((await ito.post(`/protocols/${'f'.repeat(64)}/approvals`)).status).to.equal(404);
    });
  });

  describe('what every answer says', () => {
    it('tells the browser to run nothing that is not ours', async () => {
      const { headers } = await osei.get('/session');
      const policy = headers.get('content-security-policy') ?? '';
      const said = Object.fromEntries(
        policy.split(';').map((one) => [one.split(' ')[0], one.split(' ').slice(1).join(' ')]),
      );
      expect(said).to.deep.equal({
        'default-src': "'none'",
        'script-src': "'self' 'wasm-unsafe-eval'",
        'style-src': `'self' ${reactAriaStyle}`,
        'connect-src': "'self'",
        'img-src': "'self' data:",
        'font-src': "'self'",
        'worker-src': "'self'",
        'manifest-src': "'self'",
        'base-uri': "'none'",
        'form-action': "'none'",
        'frame-ancestors': "'self'",
        'require-trusted-types-for': "'script'",
        'trusted-types': 'wardready',
      });
      expect(headers.get('origin-agent-cluster')).to.equal('?1');
      expect(headers.get('x-content-type-options')).to.equal('nosniff');
      expect(headers.get('referrer-policy')).to.equal('no-referrer');
      expect(headers.get('x-powered-by')).to.equal(null);
    });

    it('allows the one inline style that the installed React Aria writes, and no other', async () => {
      const source = await readFile('node_modules/react-aria/dist/private/interactions/usePress.mjs', 'utf8');
      const attribute = /\$PRESSABLE_ATTRIBUTE = '([^']+)'/.exec(source)?.[1];
      const template = /style\.textContent = `([^`]+)`\.trim\(\)/.exec(source)?.[1];
      const style = (template ?? '').replace(/\$\{[^}]+PRESSABLE_ATTRIBUTE\}/, attribute ?? '').trim();
      expect(`'sha256-${createHash('sha256').update(style).digest('base64')}'`).to.equal(reactAriaStyle);
    });

    it('lets another origin frame the screens only when it was told to', async () => {
      const own = await startWeb({ http: { frameAncestors: ['http://127.0.0.1:4100'] } });
      const { headers } = await own.browser().get('!/livez');
      expect(headers.get('content-security-policy')).to.include("frame-ancestors 'self' http://127.0.0.1:4100;");
      expect(headers.get('x-frame-options')).to.equal(null);
      await own.end();
    });

    it('describes every door, and nothing else', async () => {
      const { body, text } = await web
        .browser()
        .get<{ openapi: string; paths: Readonly<Record<string, Readonly<Record<string, { operationId: string }>>>> }>(
          '/openapi.json',
        );
      expect(body.openapi).to.equal('3.1.0');
      const described = Object.entries(body.paths).flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method} ${path}`),
      );
      const mounted = [
        ...apiDoors(web.services, { timeZone: 'UTC' }).map(({ method, path }) => `${method} ${apiPrefix}${path}`),
        ...healthDoors.map(({ method, path }) => `${method} ${path}`),
      ];
      expect(described.sort()).to.deep.equal(mounted.map((one) => one.replace(/:(\w+)/g, '{$1}')).sort());
      const names = Object.values(body.paths).flatMap((methods) =>
        Object.values(methods).map(({ operationId }) => operationId),
      );
      expect(new Set(names).size).to.equal(names.length);
      for (const [, name] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g))
        expect(body, name).to.have.nested.property(`components.schemas.${name}`);
    });

    it('serves the screens when they are built, one page for all, and says so when they are not', async () => {
      const directory = await mkdtemp(join(tmpdir(), 'wardready-screens-'));
      const own = await startWeb({ http: { webDirectory: directory } });
      const unbuilt = await own.browser().get<Problem>('!/tablet');
      expect([unbuilt.status, unbuilt.body.type]).to.deep.equal([503, '/problems/not-built']);
      await mkdir(join(directory, 'assets'));
      await writeFile(join(directory, 'index.html'), '<!doctype html><title>WardReady</title>');
      await writeFile(join(directory, 'assets', 'main-abc.js'), '1');
      await writeFile(join(directory, '.secret'), 'x');
      for (const path of ['/', '/tablet', '/tablet/some-preparation', '/wall/w4B', '/desk/w4B', '/window']) {
        const { status, text, headers } = await own.browser().get(`!${path}`);
        expect([status, headers.get('cache-control')], path).to.deep.equal([200, 'no-cache']);
        expect(text).to.include('<title>WardReady</title>');
      }
      expect((await own.browser().get('!/assets/main-abc.js')).headers.get('cache-control')).to.equal(
        'public, max-age=31536000, immutable',
      );
      for (const path of ['/assets/main-xyz.js', '/.secret', '/%2e%2e/package.json', '/elsewhere'])
        expect((await own.browser().get(`!${path}`)).status, path).to.equal(404);
      await own.end();
      await rm(directory, { recursive: true });
    });
  });

  describe('when something breaks', () => {
    let broken: ((name: string) => Error | null) | null = null;
    const breaking = (store: Store): Store =>
      new Proxy(store, {
        get(target, name: keyof Store) {
          const whole = target[name] as (...given: unknown[]) => unknown;
          return (...given: unknown[]) => {
            const error = name === 'follow' || name === 'close' ? null : (broken?.(name) ?? null);
            return error === null ? whole.apply(target, given) : Promise.reject(error);
          };
        },
      });
    let own: Web;
    before(async () => {
      own = await startWeb({ wrap: breaking });
    });
    afterEach(() => {
      broken = null;
    });
    after(() => own.end());

    it('is alive without its store, and says it is not ready', async () => {
      expect((await own.browser().get('!/livez')).body).to.deep.equal({ live: true });
      type Ready = {
        ready: boolean;
        version: string;
        durability: { mode: string; unsafe: readonly string[] };
        clockHealthy: boolean;
      };
      const ready = await until('the feed was read once', async () => {
        const answer = await own.browser().get<Ready>('!/readyz');
        return answer.status === 200 && answer;
      });
      expect([ready.body.ready, ready.body.version]).to.deep.equal([true, '1.2.3-test']);
      expect(ready.body.durability.mode).to.be.a('string');
      expect(ready.body.durability.unsafe).to.be.an('array');
      expect(ready.body.clockHealthy).to.be.a('boolean');
      broken = () => new StoreUnavailable('down', 'unknown');
      const down = await own.browser().get<{ problems: readonly string[] }>('!/readyz');
      expect(down.status).to.equal(503);
      expect(down.body.problems[0]).to.match(/store does not answer/);
      expect((await own.browser().get('!/livez')).status).to.equal(200);
    });

    it('says that the store lost what screens had been shown, as after a failover', async () => {
      let lost = true;
      const web = await startWeb({
        wrap: (store) => ({
          ...store,
          async feed(from, limit) {
            if (!lost) return store.feed(from, limit);
            lost = false;
            return { kind: 'gap', position: await store.position() };
          },
        }),
      });
      const says = await until('it says so', async () => {
        const { body } = await web.browser().get<{ problems: readonly string[] }>('!/readyz');
        return body.problems.find((one) => one.includes('no longer had what screens had been shown last'));
      });
      await web.end();
      expect(says).to.match(/tablets offer what they sent in the ten minutes before once more/);
    });

    it('says "not saved yet" when the store is away, and nothing of what it was about', async () => {
      const charge = await own.signedIn('BADGE-ITO');
      broken = (name) => (name === 'commit' ? new StoreUnavailable(`writing ${canary}`, 'unknown') : null);
      const answer = await charge.post<Problem>('/preparations', form());
      expect([answer.status, answer.body.type, answer.headers.get('retry-after')]).to.deep.equal([
        503,
        '/problems/not-saved',
        '1',
      ]);
      expect(answer.text).not.to.include(canary);
    });

    it('tells a failure nobody foresaw neither outside nor in the log by its own words', async () => {
      const charge = await own.signedIn('BADGE-ITO');
      broken = (name) => (name === 'commit' ? new Error(`could not file ${canary}`) : null);
      const answer = await charge.post<Problem>('/preparations', form());
      expect([answer.status, answer.body.type]).to.deep.equal([500, '/problems/failed']);
      expect(answer.text).not.to.include(canary).and.not.include(' at ');
      expect(own.said.join('\n')).not.to.include(canary);
      expect(own.said.filter((line) => line.startsWith('error a request failed'))).to.have.length(2);
    });
  });

  it('puts on record who looked at what, and never a word about a patient', async () => {
    const preparation = await opened(ito);
    await osei.get(`/preparations/${preparation}`);
    await osei.tap(preparation, 'consent.withdrawn', { reason: 'Canaryreason' });
    await osei.post('/scan', { text: '9990012345' });
    await osei.get('/preparations/Canarypath-in-an-id');
    const said = web.said.join('\n');
    expect(said).to.match(
      new RegExp(
        `"path":"/preparations/:id","action":"seeChecklist","preparation":"${preparation}","person":"a-osei","status":200`,
      ),
    );
    for (const secret of [canary, 'Canaryreason', 'Canarypath', '9990012345', '1959-03-12', 'BADGE-', '111111'])
      expect(said, secret).not.to.include(secret);
  });
});
