/** Which Appointment is an order's: the one based on it, or the only one of a patient who has one order. */
import type { Bundle, Resource } from './bundle.ts';
import type { Element } from './element.ts';
import { samePatient } from './order-facts.ts';

export type Slot =
  | {
      readonly kind: 'booked';
      readonly appointment: Resource;
      readonly places: readonly { readonly from: Resource; readonly reference: Element }[];
    }
  /** The bundle has none for this order: the order itself may say when. */
  | { readonly kind: 'none' }
  | { readonly kind: 'cancelled' }
  /** Over already, or not agreed yet; it was said. */
  | { readonly kind: 'notBooked' }
  | { readonly kind: 'wrong' };
export interface Appointments {
  of(request: Resource): Slot;
}

const booked = new Set(['booked', 'arrived', 'checked-in']);
const off = new Set(['cancelled', 'noshow', 'entered-in-error']);

export function readAppointments(bundle: Bundle): Appointments {
  const byRequest = new Map<Resource, Resource[]>();
  const places = new Map<Resource, { readonly from: Resource; readonly reference: Element }[]>();
  for (const appointment of bundle.of('Appointment')) {
    const { patients, located } = participants(bundle, appointment);
    places.set(appointment, located);
    for (const request of requestsOf(bundle, appointment, patients))
      byRequest.set(request, [...(byRequest.get(request) ?? []), appointment]);
  }
  const slots = new Map(
    bundle.of('ServiceRequest').map((request) => [request, slotOf(byRequest.get(request) ?? [], places)] as const),
  );
  return { of: (request) => slots.get(request) ?? { kind: 'none' } };
}

function slotOf(
  all: readonly Resource[],
  places: ReadonlyMap<Resource, Extract<Slot, { kind: 'booked' }>['places']>,
): Slot {
  if (all.length === 0) return { kind: 'none' };
  const live = all.filter(({ at }) => booked.has(statusOf(at)));
  const [appointment, another] = live;
  if (another !== undefined) {
    another.at.wrong('basedOn', 'is a second booked appointment of the same order; which one is it?');
    return { kind: 'wrong' };
  }
  if (appointment !== undefined) return { kind: 'booked', appointment, places: places.get(appointment) ?? [] };
  if (all.every(({ at }) => off.has(statusOf(at)))) return { kind: 'cancelled' };
  for (const { at } of all)
    if (!off.has(statusOf(at))) at.warn('status', 'is not booked: nothing is prepared for this order yet, or any more');
  return { kind: 'notBooked' };
}
const statusOf = (at: Element): string => at.text('status') ?? at.wrong('status', 'is missing') ?? '';

function participants(bundle: Bundle, appointment: Resource) {
  const patients: Resource[] = [];
  const located: { readonly from: Resource; readonly reference: Element }[] = [];
  for (const participant of appointment.at.list('participant')) {
    const reference = participant.get('actor');
    if (reference === null) {
      // A participant is somebody, or a kind of somebody who is not named yet.
      if (!participant.has('type')) participant.wrong('actor', 'is missing');
      continue;
    }
    const text = reference.text('reference') ?? '';
    // Practitioners and rooms of equipment are nobody who is prepared; who they are is not asked.
    if (/(^|\/)(Practitioner|PractitionerRole|Device|HealthcareService|RelatedPerson)\//.test(text)) continue;
    if (reference.has('type') && !['Patient', 'Location'].includes(reference.text('type') ?? '')) continue;
    const found = bundle.follow(appointment, reference, anybody);
    if (found?.type === 'Patient') patients.push(found);
    if (found?.type === 'Location') located.push({ from: appointment, reference });
  }
  return { patients, located };
}
const anybody = [
  'Patient',
  'Location',
  'Practitioner',
  'PractitionerRole',
  'Device',
  'HealthcareService',
  'RelatedPerson',
];

function requestsOf(bundle: Bundle, appointment: Resource, patients: readonly Resource[]): readonly Resource[] {
  const { at } = appointment;
  const basedOn = at.list('basedOn');
  if (basedOn.length > 0)
    return basedOn.flatMap((reference) => {
      const found = bundle.follow(appointment, reference, ['ServiceRequest']);
      if (found !== null && patients.length > 0 && !patients.some((one) => isOf(bundle, found, one))) {
        at.wrong('participant', 'is another patient than the one of the order this appointment is based on');
        return [];
      }
      return found ?? [];
    });
  const theirs = bundle.of('ServiceRequest').filter((request) => patients.some((one) => isOf(bundle, request, one)));
  if (theirs.length > 1) at.wrong('basedOn', 'is missing, and the patient has several orders: which one is this for?');
  else if (theirs.length === 0) at.warn('', 'belongs to no order in this bundle: it is not used');
  return theirs.length === 1 ? theirs : [];
}

function isOf(bundle: Bundle, request: Resource, patient: Resource): boolean {
  const subject = request.at.get('subject');
  const found = subject === null ? null : bundle.follow(request, subject, ['Patient']);
  return found !== null && samePatient(found, patient);
}
