/** A preparation's log, read from the store and played again: it leads to the state that is kept beside it. */
import { expect } from 'chai';
import { canonical, replay } from '../../machines/index.ts';
import { createKeys } from '../../server/record/keys.ts';
import { fromRecord } from '../../server/record/record.ts';
import { openState } from '../../server/record/seal.ts';
import type { Ward } from './ward.ts';

/** Only the log and the keys are read: nothing this process remembers. */
export async function expectReplay(ward: Ward, preparation: string): Promise<void> {
  const keys = await createKeys({ master: ward.master, documents: ward.store }).of(preparation);
  const [first, ...rest] = (await ward.store.log(preparation)).map((record) => fromRecord(keys, record).event);
  const { start, order, patient, place } = first?.payload ?? {};
  const head = await ward.store.load(preparation);
  const protocol = (await ward.server.protocols.byDigest(head?.digest ?? ''))?.protocol;
  if (first === undefined || start === undefined || order === undefined || patient === undefined || place === undefined)
    throw new Error('the first record does not hold an opening');
  if (head === null || protocol === undefined) throw new Error('no head');
  const again = replay(protocol, { preparation, at: first.at, start, order, patient, place }, rest);
  expect(canonical(again)).to.equal(canonical(openState(keys, head.revision, head.state)));
}
