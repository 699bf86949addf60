/** What HTTP is given: the desk's services, with the people's room as its own door needs it, and how this site is reached. */
import { emptyFhirMap, type FhirMap } from '../interop/fhir-map.ts';
import type { StaffedPeople } from '../people/people.ts';
import type { Services } from '../services.ts';

export interface HttpServices extends Services {
  readonly people: StaffedPeople;
}

export interface HttpOptions {
  /** IANA name of the site's time zone: a day list's times are in it. */
  readonly timeZone: string;
  /** What the codes and places of FHIR orders mean here. */
  readonly fhirMap: FhirMap;
  /** Where the built screens are. */
  readonly webDirectory: string;
  /** Origins that may show the screens in a frame, beside our own: a demonstration's window. */
  readonly frameAncestors: readonly string[];
  /** Express's `trust proxy`: which proxies may say what the address and protocol were. `false` for none. */
  readonly trustProxy: boolean | number | string;
}

/** A server that nobody configured: no proxy, no frames, this machine's time zone, screens from dist/web. */
export const httpDefaults: HttpOptions = {
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  fhirMap: emptyFhirMap,
  // From dist/server/http when built, from server/http under tsx.
  webDirectory: new URL(import.meta.url.endsWith('.ts') ? '../../dist/web' : '../../web', import.meta.url).pathname,
  frameAncestors: [],
  trustProxy: false,
};
