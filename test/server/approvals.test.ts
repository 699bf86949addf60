/** Two named people approve exactly one document; until then nobody real is prepared by it, and every view says so. */
import { expect } from 'chai';
import fc from 'fast-check';
import type { BoardRow } from '../../machines/index.ts';
import { differences } from '../../server/preparations/difference.ts';
import { anOpening, importer, startWard, venepuncture, type Ward } from '../support/ward.ts';
import { startWeb, type Browser, type Web } from '../support/web.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2_147_483_647);

describe('a protocol that nobody approved', () => {
  let ward: Ward;
  before(async () => (ward = await startWard({ demo: false })));
  after(() => ward.end());

  it('begins no preparation at a real site, not with one approval and not with one person’s two', async () => {
    const open = () => ward.desk.apply([anOpening(ward.clock.now())], importer);
    const rehearse = () => ward.desk.rehearse([anOpening(ward.clock.now())], importer);
    const digest = ward.server.protocols.current('venepuncture')?.digest ?? '';
    const approve = (person: string) => ward.server.protocols.approve(digest, person, ward.clock.now());
    const no = { kind: 'refused', code: 'notApproved', says: 'This protocol is not approved here.' };
    expect(await open()).to.include(no);
    await approve('c-ito');
    expect(await open()).to.include(no);
    await approve('c-ito');
    expect(await open()).to.include(no);
    expect(await rehearse()).to.include(no);
    expect(await ward.store.preparations()).to.deep.equal([]);
    await approve('t-marsh');
    expect(await open()).to.include({ kind: 'applied' });
    // Another document is another digest: what was approved was the one before.
    await ward.server.protocols.add({ ...((await venepuncture()) as object), version: '1.0.1' });
    expect(await open()).to.include(no);
  });

  it('is said to be so on every row and checklist of a demonstration, and no longer once two approved it', async () => {
    const demo = await startWard();
    try {
      const preparation = await demo.open();
      const tablet = await demo.tablet('b-nunez');
      const desk = await demo.tablet('c-ito');
      const said = async () => {
        const reply = await desk.show('desk');
        const watched = await tablet.watch(preparation);
        return [
          reply.ok && reply.value.frame.rows.map((row) => (row as BoardRow).approved),
          watched.ok && watched.value?.row.approved,
          (await demo.desk.rows('w4B')).map(({ approved }) => approved),
        ];
      };
      expect(await said()).to.deep.equal([[false], false, [false]]);
      const { digest } = (await demo.store.load(preparation))!;
      for (const person of ['c-ito', 't-marsh']) await demo.server.protocols.approve(digest, person, demo.clock.now());
      await tablet.tap(preparation, 'patient.arrived');
      expect(await said()).to.deep.equal([[true], true, [true]]);
    } finally {
      await demo.end();
    }
  });
});

describe('before somebody approves', () => {
  let web: Web;
  let ito: Browser;
  before(async () => {
    web = await startWeb();
    ito = await web.signedIn('BADGE-ITO');
  });
  after(() => web.end());

  it('they read title, version, digest, and what is otherwise than in the version in use', async () => {
    interface Said {
      readonly inUse: { readonly digest: string } | null;
      readonly changes: readonly { readonly path: string }[];
    }
    const { protocols } = web.services;
    const first = protocols.current('venepuncture');
    const fresh = await ito.get<Said>(`/protocols/${first?.digest}/difference`);
    expect(fresh.body).to.deep.include({
      title: 'Blood sample',
      version: first?.protocol.document.version,
      digest: first?.digest,
      approved: false,
      inUse: null,
      says: 'No version of this protocol was approved here before: read all of it.',
    });
    const marsh = await web.signedIn('BADGE-MARSH');
    for (const by of [ito, marsh]) await by.post(`/protocols/${first?.digest}/approvals`);
    const newer = structuredClone(await venepuncture()) as {
      version: string;
      times: Record<string, { is: string }>;
      steps: { step: string; items: { id: string; text: string }[] }[];
    };
    newer.version = '9.9.9';
    (newer.times['identityFor'] ?? { is: '' }).is = '45 min';
    newer.steps[0]?.items.splice(2, 1);
    delete newer.times['allergiesFor'];
    const { digest } = await protocols.add(newer);
    const { body } = await ito.get<Said>(`/protocols/${digest}/difference`);
    expect(body.inUse).to.include({ digest: first?.digest, approvedAt: web.clock.now() });
    expect(body.changes.map(({ path }) => path)).to.have.members([
      'version',
      'times.identityFor.is',
      'times.allergiesFor',
      'steps.identity.items.allergies',
    ]);
    expect(body).to.include({ says: '4 places are otherwise than in the version approved before.' });
    expect(body.changes).to.deep.include({ path: 'times.identityFor.is', before: '30 min', after: '45 min' });
    expect((await ito.get(`/protocols/${'f'.repeat(64)}/difference`)).status).to.equal(404);
    expect((await web.browser().get(`/protocols/${digest}/difference`)).status).to.equal(401);
    for (const badge of ['BADGE-OSEI', 'BADGE-NUNEZ', 'BADGE-LUND'])
      expect((await (await web.signedIn(badge)).post(`/protocols/${digest}/approvals`)).status, badge).to.equal(403);
  });
});

describe('the difference of two documents', () => {
  const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean());
  const tree = fc.letrec((tie) => ({
    node: fc.oneof({ maxDepth: 4 }, leaf, fc.array(leaf, { maxLength: 3 }), tie('mapping'), tie('list')),
    mapping: fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), tie('node'), { maxKeys: 4 }),
    list: fc
      .uniqueArray(fc.stringMatching(/^[a-z]{1,3}$/), { maxLength: 4 })
      .chain((ids) => fc.tuple(...ids.map((id) => tie('mapping').map((more) => ({ ...(more as object), id }))))),
  })).mapping;

  it(`is nothing for equal ones, and names every place of unequal ones the same way round (seed ${seed})`, () => {
    fc.assert(
      fc.property(tree, tree, (a, b) => {
        expect(differences(a, structuredClone(a))).to.deep.equal([]);
        const there = differences(a, b);
        expect(there.length === 0).to.equal(JSON.stringify(sorted(a)) === JSON.stringify(sorted(b)));
        expect(new Set(there.map(({ path }) => path))).to.deep.equal(
          new Set(differences(b, a).map(({ path }) => path)),
        );
      }),
      { seed, numRuns: 500 },
    );
  });
  const sorted = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(sorted)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .sort(([x], [y]) => (x < y ? -1 : 1))
              .map(([key, below]) => [key, sorted(below)]),
          )
        : value;

  it('goes by the names of a list’s parts: one that is put in first changes no other', () => {
    const before = {
      items: [
        { id: 'a', n: 1 },
        { id: 'b', n: 2 },
      ],
    };
    const after = {
      items: [
        { id: 'c', n: 3 },
        { id: 'a', n: 1 },
        { id: 'b', n: 2 },
      ],
    };
    expect(differences(before, after)).to.deep.equal([{ path: 'items.c', after: { id: 'c', n: 3 } }]);
    const turned = {
      items: [
        { id: 'b', n: 2 },
        { id: 'a', n: 1 },
      ],
    };
    expect(differences(before, turned)).to.deep.equal([
      { path: 'items (order)', before: ['a', 'b'], after: ['b', 'a'] },
    ]);
  });
});
