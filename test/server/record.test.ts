/** Records: sealed so the store cannot read them, chained so nobody can change them unseen. (over 400 lines: one format for good, every way of spoiling it) */
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { canonical, type ChartEvent, type State } from '../../machines/index.ts';
import { createKeys, KeysErased, KeysMissing, type Keys, type PreparationKeys } from '../../server/record/keys.ts';
import { masterKeyFromFile, masterKeyFromText } from '../../server/record/master-key.ts';
import { chainHash, fromRecord, RecordBroken, toRecords, type RecordEntry } from '../../server/record/record.ts';
import { openState, SealBroken, sealState, seal, unseal } from '../../server/record/seal.ts';
import { verifyLog } from '../../server/record/verify.ts';
import type { StoredRecord } from '../../server/store/store.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const master = Buffer.from('00112233445566778899aabbccddeeff102132435465768798a9bacbdcedfe0f', 'hex');
const anna = 'prep-anna-0001';
const bert = 'prep-bert-0001';

/** As much of a store as keys need. */
function someDocuments(): {
  readonly bodies: Map<string, string>;
  document(name: string): Promise<string | null>;
  putDocument(name: string, body: string, options?: { readonly ifAbsent?: boolean }): Promise<boolean>;
} {
  const bodies = new Map<string, string>();
  return {
    bodies,
    document: async (name) => bodies.get(name) ?? null,
    async putDocument(name, body, options) {
      if (options?.ifAbsent === true && bodies.has(name)) return false;
      bodies.set(name, body);
      return true;
    },
  };
}

const actor = { person: 'person-77', role: 'nurse', grant: 'grant-0001', device: 'tablet-01' } as const;
function anEvent(type: string, at: number, payload: ChartEvent['payload'] = {}): ChartEvent {
  return { type, at, class: { role: 'nurse', who: 'other', value: 'satisfies' }, payload: { by: actor, ...payload } };
}
const anEntry = (event: ChartEvent, more: Partial<RecordEntry> = {}): RecordEntry => ({
  event,
  happenedAt: null,
  command: 'command-0001',
  factVersions: { order: 3 },
  ...more,
});
const patient = {
  familyName: 'Þórsdóttir-Quarx',
  givenName: 'Annelise',
  birthDate: '1961-02-03',
  sex: 'F',
  number: 'MRN-5550123',
} as const;

describe('records', () => {
  let keys: Keys;
  let mine: PreparationKeys;
  let theirs: PreparationKeys;
  let documents: ReturnType<typeof someDocuments>;
  let log: readonly StoredRecord[];
  const head = (records: readonly StoredRecord[]): StoredRecord => {
    const last = records.at(-1);
    if (last === undefined) throw new Error('the log is empty');
    return last;
  };

  beforeEach(async () => {
    documents = someDocuments();
    keys = createKeys({ master, documents });
    mine = await keys.make(anna);
    theirs = await keys.make(bert);
    log = toRecords(mine, {
      after: null,
      recordedAt: 2000,
      digest: 'digest-1',
      entries: [
        anEntry(anEvent('preparation.opened', 1000, { patient, note: 'Allergic to “Zanzibarine”' })),
        anEntry(anEvent('item.wristband.sensed', 1500, { scanned: patient.number }), { happenedAt: 1400 }),
        anEntry(anEvent('consent.expired', 1800), { command: null, factVersions: {} }),
        anEntry(anEvent('item.fasting.attested', 1900), { command: 'command-0002' }),
      ],
    });
  });

  describe('written and read', () => {
    it('give back the event and its clear part exactly', () => {
      const event = anEvent('item.weight.measured', 5, {
        evidence: { at: 5, by: 'person-77', role: 'nurse', grant: 'grant-0001', how: 'typed', value: 81.5 },
      });
      const [record] = toRecords(mine, {
        after: { revision: 6, hash: 'before' },
        recordedAt: 9,
        digest: 'digest-2',
        entries: [anEntry(event, { happenedAt: 4 })],
      });
      if (record === undefined) throw new Error('one was made');
      const read = fromRecord(mine, record);
      expect(read.event).to.deep.equal(event);
      expect(read.meta).to.deep.equal({
        format: 1,
        preparation: anna,
        revision: 7,
        at: 5,
        recordedAt: 9,
        happenedAt: 4,
        type: 'item.weight.measured',
        class: event.class,
        actor,
        command: 'command-0001',
        digest: 'digest-2',
        factVersions: { order: 3 },
        prev: 'before',
      });
    });

    it('have a canonical body, chained from nothing on', () => {
      let prev = '';
      for (const [index, { body, hash, revision }] of log.entries()) {
        expect(revision).to.equal(index + 1);
        expect(canonical(JSON.parse(body))).to.equal(body);
        expect(JSON.parse(body)).to.include({ prev });
        expect(hash)
          .to.equal(chainHash(mine.chain, prev, body))
          .and.to.match(/^[0-9a-f]{64}$/);
        prev = hash;
      }
    });

    it('hold no name, number or note that anyone could read without the key', () => {
      const text = JSON.stringify([
        log,
        [...documents.bodies],
        sealState(mine, 1, { context: { patient } } as unknown as State),
      ]);
      const raw = log
        .map(({ body }) =>
          Buffer.from(String((JSON.parse(body) as { sealed: unknown }).sealed), 'base64url').toString('latin1'),
        )
        .join();
      for (const secret of [
        ...Object.values(patient).filter((part) => part.length > 1),
        'Zanzibarine',
        'familyName',
        'patient',
      ]) {
        expect(text).to.not.include(secret);
        expect(raw).to.not.include(Buffer.from(secret).toString('latin1'));
      }
      expect(fromRecord(mine, log[0] ?? head(log)).event.payload.patient).to.deep.equal(patient);
    });

    it('are sealed differently every time, even with the same content', () => {
      const again = toRecords(mine, {
        after: null,
        recordedAt: 2000,
        digest: 'digest-1',
        entries: [anEntry(anEvent('preparation.opened', 1000))],
      });
      const other = toRecords(mine, {
        after: null,
        recordedAt: 2000,
        digest: 'digest-1',
        entries: [anEntry(anEvent('preparation.opened', 1000))],
      });
      expect(again[0]?.hash).to.not.equal(other[0]?.hash);
    });

    it('refuse what has no canonical JSON, and what is not format 1', () => {
      expect(() =>
        toRecords(mine, { after: null, recordedAt: 1, digest: 'd', entries: [anEntry(anEvent('x', Number.NaN))] }),
      ).to.throw(TypeError, '$.at is NaN');
      const [first] = log;
      if (first === undefined) throw new Error('one was made');
      const later = first.body.replace('"format":1', '"format":2');
      expect(() => fromRecord(mine, { ...first, body: later, hash: chainHash(mine.chain, '', later) })).to.throw(
        RecordBroken,
        'format 2; this build reads format 1',
      );
      const more = first.body.replace('"format":1', '"format":1,"surprise":1');
      expect(() => fromRecord(mine, { ...first, body: more, hash: chainHash(mine.chain, '', more) })).to.throw(
        RecordBroken,
        'shape of format 1',
      );
    });

    it('give back any event, on random payloads', () => {
      const payload = fc.record(
        {
          note: fc.string({ unit: 'grapheme' }),
          scanned: fc.string(),
          start: fc.nat(),
          reason: fc.string({ unit: 'binary' }),
        },
        { requiredKeys: [] },
      );
      fc.assert(
        fc.property(payload, fc.nat(), (some, at) => {
          const event = anEvent('item.x.attested', at, some);
          const [record] = toRecords(mine, { after: null, recordedAt: at, digest: 'd', entries: [anEntry(event)] });
          if (record === undefined) throw new Error('one was made');
          expect(fromRecord(mine, record).event).to.deep.equal(event);
          expect(verifyLog(mine, [record]).kind).to.equal('intact');
        }),
        { seed, numRuns: 200 },
      );
    });
  });

  describe('a state', () => {
    const state = {
      at: 5,
      deadlines: [],
      generation: 1,
      value: { open: 'x' },
      context: { patient },
    } as unknown as State;

    it('comes back as it was, for its own preparation and revision only', () => {
      const sealed = sealState(mine, 3, state);
      expect(openState(mine, 3, sealed)).to.deep.equal(state);
      expect(() => openState(mine, 4, sealed)).to.throw(SealBroken, `${anna}:4`);
      expect(() => openState(theirs, 3, sealed)).to.throw(SealBroken);
    });

    it('cannot be made from a record’s payload, nor the other way round', () => {
      expect(() => openState(mine, 1, seal(mine.sealing, `${anna}:1`, state))).to.throw(SealBroken);
      expect(() => unseal(mine.sealing, `${anna}:1`, sealState(mine, 1, state))).to.throw(SealBroken);
    });

    it('with any character changed, added or taken away does not open', () => {
      const sealed = sealState(mine, 3, state);
      for (let at = 0; at < sealed.length; at += 1) {
        const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
        expect(() => openState(mine, 3, changed), `character ${at}`).to.throw(SealBroken);
      }
      for (const other of ['', 'A', `${sealed}A`, `${sealed}=`, ` ${sealed}`, sealed.slice(0, -1), sealed.slice(1)])
        expect(() => openState(mine, 3, other)).to.throw(SealBroken);
    });
  });

  describe('a log', () => {
    it('is intact as written, with its head or without', () => {
      expect(verifyLog(keys.chainOf(anna), log)).to.deep.equal({ kind: 'intact', revision: 4, hash: head(log).hash });
      expect(verifyLog(keys.chainOf(anna), log, head(log)).kind).to.equal('intact');
      expect(verifyLog(keys.chainOf(anna), []).kind).to.equal('intact');
    });

    it('with any byte of any body or hash flipped is found, and the record named', () => {
      let flips = 0;
      for (const [index, record] of log.entries()) {
        for (const part of ['body', 'hash'] as const) {
          for (let at = 0; at < record[part].length; at += 1) {
            const flipped = String.fromCharCode(record[part].charCodeAt(at) ^ (1 << (flips % 7)));
            const forged = log.with(index, {
              ...record,
              [part]: record[part].slice(0, at) + flipped + record[part].slice(at + 1),
            });
            const found = verifyLog(mine, forged, head(forged));
            // A hash changed at the very end is found by the head; one in the middle where it is.
            if (found.kind === 'intact' || found.revision !== index + 1)
              throw new Error(`${part} of record ${index + 1}, byte ${at}: ${JSON.stringify(found)}`);
            expect(found.reason).to.equal('altered');
            flips += 1;
          }
        }
      }
      expect(flips).to.be.above(2000);
    });

    it('with a revision changed, a record deleted, doubled, moved or put in is found, and the place named', () => {
      const [one, two, three, four] = log;
      if (one === undefined || two === undefined || three === undefined || four === undefined)
        throw new Error('four were made');
      const [foreign] = toRecords(theirs, {
        after: one,
        recordedAt: 1,
        digest: 'd',
        entries: [anEntry(anEvent('x', 1))],
      });
      const [fork] = toRecords(mine, {
        after: { revision: 1, hash: four.hash },
        recordedAt: 1,
        digest: 'd',
        entries: [anEntry(anEvent('x', 1))],
      });
      if (foreign === undefined || fork === undefined) throw new Error('two were made');
      const cases: readonly [string, readonly StoredRecord[], number, string][] = [
        ['first deleted', [two, three, four], 1, 'missing'],
        ['middle deleted', [one, three, four], 2, 'missing'],
        ['middle deleted, and renumbered', [one, { ...three, revision: 2 }, { ...four, revision: 3 }], 2, 'altered'],
        ['revision changed', [one, { ...two, revision: 5 }], 2, 'altered'],
        ['doubled', [one, two, two, three], 3, 'misplaced'],
        ['swapped', [one, three, two, four], 2, 'missing'],
        ['another preparation’s', [one, foreign, three], 2, 'altered'],
        ['another history’s, made with the right key', [one, fork, three], 2, 'misplaced'],
        ['emptied', [one, { ...two, body: '' }], 2, 'altered'],
        ['null', [one, { ...two, body: 'null' }], 2, 'altered'],
      ];
      for (const [what, forged, revision, reason] of cases)
        expect(verifyLog(mine, forged), what).to.include({ kind: 'broken', revision, reason });
    });

    it('with its end cut off is found by the head, and only by it', () => {
      expect(verifyLog(mine, log.slice(0, 2)).kind).to.equal('intact');
      expect(verifyLog(mine, log.slice(0, 2), head(log))).to.include({ kind: 'broken', revision: 3, reason: 'cut' });
      expect(verifyLog(mine, log, { revision: 2, hash: log[1]?.hash ?? '' })).to.include({
        kind: 'broken',
        reason: 'misplaced',
      });
    });

    it('cannot be rewritten by somebody who has the store and another key', async () => {
      const forger = await createKeys({ master: Buffer.from(master).reverse(), documents: someDocuments() }).make(anna);
      const rewritten = toRecords(forger, {
        after: null,
        recordedAt: 2000,
        digest: 'digest-1',
        entries: [anEntry(anEvent('preparation.opened', 1000))],
      });
      expect(verifyLog(mine, rewritten)).to.include({ kind: 'broken', revision: 1, reason: 'altered' });
    });

    it('damaged at random is always found', () => {
      fc.assert(
        fc.property(
          fc.nat(log.length - 1),
          fc.nat(log.length - 1),
          fc.constantFrom('delete', 'copy', 'move', 'swap bodies', 'swap sealed'),
          (from, to, how) => {
            const records = [...log];
            const [a, b] = [records[from], records[to]];
            if (a === undefined || b === undefined) return;
            if (how === 'delete') records.splice(from, 1);
            if (how === 'copy') records.splice(to, 0, a);
            if (how === 'move') records.splice(to, 0, ...records.splice(from, 1));
            if (how === 'swap bodies') records.splice(from, 1, { ...a, body: b.body });
            if (how === 'swap sealed')
              records.splice(from, 1, {
                ...a,
                body: canonical({ ...JSON.parse(a.body), sealed: (JSON.parse(b.body) as { sealed: unknown }).sealed }),
              });
            const same =
              records.length === log.length &&
              records.every((record, index) => record.body === log[index]?.body && record.hash === log[index].hash);
            expect(verifyLog(mine, records, head(log)).kind).to.equal(same ? 'intact' : 'broken');
          },
        ),
        { seed, numRuns: 300 },
      );
    });
  });

  describe('a record moved elsewhere', () => {
    it('is refused by its hash, and by the seal even when the chain was made to fit', () => {
      const [one, two] = log;
      if (one === undefined || two === undefined) throw new Error('two were made');
      expect(() => fromRecord(mine, { ...one, body: two.body })).to.throw(RecordBroken);
      expect(() => fromRecord(mine, { ...one, hash: two.hash })).to.throw(
        RecordBroken,
        'its hash does not fit its body',
      );
      expect(() => fromRecord(theirs, one)).to.throw(RecordBroken, `it is of ${anna}`);
      const body = canonical({ ...JSON.parse(two.body), sealed: (JSON.parse(one.body) as { sealed: unknown }).sealed });
      expect(() => fromRecord(mine, { ...two, body, hash: chainHash(mine.chain, one.hash, body) })).to.throw(
        SealBroken,
        `${anna}:2`,
      );
    });
  });

  describe('keys', () => {
    it('are the same from the same master key and salt, and others for every preparation and use', async () => {
      const again = await createKeys({ master, documents }).of(anna);
      expect(again.sealing.equals(mine.sealing) && again.chain.equals(mine.chain)).to.equal(true);
      const all = [mine.sealing, mine.chain, theirs.sealing, theirs.chain].map((key) => key.export().toString('hex'));
      expect(new Set(all)).to.have.property('size', 4);
    });

    it('made twice or by two nodes at once are one', async () => {
      const [a, b] = await Promise.all([
        createKeys({ master, documents }).make('prep-cleo-0001'),
        createKeys({ master, documents }).make('prep-cleo-0001'),
      ]);
      expect(a.sealing.equals(b.sealing)).to.equal(true);
    });

    it('once erased open nothing and are never made again, but the chain still verifies', async () => {
      await keys.erase(anna, 1_795_305_600_000);
      for (const each of [keys, createKeys({ master, documents })]) {
        for (const attempt of [each.of(anna), each.make(anna)]) {
          const error: unknown = await attempt.catch((reason: unknown) => reason);
          expect(error)
            .to.be.instanceOf(KeysErased)
            .and.to.have.property('message', `${anna} was erased at 2026-11-22T00:00:00.000Z`);
        }
      }
      expect(verifyLog(keys.chainOf(anna), log, head(log)).kind).to.equal('intact');
      expect(
        verifyLog(keys.chainOf(anna), log.with(1, { revision: 2, body: '{}', hash: log[1]?.hash ?? '' })).kind,
      ).to.equal('broken');
    });

    it('say when they were never made, and when the master key is another one', async () => {
      expect(await keys.of('prep-nobody-01').catch((reason: unknown) => reason))
        .to.be.instanceOf(KeysMissing)
        .and.to.have.property('message')
        .that.matches(/never opened/);
      const other = createKeys({ master: Buffer.from(master).reverse(), documents });
      expect(await other.of(anna).catch((reason: unknown) => reason))
        .to.be.instanceOf(KeysMissing)
        .and.to.have.property('message')
        .that.matches(/sealed under master key [0-9a-f]{16}, this is [0-9a-f]{16}/);
      expect(() => createKeys({ master: Buffer.alloc(16), documents })).to.throw(KeysMissing, '32 bytes');
    });
  });

  describe('the master key', () => {
    let directory: string;
    beforeEach(async () => void (directory = await mkdtemp(join(tmpdir(), 'wardready-key-'))));
    afterEach(() => rm(directory, { recursive: true, force: true }));

    it('is made once on request, readable by its owner only, and read back', async () => {
      const path = join(directory, 'keys', 'master');
      const made = await masterKeyFromFile({ path, create: true });
      expect(await masterKeyFromFile({ path })).to.deep.equal(made);
      expect(await masterKeyFromFile({ path, create: true })).to.deep.equal(made);
      expect((await stat(path)).mode & 0o777).to.equal(0o600);
      expect(await readFile(path, 'utf8')).to.match(/^[0-9a-f]{64}\n$/);
    });

    it('is not made when it is missing, and not kept inside the store', async () => {
      const path = join(directory, 'store', 'master');
      const reasons = await Promise.all(
        [masterKeyFromFile({ path }), masterKeyFromFile({ path, outside: join(directory, 'store'), create: true })].map(
          (attempt) => attempt.catch(String),
        ),
      );
      expect(reasons[0]).to.match(/^KeysMissing: there is no master key at .* restore the file/);
      expect(reasons[1]).to.match(/^KeysMissing: .* lies in the store's directory/);
      expect(
        await masterKeyFromFile({
          path: join(directory, 'store-key'),
          outside: join(directory, 'store'),
          create: true,
        }),
      ).to.have.length(32);
    });

    it('is 64 hex digits or base64, and nothing that is short, padded or repeated', async () => {
      expect(masterKeyFromText(master.toString('hex'), 'it')).to.deep.equal(master);
      expect(masterKeyFromText(` ${master.toString('base64')}\n`, 'it')).to.deep.equal(master);
      for (const bad of [
        '',
        'changeme',
        '0'.repeat(64),
        master.toString('hex').slice(2),
        `${master.toString('hex')}00`,
        'x'.repeat(43),
      ])
        expect(() => masterKeyFromText(bad, 'MASTER'), bad).to.throw(KeysMissing, 'MASTER');
      await writeFile(join(directory, 'bad'), 'secret-but-wrong');
      const reason = String(await masterKeyFromFile({ path: join(directory, 'bad') }).catch(String));
      expect(reason)
        .to.match(/must hold 32 bytes/)
        .and.not.include('secret-but-wrong');
    });
  });
});

describe('canonical JSON', () => {
  it('is the same text whatever order the members were set in', () => {
    expect(canonical({ b: 1, a: [{ d: null, c: 'é"\n' }] })).to.equal('{"a":[{"c":"é\\"\\n","d":null}],"b":1}');
    expect(canonical({ a: undefined, b: [] })).to.equal('{"b":[]}');
    expect(canonical({ 10: 1, 9: 1, Z: 1, a: 1, é: 1 })).to.equal('{"10":1,"9":1,"Z":1,"a":1,"é":1}');
    expect(canonical(Object.assign(Object.create(null) as object, { a: 1 }))).to.equal('{"a":1}');
  });

  it('refuses what JSON would change or drop in silence, and says where', () => {
    const cycle: Record<string, unknown> = {};
    cycle['self'] = cycle;
    const bad: readonly [unknown, RegExp][] = [
      [Number.NaN, /^\$ is NaN/],
      [{ a: { b: Number.POSITIVE_INFINITY } }, /^\$\.a\.b is Infinity/],
      [[1, -0], /^\$\[1\] is -0/],
      [[undefined], /^\$\[0\] is undefined/],
      [Array.from({ length: 1 }).concat(Array(1)), /^\$\[0\] is undefined/],
      [undefined, /^\$ is undefined/],
      [{ at: new Date(0) }, /^\$\.at is an instance of Date/],
      [new Map(), /instance of Map/],
      [() => 1, /a function/],
      [1n, /a bigint/],
      [Symbol('x'), /a symbol/],
      [cycle, /nested deeper than 64/],
    ];
    for (const [value, says] of bad) expect(() => canonical(value)).to.throw(TypeError, says);
  });

  it('reads back as what it was, and writes the same text again', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        // -0 is the one value JSON can read but not write.
        fc.pre(
          !JSON.stringify(value, (_, part: unknown) => (Object.is(part, -0) ? 'minus zero' : part)).includes(
            'minus zero',
          ),
        );
        const text = canonical(value);
        expect(JSON.parse(text)).to.deep.equal(value);
        expect(canonical(JSON.parse(text))).to.equal(text);
      }),
      { seed, numRuns: 500 },
    );
  });
});
