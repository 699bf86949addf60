/** What a document may say of a thing whose time runs out: the stop it raises exists, and does not undo itself. */
import { expect } from 'chai';
import { compileProtocol } from '../../../machines/index.ts';
import { shippedDocument } from '../../support/protocol.ts';

type Loose = Record<string, unknown>;

/** Every error of the transfusion document after a change to when the unit left storage. */
function errorsAfter(change: (item: Loose) => void): string {
  const document = structuredClone(shippedDocument('transfusion'));
  const item = document.steps.flatMap(({ items }) => items).find(({ id }) => id === 'leftStorage');
  change(item as unknown as Loose);
  const compiled = compileProtocol(document);
  return compiled.ok ? '' : compiled.errors.map(({ path, says }) => `${path.at(-1)}: ${says}`).join('\n');
}

describe('a stop raised by a lapse', () => {
  it('is one there is', () => {
    expect(errorsAfter(() => undefined)).to.equal('');
    expect(errorsAfter((item) => (item['ifLapsed'] = 'equipment.faultd'))).to.equal(
      'ifLapsed: no stop is called "equipment.faultd"; did you mean "equipment.faulted"?',
    );
  });

  it('is of something that lapses', () => {
    expect(
      errorsAfter((item) => {
        delete item['validFor'];
      }),
    ).to.include('kind: only what lapses raises a stop when it does (ifLapsed)');
  });

  it('does not take back that it lapsed', () => {
    expect(errorsAfter((item) => (item['voidedBy'] = ['kit.changed', 'equipment.faulted']))).to.equal(
      'kind: the stop it raises when it lapses would take back that it lapsed; leave that stop out of voidedBy',
    );
  });
});
