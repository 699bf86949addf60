/** The patient moves between the question whether somebody may and the commit: it is asked again of where they are then. */
import { expect } from 'chai';
import type { Reply, Verdict } from '../../machines/index.ts';
import { importer, startWard, type Ward } from '../support/ward.ts';
import { startWeb, type Web } from '../support/web.ts';

const tap = 'patient.arrived';

/** Runs `meanwhile` once, after the next command was decided and before it is committed. */
class Meanwhile {
  #next: (() => Promise<void>) | null = null;
  set(meanwhile: () => Promise<void>): void {
    this.#next = meanwhile;
  }
  readonly wrap = (store: Ward['store']): Ward['store'] => ({
    ...store,
    commit: async (commits) => {
      const meanwhile = this.#next;
      this.#next = null;
      await meanwhile?.();
      return store.commit(commits);
    },
  });
}

const move = async (desk: Ward['desk'], preparation: string, place: { ward: string; bed: string }): Promise<void> => {
  const outcome = await desk.apply(
    [{ kind: 'command', preparation, command: { event: 'place.moved', place } }],
    importer,
  );
  if (outcome.kind !== 'applied') throw new Error(outcome.says);
};

describe('a command whose patient moves before it is committed', () => {
  const meanwhile = new Meanwhile();
  let ward: Ward;
  let web: Web;
  before(async () => {
    ward = await startWard({ wrap: meanwhile.wrap });
    web = await startWeb({ wrap: meanwhile.wrap });
  });
  after(async () => {
    await ward.end();
    await web.end();
  });

  it('is accepted when they are still on one of its author’s wards', async () => {
    const preparation = await ward.open();
    const osei = await ward.tablet('a-osei');
    meanwhile.set(() => move(ward.desk, preparation, { ward: 'w4B', bed: '4' }));
    expect(await osei.tap(preparation, tap)).to.have.property('kind', 'accepted');
    const types = (await ward.desk.history(preparation)).map(({ type }) => type);
    expect(types.indexOf('place.moved'), 'decided again on top of the move').to.be.within(1, types.indexOf(tap) - 1);
  });

  it('is not, and leaves nothing behind, when they are on another’s: over the socket', async () => {
    const preparation = await ward.open();
    const osei = await ward.tablet('a-osei');
    const message = await osei.message(preparation, tap);
    meanwhile.set(() => move(ward.desk, preparation, { ward: 'w5A', bed: '1' }));
    const reply: Reply<Verdict> = await osei.send(message);
    expect(reply).to.have.nested.property('problem.type', '/problems/other-ward');
    expect((await ward.desk.history(preparation)).map(({ type }) => type)).not.to.include(tap);
    expect(await ward.store.verdict(preparation, message.id)).to.equal(null);
  });

  it('is not, when they are on another’s: over HTTP', async () => {
    const desk = web.server.preparations;
    const opened = await web.signedIn('BADGE-ITO');
    const { body } = await opened.post<{ preparation: string }>('/preparations', {
      ward: 'w4B',
      bed: '3',
      protocol: 'venepuncture',
      start: web.clock.now() + 7_200_000,
      patient: {
        familyName: 'Quillfeather',
        givenName: 'Mary',
        birthDate: '1959-03-12',
        sex: 'F',
        number: '9990012345',
      },
      order: { number: 'ORD-MOVED', facts: { fasting: 'none', armRestriction: 'none' } },
    });
    const osei = await web.signedIn('BADGE-OSEI');
    const message = await osei.message(body.preparation, tap);
    meanwhile.set(() => move(desk, body.preparation, { ward: 'w5A', bed: '1' }));
    const answer = await osei.post<{ type: string }>(`/preparations/${body.preparation}/commands`, message);
    expect([answer.status, answer.body.type]).to.deep.equal([403, '/problems/other-ward']);
    expect((await desk.history(body.preparation)).map(({ type }) => type)).not.to.include(tap);
  });
});
