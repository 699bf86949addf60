/** One preparation as a FHIR R4 Bundle (collection), whole in itself: every reference leads to an entry or is an identifier. */
import type { Bundle, CodeableConcept, Location, Patient, Resource } from '@medplum/fhirtypes';
import { type Instant, valueAt } from '../../machines/index.ts';
import type { Whole } from '../preparations/service.ts';
import { answersOf } from './export-answers.ts';
import { consentsOf, provenanceOf, statesOf } from './export-record.ts';
import { type Exporting, identifier, idOf, instantText, systems } from './export-shapes.ts';
import { standingOf } from './export-status.ts';
import { procedureOf, tasksOf } from './export-tasks.ts';
import type { FhirMap } from './fhir-map.ts';

/** @param at the instant of the export; `whole.state` is of the same. */
export function exportPreparation(
  whole: Whole,
  at: Instant,
  map: Pick<FhirMap, 'procedures' | 'patientNumber' | 'details'>,
): Bundle {
  const { protocol, state, log } = whole;
  const states = statesOf(protocol, log);
  const lastOpen = [...states, state].findLast(({ value }) => valueAt(value, 'open') !== undefined) ?? state;
  const exporting: Exporting = { protocol, now: state, lastOpen, log };
  const standing = standingOf(exporting);
  const code = codeOf(exporting, map);
  const resources: readonly Resource[] = [
    patientOf(exporting, map),
    placeOf(exporting),
    procedureOf(exporting, standing, code),
    ...tasksOf(exporting, standing, code, map),
    ...consentsOf(exporting, states),
    answersOf(exporting, standing),
    ...provenanceOf(exporting),
  ];
  return {
    resourceType: 'Bundle',
    type: 'collection',
    timestamp: instantText(at),
    entry: resources.map((resource) => ({ fullUrl: `urn:uuid:${resource.id ?? ''}`, resource })),
  };
}

/** The code the order came with is not kept; the one code that means this protocol here is said, where there is only one. */
function codeOf({ protocol: { document } }: Exporting, { procedures }: Pick<FhirMap, 'procedures'>): CodeableConcept {
  const [only, another] = procedures.filter(({ protocol }) => protocol === document.id);
  if (only === undefined || another !== undefined) return { text: document.title };
  const { system, code, display } = only;
  return { coding: [{ system, code, ...(display === undefined ? {} : { display }) }], text: document.title };
}

const genders = { F: 'female', M: 'male', X: 'other', U: 'unknown' } as const;

function patientOf(exporting: Exporting, { patientNumber }: Pick<FhirMap, 'patientNumber'>): Patient {
  const { familyName, givenName, birthDate, sex, number } = exporting.now.context.patient;
  return {
    resourceType: 'Patient',
    id: idOf(exporting, 'patient'),
    identifier: [
      {
        ...identifier(patientNumber ?? systems.patient, number),
        type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] },
      },
    ],
    name: [{ use: 'official', family: familyName, given: givenName.split(' ') }],
    gender: genders[sex],
    birthDate,
  };
}

function placeOf(exporting: Exporting): Location {
  const { ward, bed } = exporting.now.context.place;
  return {
    resourceType: 'Location',
    id: idOf(exporting, 'place'),
    name: bed === null ? ward : `${ward}, bed ${bed}`,
    identifier: [identifier('urn:wardready:place', bed === null ? ward : `${ward}/${bed}`)],
  };
}
