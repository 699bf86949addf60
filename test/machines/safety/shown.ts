/** Every invariant that a test here shows. */
import { consentShown } from './consent.ts';
import type { Shown } from './house.ts';
import { identityShown } from './identity.ts';

export const allShown: readonly Shown[] = [...identityShown, ...consentShown];
