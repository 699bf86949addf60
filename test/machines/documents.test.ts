/** A wrong protocol document says what is wrong, where, and what to do; nothing of it is used. */
import { expect } from 'chai';
import { compileProtocol } from '../../machines/index.ts';
import { shippedDocument } from '../support/protocol.ts';

type Loose = {
  steps: { step: string; items: Record<string, unknown>[] }[];
  times: Record<string, { is: string; source: string; status: string }>;
} & Record<string, unknown>;

/** Every error of the shipped document after a change, as `path: sentence`. */
function errorsAfter(change: (document: Loose) => void): readonly string[] {
  const document = structuredClone(shippedDocument()) as unknown as Loose;
  change(document);
  const compiled = compileProtocol(document);
  return compiled.ok ? [] : compiled.errors.map(({ path, says }) => `${path.join('.')}: ${says}`);
}
const item = (document: Loose, id: string): Record<string, unknown> => {
  const found = document.steps.flatMap(({ items }) => items).find((one) => one['id'] === id);
  if (found === undefined) throw new Error(`no item ${id}`);
  return found;
};

describe('a protocol document', () => {
  it('compiles as it is shipped', () => {
    expect(errorsAfter(() => undefined)).to.deep.equal([]);
  });

  const wrong: readonly (readonly [string, (document: Loose) => void, RegExp])[] = [
    [
      'an unknown step',
      (d) => (d.steps[0] = { ...d.steps[0]!, step: 'identty' } as never),
      /steps\.0\.step: there is no step called "identty"; did you mean "identity"\?/,
    ],
    [
      'a step twice',
      (d) => d.steps.push({ ...d.steps[4]!, items: [] }),
      /steps\.5\.step: the step "hygiene" is here twice/,
    ],
    [
      'an unknown unit of time',
      (d) => (d.times['identityFor']!.is = '30 mins'),
      /times\.identityFor\.is: "mins" is not a unit of time; use s, min, h, d/,
    ],
    [
      'an unknown unit',
      (d) => (item(d, 'tubeCount')['answer'] = { unit: 'tubes', min: 1, max: 2, decimals: 0 }),
      /answer\.unit: "tubes" is not a unit/,
    ],
    [
      'a circular need',
      (d) => (item(d, 'wristband')['needs'] = ['allergies']),
      /needs: these items need one another in a circle: wristband needs allergies needs statesName needs wristband/,
    ],
    [
      'a misspelt delay',
      (d) => (item(d, 'wristband')['validFor'] = 'identityFro'),
      /steps\.0\.items\.0\.validFor: no time is called "identityFro"; did you mean "identityFor"\?/,
    ],
    ['a missing time', (d) => delete d.times['lookAgain'], /times: the time "lookAgain" is missing/],
    [
      'a time nothing uses',
      (d) => (d.times['spare'] = { is: '1 s', source: 'x', status: 'sourced' }),
      /times\.spare: nothing uses the time "spare"/,
    ],
    [
      'an unknown need',
      (d) => (item(d, 'siteCleaned')['needs'] = ['hnads']),
      /needs\.0: nothing is called "hnads"; did you mean "hands"\?/,
    ],
    [
      'an unknown event',
      (d) => (item(d, 'arm')['voidedBy'] = ['identity.mismatchd']),
      /voidedBy\.0: no event is called "identity\.mismatchd"; did you mean "identity\.mismatched"\?/,
    ],
    ['the same id twice', (d) => (item(d, 'arm')['id'] = 'hands'), /two items are called "hands"/],
    [
      'the name of a part of the step',
      (d) => (item(d, 'arm')['id'] = 'field'),
      /"field" is the name of a part of the step/,
    ],
    [
      'a hard item that somebody may override',
      (d) => (item(d, 'hands')['overriddenBy'] = ['nurse']),
      /nobody overrides a hard item/,
    ],
    [
      'a sensed item without a scan',
      (d) => (item(d, 'wristband')['answer'] = { timer: true }),
      /a sensed item is answered by a scan/,
    ],
    [
      'a second person with no time to answer in',
      (d) => delete item(d, 'arm')['verifyWithin'],
      /say within what time the second person answers/,
    ],
    ['an unknown key', (d) => (item(d, 'arm')['colour'] = 'red'), /Unrecognized key|colour/],
    ['another format', (d) => (d['format'] = 2), /format/],
  ];
  for (const [name, change, says] of wrong) {
    it(`says so about ${name}`, () => expect(errorsAfter(change).join('\n')).to.match(says));
  }

  it('reports everything that is wrong at once', () => {
    const errors = errorsAfter((d) => {
      item(d, 'wristband')['validFor'] = 'nothing1';
      item(d, 'arm')['verifyWithin'] = 'nothing2';
    });
    expect(errors.filter((says) => says.includes('no time is called'))).to.have.length(2);
  });

  it('is data and not a program: null, a list, a string and a prototype are refused', () => {
    for (const bad of [null, [], 'x', 42, JSON.parse('{"__proto__": {"format": 1}}') as unknown])
      expect(compileProtocol(bad).ok).to.equal(false);
  });
});
