/** The equipment log itself: what may be written on a page, by whom, and that every node reads the same pages. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { v7 } from 'uuid';
import { createBook, type Book } from '../../../server/equipment/book.ts';
import { factAt } from '../../../server/equipment/fact.ts';
import { scanDefaults } from '../../../machines/index.ts';
import { readLabel } from '../../../server/equipment/scan.ts';
import type { Page, Report } from '../../../server/equipment/terms.ts';
import { BadTypes, typesFrom } from '../../../server/equipment/types.ts';
import { createKeys } from '../../../server/record/keys.ts';
import { openEmbeddedStore } from '../../../server/store/embedded.ts';
import { openRedisStore } from '../../../server/store/redis.ts';
import type { Store } from '../../../server/store/store.ts';
import { type RedisServer, startRedisServer } from '../../support/redis-server.ts';
import { hour, TestClock } from '../../support/ward.ts';
import { engineer, technician, types } from './scene.ts';

const pump: Report = { happened: 'registered', type: 'infusionPump', title: 'Infusion pump' };
const fault: Report = { happened: 'faulted', reason: 'Alarm silent' };

for (const kind of ['embedded', 'redis'] as const) {
  describe(`the equipment log on the ${kind} store`, () => {
    let redis: RedisServer | null = null;
    let home: string;
    let stores: Store[] = [];
    let clock: TestClock;
    const master = randomBytes(32);
    beforeEach(async () => {
      redis = kind === 'redis' ? await startRedisServer() : null;
      home = await mkdtemp(join(tmpdir(), 'wardready-book-'));
      clock = new TestClock(redis === null ? undefined : null);
      stores = [];
    });
    afterEach(async () => {
      for (const store of stores) await store.close();
      await redis?.end();
      await rm(home, { recursive: true, force: true });
    });
    const opened = async (): Promise<Store> => {
      const store =
        redis === null
          ? await openEmbeddedStore({ directory: join(home, 'store'), clock: clock.now })
          : await openRedisStore({ url: redis.url, site: 'test' });
      stores.push(store);
      return store;
    };
    const node = async (store?: Store): Promise<Book> => {
      const on = store ?? (await opened());
      return createBook({ store: on, clock, keys: createKeys({ master, documents: on }), types });
    };
    const write = (book: Book, report: Report, by = technician, page = 'P-1', id = v7()) =>
      book.write(id, [{ page, report }], by);
    const code = async (written: ReturnType<typeof write>): Promise<string> => {
      const answer = await written;
      return answer.kind === 'refused' ? answer.code : answer.kind;
    };

    it('puts nothing back into service but by an engineer', async () => {
      const book = await node();
      expect(await code(write(book, fault))).to.equal('unknownThing');
      await write(book, pump, engineer);
      expect(await code(write(book, fault))).to.equal('written');
      for (const report of [
        { happened: 'checkPassed' },
        { happened: 'calibrated', due: clock.now() + hour },
        { happened: 'moved', ward: 'w4B', lent: false },
        pump,
      ] as const) {
        expect(await code(write(book, report, engineer)), report.happened).to.equal('written');
        expect(book.page('P-1')?.standing, report.happened).to.equal('quarantined');
      }
      const released: Report = { happened: 'released', reason: 'Speaker replaced' };
      expect(await code(write(book, released, technician))).to.equal('engineerOnly');
      expect(await code(write(book, released, { person: 'c-ito', role: 'chargeNurse' }))).to.equal('engineerOnly');
      const id = v7();
      expect(await code(write(book, released, engineer, 'P-1', id))).to.equal('written');
      // Sent again because its answer was lost: what it did already is not a reason to refuse it.
      expect(await code(write(book, released, engineer, 'P-1', id))).to.equal('already');
      expect(book.page('P-1')).to.include({ standing: 'inService', why: null, checkedAt: null });
      expect(await code(write(book, released, engineer))).to.equal('notNow');
    });

    it('writes an id once, and lines of one call all or none', async () => {
      const book = await node();
      const id = v7();
      expect(await code(write(book, pump, engineer, 'P-1', id))).to.equal('written');
      expect(await code(write(book, pump, engineer, 'P-1', id))).to.equal('already');
      expect(book.page('P-1')?.version).to.equal(1);
      const half = await book.write(
        v7(),
        [
          { page: 'P-2', report: pump },
          { page: 'P-3', report: fault },
        ],
        engineer,
      );
      expect(half).to.include({ kind: 'refused', index: 1, code: 'unknownThing' });
      expect(book.page('P-2')).to.equal(null);
      const many = Array.from({ length: 400 }, (_, index) => ({ page: `M-${index}`, report: pump }));
      expect((await book.write(v7(), many, engineer)).kind).to.equal('written');
      expect(book.pages()).to.have.length(401);
    });

    it('is one log for every node, also when they write at the same moment', async () => {
      const store = await opened();
      const [one, two] = [await node(store), await node(kind === 'redis' ? undefined : store)];
      await write(one, pump, engineer);
      const answers = await Promise.all(
        Array.from({ length: 12 }, (_, index) => code(write(index % 2 === 0 ? one : two, { happened: 'checkPassed' }))),
      );
      expect(answers.filter((answer) => answer === 'written').length).to.be.greaterThan(5);
      await Promise.all([one.fresh(), two.fresh()]);
      expect(two.page('P-1')).to.deep.equal(one.page('P-1'));
      expect(one.page('P-1')?.version).to.equal(1 + answers.filter((answer) => answer === 'written').length);
      const third = await node(store);
      await third.fresh();
      expect(third.page('P-1')).to.deep.equal(one.page('P-1'));
    });

    it('says when its lines are not what was written', async () => {
      const store = await opened();
      await write(await node(store), pump, engineer);
      const forged = (await store.log('equipment-log')).map((record) => ({
        ...record,
        body: record.body.replace('Infusion', 'Perfusion'),
      }));
      const book = await node({ ...store, log: async () => forged });
      const failure = await book.fresh().then(
        () => 'read',
        (error: Error) => error.name,
      );
      expect(failure).to.equal('BookBroken');
    });
  });
}

describe('what the equipment log says of a thing', () => {
  const now = 1_900_000_000_000;
  const page: Page = {
    id: 'E-1',
    version: 3,
    type: 'ecgMachine',
    title: 'ECG machine',
    lot: null,
    standing: 'inService',
    why: null,
    ward: 'w4B',
    lent: false,
    expires: null,
    calibrationDue: null,
    maintenanceDue: now + 30 * 24 * hour,
    checkedAt: now - hour,
    cleanedAt: null,
    cycle: null,
    measuredAt: { gain: now - 2 * hour },
    trained: {},
    trainedFrom: {},
    recent: [],
  };

  it('is good until the first thing falls due, and says what is overdue', () => {
    expect(factAt(page, null, types, now)).to.deep.equal({
      asset: 'E-1',
      type: 'ecgMachine',
      standing: 'inService',
      until: now + 22 * hour,
      version: 3,
      says: null,
    });
    const late = factAt(page, null, types, now + 23 * hour);
    expect(late.until).to.be.lessThan(now + 23 * hour);
    expect(late.says).to.contain('calibration pulse, start-of-day check overdue');
    expect(factAt({ ...page, checkedAt: null }, null, types, now).until).to.equal(0);
  });

  it('is put aside with its lot', () => {
    const lot: Page = { ...page, id: 'lot:L7', standing: 'quarantined', why: 'lot L7 is recalled: Blunt' };
    expect(factAt({ ...page, lot: 'L7' }, lot, types, now)).to.include({ standing: 'quarantined' });
  });

  it('never leaves the one reason out that came first, whatever follows', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.integer({ min: -100, max: 100 }), (aside, hours) => {
        const fact = factAt(
          { ...page, standing: aside ? 'quarantined' : 'inService', why: aside ? 'Dropped' : null },
          null,
          types,
          now + hours * hour,
        );
        const usable = fact.standing === 'inService' && (fact.until ?? Infinity) > now + hours * hour;
        return usable === (fact.says === null);
      }),
    );
  });
});

describe('the types document', () => {
  it('names every mistake by its place', () => {
    const wrong = {
      format: 1,
      version: '1',
      status: 'reviewed',
      types: {
        pump: { title: 'Pump', kind: 'robot', calibration: { every: '1 year', source: 'x', status: 'sourced' } },
      },
    };
    try {
      typesFrom(wrong, 'types.yaml');
      expect.fail('it was taken');
    } catch (error) {
      if (!(error instanceof BadTypes)) throw error;
      expect(error.problems.map((one) => one.split(' ')[0])).to.have.members([
        'version',
        'types.pump.kind',
        'types.pump.calibration.every',
      ]);
    }
  });
});

describe('a scan off a thing', () => {
  const read = (text: string) => readLabel(text, Date.UTC(2026, 10, 24), scanDefaults);
  it('is its own number and its lot, by whatever label it has', () => {
    const both = { number: 'S-9', lot: 'L7' };
    expect(read('(01)04012345678901(17)270131(10)L7(21)S-9')).to.deep.equal(both);
    expect(read(']d20104012345678901172701311\u0030L7\u001d21S-9')).to.deep.equal(both);
    expect(read('(8004)401234P1')).to.deep.equal({ number: '401234P1', lot: null });
    expect(read('P-1')).to.deep.equal({ number: 'P-1', lot: null });
    expect(read(']C0P-1\r')).to.deep.equal({ number: 'P-1', lot: null });
  });

  it('is what a tablet made of it, the model left out', () => {
    expect(read('(10)L7(21)S-9')).to.deep.equal({ number: 'S-9', lot: 'L7' });
    expect(read('(10)L7')).to.deep.equal({ number: null, lot: 'L7' });
  });

  it('is nothing, with a sentence, when it was not read correctly', () => {
    expect(read('(01)04012345678902(21)S-9'))
      .to.have.property('said')
      .that.matches(/check digit/);
    expect(read('(10)')).to.have.property('said');
  });
});
