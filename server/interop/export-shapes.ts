/** What every exported resource is made with: names within the bundle, references, people, instants. */
import type { CodeableConcept, Identifier, Reference, Resource } from '@medplum/fhirtypes';
import { v5 } from 'uuid';
import type { Evidence, Instant, Protocol, State } from '../../machines/index.ts';
import type { Log } from '../preparations/log.ts';

/** WardReady's own words have no published code system; these names are its own and lead nowhere. */
export const systems = {
  preparation: 'urn:wardready:preparation',
  order: 'urn:wardready:order',
  patient: 'urn:wardready:patient-number',
  person: 'urn:wardready:person',
  record: 'urn:wardready:record',
  status: 'urn:wardready:status',
  protocol: 'urn:wardready:protocol',
  item: 'urn:wardready:item',
  fact: 'urn:wardready:fact',
  /** Where the site's map does not say which system its unit numbers have. */
  unit: 'urn:wardready:unit-number',
} as const;

export interface Exporting {
  readonly protocol: Protocol;
  /** At the instant of the export. */
  readonly now: State;
  /** The last state before it ended, where what was done is still in its items; `now` while it is open. */
  readonly lastOpen: State;
  readonly log: Log;
}

/** The same thing of the same preparation has the same id in every export. */
export const idOf = ({ now }: Pick<Exporting, 'now'>, what: string): string =>
  v5(`${now.context.preparation}/${what}`, namespace);
const namespace = '6f2d0d0e-2f0a-5b63-9d36-0c6a4b1c7d11';

export const refer = <T extends Resource>(exporting: Pick<Exporting, 'now'>, what: string): Reference<T> => ({
  reference: `urn:uuid:${idOf(exporting, what)}`,
});
export const instantText = (at: Instant): string => new Date(at).toISOString();
export const said = (text: string): CodeableConcept => ({ text });

/** Why, as whoever did it said it: the reason, and beside an exception's what it was for this patient. */
export function whyOf(evidence: Evidence | undefined): string | undefined {
  const { reason, note, exception } = evidence ?? {};
  return exception === true && reason !== undefined && note !== undefined ? `${reason}. ${note}` : reason;
}
export const coded = (system: string, code: string, text: string): CodeableConcept => ({
  coding: [{ system, code, display: text }],
  text,
});
export const identifier = (system: string, value: string): Identifier => ({ system, value });
/** A person is known by their id in WardReady; what else they are is the hospital's directory. */
export const person = (id: string): { readonly identifier: Identifier } => ({
  identifier: identifier(systems.person, id),
});
