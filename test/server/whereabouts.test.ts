/** One patient of two procedures is in one place, and both preparations say so (I24): on both stores. */
import { expect } from 'chai';
import { v7 } from 'uuid';
import type { BoardRow, Command, Patient, Verdict } from '../../machines/index.ts';
import type { Change } from '../../server/preparations/service.ts';
import { type RedisServer, startRedisServer } from '../support/redis-server.ts';
import { shippedDocument } from '../support/protocol.ts';
import { startWard, TestClock, type Ward } from '../support/ward.ts';

const roe: Patient = {
  familyName: 'Roe',
  givenName: 'Martin',
  birthDate: '1963-03-21',
  sex: 'M',
  number: '9990012345',
};
const unknown: Patient = { ...roe, familyName: 'Unknown', givenName: 'Male', number: 'TMP-7' };

/** A tray is looked at, and the patient goes; or, in `bed`, stays where they are. */
function short(id: string, title: string, place: 'mri' | 'ct' | 'bed'): unknown {
  const document = shippedDocument();
  const needed = ['lookAgain', 'unownedFor', 'offerFor', 'acknowledgeWithin'];
  const tray = {
    id: 'tray',
    kind: 'attested',
    text: 'The tray is here',
    stop: 'hard',
    by: ['technician', 'nurse'],
    answer: { choices: [{ value: 'here', label: 'HERE', satisfies: true }] },
    source: 'A test',
    status: 'project default',
  };
  const goes = place === 'bed' ? {} : { transfer: true };
  return {
    ...document,
    id,
    title,
    ...(place === 'bed' ? {} : { department: place }),
    handover: { ...document.handover, receivedBy: ['nurse'], ...goes },
    times: Object.fromEntries(Object.entries(document.times).filter(([name]) => needed.includes(name))),
    steps: [{ step: 'equipment', items: [tray] }],
  };
}
const importer = { person: 'import', role: 'system', grant: 'system-import', device: 'system-import' } as const;
const nurse = { person: 'b-nunez', role: 'nurse', grant: 'grant-nunez', device: 'tablet-8' } as const;

for (const kind of ['embedded', 'redis'] as const) {
  describe(`a patient of two procedures, on the ${kind} store`, () => {
    let redis: RedisServer | null = null;
    let ward: Ward;
    /** What happens between two looks at the store: nobody is found who could be told. */
    let unseen = false;
    beforeEach(async () => {
      unseen = false;
      redis = kind === 'redis' ? await startRedisServer() : null;
      ward = await startWard({
        protocols: [
          short('head', 'MRI of the head', 'mri'),
          short('chest', 'CT of the chest', 'ct'),
          short('drip', 'Drip', 'bed'),
        ],
        clock: new TestClock(null),
        wrap: (store) => ({ ...store, ward: async (id) => (unseen ? [] : store.ward(id)) }),
        ...(redis === null ? {} : { redis: redis.url }),
      });
    });
    afterEach(async () => {
      await ward?.end();
      await redis?.end();
    });

    const open = async (protocol: string, patient = roe, bed = '2'): Promise<string> =>
      ward.open({ patient, place: { ward: 'w4B', bed } }, protocol);
    const apply = async (...changes: readonly Change[]): Promise<void> => {
      const outcome = await ward.desk.apply(changes, importer);
      if (outcome.kind !== 'applied') throw new Error(outcome.says);
    };
    const told = (preparation: string, command: Command): Change => ({ kind: 'command', preparation, command });
    async function does(preparation: string, event: string, more = {}): Promise<Verdict> {
      const known = await ward.desk.knowledge.newest(preparation);
      if (known === null) throw new Error(`no ${preparation}`);
      const { revision, hash: head, digest } = known.head;
      const now = ward.clock.now();
      const times = { wallTime: now, lastSync: now, elapsed: 0 };
      const from = { grant: nurse.grant, device: { id: nurse.device, seq: 1 }, digest, base: { revision, head } };
      const reply = await ward.desk.submit(
        { format: 1, id: v7(), preparation, event, reason: 'x', previous: null, ...from, ...times, ...more },
        nurse,
        () => ({ ok: true }),
      );
      if (!reply.ok) throw new Error(reply.problem.detail);
      return reply.value;
    }
    const says = async (preparation: string, event: string, more = {}): Promise<string> => {
      const verdict = await does(preparation, event, more);
      return 'refusal' in verdict ? verdict.refusal.says : verdict.kind;
    };
    const row = async (preparation: string): Promise<BoardRow> => {
      const found = await ward.desk.row(preparation);
      if (found === null) throw new Error(`no ${preparation}`);
      return found;
    };
    /** All done, and the patient is there. */
    async function ready(preparation: string): Promise<string> {
      await does(preparation, 'patient.arrived');
      await does(preparation, 'responsibility.taken');
      await does(preparation, 'item.tray.attested', { value: 'here' });
      await does(preparation, 'step.equipment.completed');
      expect((await row(preparation)).status.kind).to.equal('ready');
      return preparation;
    }
    const isAway = 'The patient is away for another procedure.';

    it('goes for one of them only, and the other says where they are, until they are back', async () => {
      const [head, chest, drip] = [
        await ready(await open('head')),
        await ready(await open('chest')),
        await ready(await open('drip')),
      ];
      const other = await open('drip', { ...roe, number: '9990054321' }, '3');
      expect(await says(head, 'patient.left')).to.equal('accepted');
      for (const one of [chest, drip]) {
        const { elsewhere, status } = await row(one);
        expect(elsewhere).to.deep.include({ procedure: 'MRI of the head', handedOver: false });
        expect(status.kind).to.equal('inProgress');
      }
      expect(await row(other)).to.not.have.property('elsewhere');
      expect(await says(chest, 'patient.left')).to.equal(isAway);
      expect(await says(chest, 'patient.leftUnready')).to.equal(isAway);
      expect(await says(drip, 'handover.accepted')).to.equal(isAway);
      expect(await says(drip, 'patient.back')).to.equal(
        'The patient left for another procedure. Say there that they are back.',
      );
      expect((await ward.desk.history(drip)).at(-1)).to.include({
        type: 'patient.leftForOther',
        person: 'b-nunez',
        note: 'MRI of the head',
      });
      await does(head, 'patient.returned');
      for (const one of [chest, drip]) expect(await row(one)).to.not.have.property('elsewhere');
      expect(await says(drip, 'handover.accepted')).to.equal('accepted');
      expect(await says(chest, 'patient.left')).to.equal('accepted');
    });

    it('who was handed over is back when somebody says so, and the others hear it', async () => {
      const [head, chest, drip] = [
        await ready(await open('head')),
        await ready(await open('chest')),
        await ready(await open('drip')),
      ];
      for (const event of ['patient.left', 'patient.received', 'handover.accepted']) await does(head, event);
      expect((await row(drip)).elsewhere).to.deep.include({ procedure: 'MRI of the head', handedOver: true });
      expect(await says(chest, 'patient.left')).to.equal(isAway);
      expect(await says(chest, 'patient.back')).to.equal('accepted');
      for (const one of [chest, drip]) expect(await row(one)).to.not.have.property('elsewhere');
      expect(await says(chest, 'patient.left')).to.equal('accepted');
    });

    it('never goes for both, whoever taps first', async () => {
      for (let round = 0; round < 8; round += 1) {
        const patient = { ...roe, number: `99900${round}` };
        const both = [await ready(await open('head', patient)), await ready(await open('chest', patient))];
        const verdicts = await Promise.all(both.map((one) => says(one, 'patient.left')));
        expect(verdicts.sort(), `round ${round}`).to.deep.equal([isAway, 'accepted']);
        const rows = await Promise.all(both.map(row));
        expect(rows.filter(({ transfer }) => transfer === 'left')).to.have.length(1);
        expect(rows.filter(({ elsewhere }) => elsewhere !== undefined)).to.have.length(1);
      }
    });

    it('is held by the store where the other one was not told, having been opened in the same moment', async () => {
      const head = await ready(await open('head'));
      const [chest, drip] = [await ready(await open('chest')), await ready(await open('drip'))];
      unseen = true;
      await does(head, 'patient.left');
      for (const one of [chest, drip]) expect(await row(one)).to.not.have.property('elsewhere');
      const elsewhere = 'The patient is away for another procedure. Say there when they are back.';
      expect(await says(chest, 'patient.left')).to.equal(elsewhere);
      expect(await says(drip, 'handover.accepted')).to.equal(elsewhere);
      // An emergency passes as soon as whoever has the patient is found.
      await does(chest, 'emergency.declared');
      unseen = false;
      expect(await says(chest, 'patient.left')).to.equal('accepted');
      expect((await row(head)).elsewhere).to.include({ procedure: 'CT of the chest' });
    });

    it('is away from a preparation that is opened while they are', async () => {
      const head = await ready(await open('head'));
      await does(head, 'patient.left');
      const drip = await open('drip');
      expect((await row(drip)).elsewhere).to.include({ procedure: 'MRI of the head' });
      await does(drip, 'patient.arrived');
      expect((await row(drip)).elsewhere, 'said where they are, not here').to.include({ handedOver: false });
    });

    it('goes in an emergency, and whoever said they had them is told', async () => {
      const [head, chest] = [await ready(await open('head')), await ready(await open('chest'))];
      await does(head, 'patient.left');
      await does(chest, 'emergency.declared');
      expect(await says(chest, 'patient.left')).to.equal('accepted');
      expect(await row(chest))
        .to.include({ transfer: 'left' })
        .and.not.have.property('elsewhere');
      expect((await row(head)).elsewhere).to.include({ procedure: 'CT of the chest' });
      expect(await row(head)).to.not.have.property('transfer');
      expect(await says(head, 'patient.received')).to.not.equal('accepted');
      // Handed over where they lie, they are not on the way either.
      const [neck, drip] = [await ready(await open('head', unknown)), await ready(await open('drip', unknown))];
      await does(neck, 'patient.left');
      await does(drip, 'emergency.declared');
      expect(await says(drip, 'handover.acceptedInEmergency')).to.equal('accepted');
      expect((await row(neck)).elsewhere).to.include({ procedure: 'Drip', handedOver: true });
    });

    it('unknown at first is one patient with whoever they turn out to be', async () => {
      const [head, drip] = [await ready(await open('head', unknown)), await ready(await open('drip'))];
      await does(head, 'patient.left');
      expect(await row(drip)).to.not.have.property('elsewhere');
      await apply(told(head, { event: 'patient.merged', reason: 'Named', patient: roe }));
      expect((await row(drip)).elsewhere).to.include({ procedure: 'MRI of the head' });
      expect(await says(drip, 'handover.accepted')).to.equal(isAway);
      // The other way about: whoever is named after somebody who is away cannot be here as well.
      const chest = await open('chest', { ...unknown, number: 'TMP-8' });
      await apply(told(chest, { event: 'patient.merged', reason: 'Named', patient: roe }));
      expect((await row(chest)).elsewhere).to.include({ procedure: 'MRI of the head' });
    });

    it('is known to the store by a word that is nobody’s number', async () => {
      const head = await ready(await open('head'));
      await does(head, 'patient.left');
      const [claim] = await ward.store.claims('away:');
      expect(claim).to.include({ holder: head });
      expect(claim?.key).to.not.contain(roe.number);
      await does(head, 'patient.returned');
      expect(await ward.store.claims('away:')).to.deep.equal([]);
      await does(head, 'patient.left');
      await ward.desk.apply([told(head, { event: 'preparation.cancelled', reason: 'x' })], importer);
      expect(await ward.store.claims('away:')).to.deep.equal([]);
    });
  });
}
