/** A preparation goes on by the version of its protocol that it began with, whatever is in use since (I39). */
import { expect } from 'chai';
import { compileProtocol, type Checklist } from '../../machines/index.ts';
import { shippedDocument } from '../support/protocol.ts';
import { startWard, type Ward } from '../support/ward.ts';

const older = shippedDocument();
/** The next version: another word in it, and an item that is not asked any more. */
const newer = {
  ...older,
  version: '1.1.0',
  steps: older.steps.map(({ step, items }) => ({
    step,
    items: items
      .filter(({ id }) => id !== 'faints')
      .map((item) => (item.id === 'tubes' ? { ...item, text: 'Tubes, as the new list has them' } : item)),
  })),
};

describe('a preparation that has begun', () => {
  let ward: Ward;
  before(async () => (ward = await startWard({ protocols: [older] })));
  after(() => ward.end());

  const shown = async (preparation: string): Promise<Checklist> => {
    const found = await ward.desk.checklist(preparation, (await ward.tablet('a-osei')).actor);
    if (found === null) throw new Error('it was opened');
    return found;
  };
  const itemsOf = ({ steps }: Checklist) =>
    new Map(steps.flatMap(({ items }) => items.map(({ id, text }) => [id, text])));

  it('stays on the version it began with, also when the server has been started with a newer one', async () => {
    const began = await ward.open();
    const { digest } = await shown(began);
    const asked = itemsOf(await shown(began));
    expect([asked.has('faints'), asked.get('tubes')]).to.deep.equal([true, 'Tubes and needle in date, packs unopened']);

    for (const restarted of [false, true]) {
      if (restarted) {
        const { directory, master } = ward;
        await ward.stop();
        ward = await startWard({ directory, master, clock: ward.clock, protocols: [newer] });
      } else await ward.server.protocols.add(newer);
      const now = await shown(began);
      expect(now.digest, `restarted: ${restarted}`).to.equal(digest);
      expect([...itemsOf(now)]).to.deep.equal([...asked]);
      // What it asks is what counts, and a later one begins on what is in use.
      const later = await shown(await ward.open());
      expect(later.digest).to.not.equal(digest);
      expect([itemsOf(later).has('faints'), itemsOf(later).get('tubes')]).to.deep.equal([
        false,
        'Tubes, as the new list has them',
      ]);
      expect(
        await (await ward.tablet('a-osei')).tap(began, restarted ? 'responsibility.taken' : 'patient.arrived'),
      ).to.have.property('kind', 'accepted');
    }
  });

  it('is pinned to the same digest whether the server compiled its document or whoever read it had', async () => {
    const compiled = compileProtocol(newer);
    if (!compiled.ok) throw new Error('it does not compile');
    const used = await ward.server.protocols.use(compiled.protocol);
    expect(used.digest).to.equal((await ward.server.protocols.add(newer)).digest);
    expect(await ward.store.document(`protocol:${used.digest}`)).to.equal(compiled.protocol.digestInput);
    expect(ward.server.protocols.current(newer.id)?.digest).to.equal(used.digest);
  });
});
