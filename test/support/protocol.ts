/** The shipped protocol, compiled once, and people to act on it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import {
  type Actor,
  assemble,
  compileProtocol,
  type Opening,
  type Protocol,
  type ProtocolDocument,
} from '../../machines/index.ts';

/** protocols/<id>.yaml with its parts in it, as data. */
export function shippedDocument(id = 'venepuncture'): ProtocolDocument {
  const read = (file: URL) => ({ file: file.pathname, json: parse(readFileSync(file, 'utf8')) as unknown });
  const parts = new URL('../../protocols/parts/', import.meta.url);
  const names = existsSync(parts) ? readdirSync(parts).filter((name) => name.endsWith('.yaml')) : [];
  const { documents, problems } = assemble({
    protocols: [read(new URL(`../../protocols/${id}.yaml`, import.meta.url))],
    parts: names.map((name) => read(new URL(name, parts))),
  });
  if (documents[0] === undefined)
    throw new Error(problems.map(({ path, says }) => `${path.join('.')}: ${says}`).join('\n'));
  return documents[0].json as ProtocolDocument;
}

let compiled: Protocol | undefined;
/** protocols/venepuncture.yaml, compiled. */
export function venepuncture(): Protocol {
  compiled ??= compiledOrThrow(shippedDocument());
  return compiled;
}

/** Every protocol in protocols/, compiled. */
export const shippedProtocols = (): readonly Protocol[] =>
  readdirSync(new URL('../../protocols/', import.meta.url))
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => compiledOrThrow(shippedDocument(file.replace('.yaml', ''))));

/** @throws Error listing every error of the document. */
export function compiledOrThrow(document: unknown): Protocol {
  const result = compileProtocol(document);
  if (!result.ok) throw new Error(result.errors.map(({ path, says }) => `${path.join('.')}: ${says}`).join('\n'));
  return result.protocol;
}

export const technician: Actor = { person: 'a-osei', role: 'technician', grant: 'grant-osei', device: 'tablet-7' };
export const secondTechnician: Actor = { person: 'j-kim', role: 'technician', grant: 'grant-kim', device: 'tablet-8' };
export const nurse: Actor = { person: 'b-nunez', role: 'nurse', grant: 'grant-nunez', device: 'tablet-8' };
export const chargeNurse: Actor = { person: 'c-ito', role: 'chargeNurse', grant: 'grant-ito', device: 'desk-1' };
export const proceduralist: Actor = {
  person: 't-marsh',
  role: 'proceduralist',
  grant: 'grant-marsh',
  device: 'tablet-9',
};
export const server: Actor = { person: 'system', role: 'system', grant: 'system', device: 'server' };
export const everybody: readonly Actor[] = [technician, secondTechnician, nurse, chargeNurse, proceduralist];

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
/** 2026-03-02 06:00 UTC. */
export const morning = 1_772_431_200_000;

export const anOpening = (more: Partial<Opening> = {}): Opening => ({
  preparation: 'preparation-0001',
  at: morning,
  start: morning + 2 * hour,
  order: { number: 'ORD-1', version: 1, facts: { fasting: 'none', armRestriction: 'none' } },
  patient: { familyName: 'Roe', givenName: 'Mary', birthDate: '1959-03-12', sex: 'F', number: '9990012345' },
  place: { ward: 'w4B', bed: '12' },
  ...more,
});
