/** Unequal data have unequal texts: whatever two states differ in, an explorer sees. */
import { expect } from 'chai';
import { eventLabel, stateText, valueText } from './state-text.ts';

describe('the text of a value', () => {
  it('tells apart what JSON makes the same', () => {
    const different = [
      ...[undefined, null, NaN, Infinity, 0, -0, 0n, '0', 'null', false, '', [], {}, [undefined], [null]],
      ...[{ a: undefined }, { a: null }, new Set(), new Map(), new Set([1]), new Set(['1']), new Set([[1]])],
      ...[
        new Map([[1, 2]]),
        new Map([[2, 1]]),
        new Map([['1', 2]]),
        new Date(0),
        new Date(1),
        new Date(NaN),
        '1970-01-01',
      ],
      ...[[1, 2], [[1], 2], [[1, 2]], { a: [1], b: 2 }, { a: { b: 1 } }, { 'a":1,"b': 1 }],
    ];
    const texts = different.map((value) => valueText(value));
    expect(new Set(texts).size).to.equal(different.length);
  });

  it('is the same for the same data in another order', () => {
    expect(valueText({ a: 1, b: 2 })).to.equal(valueText({ b: 2, a: 1 }));
    expect(valueText(new Set(['x', 'y']))).to.equal(valueText(new Set(['y', 'x'])));
    expect(
      valueText(
        new Map([
          ['x', 1],
          ['y', 2],
        ]),
      ),
    ).to.equal(
      valueText(
        new Map([
          ['y', 2],
          ['x', 1],
        ]),
      ),
    );
    expect(valueText([1, 2])).not.to.equal(valueText([2, 1]));
  });

  it('is refused for what cannot be told apart by looking', () => {
    class Opaque {
      readonly #secret = 1;
      reveal = (): number => this.#secret;
    }
    const ring: unknown[] = [];
    ring.push(ring);
    for (const value of [() => 1, Symbol('s'), new Opaque(), /x/, new WeakMap(), { deep: [() => 1] }, ring])
      expect(() => valueText(value)).to.throw(TypeError);
  });
});

describe('the text of a state', () => {
  const state = { status: 'active', value: 'a', context: {}, historyValue: {} };
  it('says what is remembered, and whether it is over', () => {
    const others = [
      { ...state, status: 'done' },
      { ...state, value: { a: 'b' } },
      { ...state, context: { n: 0 } },
      { ...state, historyValue: { h: ['x'] } },
      { ...state, historyValue: { h: ['x', 'y'] } },
    ];
    expect(new Set([state, ...others].map(stateText)).size).to.equal(6);
    expect(stateText({ ...state, historyValue: { h: ['y', 'x'] } })).to.equal(
      stateText({ ...state, historyValue: { h: ['x', 'y'] } }),
    );
  });

  it('stands beside the label of an event, which says its payload', () => {
    expect(eventLabel({ type: 'scan' })).to.equal('scan');
    expect(eventLabel({ type: 'scan', ...{ by: 'amy' } })).to.equal('scan{"by":"amy"}');
  });
});
