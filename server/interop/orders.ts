/** The orders of a bundle as rows of a day list: a ServiceRequest, its Appointment, its patient and its place. */
import type { Instant, WardLayout } from '../../machines/index.ts';
import type { DayListRow } from '../documents/day-list.ts';
import { nearStart, numberOf } from '../documents/day-list-cells.ts';
import { type Appointments, readAppointments } from './appointments.ts';
import type { Bundle, Resource } from './bundle.ts';
import { codings, type Element, wordsOf } from './element.ts';
import { codeOf, type FhirMap } from './fhir-map.ts';
import { allergyFacts, consentFacts, detailFacts } from './order-facts.ts';
import { cell, identifierOf, readPatient } from './patient.ts';
import { readPlace } from './place.ts';
import { dateTimeOf } from './times.ts';

export interface OrderReading {
  readonly map: FhirMap;
  /** Ids of the protocols in use. */
  readonly protocols: readonly string[];
  readonly wards: readonly WardLayout[];
  /** The ward the bundle was sent for: one commit is one ward's. */
  readonly ward: WardLayout;
  readonly now: Instant;
}

/** Faults and warnings are in the bundle's findings; with any fault the rows are not to be used. */
export function readOrders(bundle: Bundle, reading: OrderReading): readonly DayListRow[] {
  const requests = bundle.of('ServiceRequest');
  if (requests.length === 0 && bundle.of('Observation').length === 0)
    bundle.at.wrong('entry', 'has no ServiceRequest: nobody is to be prepared for anything');
  const appointments = readAppointments(bundle);
  return requests.flatMap((request): readonly DayListRow[] => {
    const { at } = request;
    const standing = standingOf(at);
    if (standing === null) return [];
    const subject = at.get('subject') ?? at.wrong('subject', 'is missing');
    const patientAt = subject === null ? null : bundle.follow(request, subject, ['Patient']);
    const patient = patientAt === null ? null : readPatient(patientAt.at, { ...reading.map, now: reading.now });
    const identifier = numberAt(at, reading.map.orderNumber);
    const order = identifier === null ? null : cell(identifier.at, identifier.name, identifier.text, numberOf);
    const protocol = protocolOf(at, reading);
    const slot = slotOf(request, standing, appointments, reading.now);
    const bed = bedOf(bundle, request, appointments, reading);
    if (patientAt === null || patient === null || order === null || protocol === null || slot === null) return [];
    if (slot === 'none' || bed === undefined) return [];
    const facts = {
      ...allergyFacts(bundle, patientAt, reading.map),
      ...consentFacts(bundle, patientAt),
      ...detailFacts(at, reading.map, reading.now),
    };
    return [{ line: request.entry, order, bed, patient, protocol, facts, ...slot }];
  });
}

type Standing = 'active' | 'cancelled';
/** Whether an order is to be prepared for. Null where it is neither wanted nor called off; that is said. */
function standingOf(at: Element): Standing | null {
  const status = at.text('status') ?? at.wrong('status', 'is missing');
  const intent = at.text('intent') ?? at.wrong('intent', 'is missing');
  if (status === null || intent === null) return null;
  if (['revoked', 'entered-in-error'].includes(status) || at.json['doNotPerform'] === true) return 'cancelled';
  if (!/^(.+-)?order$/.test(intent))
    return at.warn('intent', `is ${known(intent, intents)}, not an order: nothing is prepared for it`);
  if (status !== 'active')
    return at.warn('status', `is ${known(status, statuses)}, not active: nothing is prepared for it`);
  return 'active';
}
const intents = ['proposal', 'plan', 'directive', 'option'];
const statuses = ['draft', 'on-hold', 'completed', 'unknown'];
/** Only words of the value set are repeated. */
const known = (word: string, words: readonly string[]): string => (words.includes(word) ? word : 'something else');

/** Where the order's number stands: an identifier, or the resource's own id where it has none. */
function numberAt(
  at: Element,
  system: string | null,
): { readonly at: Element; readonly name: string; readonly text: string } | null {
  const id = at.text('id');
  if (at.list('identifier').length === 0 && id !== null) return { at, name: 'id', text: id };
  const found = identifierOf(at, 'PLAC', system);
  return found === null ? null : { at: found, name: 'value', text: found.text('value') ?? '' };
}

function protocolOf(at: Element, { map, protocols }: OrderReading): string | null {
  const code = at.get('code');
  if (code === null) return at.has('code') ? null : at.wrong('code', 'is missing: what is ordered?');
  const byCode = new Map(map.procedures.map((one) => [codeOf(one), one.protocol]));
  const found = new Set(codings(code).flatMap((one) => byCode.get(one) ?? []));
  const [protocol, another] = found;
  if (protocol === undefined)
    return code.wrong('', `${nameOf(code)}has no line in the FHIR map, so no protocol is known for it`);
  if (another !== undefined)
    return code.wrong('', `means ${[...found].join(' and ')} by the FHIR map; only one can be prepared`);
  return protocols.includes(protocol)
    ? protocol
    : code.wrong('', `is ${protocol} by the FHIR map, and that protocol is not in use here`);
}
/** A procedure's code is nobody's secret: whoever keeps the map needs it. */
const nameOf = (code: Element): string => {
  const first = codings(code)[0] ?? wordsOf(code);
  return first === undefined || first === null ? '' : `(${first.slice(0, 80)}) `;
};

/** When it is to begin, and whether it is called off. `none`: its appointment is over or not booked yet; that was said. */
function slotOf(
  request: Resource,
  standing: Standing,
  appointments: Appointments,
  now: Instant,
): Pick<DayListRow, 'start' | 'cancelled'> | 'none' | null {
  const { at } = request;
  const found = appointments.of(request);
  // What is called off needs no time any more.
  if (standing === 'cancelled' || found.kind === 'cancelled') return { start: now, cancelled: true };
  if (found.kind === 'wrong') return null;
  if (found.kind === 'notBooked') return 'none';
  const [holder, name] =
    found.kind === 'booked'
      ? ([found.appointment.at, 'start'] as const)
      : at.get('occurrencePeriod') === null
        ? ([at, 'occurrenceDateTime'] as const)
        : ([at.get('occurrencePeriod') ?? at, 'start'] as const);
  const text = holder.text(name);
  if (text === null) {
    if (holder.has(name)) return null;
    return found.kind === 'booked'
      ? holder.wrong(name, 'is missing: when is it to begin?')
      : at.wrong('occurrence', 'is missing, and no booked Appointment is based on this order: when is it to begin?');
  }
  const start = cell(holder, name, text, (said) => {
    const read = dateTimeOf(said);
    return read.ok ? nearStart(read.value, now) : read;
  });
  return start === null ? null : { start, cancelled: false };
}

/** The bed, null where the bundle does not say, undefined after it was noted what is wrong. */
function bedOf(
  bundle: Bundle,
  request: Resource,
  appointments: Appointments,
  reading: OrderReading,
): string | null | undefined {
  const found = appointments.of(request);
  const own = request.at.list('locationReference').map((reference) => ({ from: request, reference }));
  const [first, another] = [...(found.kind === 'booked' ? found.places : []), ...own];
  if (first === undefined) return null;
  const location = bundle.follow(first.from, first.reference, ['Location']);
  // Followed too, so that none is left that leads nowhere.
  if (another !== undefined) bundle.follow(another.from, another.reference, ['Location']);
  const place = location === null ? null : readPlace(bundle, location, reading.wards, reading.map);
  if (place === null || location === null) return undefined;
  if (place.ward === reading.ward.ward) return place.bed;
  location.at.wrong(
    '',
    `is on ward ${place.ward}, and this bundle was sent for ${reading.ward.ward}; send each ward its own`,
  );
  return undefined;
}
