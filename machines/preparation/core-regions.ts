/** The regions every preparation has, in the order they stand in the chart. */
import type { CoreRegion } from './core-region.ts';
import { endings, flow, urgency } from './flow.ts';
import { escalation, responsibility } from './people.ts';
import { plan } from './plan.ts';
import { transfer } from './transfer.ts';
import { whereabouts } from './whereabouts.ts';

export const coreRegions: readonly CoreRegion[] = [
  plan,
  flow,
  urgency,
  responsibility,
  escalation,
  transfer,
  whereabouts,
  endings,
];
