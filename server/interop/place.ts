/** A FHIR Location, and those it is part of, as a bed on one of this site's wards. */
import type { Place, WardLayout } from '../../machines/index.ts';
import type { Bundle, Resource } from './bundle.ts';
import type { FhirMap } from './fhir-map.ts';

/** A room in a ward in a building in a site: more levels than that are a circle. */
const levelsMax = 8;

/** Null after it was noted why not. */
export function readPlace(
  bundle: Bundle,
  location: Resource,
  wards: readonly WardLayout[],
  { places }: Pick<FhirMap, 'places'>,
): Place | null {
  const below: Resource[] = [];
  for (let here: Resource | null = location; below.length < levelsMax;) {
    const names = namesOf(here);
    const mapped = places.find(({ value }) => names.includes(value.toLowerCase()));
    const ward = wards.find((one) => one.ward === mapped?.ward || (mapped === undefined && isWard(one, names)));
    if (mapped !== undefined && ward === undefined)
      return here.at.wrong('', `is ward ${mapped.ward} by the FHIR map, and this site has no such ward`);
    if (ward !== undefined) {
      const bed = mapped?.bed ?? null;
      return bed !== null || below.length === 0
        ? { ward: ward.ward, bed: bed === null || ward.beds.includes(bed) ? bed : here.at.wrong('', noBed(bed, ward)) }
        : bedIn(ward, below);
    }
    below.push(here);
    const partOf = here.at.get('partOf');
    if (partOf === null)
      return here.at.wrong('partOf', 'is missing: nothing says which of this site’s wards this is on');
    here = bundle.follow(here, partOf, ['Location']);
    if (here === null) return null;
  }
  return location.at.wrong('partOf', 'leads round in a circle');
}

/** The innermost of the locations below the ward that is called as one of its beds is. */
function bedIn(ward: WardLayout, below: readonly Resource[]): Place | null {
  for (const one of below) {
    const bed = ward.beds.find((label) =>
      namesOf(one).some((name) => name === label.toLowerCase() || name === `bed ${label.toLowerCase()}`),
    );
    if (bed !== undefined) return { ward: ward.ward, bed };
  }
  const [innermost] = below;
  return (
    innermost?.at.wrong('name', `is not a bed of ward ${ward.title}; name it in the FHIR map, under places`) ?? null
  );
}

const noBed = (bed: string, { title }: WardLayout): string =>
  `is bed ${bed} by the FHIR map, which ward ${title} does not have`;

function namesOf({ at }: Resource): readonly string[] {
  const name = at.text('name');
  const values = at.list('identifier').flatMap((one) => one.text('value') ?? []);
  return [...(name === null ? [] : [name]), ...at.texts('alias'), ...values].map((one) => one.toLowerCase());
}
const isWard = ({ ward, title }: WardLayout, names: readonly string[]): boolean =>
  [ward, title, `ward ${title}`].some((known) => names.includes(known.toLowerCase()));
