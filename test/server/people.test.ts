/** Who people are and what they may: the matrix, the grants, the lockout, and what lies in the store. */
import { expect } from 'chai';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { compileProtocol, type EventSpec, type Role } from '../../machines/index.ts';
import { createAttempts } from '../../server/people/attempts.ts';
import { authorize, deedOf } from '../../server/people/authorize.ts';
import { coversTap, createGrants, shiftMs } from '../../server/people/grants.ts';
import { deeds, doors, type DoorAction } from '../../server/people/permissions.ts';
import { createSecrets } from '../../server/people/pins.ts';
import { demoStaff } from '../../server/people/demo-staff.ts';
import { staffRoles } from '../../server/people/register.ts';
import { createStaff } from '../../server/people/staff.ts';
import type { Grant } from '../../server/services.ts';
import { openEmbeddedStore } from '../../server/store/embedded.ts';
import { minute, morning, TestClock, venepuncture } from '../support/ward.ts';

const grantOf = (role: Role, wards: readonly string[] = ['w4B']): Grant => ({
  id: 'grant-0001',
  person: 'p',
  role,
  device: 'device-01',
  wards,
  from: morning,
  until: morning + shiftMs,
});
const may = (role: Role, event: string, spec?: Pick<EventSpec, 'group' | 'step' | 'system'>): boolean =>
  authorize(grantOf(role), 'command', { ward: 'w4B', event, ...(spec === undefined ? {} : { spec }) }).ok;

describe('what people may', () => {
  /** Rows of the matrix: technician, nurse, charge nurse, proceduralist, clinical engineer. */
  const rows: readonly (readonly [string, string, string])[] = [
    ['does checklist items', 'item.statesName.attested', 'YYYYN'],
    ['answers a second check', 'item.arm.agreed', 'YYYYN'],
    ['stops the line: withdrawal', 'consent.withdrawn', 'YYYYY'],
    ['stops the line: refusal', 'consent.refused', 'YYYYY'],
    ['stops the line: contamination', 'hygiene.contaminated', 'YYYYY'],
    ['stops the line: fault', 'equipment.faulted', 'YYYYY'],
    ['stops the line: mismatch', 'identity.mismatched', 'YYYYY'],
    ['overrides an item', 'item.explained.overridden', 'NYYYN'],
    ['raises an emergency', 'emergency.declared', 'YYYYN'],
    ['stands an emergency down', 'emergency.stoodDown', 'NNYYN'],
    ['resolves a mismatch', 'mismatch.resolved', 'NYYYN'],
    ['cancels', 'preparation.cancelled', 'NNYYN'],
    ['stops the line: wristband', 'band.missing', 'YYYYY'],
    ['stops the line: capacity', 'capacity.doubted', 'YYYYY'],
    ['stops the line: part refused', 'consent.limited', 'YYYYY'],
    ['stops the line: interpreter', 'interpreter.needed', 'YYYYY'],
    ['stops the line: equipment not there', 'equipment.unavailable', 'YYYYY'],
    ['puts a new wristband on', 'band.replaced', 'NYYYN'],
    ['assesses capacity', 'capacity.assessedLacking', 'NYYYN'],
    ['records a sedative', 'patient.sedated', 'NYYYN'],
    ['records consent by proxy', 'consent.givenByProxy', 'NYYYN'],
    ['accepts limits', 'consent.limitsAccepted', 'NNNYN'],
    ['changes isolation', 'isolation.amended', 'NYYYN'],
    ['lets a patient leave who is not ready', 'patient.leftUnready', 'NYYYN'],
    ['says it was opened by mistake', 'preparation.enteredInError', 'NYYYN'],
    ['says that records were merged', 'patient.merged', 'NNYYN'],
    ['reschedules', 'plan.moved', 'NNYYN'],
    ['corrects an item (whose it may be is the chart’s)', 'item.statesName.corrected', 'YYYYY'],
    ['amends facts from the world', 'order.amended', 'NNNNN'],
    ['enters the server’s own judgements', 'item.lastMeal.judgedIn', 'NNNNN'],
  ];
  for (const [what, event, expected] of rows) {
    it(`lets exactly the matrix's roles: ${what}`, () => {
      expect(staffRoles.map((role) => (may(role, event) ? 'Y' : 'N')).join('')).to.equal(expected);
    });
  }

  it('lets an engineer do device items and no other', () => {
    expect(may('clinicalEngineer', 'item.tubes.attested', { group: 'item', step: 'equipment' })).to.equal(true);
    expect(may('clinicalEngineer', 'item.hands.started', { group: 'item', step: 'hygiene' })).to.equal(false);
    expect(may('clinicalEngineer', 'step.equipment.completed')).to.equal(true);
    expect(may('clinicalEngineer', 'step.identity.completed')).to.equal(false);
  });

  it('refuses by default: an unknown action, role, event, and nobody signed in', () => {
    expect(authorize(grantOf('chargeNurse'), 'burnDown' as DoorAction, { ward: null }).ok).to.equal(false);
    expect(authorize(grantOf('chargeNurse'), 'constructor' as DoorAction, { ward: null }).ok).to.equal(false);
    expect(authorize(grantOf('visitor' as Role), 'seeBoard', { ward: 'w4B' }).ok).to.equal(false);
    expect(authorize(grantOf('system'), 'command', { ward: 'w4B', event: 'consent.withdrawn' }).ok).to.equal(false);
    for (const event of ['made.up', 'item.x.exploded', 'item.x.constructor', 'toString', 'constructor', '']) {
      for (const role of staffRoles) expect(may(role, event), `${role} ${event}`).to.equal(false);
    }
    expect(authorize(grantOf('chargeNurse'), 'command', { ward: 'w4B' }).ok).to.equal(false);
  });

  it('keeps what only the server says from everybody, also in a step that nobody has written a row for', () => {
    for (const role of staffRoles) {
      expect(may(role, 'timeOut.expired', { group: 'stop', system: true }), role).to.equal(false);
      expect(may(role, 'timeOut.called', { group: 'stop' }), role).to.equal(true);
    }
  });

  it('every action and every role, on the own ward, another ward and none: only what the document says', () => {
    let cells = 0;
    for (const action of Object.keys(doors) as DoorAction[]) {
      for (const role of [...staffRoles, null]) {
        for (const ward of ['w4B', 'w5A', null]) {
          const { ok } = authorize(role === null ? null : grantOf(role), action, { ward, event: 'consent.withdrawn' });
          const listed = doors[action].includes(role ?? 'nobody');
          const anywhere = ['seeWall', 'seeWards', 'seeStaff', 'signIn', 'signOut'].includes(action);
          expect(ok, `${role ?? 'nobody'} ${action} ${ward ?? 'no ward'}`).to.equal(
            listed && (ward !== 'w5A' || anywhere || role === null),
          );
          cells += 1;
        }
      }
    }
    expect(cells).to.be.greaterThan(300);
  });

  it('a wall, which nobody is signed in on, may look at a wall and do nothing', () => {
    const allowed = (Object.keys(doors) as DoorAction[]).filter(
      (action) => authorize(null, action, { ward: 'w4B', event: 'consent.withdrawn' }).ok,
    );
    expect(allowed.sort()).to.deep.equal([
      'seeDescription',
      'seeHealth',
      'seeStaff',
      'seeWall',
      'seeWards',
      'signIn',
      'signOut',
    ]);
    expect(authorize(null, 'command', { ward: 'w4B', event: 'consent.withdrawn' })).to.have.nested.property(
      'problem.status',
      401,
    );
  });

  it('knows a row of the matrix for every event of every shipped protocol', async () => {
    const compiled = compileProtocol(await venepuncture());
    if (!compiled.ok) throw new Error('venepuncture does not compile');
    for (const spec of compiled.protocol.events.values()) {
      const deed = deedOf(spec.name, spec);
      expect(deed, spec.name).not.to.equal(null);
      if (spec.system === true) expect(deed, spec.name).to.equal('system');
      else expect(deeds[deed ?? 'system'], spec.name).not.to.have.length(0);
      // A stop is never kept from anybody at the bedside.
      if (spec.group === 'stop') expect(may('technician', spec.name, spec), spec.name).to.equal(true);
    }
  });
});

describe('grants', () => {
  let directory: string;
  let store: Awaited<ReturnType<typeof openEmbeddedStore>>;
  const clock = new TestClock();
  const osei = { id: 'a-osei', name: 'A. Osei', initials: 'AO', role: 'technician', wards: ['w4B'] } as const;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'wardready-people-'));
    store = await openEmbeddedStore({ directory, clock: clock.now });
  });
  after(async () => {
    await store.close();
    await rm(directory, { recursive: true, force: true });
  });

  it('names its author after it ended, and until when it counted', async () => {
    const grants = createGrants(store, clock, { next: v7 });
    const given = await grants.give(osei, 'device-01');
    clock.advance(5 * minute);
    await grants.end(given.id);
    const found = await grants.find(given.id);
    expect(found).to.include({ person: 'a-osei', from: given.from, until: clock.now() });
    clock.advance(minute);
    await grants.end(given.id);
    expect((await grants.find(given.id))?.until).to.equal(found?.until);
    await grants.takeAway(given.id);
    expect(await grants.find(given.id)).to.equal(null);
    for (const id of ['never-was-one', 'x', '../person/a-osei', '']) expect(await grants.find(id)).to.equal(null);
  });

  it('covers what was tapped while it was live, by the server’s count of time', () => {
    const grant: Grant = { ...grantOf('nurse'), from: 10_000, until: 20_000 };
    const covers = (lastSync: number, elapsed: number | null, received = 90_000): boolean =>
      coversTap(grant, { lastSync, elapsed }, received);
    expect(covers(9_000, 5_000)).to.equal(true);
    expect(covers(9_000, 50_000)).to.equal(false);
    expect(covers(1_000, 2_000)).to.equal(false);
    // A tablet that claims a time to come is believed until now and no longer.
    expect(covers(15_000, 1e12, 16_000)).to.equal(true);
    expect(covers(15_000, 1e12, 60_000)).to.equal(false);
    // After a restart the moment is unknown: any since the last sync could be it.
    expect(covers(15_000, null)).to.equal(true);
    expect(covers(25_000, null)).to.equal(false);
    expect(covers(1_000, null, 5_000)).to.equal(false);
  });

  it('keeps no badge and no PIN that a reader of the store could use', async () => {
    const secrets = createSecrets(randomBytes(32));
    const staff = createStaff(store, secrets, clock);
    for (const person of demoStaff(['w4B'])) await staff.enrol(person);
    const bodies = (await store.documents('staff/')).map(({ body }) => body).join('\n');
    expect(bodies)
      .to.include('$argon2id$')
      .and.not.include('BADGE-')
      .and.not.match(/"\d{6}"/);
    const disk = await readFile(join(directory, 'data.mdb'));
    for (const { badge } of demoStaff(['w4B'])) expect(disk.includes(badge)).to.equal(false);
    expect(await staff.byPin('a-osei', '111111')).to.include({ id: 'a-osei' });
    expect(await staff.byPin('a-osei', '111112')).to.equal(null);
    expect(await staff.byPin('nobody', '111111')).to.equal(null);
    expect((await staff.byBadge('BADGE-ITO'))?.role).to.equal('chargeNurse');
    // Another pepper is another site: a copied store lets nobody in.
    const copied = createStaff(store, createSecrets(randomBytes(32)), clock);
    expect(await copied.byPin('a-osei', '111111')).to.equal(null);
    expect(await copied.byBadge('BADGE-ITO')).to.equal(null);
  });

  it('takes no weak badge and no short PIN', async () => {
    const staff = createStaff(store, createSecrets(randomBytes(32)), clock);
    const [someone] = demoStaff(['w4B']);
    if (someone === undefined) throw new Error('nobody');
    for (const wrong of [{ badge: '12345' }, { pin: '1234' }, { role: 'system' as never }, { id: 'A Osei' }]) {
      const failure = await staff.enrol({ ...someone, ...wrong }).then(
        () => null,
        (error: unknown) => error,
      );
      expect(failure, JSON.stringify(wrong)).to.have.property('name', 'ZodError');
    }
  });
});

describe('wrong tries', () => {
  it('lock after five, for five minutes, and a right one before that clears the count', () => {
    const attempts = createAttempts({ tries: 5, windowMs: 5 * minute, keysMax: 100 });
    for (let n = 0; n < 4; n += 1) attempts.count('a', n);
    expect(attempts.waitMs('a', 4)).to.equal(0);
    attempts.takeBack('a');
    attempts.count('a', 4);
    expect(attempts.waitMs('a', 4)).to.equal(0);
    attempts.clear('a');
    for (let n = 0; n < 5; n += 1) attempts.count('a', n);
    expect(attempts.waitMs('a', 4)).to.equal(5 * minute);
    expect(attempts.waitMs('b', 4)).to.equal(0);
    expect(attempts.waitMs('a', 5 * minute + 4)).to.equal(0);
  });

  it('are remembered in bounded memory, and a flood of made-up names opens no locked door', () => {
    const attempts = createAttempts({ tries: 5, windowMs: 5 * minute, keysMax: 100 });
    for (let n = 0; n < 5; n += 1) attempts.count('target', n);
    for (let n = 0; n < 100_000; n += 1) attempts.count(`made-up-${n}`, 5);
    expect(attempts.waitMs('target', 6)).to.be.greaterThan(0);
    // When every place is taken by a locked key, somebody new waits: closed, not open.
    for (let key = 0; key < 100; key += 1) for (let n = 0; n < 5; n += 1) attempts.count(`locked-${key}`, 6);
    expect(attempts.waitMs('newcomer', 7)).to.be.greaterThan(0);
  });
});
