/** What a document may say of a thing whose time runs out, and of a choice that the order allows. */
import { expect } from 'chai';
import { compileProtocol } from '../../../machines/index.ts';
import { shippedDocument } from '../../support/protocol.ts';

type Loose = Record<string, unknown>;

/** Every error of the transfusion document after a change to one item: when the unit left storage, if not another. */
function errorsAfter(change: (item: Loose) => void, id = 'leftStorage'): string {
  const document = structuredClone(shippedDocument('transfusion'));
  const item = document.steps.flatMap(({ items }) => items).find((one) => one.id === id);
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

  it('is what the words for it are about', () => {
    expect(
      errorsAfter((item) => {
        delete item['ifLapsed'];
      }),
    ).to.equal(
      'kind: what to do once it lapsed (lapsed) is said of the stop that its lapse raises; name that stop (ifLapsed)',
    );
  });

  it('does not take back that it lapsed', () => {
    expect(errorsAfter((item) => (item['voidedBy'] = ['kit.changed', 'equipment.faulted']))).to.equal(
      'kind: the stop it raises when it lapses would take back that it lapsed; leave that stop out of voidedBy',
    );
  });
});

describe('a choice that the order allows', () => {
  it('is made again when the order changes, or it would outlive what allowed it', () => {
    expect(errorsAfter((item) => (item['voidedBy'] = ['kit.changed']), 'rhd')).to.equal(
      'kind: a choice that depends on the order (notIf, onlyIf) is made again when that changes: order.changed in voidedBy',
    );
  });
});
