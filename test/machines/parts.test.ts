/** Items that protocols share, written once: the same document as the one written out, or a mistake with its place. */
import { expect } from 'chai';
import { compileProtocol } from '../../machines/index.ts';
import { type Json, originAt, protocol, whole, wrongWith } from '../support/assembling.ts';

/** The shipped protocol with its two identity items in a part. */
function inParts({ entry = {}, part = {}, times = {} }: { entry?: Json; part?: Json; times?: Json } = {}) {
  const document = protocol();
  const identity = document.steps.find(({ step }) => step === 'identity');
  const shared = identity?.items.filter(({ id }) => id === 'wristband' || id === 'statesName') ?? [];
  const { identityFor, ...otherTimes } = document.times;
  const steps = document.steps.map(({ step, items }) =>
    step === 'identity'
      ? { step, items: [{ use: 'twoIdentifiers', ...entry }, ...items.filter((item) => !shared.includes(item))] }
      : { step, items },
  );
  return {
    protocols: [{ file: 'p', json: { ...document, times: { ...otherTimes, ...times }, steps } }],
    parts: [
      {
        file: 'part',
        json: { format: 1, part: 'twoIdentifiers', step: 'identity', times: { identityFor }, items: shared, ...part },
      },
    ],
  };
}

describe('a protocol in parts', () => {
  it('is the same document, with the same digest, as the one written out', () => {
    const assembled = whole(inParts());
    const written = compileProtocol(protocol());
    if (!written.ok) throw new Error('it does not compile');
    expect(assembled.protocol.digestInput).to.equal(written.protocol.digestInput);
    expect(assembled.json).to.deep.equal(protocol());
    expect(originAt(assembled, 'steps.0.items.1.text')).to.equal('part items.1.text');
    expect(originAt(assembled, 'times.identityFor.is')).to.equal('part times.identityFor.is');
    expect(originAt(assembled, 'steps.0.items.2.text')).to.equal('p steps.0.items.1.text');
  });

  it('leaves items out, and takes small changes that say where they come from', () => {
    // One that nobody passes over stays, or the patient would be identified by too little.
    const items = inParts().parts[0]?.json.items.map(({ needs: _none, ...item }) => item) ?? [];
    const changed = whole(
      inParts({
        entry: {
          except: ['wristband'],
          with: {
            statesName: {
              stop: 'override',
              overriddenBy: ['chargeNurse'],
              source: 'A test',
              status: 'project default',
            },
          },
        },
        part: { items: [...items, { ...items.find(({ id }) => id === 'statesName'), id: 'statesAgain' }] },
      }),
    );
    const { item } = changed.protocol.items.get('statesName')!;
    expect(item).to.include({ stop: 'override', source: 'A test' });
    expect(changed.protocol.items.has('wristband')).to.equal(false);
  });

  const mistakes: readonly (readonly [string, Parameters<typeof inParts>[0], string])[] = [
    [
      'a part that is not there',
      { entry: { use: 'twoIdentifers' } },
      'p steps.0.items.0.use: there is no part called "twoIdentifers"; did you mean "twoIdentifiers"?',
    ],
    [
      'a part of another step',
      { part: { step: 'consent' } },
      'p steps.0.items.0.use: the part "twoIdentifiers" belongs in the step "consent", not in "identity"',
    ],
    [
      'an item left out that the part has not',
      { entry: { except: ['wristbnd'] } },
      'p steps.0.items.0.except.0: the part "twoIdentifiers" has no item called "wristbnd"; did you mean "wristband"?',
    ],
    [
      'a part of which nothing is left',
      { entry: { except: ['wristband', 'statesName'] } },
      'p steps.0.items.0.except: leaves no item of the part "twoIdentifiers"; remove the whole use',
    ],
    [
      'a rule changed without a source',
      { entry: { with: { wristband: { stop: 'warn' } } } },
      'p steps.0.items.0.with.wristband: changes stop; say its source and status too',
    ],
    [
      'a field that a use does not change',
      { entry: { with: { wristband: { answer: { timer: true } } } } },
      'p steps.0.items.0.with.wristband.answer: there is nothing called "answer" here; what there is: text, hint, stop, by, overriddenBy, validFor, needs, usedBy, appliesIf, source, status',
    ],
    [
      'one name for two lengths of time',
      { times: { identityFor: { is: '10 min', source: 'A test', status: 'project default' } } },
      'p times.identityFor: is 10 min here and 30 min in part, which is used here; give this one another name, or the same length',
    ],
    [
      'a part that uses a part',
      { part: { items: [{ use: 'twoIdentifiers' }] } },
      'part items.0.use: a part cannot use another part; name both in the step of the protocol',
    ],
    [
      'a time that no item of the part uses',
      {
        part: {
          times: {
            ...inParts().parts[0]?.json.times,
            restFor: { is: '5 min', source: 'A test', status: 'project default' },
          },
        },
      },
      'part times.restFor: no item here uses the time "restFor"; remove it, or use it',
    ],
    ['a part without its step', { part: { step: undefined } }, 'part step: is missing: say in which step it is used'],
  ];
  for (const [what, options, says] of mistakes)
    it(`with ${what} is refused with the place and what to do`, () => {
      expect(wrongWith(inParts(options))).to.include(says);
    });

  it('takes the same length said in another unit as the same', () => {
    const same = { identityFor: { is: '1800 s', source: 'A test', status: 'project default' } };
    expect(wrongWith(inParts({ times: same }))).to.deep.equal([]);
  });

  it('tells a mistake in a part once, in the part, however many protocols use it', () => {
    const one = inParts({
      part: { items: inParts().parts[0]?.json.items.map((item) => ({ ...item, validFor: 'identtyFor' })) },
    });
    const [first] = one.protocols;
    const both = { ...one, protocols: [first!, { file: 'q', json: { ...first?.json, id: 'other' } }] };
    const said = wrongWith(both).filter((text) => text.startsWith('part items.0.validFor'));
    expect(said).to.deep.equal(['part items.0.validFor: no time is called "identtyFor"']);
  });
});
