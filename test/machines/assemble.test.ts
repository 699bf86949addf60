/** Overlays laid over protocols: one plain document, and for every value the file that said it. */
import { expect } from 'chai';
import * as fc from 'fast-check';
import { assemble } from '../../machines/index.ts';
import { layOverlays } from '../../machines/protocols/lay.ts';
import { isWithin, rangeProblem } from '../../machines/protocols/versions.ts';
import { anOverlay, type Json, laidOver, originAt, protocol, whole, wrongWith } from '../support/assembling.ts';

describe('an overlay', () => {
  it('changes a limit, an expiry and who may override, and says which line did', () => {
    const changed = whole(
      laidOver(
        anOverlay(
          [
            { time: 'kitFor', is: '2 h', source: 'Two hours here' },
            { item: 'statesName', validFor: 'statedFor' },
            { item: 'explained', overriddenBy: ['chargeNurse'] },
            { item: 'tubeCount', max: 8 },
          ],
          { times: { statedFor: { is: '20 min', source: 'A test', status: 'project default' } } },
        ),
      ),
    );
    const { times, items } = changed.protocol;
    expect([times('kitFor'), times('statedFor')]).to.deep.equal([2 * 3_600_000, 20 * 60_000]);
    expect(items.get('statesName')?.item.validFor).to.equal('statedFor');
    expect(items.get('explained')?.item.overriddenBy).to.deep.equal(['chargeNurse']);
    expect(items.get('tubeCount')?.item.answer).to.include({ min: 1, max: 8 });
    expect(originAt(changed, 'times.kitFor.is')).to.equal('o0 changes.0.is');
    expect(originAt(changed, 'times.statedFor.is')).to.equal('o0 times.statedFor.is');
    expect(changed.changes.map(({ field, was }) => [field, was])).to.deep.equal([
      ['is', '4 h'],
      ['validFor', 'identityFor'],
      ['overriddenBy', ['nurse', 'chargeNurse', 'proceduralist']],
      ['max', 12],
    ]);
    // A rule made otherwise is no firmer than what it stands on, and says both.
    expect(items.get('statesName')?.item).to.include({ status: 'project default' });
    expect(items.get('statesName')?.item.source).to.match(/^NPSG.*; here validFor: Invented for a test$/);
    expect(changed.protocol.document.times['kitFor']?.source).to.equal('Two hours here');
  });

  it('leaves what it does not name as it was, byte for byte, and the shipped document itself', () => {
    const json = protocol();
    const before = JSON.stringify(json);
    const changed = whole({
      protocols: [{ file: 'p', json }],
      overlays: [{ file: 'o', json: anOverlay([{ item: 'wristband', hint: 'Here too.' }]) }],
    });
    expect(JSON.stringify(json)).to.equal(before);
    const expected = protocol();
    const wristband = expected.steps[0]?.items[0];
    expect(changed.json).to.deep.equal({
      ...expected,
      steps: [
        {
          step: 'identity',
          items: [{ ...wristband, hint: 'Here too.' }, ...(expected.steps[0]?.items.slice(1) ?? [])],
        },
        ...expected.steps.slice(1),
      ],
    });
  });

  it('hides an item, with what waited for it and the times that nothing uses then', () => {
    const hidden = whole(laidOver(anOverlay([{ item: 'arm', hide: true, evenThoughHard: 'It is asked on paper' }])));
    expect(hidden.protocol.items.has('arm')).to.equal(false);
    expect(hidden.protocol.items.get('siteCleaned')?.item.needs).to.deep.equal([
      'hands',
      'fieldClean',
      'consentStands',
    ]);
    expect(hidden.protocol.document.times).to.not.have.property('sideCheckWithin');
    expect(hidden.changes).to.have.length(1);
    expect(hidden.changes[0]).to.include({ field: 'hide', was: 'Arm to use', evenThoughHard: 'It is asked on paper' });
  });

  it('makes a reviewed protocol unreviewed, unless it was reviewed itself', () => {
    const json = { ...protocol(), status: 'reviewed' };
    const statusWith = (more: Json) =>
      whole({
        protocols: [{ file: 'p', json }],
        overlays: [{ file: 'o', json: anOverlay([{ item: 'wristband', hint: 'Here.' }], more) }],
      }).protocol.document.status;
    expect(statusWith({})).to.equal('unreviewed');
    expect(statusWith({ status: 'reviewed' })).to.equal('reviewed');
  });

  it('over several protocols is a profile, and each change may be for some of them only', () => {
    const sources = {
      protocols: [
        { file: 'p', json: protocol() },
        { file: 'q', json: { ...protocol(), id: 'glucose', version: '1.2.0' } },
      ],
      overlays: [
        {
          file: 'o',
          json: anOverlay(
            [
              { time: 'kitFor', is: '2 h' },
              { time: 'siteFor', is: '10 min', in: ['glucose'] },
            ],
            {
              overlay: ['venepuncture', 'glucose'],
              of: { venepuncture: '1.0.0', glucose: '>=1.0.0 <2.0.0' },
            },
          ),
        },
      ],
    };
    const { documents, problems } = assemble(sources);
    expect(problems).to.deep.equal([]);
    expect(documents.map(({ protocol: { times } }) => [times('kitFor'), times('siteFor')])).to.deep.equal([
      [7_200_000, 900_000],
      [7_200_000, 600_000],
    ]);
  });

  it('that changes what another hides is refused, and both are named', () => {
    const hiding = anOverlay([{ item: 'faints', hide: true }]);
    const changing = anOverlay([{ item: 'faints', hint: 'x' }], { name: 'ours' });
    expect(wrongWith(laidOver(hiding, changing))).to.deep.equal([
      'o1 changes.0: "ours" changes the item "faints", which "local" (o0) hides; keep one of the two',
    ]);
    expect(wrongWith(laidOver(changing, hiding))).to.deep.equal([
      'o1 changes.0.hide: the item "faints" is changed by "ours" (o0) and hidden by "local"; keep one of the two',
    ]);
  });

  const refused: readonly (readonly [string, readonly Json[], RegExp, Json?])[] = [
    [
      'an item that is not there',
      [{ item: 'wristbnd', hint: 'x' }],
      /^o0 changes\.0\.item: there is no item called "wristbnd" in venepuncture 1\.0\.0; did you mean "wristband"\?$/,
    ],
    [
      'a time that is not there',
      [{ time: 'kitFro', is: '1 h' }],
      /^o0 changes\.0\.time: there is no time called "kitFro" in venepuncture 1\.0\.0; did you mean "kitFor"\?$/,
    ],
    [
      'an expiry by a time that is not there',
      [{ item: 'tubes', validFor: 'kitfor' }],
      /^o0 changes\.0\.validFor: no time is called "kitfor"; did you mean "kitFor"\?$/,
    ],
    ['nothing to change', [{ item: 'tubes' }], /^o0 changes\.0: changes nothing; set one of /],
    [
      'a bound of what is no number',
      [{ item: 'tubes', max: 3 }],
      /^o0 changes\.0\.max: "tubes" is not answered by a number/,
    ],
    [
      'bounds the wrong way round',
      [{ item: 'tubeCount', min: 20 }],
      /^o0 changes\.0\.min: leaves "tubeCount" from 20 to 12/,
    ],
    [
      'an override of what never blocks',
      [{ item: 'faints', overriddenBy: ['nurse'] }],
      /^o0 changes\.0\.overriddenBy: "faints" is warn .* nobody needs to override it/,
    ],
    [
      'a reason for hiding a hard item that is not hard',
      [{ item: 'faints', hide: true, evenThoughHard: 'x' }],
      /^o0 changes\.0\.evenThoughHard: "faints" is not hard/,
    ],
    [
      'an item hidden that another is used up by',
      [{ item: 'siteCleaned', hide: true, evenThoughHard: 'x' }],
      /^o0 changes\.0\.hide: "hands" says usedBy: siteCleaned, so "siteCleaned" cannot be hidden alone/,
    ],
    [
      'the same thing twice',
      [
        { time: 'kitFor', is: '1 h' },
        { time: 'kitFor', is: '2 h' },
      ],
      /^o0 changes\.1\.is: "local" sets the time "kitFor" twice; keep one of the two$/,
    ],
    [
      'a time of its own that is there already',
      [{ item: 'tubes', hint: 'x' }],
      /^o0 times\.kitFor: venepuncture has a time called "kitFor" already/,
      { times: { kitFor: { is: '1 h', source: 'A test', status: 'sourced' } } },
    ],
    [
      'a time of its own that nothing uses',
      [{ item: 'tubes', hint: 'x' }],
      /^o0 times\.mine: no change here uses the time "mine"/,
      { times: { mine: { is: '1 h', source: 'A test', status: 'sourced' } } },
    ],
    [
      'a source too long to stand beside the item’s own',
      [{ item: 'tubes', by: ['nurse'], source: 'x'.repeat(190) }],
      /^o0 changes\.0\.source: together with the item’s own source it is \d+ characters long, and 200 are kept/,
    ],
    [
      'a range of versions that is none',
      [{ item: 'tubes', hint: 'x' }],
      /^o0 of: "1\.x" is not a version or a range of versions/,
      { of: '1.x' },
    ],
    [
      'no reason',
      [{ item: 'tubes', hint: 'x', reason: undefined }],
      /^o0 changes\.0\.reason: is missing: say why it is done otherwise here$/,
    ],
    [
      'a change of nothing and of everything',
      [{ item: 'tubes', time: 'kitFor' }],
      /^o0 changes\.0: a change begins with the time or with the item/,
    ],
  ];
  for (const [what, changes, says, more] of refused)
    it(`with ${what} is refused, and nothing is given`, () => {
      const sources = laidOver(anOverlay(changes, more));
      expect(
        wrongWith(sources).filter((text) => says.test(text)),
        wrongWith(sources).join('\n'),
      ).to.have.length(1);
      expect(assemble(sources).documents).to.deep.equal([]);
    });

  it('is blamed for a mistake the compiler finds elsewhere', () => {
    const json = protocol();
    const overlay = anOverlay([
      { item: 'tubes', hint: 'Fine.' },
      { item: 'sharpsBin', hide: true, evenThoughHard: 'x' },
    ]);
    // `ifNot` names an event of the hidden item, and nobody but the compiler looks there.
    const hanging = {
      ...json,
      steps: json.steps.map(({ step, items }) => ({
        step,
        items: items.map((item) =>
          item.id === 'tubes' ? { ...item, needs: ['sharpsBin'], ifNot: 'item.sharpsBin.undone' } : item,
        ),
      })),
    };
    const said = wrongWith({ protocols: [{ file: 'p', json: hanging }], overlays: [{ file: 'o', json: overlay }] });
    expect(said.join('\n')).to.match(
      /^o changes\.1: after this change, steps\.\d\.items\.0\.ifNot: no stop is called "item\.sharpsBin\.undone"/m,
    );
  });

  it('is never left out in silence: with a protocol that cannot be put together, none is given', () => {
    const sources = {
      protocols: [
        { file: 'p', json: protocol() },
        { file: 'q', json: { ...protocol(), id: 'other', steps: [{ step: 'identity', items: [{ use: 'gone' }] }] } },
      ],
      overlays: [{ file: 'o', json: anOverlay([{ time: 'kitFor', is: '2 h' }]) }],
    };
    expect(wrongWith(sources)).to.deep.equal(['q steps.0.items.0.use: there is no part called "gone"']);
    expect(assemble(sources).documents).to.deep.equal([]);
    expect(assemble({ protocols: sources.protocols }).documents).to.have.length(1);
  });

  it('never throws, whatever the documents are', () => {
    const anything = fc.oneof(
      fc.jsonValue({ maxDepth: 4 }),
      fc.jsonValue().map((value) => ({ ...anOverlay([]), changes: [value] })),
      fc.dictionary(
        fc.constantFrom('overlay', 'of', 'part', 'step', 'items', 'times', 'changes', 'use', '__proto__'),
        fc.jsonValue({ maxDepth: 3 }),
      ),
    );
    const some = fc.array(
      anything.map((json) => ({ file: 'x', json })),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(some, some, some, (protocols, parts, overlays) => {
        const { documents } = assemble({ protocols: [{ file: 'p', json: protocol() }, ...protocols], parts, overlays });
        if (overlays.length > 0) expect(documents).to.deep.equal([]);
      }),
      { numRuns: 50, ...(process.env['SEED'] === undefined ? {} : { seed: Number(process.env['SEED']) }) },
    );
  });
});

describe('a range of versions', () => {
  it('is one version or comparisons, and anything else is said to be none', () => {
    expect(['1.0.0', '1.9.12', '2.0.0', '0.9.9'].map((version) => isWithin(version, '>=1.0.0 <2.0.0'))).to.deep.equal([
      true,
      true,
      false,
      false,
    ]);
    expect([isWithin('1.0.0', '1.0.0'), isWithin('1.0.1', '1.0.0'), isWithin('1', '>=0.0.0')]).to.deep.equal([
      true,
      false,
      false,
    ]);
    expect([isWithin('1.2.3', '<=1.2.3'), isWithin('1.2.3', '>1.2.3'), isWithin('1.10.0', '>1.9.0')]).to.deep.equal([
      true,
      false,
      true,
    ]);
    for (const range of ['', '1.x', '^1.0.0', '>= 1.0.0', '1.0.0 || 2.0.0'])
      expect(rangeProblem(range), range).to.match(/write 1\.0\.0/);
    expect(rangeProblem('>=1.0.0 <2.0.0')).to.equal(null);
  });
  it('is not looked at where there is no overlay', () => {
    expect(layOverlays(new Map(), []).problems).to.deep.equal([]);
  });
});
