/**
 * What must hold of every protocol's chart, whatever happens in whatever order. The running machine asserts more (dates,
 * people, evidence: `machines/preparation/invariants.ts`); here is what a chart alone can say, asked of every state it has.
 * I-numbers are the clinical invariants of docs/safety.md.
 */
import type { EventClass, Protocol, Role } from '../../machines/index.ts';
import type { Invariant } from '../explore/prove.ts';
import type { Where } from '../explore/where.ts';

const open: Where = { at: 'open' };
const ready: Where = { guard: 'ready' };
const saidNo = ['open.consent.standing.withdrawn', 'open.consent.standing.refused'];
const unfit = ['open.hygiene.field.contaminated', 'open.equipment.kit.faulty', 'open.equipment.kit.unavailable'];

const by = (role: Role, others: Partial<EventClass> = {}): { readonly class: EventClass } => ({
  class: { role, who: 'other', value: 'satisfies', competent: true, ...others },
});
const all = (...parts: readonly Where[]): Where => ({ all: parts });
/** Somebody takes this event; so nowhere where no state of the chart knows of it. */
const heard = ({ chart }: Protocol, hears: string, payload: object): Where =>
  chart.byEvent.has(hears) ? { hears, payload } : { all: [open, { not: open }] };

/** Those that this protocol has the states for; one that could not be asked would be none. */
export function protocolInvariants(protocol: Protocol): readonly Invariant[] {
  const { chart, items, document } = protocol;
  const has = (path: string): boolean => chart.byPath.has(path);
  const guarded = (name: string): boolean => chart.guards.has(name);
  const at = (paths: readonly string[]): readonly Where[] => paths.filter(has).map((path) => ({ at: path }));
  const never = (id: string, hazards: readonly string[], says: string, cases: readonly Where[]): readonly Invariant[] =>
    cases.length === 0 ? [] : [{ id, says, hazards, never: cases.length === 1 ? (cases[0] as Where) : { any: cases } }];
  const blocking = [...items.values()].filter(({ item }) => item.stop === 'hard' || item.stop === 'override');
  const tagged = (tag: string): readonly string[] =>
    chart.nodes.filter(({ path, tags }) => path.startsWith('open.') && tags.includes(tag)).map(({ path }) => path);

  return [
    ...never(
      'I01',
      ['H04'],
      'Ready means that every hard and override item counts.',
      blocking.map(({ item }) => all(ready, { not: { guard: `counts.${item.id}` } })),
    ),
    ...never('I03', ['H01'], 'Ready means that the patient’s identity holds.', [
      all(ready, { not: { guard: 'identityHolds' } }),
    ]),
    ...never('I04', ['H01'], 'While identity does not match nobody works with the patient or hands them over.', [
      ...at(['open.identity.match.mismatched']).flatMap((mismatched) =>
        ['uninterrupted', 'identityHolds', 'emergencyMinimum'].map((guard) => all(mismatched, { guard })),
      ),
    ]),
    ...never(
      'I09',
      ['H03'],
      'Nobody is ready once the patient said no.',
      at(saidNo).map((no) => all(no, ready)),
    ),
    ...never(
      'I10',
      ['H03'],
      'An emergency does not bypass a patient who said no.',
      at(saidNo).flatMap((no) =>
        document.handover.receivedBy.map((role) => all(no, { guard: 'mayHandOverInEmergency', event: by(role) })),
      ),
    ),
    ...never(
      'I12',
      ['H03', 'H26'],
      'Nobody is ready while the patient’s clinical question is open.',
      at(['open.explanation.questions.open']).map((asked) => all(asked, ready)),
    ),
    ...never(
      'I15',
      ['H03'],
      'No consent stands while capacity is in doubt, nor the patient’s own while they cannot decide.',
      [
        ...(guarded('consentStands')
          ? at(['open.consent.capacity.doubted']).map((doubted) => all(doubted, { guard: 'consentStands' }))
          : []),
        ...at(['open.consent.capacity.lacking']).map((lacking) => all(lacking, { at: 'open.consent.standing.given' })),
      ],
    ),
    ...never(
      'I17',
      ['H12', 'H13'],
      'Nobody is ready while something is contaminated or faulty.',
      at(unfit).map((thing) => all(thing, ready)),
    ),
    ...never(
      'I20',
      ['H26', 'H03'],
      'While an interpreter is missing nothing is explained, and no consent is taken.',
      at(['open.explanation.communication.interpreterAbsent']).flatMap((absent) =>
        said(protocol).map(({ guard, role }) => all(absent, { guard, event: by(role) })),
      ),
    ),
    ...never(
      'I24',
      ['H01'],
      'Nobody is ready while they are away for another procedure.',
      at(['open.whereabouts.away', 'open.whereabouts.handedOver']).map((away) => all(away, ready)),
    ),
    ...never(
      'I27',
      ['H06'],
      'A hard item is never overridden.',
      [...items.values()].flatMap(({ item, step }) =>
        item.stop === 'hard' ? at([`open.${step.id}.${item.id}.overridden`]) : [],
      ),
    ),
    ...never(
      'I25',
      ['H07'],
      'Whoever gave the first answer never gives the second, nor somebody on their sign-in.',
      [...items.values()].flatMap(({ item, step }) =>
        item.kind !== 'secondPerson'
          ? []
          : at([`open.${step.id}.${item.id}.awaiting`]).flatMap((awaiting) =>
              (item.verifiedBy ?? item.by).flatMap((role) =>
                (['first', 'sameGrant'] as const).map((who) =>
                  all(awaiting, heard(protocol, `item.${item.id}.agreed`, by(role, { who, value: 'agrees' }))),
                ),
              ),
            ),
      ),
    ),
    ...never('I28', ['H15'], 'Nobody is ready in an emergency: items are deferred, never satisfied.', [
      all({ at: 'open.urgency.emergency' }, ready),
    ]),
    ...never('I32', ['H04'], 'Nobody is ready while the preparation is held.', [all({ at: 'open.flow.held' }, ready)]),
    ...never('I45', ['H23'], 'Once a patient is here somebody has them, or is wanted to.', [
      all(open, { not: { at: 'open.flow.expected' } }, { at: 'open.responsibility.none' }),
    ]),
    ...never(
      'A1',
      ['H27', 'H05'],
      'A stop is never without somebody being told.',
      tagged('stop').map((path) => all({ at: path }, { at: 'open.escalation.quiet' })),
    ),
    ...never(
      'A2',
      ['H27', 'H05'],
      'What asks for attention is never without somebody being told.',
      tagged('attention').map((path) => all({ at: path }, { at: 'open.escalation.quiet' })),
    ),
    ...never(
      'A3',
      ['H27', 'H05'],
      'Whoever is told can say that they have seen it, before and after hand-over.',
      at([
        'open.escalation.notified',
        'open.escalation.escalated',
        'handedOver.escalation.notified',
        'handedOver.escalation.escalated',
      ]).map((told) => all(told, { not: heard(protocol, 'attention.acknowledged', by('nurse')) })),
    ),
    ...never('E1', ['H24'], 'An open preparation can always be ended.', [
      all(open, { not: heard(protocol, 'preparation.cancelled', by('chargeNurse')) }),
    ]),
    ...never('E2', ['H14'], 'An emergency can always be declared, unless it is one already.', [
      all(open, { at: 'open.urgency.routine' }, { not: heard(protocol, 'emergency.declared', by('technician')) }),
    ]),
    ...never(
      'E3',
      ['H04'],
      'A stop that stands alone can be answered by somebody, once it is known who the patient is.',
      tagged('stop').flatMap((path) => answered(protocol, path)),
    ),
    ...never('E4', ['H04'], 'Nobody is handed over who is not ready, unless it is an emergency.', [
      ...document.handover.receivedBy.map((role) =>
        all(open, heard(protocol, 'handover.accepted', by(role)), { not: ready }),
      ),
    ]),
  ];
}

/** Everything that is said to a patient or heard from them before it counts, with a role that may. */
function said({ items, steps, chart }: Protocol): readonly { readonly guard: string; readonly role: Role }[] {
  const inStep = [...items.values()].filter(
    ({ item, step }) => (step.id === 'explanation' || step.id === 'consent') && item.patientFree !== true,
  );
  const consents = steps.some(({ definition }) => definition.id === 'consent')
    ? ['mayTakeConsent', 'mayRenewConsent'].filter((guard) => chart.guards.has(guard))
    : [];
  return [
    ...inStep.map(({ item }) => ({ guard: `may.${item.id}`, role: item.by[0] as Role })),
    ...consents.map((guard) => ({ guard, role: 'proceduralist' as const })),
  ];
}

const sedated = 'open.consent.capacity.sedated';
/** No event leads out of a stop, whoever says it. */
function answered({ chart, steps }: Protocol, path: string): readonly Where[] {
  const identifies = steps.flatMap(({ definition }) => (definition.identifies === true ? [definition.id] : []));
  const region = path.split('.').slice(0, -1).join('.');
  const ways = chart.nodes
    .filter((node) => node.path === path || node.path === region)
    .flatMap(({ transitions }) => transitions)
    .filter(({ targets }) => targets.some((target) => target !== path && target.startsWith(`${region}.`)));
  const roles: readonly Role[] = ['technician', 'nurse', 'chargeNurse', 'proceduralist', 'clinicalEngineer', 'system'];
  const leads = [...new Set(ways.map(({ event }) => event))].flatMap((event) =>
    roles.flatMap((role) =>
      (['none', 'satisfies', 'agrees'] as const).map((value): Where => ({
        hears: event,
        payload: by(role, { value }),
      })),
    ),
  );
  const others = chart.nodes.filter(
    (node) => node.path.startsWith('open.') && node.tags.includes('stop') && node.path !== path,
  );
  return [
    all(
      { at: path },
      { at: 'open.flow.working' },
      ...(identifies.some((step) => path.startsWith(`open.${step}.`)) ? [] : [{ guard: 'identityHolds' }]),
      // Whoever was given a sedative says nothing that counts until it is over; the charge nurse may still end it (E1).
      ...(chart.byPath.has(sedated) ? [{ not: { at: sedated } }] : []),
      ...others.map((other): Where => ({ not: { at: other.path } })),
      // A stop that nothing leads out of is never answered.
      ...(leads.length === 0 ? [] : [{ not: { any: leads } }]),
    ),
  ];
}
