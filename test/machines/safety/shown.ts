/** Every invariant that a test here shows. */
import { capacityShown } from './capacity.ts';
import { careShown } from './care.ts';
import { consentShown } from './consent.ts';
import { flowShown } from './flow.ts';
import type { Shown } from './house.ts';
import { identityShown } from './identity.ts';
import { peopleShown } from './people.ts';
import { resultsShown } from './results.ts';
import { timeShown } from './time.ts';
import { whereaboutsShown } from './whereabouts.ts';

/** In the order of their numbers. */
export const allShown: readonly Shown[] = [
  ...identityShown,
  ...consentShown,
  ...capacityShown,
  ...careShown,
  ...peopleShown,
  ...resultsShown,
  ...flowShown,
  ...timeShown,
  ...whereaboutsShown,
].sort((a, b) => (a.id < b.id ? -1 : 1));
