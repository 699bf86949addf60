/**
 * A FHIR R4 bundle as it came: its resources with their paths, and what its references lead to.
 * References are followed inside the bundle only; nothing is ever fetched.
 */
import { Element, type Fault, Findings, isJson } from './element.ts';

export interface Resource {
  readonly type: string;
  readonly at: Element;
  /** The resource whose `contained` this stands in, or itself. */
  readonly holder: Resource | null;
  /** The place of its entry in the bundle. */
  readonly entry: number;
}
export interface Bundle {
  readonly at: Element;
  readonly findings: Findings;
  /** Extensions that were passed over, as many as there are. */
  readonly extensions: number;
  of(type: string): readonly Resource[];
  /** What a Reference leads to. Null after it was noted, by path, that it leads nowhere. @param types what it may be. */
  follow(from: Resource, reference: Element, types: readonly string[]): Resource | null;
}
/** A bundle that can be read may still have faults in its findings; then it is read on, to tell of all of them, and not used. */
export type BundleAnswer =
  | { readonly ok: true; readonly bundle: Bundle }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** What is read of a bundle. Everything else in it is counted and passed over. */
export const used = [
  'Patient',
  'ServiceRequest',
  'Appointment',
  'Location',
  'Consent',
  'AllergyIntolerance',
  'Observation',
] as const;

const bundleTypes = ['collection', 'transaction', 'searchset', 'batch'];
/** A ward's day has some hundreds of resources; a bigger bundle is another thing sent by mistake. */
const entriesMax = 5_000;
/** Resources are some ten levels deep. A deeper one is an attack. */
const depthMax = 60;

export function readBundle(bytes: Uint8Array): BundleAnswer {
  const findings = new Findings();
  const json = parsed(bytes);
  if (typeof json === 'string') return { ok: false, faults: [{ path: 'Bundle', says: json }] };
  if (!isJson(json) || json['resourceType'] !== 'Bundle')
    return { ok: false, faults: [{ path: 'Bundle.resourceType', says: 'must be Bundle' }] };
  if (tooDeep(json, depthMax))
    return { ok: false, faults: [{ path: 'Bundle', says: `is nested more than ${depthMax} levels deep` }] };
  const at = new Element('Bundle', json, findings);
  const type = at.text('type');
  if (type === null || !bundleTypes.includes(type)) at.wrong('type', `must be one of ${bundleTypes.join(', ')}`);
  const entries = at.list('entry');
  if (entries.length > entriesMax) at.wrong('entry', `has more than ${entriesMax} entries; send a ward at a time`);
  if (at.list('link').some((link) => link.json['relation'] === 'next'))
    at.warn('link', 'there is another page of this search, which was not sent; send it too');
  if (findings.faults.length > 0) return { ok: false, faults: findings.faults };

  const resources = entries.flatMap((entry, index) => resourceOf(entry, index) ?? []);
  const find = findIn(entries, resources);
  const bundle: Bundle = {
    at,
    findings,
    extensions: resources.reduce((sum, { at: one }) => sum + extensionsIn(one.json), 0),
    of: (wanted) => resources.filter((one) => one.type === wanted),
    follow: follow(find, resources),
  };
  for (const one of resources.filter(isUsed)) checkWhole(find, one);
  tellUnused(at, resources);
  return { ok: true, bundle };
}

const isUsed = ({ type }: Resource): boolean => (used as readonly string[]).includes(type);

function parsed(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return 'is not UTF-8; FHIR JSON always is';
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return 'is not JSON; send one FHIR R4 Bundle as application/fhir+json (XML is not read)';
  }
}

function resourceOf(entry: Element, index: number): Resource | null {
  const search = entry.get('search');
  if (search !== null && search.json['mode'] === 'outcome') return null;
  if (entry.get('request')?.json['method'] === 'DELETE')
    return entry.wrong('request.method', 'nothing is deleted here; send the ServiceRequest with the status revoked');
  const at = entry.get('resource');
  if (at === null) return entry.has('resource') ? null : entry.wrong('resource', 'is missing');
  const type = at.text('resourceType');
  return type === null
    ? at.has('resourceType')
      ? null
      : at.wrong('resourceType', 'is missing')
    : { type, at, holder: null, entry: index };
}

type Find = (from: Resource, reference: string) => readonly Resource[];

/** How FHIR resolves a reference in a bundle: contained, by search, by fullUrl, against the entry's own base, by type and id. */
function findIn(entries: readonly Element[], resources: readonly Resource[]): Find {
  const byUrl = new Map<string, Resource>();
  const byId = new Map<string, Resource[]>();
  for (const one of resources) {
    const entry = entries[one.entry];
    const url = entry?.text('fullUrl');
    if (url != null) {
      if (byUrl.has(url)) entry?.wrong('fullUrl', 'is the fullUrl of another entry too');
      byUrl.set(url, one);
    }
    const id = one.at.text('id');
    const key = `${one.type}/${id}`;
    if (id !== null) byId.set(key, [...(byId.get(key) ?? []), one]);
  }
  return (from, reference) => {
    if (reference.startsWith('#')) return containedIn(from, reference.slice(1));
    const plain = reference.replace(/\/_history\/[^/]+$/, '');
    const [, kind, token = ''] = /^(\w+)\?identifier=(.+)$/.exec(plain) ?? [];
    if (kind !== undefined)
      return resources.filter(
        ({ type, at }) => type === kind && at.list('identifier').some((id) => isToken(id, token)),
      );
    const exact = byUrl.get(plain) ?? byUrl.get(`${baseOf(entries[from.entry])}${plain}`);
    return exact === undefined ? (byId.get(/[^/]+\/[^/]+$/.exec(plain)?.[0] ?? plain) ?? []) : [exact];
  };
}

function follow(find: Find, resources: readonly Resource[]): Bundle['follow'] {
  return (from, reference, types) => {
    const text = reference.text('reference');
    const identifier = text === null && !reference.has('reference') ? reference.get('identifier') : null;
    if (text === null && identifier === null)
      return reference.has('reference') ? null : reference.wrong('reference', 'is missing');
    const name = text === null ? 'identifier' : 'reference';
    const found =
      text !== null
        ? find(from, text)
        : resources.filter(
            ({ type, at }) =>
              types.includes(type) &&
              at.list('identifier').some((one) => identifier !== null && isSame(one, identifier)),
          );
    const [first, second] = found;
    if (first === undefined) return reference.wrong(name, leadsNowhere);
    if (second !== undefined) return reference.wrong(name, 'could mean more than one of the entries');
    return types.includes(first.type)
      ? first
      : reference.wrong(name, `leads to a ${first.type}; it must be a ${types.join(' or ')}`);
  };
}
const leadsNowhere = 'leads to nothing in this bundle; send what it names too';

function containedIn(from: Resource, id: string): readonly Resource[] {
  const holder = from.holder ?? from;
  if (id === '') return [holder];
  return holder.at
    .list('contained')
    .filter((at) => at.json['id'] === id)
    .map((at) => ({ type: at.text('resourceType') ?? '', at, holder, entry: from.entry }));
}

/** `http://host/fhir/` of `http://host/fhir/Patient/1`; nothing for `urn:uuid:…`. */
const baseOf = (entry: Element | undefined): string =>
  /^(https?:\/\/.+\/)[A-Za-z]+\/[^/]+$/.exec(entry?.text('fullUrl') ?? '')?.[1] ?? '';
const isSame = ({ json: a }: Element, { json: b }: Element): boolean =>
  a['value'] !== undefined && a['value'] === b['value'] && (b['system'] === undefined || a['system'] === b['system']);
const isToken = ({ json }: Element, token: string): boolean =>
  token.includes('|') ? `${String(json['system'])}|${String(json['value'])}` === token : json['value'] === token;

/** What may not be passed over: extensions that change the meaning, rules we do not know, and references within that lead nowhere. */
function checkWhole(find: Find, resource: Resource): void {
  const walk = (element: Element): void => {
    if (element.list('modifierExtension').length > 0)
      element.wrong('modifierExtension', 'changes what this means in a way that is not known here; it cannot be used');
    const { reference } = element.json;
    // These two kinds mean something inside the bundle only: one that leads nowhere is a bundle with a part missing.
    if (typeof reference === 'string' && /^(#.|urn:)/.test(reference) && find(resource, reference).length === 0)
      element.wrong('reference', leadsNowhere);
    for (const [name, below] of element.all()) if (name !== 'extension' && name !== 'modifierExtension') walk(below);
  };
  if (resource.at.has('implicitRules')) resource.at.wrong('implicitRules', 'names rules that are not known here');
  walk(resource.at);
}

function tellUnused(at: Element, resources: readonly Resource[]): void {
  const counts = new Map<string, number>();
  for (const one of resources) if (!isUsed(one)) counts.set(one.type, (counts.get(one.type) ?? 0) + 1);
  for (const [type, count] of counts)
    at.warn(`entry.resource.ofType(${type})`, `${count} of these ${count === 1 ? 'was' : 'were'} not used`);
}

function tooDeep(value: unknown, left: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return left === 0 || Object.values(value).some((one) => tooDeep(one, left - 1));
}
const extensionsIn = (value: unknown): number => {
  if (Array.isArray(value)) return value.reduce((sum: number, one: unknown) => sum + extensionsIn(one), 0);
  if (!isJson(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [name, one]) => sum + (name === 'extension' && Array.isArray(one) ? one.length : extensionsIn(one)),
    0,
  );
};
