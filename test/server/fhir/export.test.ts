/** A preparation on its way out as FHIR: its status at every stage, who did what, and nothing told before its time. */
import { expect } from 'chai';
import type { Bundle, Consent, Procedure, Provenance, QuestionnaireResponse, Resource, Task } from '@medplum/fhirtypes';
import { exportPreparation } from '../../../server/interop/export.ts';
import { emptyFhirMap } from '../../../server/interop/fhir-map.ts';
import type { Actor, CommandMessage } from '../../../machines/index.ts';
import { happyPath } from '../../support/happy-path.ts';
import { startFhirWeb } from '../../support/fhir.ts';
import { invalid } from '../../support/fhir-validator.ts';
import { minute } from '../../support/ward.ts';
import type { Browser, Web } from '../../support/web.ts';

const second = 1_000;

describe('a preparation as FHIR', () => {
  let web: Web;
  let osei: Browser;
  let ito: Browser;
  let orders = 0;
  beforeEach(async () => {
    web = await startFhirWeb();
    [osei, ito] = [await web.signedIn('BADGE-OSEI'), await web.signedIn('BADGE-ITO')];
  });
  afterEach(() => web.end());

  const opened = async (
    facts: Readonly<Record<string, string>> = { armRestriction: 'none', fasting: 'notRequired' },
  ) => {
    const { body, text } = await ito.post<{ preparation: string }>('/preparations', {
      ward: 'w4B',
      bed: '3',
      protocol: 'venepuncture',
      start: web.clock.now() + 60 * minute,
      patient: { familyName: 'Roe', givenName: 'Mary', birthDate: '1959-03-12', sex: 'F', number: '9990012345' },
      order: { number: `ORD-${(orders += 1)}`, facts },
    });
    expect(body.preparation, text).to.be.a('string');
    return body.preparation;
  };
  const does = async (
    preparation: string,
    event: string,
    more: Partial<CommandMessage> = {},
    who = osei,
    wait = second,
  ) => {
    web.clock.advance(wait);
    const { body, text } = await who.tap(preparation, event, more);
    expect(body.kind, `${event}: ${text}`).to.equal('accepted');
  };
  /** The happy path up to and including this event. */
  const prepared = async (preparation: string, through: string) => {
    for (const { wait, command } of happyPath) {
      const { event, ...more } = command;
      await does(preparation, event, more, osei, wait);
      if (event === through) return;
    }
    throw new Error(`${through} is not on the happy path`);
  };
  /** The bundle, valid by both validators, with every reference leading to an entry. */
  const out = async (preparation: string): Promise<Out> => {
    const { status, body, text } = await ito.get<Bundle>(`/preparations/${preparation}/fhir`);
    expect(status, text).to.equal(200);
    expect(invalid(body)).to.deep.equal([]);
    const urls = new Set((body.entry ?? []).map(({ fullUrl }) => fullUrl));
    expect(urls.size).to.equal(body.entry?.length);
    for (const [, to] of text.matchAll(/"reference":"([^"]+)"/g)) expect(urls, to).to.include(to);
    return new Out(
      (body.entry ?? []).flatMap(({ resource }) => resource ?? []),
      text,
    );
  };

  it('has a status of the R4 value sets at every stage, as the mapping says', async () => {
    const one = await opened();
    const at = async (): Promise<string> => (await out(one)).status();
    expect(await at()).to.equal('preparation requested planned');
    await does(one, 'patient.arrived');
    await does(one, 'responsibility.taken');
    expect(await at()).to.equal('preparation accepted assigned');
    await does(one, 'item.wristband.sensed', { value: '9990012345' });
    expect(await at()).to.equal('preparation in-progress preparing');
    await does(one, 'flow.held', { reason: 'Waiting for the form', lookAgainAt: web.clock.now() + 10 * minute });
    const held = await out(one);
    expect(held.status()).to.equal('on-hold on-hold held');
    expect(held.root().statusReason?.text).to.equal('Waiting for the form');
    expect(held.item('statesName').status).to.equal('on-hold');
    expect(held.item('wristband').status).to.equal('completed');
    await does(one, 'flow.resumed');
    await does(one, 'emergency.declared');
    const emergency = await out(one);
    expect(emergency.status()).to.equal('preparation in-progress emergency');
    expect(emergency.root().priority).to.equal('stat');
    expect(emergency.item('wristband').status).to.equal('completed');
    expect(emergency.item('statesName').status).to.equal('on-hold');
    await does(one, 'emergency.stoodDown', { reason: 'False alarm' }, ito);
    await does(one, 'consent.withdrawn');
    expect(await at()).to.equal('preparation in-progress stopped');
    await does(one, 'preparation.cancelled', { reason: 'Patient went home' }, ito);
    const cancelled = await out(one);
    expect(cancelled.status()).to.equal('not-done cancelled notDone');
    expect(
      cancelled.tasks.filter(({ status }) => !['cancelled', 'completed', 'failed'].includes(status)),
    ).to.have.length(0);
    expect(cancelled.answers().status).to.equal('stopped');
  });

  it('is ready, then handed over: completed as a task, and the procedure itself still not begun', async () => {
    const one = await opened();
    await prepared(one, 'step.hygiene.completed');
    const ready = await out(one);
    expect(ready.status()).to.equal('preparation in-progress ready');
    await does(one, 'handover.accepted', {}, ito);
    const over = await out(one);
    expect(over.status()).to.equal('preparation completed handedOver');
    expect(over.answers().status).to.equal('completed');
    // What was done is still said item by item, though the chart has left its items.
    expect(over.item('wristband').status).to.equal('completed');
    expect(over.item('lastMeal')).to.deep.include({ status: 'cancelled' });
    expect(over.item('lastMeal').statusReason?.text).to.equal('None of the tests ordered needs fasting');
    expect(over.tasks.find(({ code }) => code?.coding?.[0]?.code === 'hygiene')?.status).to.equal('completed');
    const answers = new Map(
      over
        .answers()
        .item?.flatMap(({ item }) => item ?? [])
        .map(({ linkId, answer }) => [linkId, answer?.[0]]),
    );
    expect(answers.get('tubeCount')?.valueQuantity?.value).to.equal(3);
    expect(answers.get('statesName')?.valueCoding?.code).to.equal('both');
    expect(answers.get('wristband')?.valueString).to.equal('9990012345');
    // The same record gives the same bytes.
    expect((await out(one)).text).to.equal(over.text);
  });

  it('never claims done what was overridden, and says who wrote, who did and who verified', async () => {
    const one = await opened({ armRestriction: 'left', fasting: 'notRequired' });
    await prepared(one, 'step.identity.completed');
    await does(one, 'item.explained.overridden', { reason: 'Documented elsewhere', note: 'Explained in clinic' }, ito);
    await does(one, 'item.wristband.corrected', { reason: 'Wrong band' });
    const said = await out(one);
    expect(said.item('explained')).to.deep.include({ status: 'cancelled' });
    expect(said.item('explained').businessStatus?.coding?.[0]?.code).to.equal('overridden');
    expect(said.item('explained').statusReason?.text).to.equal('Documented elsewhere. Explained in clinic');
    expect(said.agents('item.explained.overridden')).to.deep.equal(['author c-ito']);
    expect(said.agents('item.wristband.corrected')).to.deep.equal(['author a-osei']);
    expect(said.agents('item.wristband.sensed')).to.deep.equal(['performer a-osei']);
    expect(said.agents('preparation.opened')).to.deep.equal(['author c-ito']);
    const wrong = said
      .all<Provenance>('Provenance')
      .find(({ activity }) => activity?.coding?.[0]?.code === 'item.wristband.corrected');
    expect(wrong?.reason?.[0]?.text).to.equal('Wrong band');
    // Every act of a person has one, pointing at the record it was read from.
    const { body } = await ito.get<{ entries: readonly { person: string | null }[] }>(`/preparations/${one}/history`);
    expect(said.all('Provenance')).to.have.length(body.entries.filter(({ person }) => person !== null).length);
  });

  it('says nothing of a first answer until the blind second one is in', async () => {
    const one = await opened({ armRestriction: 'left', fasting: 'notRequired' });
    await prepared(one, 'step.equipment.completed');
    expect((await out(one)).text).not.to.match(/RIGHT/);
    await does(one, 'item.arm.attested', { value: 'right' });
    const first = await out(one);
    expect(first.item('arm').businessStatus?.coding?.[0]?.code).to.equal('awaiting');
    expect(first.text).not.to.match(/RIGHT|"right"/);
    // Not through an emergency that passes it by, nor after it either.
    await does(one, 'emergency.declared');
    expect((await out(one)).text).not.to.match(/RIGHT|"right"/);
    await does(one, 'emergency.stoodDown', { reason: 'False alarm' }, ito);
    await does(one, 'item.arm.attested', { value: 'right' });
    await does(one, 'item.arm.agreed', { value: 'right' }, await web.signedIn('BADGE-NUNEZ'));
    const both = await out(one);
    expect(both.text).to.match(/"code":"right","display":"RIGHT"/);
    expect(both.agents('item.arm.agreed')).to.deep.equal(['verifier b-nunez']);
  });

  it('does not say one of two answers that differ', async () => {
    const one = await opened({ armRestriction: 'unknown', fasting: 'notRequired' });
    await prepared(one, 'step.equipment.completed');
    await does(one, 'item.arm.attested', { value: 'right' });
    await does(one, 'item.arm.agreed', { value: 'left' }, await web.signedIn('BADGE-NUNEZ'));
    const disputed = await out(one);
    expect(disputed.item('arm').businessStatus?.coding?.[0]?.code).to.equal('disputed');
    expect(disputed.text).not.to.match(/"RIGHT"|"LEFT"/);
  });

  it('keeps each consent: one taken back stays as inactive, and a new talk makes a new one', async () => {
    const one = await opened();
    await prepared(one, 'consent.given');
    const consents = async (): Promise<readonly string[]> =>
      (await out(one)).all<Consent>('Consent').map(({ status, provision }) => `${status} ${provision?.type}`);
    expect(await consents()).to.deep.equal(['active permit']);
    await does(one, 'consent.withdrawn');
    expect(await consents()).to.deep.equal(['inactive permit']);
    await does(one, 'consent.renewed', { note: 'Spoken with again' }, ito);
    expect(await consents()).to.deep.equal(['inactive permit', 'active permit']);
    // Of another procedure or under another name it is asked again.
    await web.services.preparations.apply(
      [
        {
          kind: 'command',
          preparation: one,
          command: { event: 'order.amended', order: { number: `ORD-${orders}`, version: 2, facts: {} } },
        },
      ],
      system,
    );
    expect(await consents()).to.deep.equal(['inactive permit', 'inactive permit']);
    await does(one, 'consent.refused');
    expect(await consents()).to.deep.equal(['inactive permit', 'inactive permit', 'rejected deny']);
  });

  it('is inactive also when it is taken back after the hand-over', async () => {
    const one = await opened();
    await prepared(one, 'step.hygiene.completed');
    await does(one, 'handover.accepted', {}, ito);
    await does(one, 'consent.withdrawn');
    const said = await out(one);
    expect(said.all<Consent>('Consent').map(({ status }) => status)).to.deep.equal(['inactive']);
    expect(said.root().statusReason?.text).to.match(/withdrawn/i);
  });

  it('expired while nobody touched it, without anybody writing that down', async () => {
    const one = await opened();
    await prepared(one, 'step.identity.completed');
    web.clock.advance(31 * minute);
    const said = await out(one);
    expect(said.item('wristband')).to.deep.include({ status: 'requested' });
    expect(said.item('wristband').businessStatus?.coding?.[0]?.code).to.equal('expired');
  });

  it('is for the staff of its ward alone, and a preparation nobody knows is not here', async () => {
    const one = await opened();
    expect((await web.browser().get(`/preparations/${one}/fhir`)).status).to.equal(401);
    const { status, text } = await (await web.signedIn('BADGE-OTHER')).get(`/preparations/${one}/fhir`);
    expect(status).to.equal(403);
    expect(text).not.to.match(/Roe/);
    expect((await ito.get('/preparations/01900000-0000-7000-8000-000000000000/fhir')).status).to.equal(404);
  });

  it('has no code where the map has none, and is valid all the same', async () => {
    const whole = await web.services.preparations.whole(await opened());
    if (whole === null) throw new Error('it was opened');
    const bundle = exportPreparation(whole, web.clock.now(), emptyFhirMap);
    expect(invalid(bundle)).to.deep.equal([]);
    const procedure = bundle.entry?.find(({ resource }) => resource?.resourceType === 'Procedure')
      ?.resource as Procedure;
    expect(procedure.code).to.deep.equal({ text: 'Blood sample' });
  });
});

const system: Actor = { person: 'c-ito', role: 'system', grant: 'import', device: 'import' };

class Out {
  readonly resources: readonly Resource[];
  readonly text: string;
  constructor(resources: readonly Resource[], text: string) {
    this.resources = resources;
    this.text = text;
  }
  all<T extends Resource>(type: T['resourceType']): readonly T[] {
    return this.resources.filter((one): one is T => one.resourceType === type);
  }
  get tasks(): readonly Task[] {
    return this.all<Task>('Task');
  }
  root(): Task {
    return this.one(this.tasks.filter(({ partOf }) => partOf === undefined));
  }
  item(id: string): Task {
    return this.one(this.tasks.filter(({ code }) => code?.coding?.[0]?.code === id));
  }
  answers(): QuestionnaireResponse {
    return this.one(this.all<QuestionnaireResponse>('QuestionnaireResponse'));
  }
  /** `Procedure.status Task.status Task.businessStatus` */
  status(): string {
    const procedure = this.one(this.all<Procedure>('Procedure'));
    return `${procedure.status} ${this.root().status} ${this.root().businessStatus?.coding?.[0]?.code}`;
  }
  agents(event: string): readonly string[] {
    return this.all<Provenance>('Provenance')
      .filter(({ activity }) => activity?.coding?.[0]?.code === event)
      .flatMap(({ agent }) => agent.map(({ type, who }) => `${type?.coding?.[0]?.code} ${who.identifier?.value}`));
  }
  one<T>(all: readonly T[]): T {
    const [only, another] = all;
    if (only === undefined || another !== undefined)
      throw new Error(`there are ${all.length}, and there should be one`);
    return only;
  }
}
