/** What a bundle says of a patient that is a fact of their order: allergies on file, consent on file, details of the order. */
import { donationNumber, type Instant } from '../../machines/index.ts';
import type { Bundle, Resource } from './bundle.ts';
import { codings, type Element, wordsOf } from './element.ts';
import { codeOf, type FhirMap, isNumber } from './fhir-map.ts';

type Facts = Readonly<Record<string, string>>;

const over = new Set(['inactive', 'resolved']);

/**
 * `allergies`: what is on file, in order of the alphabet, or `noneKnown`; no fact where the bundle has no list, because
 * nothing said is not "none". One fact for the whole list: an allergy taken off it must go.
 */
export function allergyFacts(
  bundle: Bundle,
  patient: Resource,
  { noKnownAllergy }: Pick<FhirMap, 'noKnownAllergy'>,
): Facts {
  const noneKnown = new Set(noKnownAllergy.map(codeOf));
  const about = bundle.of('AllergyIntolerance').filter((one) => isAbout(bundle, one, 'patient', patient));
  if (about.length === 0) return {};
  const standing = about.filter(({ at }) => !isOver(at));
  const named = standing.filter(({ at }) => !codings(at.get('code')).some((code) => noneKnown.has(code)));
  const words = named.map(({ at }) => {
    const what = wordsOf(at.get('code')) ?? at.wrong('code', 'is missing: an allergy to what?') ?? '';
    const how = [at.text('criticality') === 'high' ? 'high' : null, unsure(at)].filter((one) => one !== null);
    return how.length === 0 ? what : `${what} (${how.join(', ')})`;
  });
  return {
    allergies:
      words.length > 0 ? [...new Set(words)].sort().join('; ') : standing.length > 0 ? 'noneKnown' : 'noneOnFile',
  };
}

const isOver = (at: Element): boolean => {
  const wrong = codings(at.get('verificationStatus')).find((code) => /\|(entered-in-error|refuted)$/.test(code));
  if (wrong !== undefined) at.warn('verificationStatus', `is ${codeIn(wrong)}: it is not used`);
  return wrong !== undefined || codings(at.get('clinicalStatus')).some((code) => over.has(codeIn(code)));
};
const unsure = (at: Element): string | null =>
  codings(at.get('verificationStatus')).some((code) => codeIn(code) === 'unconfirmed') ? 'unconfirmed' : null;

/**
 * `consentOnFile`: `active|permit|2026-11-20`, the newest. A form on file is not this patient's answer today:
 * nobody is asked less because of it.
 */
export function consentFacts(bundle: Bundle, patient: Resource): Facts {
  const about = bundle.of('Consent').filter((one) => isAbout(bundle, one, 'patient', patient));
  const usable = about.filter(({ at }) => {
    const status = at.text('status') ?? at.wrong('status', 'is missing');
    if (status === 'entered-in-error') at.warn('status', 'is entered-in-error: it is not used');
    return status !== null && status !== 'entered-in-error';
  });
  const newest = [...usable].sort((a, b) => whenOf(b.at).localeCompare(whenOf(a.at), 'en'))[0]?.at;
  if (newest === undefined) return {};
  const type = newest.get('provision')?.text('type') ?? 'permit';
  const status = newest.text('status') ?? '';
  if (type === 'deny' || status === 'rejected' || status === 'inactive')
    newest.warn(
      'status',
      'says that the patient did not agree, or no longer does: speak with them and the proceduralist',
    );
  else newest.warn('', 'is kept as a fact of the order; the patient is still asked on the day');
  return { consentOnFile: [status, type, whenOf(newest)].join('|') };
}
const whenOf = (at: Element): string => at.text('dateTime') ?? '';

/** Coded details of the order, by the site's map: words, and the number of a unit of blood. */
export function detailFacts(at: Element, { details }: Pick<FhirMap, 'details'>, now: Instant): Facts {
  const facts = new Map<string, string>();
  for (const detail of at.list('orderDetail')) {
    const found = detail.list('coding').flatMap((coding) => detailIn(coding, details, now));
    if (found.length === 0) detail.warn('', 'has no code the FHIR map knows: it is not used');
    for (const { fact, is } of found) {
      if (is === null) continue;
      const before = facts.get(fact);
      if (before !== undefined && before !== is)
        detail.wrong('', `says something else of ${fact} than another detail of this order`);
      facts.set(fact, is);
    }
  }
  return Object.fromEntries(facts);
}

/** `is`: null where the code should be a number and is none; that was said. */
function detailIn(
  coding: Element,
  details: FhirMap['details'],
  now: Instant,
): readonly { readonly fact: string; readonly is: string | null }[] {
  const [system, code] = [coding.text('system') ?? '', coding.text('code')];
  if (code === null) return [];
  return details.flatMap((one) => {
    if (one.system !== system) return [];
    if (!isNumber(one)) return one.code === code ? [{ fact: one.fact, is: one.is }] : [];
    const number = donationNumber(code, now);
    return [{ fact: one.fact, is: number ?? coding.wrong('code', noNumber) }];
  });
}
const noNumber =
  'is no donation number: 13 characters such as G123417654321, or these as a scanner reads them or with their check';

/** Whether a resource is about this patient. A reference that leads nowhere is noted. */
export function isAbout(bundle: Bundle, resource: Resource, name: string, patient: Resource): boolean {
  const reference = resource.at.get(name) ?? resource.at.wrong(name, 'is missing');
  const found = reference === null ? null : bundle.follow(resource, reference, ['Patient']);
  return found !== null && samePatient(found, patient);
}
/** A patient may be written into each resource anew, as contained: then an identifier makes them one. */
export const samePatient = (a: Resource, b: Resource): boolean =>
  a.at.path === b.at.path || identifiersOf(a).some((one) => identifiersOf(b).includes(one));
const identifiersOf = ({ at }: Resource): readonly string[] =>
  at
    .list('identifier')
    .flatMap(({ json: { system, value } }) => (typeof value === 'string' ? [JSON.stringify([system, value])] : []));

const codeIn = (coded: string): string => coded.slice(coded.lastIndexOf('|') + 1);
