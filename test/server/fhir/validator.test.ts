/** The validators the other tests lean on: each planted mistake is found, and what is right is let through. */
import { expect } from 'chai';
import { byFhir, byMedplum, invalid } from '../../support/fhir-validator.ts';

type Json = Record<string, unknown>;
const good: Readonly<Record<string, () => Json>> = {
  Bundle: () => ({
    resourceType: 'Bundle',
    type: 'collection',
    entry: [{ fullUrl: 'urn:uuid:11111111-1111-4111-8111-111111111111', resource: good['Procedure']?.() }],
  }),
  Procedure: () => ({ resourceType: 'Procedure', id: 'p', status: 'preparation', subject: { reference: 'Patient/1' } }),
  Task: () => ({ resourceType: 'Task', status: 'in-progress', intent: 'order', authoredOn: '2026-11-24T07:00:00Z' }),
  Consent: () => ({
    resourceType: 'Consent',
    status: 'active',
    scope: { text: 'treatment' },
    category: [{ text: 'consent' }],
    policyRule: { text: 'local' },
  }),
  Provenance: () => ({
    resourceType: 'Provenance',
    target: [{ reference: 'Task/1' }],
    recorded: '2026-11-24T07:00:00Z',
    agent: [{ who: { display: 'somebody' } }],
  }),
  QuestionnaireResponse: () => ({
    resourceType: 'QuestionnaireResponse',
    status: 'in-progress',
    item: [{ linkId: 'a', answer: [{ valueString: 'x' }] }],
  }),
};

/** What is planted, by the validator that is known to see it. */
const planted: readonly (readonly [type: string, seenBy: 'fhir' | 'medplum' | 'both', change: (at: Json) => void])[] = [
  ['Procedure', 'fhir', (at) => (at['status'] = 'ready')],
  ['Procedure', 'both', (at) => delete at['status']],
  ['Procedure', 'both', (at) => delete at['subject']],
  ['Procedure', 'both', (at) => (at['foo'] = 1)],
  ['Procedure', 'both', (at) => (at['subject'] = [{ reference: 'Patient/1' }])],
  ['Procedure', 'both', (at) => (at['note'] = { text: 'not a list' })],
  ['Procedure', 'medplum', (at) => (at['performedDateTime'] = '24.11.2026')],
  ['Procedure', 'both', (at) => (at['identifier'] = 'text')],
  ['Task', 'fhir', (at) => (at['status'] = 'done')],
  ['Task', 'both', (at) => delete at['intent']],
  ['Task', 'fhir', (at) => (at['intent'] = 'wish')],
  ['Task', 'fhir', (at) => (at['priority'] = 'high')],
  ['Task', 'both', (at) => (at['output'] = [{ valueString: 'no type' }])],
  ['Consent', 'both', (at) => delete at['scope']],
  ['Consent', 'both', (at) => (at['category'] = [])],
  ['Consent', 'fhir', (at) => (at['status'] = 'withdrawn')],
  ['Consent', 'medplum', (at) => delete at['policyRule']],
  ['Provenance', 'both', (at) => delete at['recorded']],
  ['Provenance', 'medplum', (at) => (at['recorded'] = '2026-11-24')],
  ['Provenance', 'both', (at) => delete at['agent']],
  ['Provenance', 'both', (at) => (at['agent'] = [{}])],
  ['QuestionnaireResponse', 'fhir', (at) => (at['status'] = 'final')],
  ['QuestionnaireResponse', 'both', (at) => (at['item'] = [{ text: 'no linkId' }])],
  ['QuestionnaireResponse', 'medplum', (at) => (at['item'] = [{ linkId: 'a', answer: [{ valueString: '' }] }])],
  ['Bundle', 'fhir', (at) => (at['type'] = 'lot')],
  ['Bundle', 'both', (at) => delete at['type']],
  ['Bundle', 'medplum', (at) => (at['entry'] = [{ fullUrl: 3 }])],
  ['Bundle', 'fhir', (at) => (at['entry'] = [{ resource: { ...good['Procedure']?.(), status: 'ready' } }])],
];

describe('the R4 validators', () => {
  for (const [type, make] of Object.entries(good))
    it(`let a right ${type} through`, () => expect(invalid(make())).to.deep.equal([]));

  for (const [index, [type, seenBy, change]] of planted.entries())
    it(`find planted mistake ${index + 1}, in a ${type}`, () => {
      const resource = good[type]?.() ?? {};
      change(resource);
      expect([byFhir(resource).length > 0, byMedplum(resource).length > 0]).to.deep.equal([
        seenBy !== 'medplum',
        seenBy !== 'fhir',
      ]);
    });
});
