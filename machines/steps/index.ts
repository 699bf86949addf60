/** The registry: every step there is, in the order a newcomer should read them. A protocol chooses among them. */
import { consent } from './consent.ts';
import type { StepDefinition } from './define-step.ts';
import { equipment } from './equipment.ts';
import { explanation } from './explanation.ts';
import { hygiene } from './hygiene.ts';
import { identity } from './identity.ts';

export const steps: readonly StepDefinition[] = [identity, consent, hygiene, explanation, equipment];
