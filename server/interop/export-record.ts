/** From the record: every consent that was given, refused or taken back, and who did what (Provenance). Nothing is left out of it. */
import type { Consent, Provenance } from '@medplum/fhirtypes';
import { isFiring, opened, replayOne, standing, type State } from '../../machines/index.ts';
import { openedEvent, type Log, type PastEntry } from '../preparations/log.ts';
import {
  coded,
  type Exporting,
  identifier,
  idOf,
  instantText,
  person,
  refer,
  said,
  systems,
  whyOf,
} from './export-shapes.ts';

/** Every state the record leads through, the opening's first. Nothing is judged again. */
export function statesOf(protocol: Exporting['protocol'], { opening, entries }: Log): readonly State[] {
  const states = [opened(protocol, opening)];
  for (const { event } of entries.slice(1))
    states.push(replayOne(protocol, states.at(-1) ?? (states[0] as State), event));
  return states;
}

interface Given {
  readonly entry: PastEntry;
  /** What the patient does not agree to, as it was said when this was recorded. */
  readonly but: string | null;
  status: Consent['status'];
}
/** How it stands where somebody has agreed: the patient, whoever decides for them, or the patient to all but a part. */
const agreed: readonly (string | null)[] = ['given', 'givenByProxy', 'givenWithLimits'];
const agreements = ['consent.given', 'consent.renewed', 'consent.givenByProxy', 'consent.limitsAccepted'];

/** A consent that is over stays, as inactive; a new talk makes a new one. */
export function consentsOf(exporting: Exporting, states: readonly State[]): readonly Consent[] {
  const found: Given[] = [];
  let stands = false;
  for (const [index, entry] of exporting.log.entries.entries()) {
    const state = states[index];
    if (state === undefined) continue;
    const { type } = entry.event;
    const now = standing(state.value, 'open.consent.standing');
    const given = agreed.includes(now) && agreements.includes(type);
    const saidNo = type === 'consent.refused' || type === 'consent.withdrawn';
    const over = given || saidNo || (stands && !agreed.includes(now) && now !== null);
    const last = found.at(-1);
    if (last?.status === 'active' && over) last.status = type === 'consent.mistaken' ? 'entered-in-error' : 'inactive';
    const but = now === 'givenWithLimits' ? (state.context.raised['limits']?.note ?? null) : null;
    if (given) found.push({ entry, but, status: 'active' });
    // A no before any yes, and a refusal, are records of their own; what is taken back is the end of the one given.
    else if (saidNo && !stands) found.push({ entry, but: null, status: 'rejected' });
    stands = given || (stands && !saidNo && (agreed.includes(now) || now === null));
  }
  return found.map((one, index) => consentOf(exporting, one, index));
}

function consentOf(exporting: Exporting, { entry, but, status }: Given, index: number): Consent {
  const { consent, title } = exporting.protocol.document;
  return {
    resourceType: 'Consent',
    id: idOf(exporting, `consent.${index}`),
    status,
    scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'treatment' }] },
    category: [{ coding: [{ system: 'http://loinc.org', code: '59284-0', display: 'Consent Document' }] }],
    patient: refer(exporting, 'patient'),
    dateTime: instantText(whenOf(entry)),
    policyRule: said(`${title}: ${consent.level} consent${isByProxy(entry) ? ', by proxy' : ''}`),
    provision: {
      type: status === 'rejected' ? 'deny' : 'permit',
      ...(but === null ? {} : { provision: [{ type: 'deny', code: [said(but)] }] }),
    },
  };
}

const isByProxy = ({ event }: PastEntry): boolean => event.type === 'consent.givenByProxy';

export function provenanceOf(exporting: Exporting): readonly Provenance[] {
  return exporting.log.entries.flatMap((entry) => {
    const { meta, event, hash } = entry;
    // A deadline is nobody's act: the lapse is in the item's own status.
    if (meta.actor === null || isFiring(event)) return [];
    const reason = whyOf(event.payload.evidence) ?? event.payload.reason;
    const spec = exporting.protocol.events.get(event.type);
    const says = event.type === openedEvent ? 'Preparation opened' : (spec?.past ?? event.type);
    const role = agentOf(event.type);
    return [
      {
        resourceType: 'Provenance',
        id: idOf(exporting, `record.${meta.revision}`),
        target: [refer(exporting, targetOf(exporting, event.type))],
        occurredDateTime: instantText(whenOf(entry)),
        recorded: instantText(meta.recordedAt),
        activity: coded(systems.status, event.type, says),
        ...(reason === undefined ? {} : { reason: [said(reason)] }),
        agent: [
          {
            type: {
              coding: [{ system: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type', code: role }],
            },
            role: [coded(systems.person, meta.actor.role, meta.actor.role)],
            who: person(meta.actor.person),
          },
        ],
        entity: [{ role: 'source', what: { identifier: identifier(systems.record, `${meta.revision}:${hash}`) } }],
      } satisfies Provenance,
    ];
  });
}

/** The second person verifies; who corrects, overrides or changes the plan writes; whoever does the work performs. */
function agentOf(type: string): 'performer' | 'verifier' | 'author' {
  if (/\.(agreed|resolved)$/.test(type)) return 'verifier';
  return /\.(corrected|overridden|amended|moved|cancelled|opened|reconciled)$/.test(type) ? 'author' : 'performer';
}

function targetOf({ protocol }: Exporting, type: string): string {
  const spec = protocol.events.get(type);
  if (spec?.item !== undefined) return `item.${spec.item}`;
  const step = /^step\.(.+)\.completed$/.exec(type)?.[1];
  return step === undefined ? 'task' : `step.${step}`;
}

const whenOf = ({ meta, event }: PastEntry): number => meta.happenedAt ?? event.at;
