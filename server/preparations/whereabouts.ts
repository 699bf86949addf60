/** Where a preparation is, as far as permission goes: the ward the patient is on, and the department they are bound for. */
import { isAt } from '../../machines/index.ts';
import type { Resource } from '../services.ts';
import type { Known } from './known.ts';

export type Whereabouts = Pick<Resource, 'ward' | 'bound'> & { readonly ward: string };

export function whereaboutsOf({ head, state: { value }, pinned }: Known): Whereabouts {
  const { department } = pinned.protocol.document;
  if (department === undefined) return { ward: head.ward };
  const arrived = isAt(value, 'open.transfer.arrivedThere') || isAt(value, 'handedOver');
  return { ward: head.ward, bound: { department, arrived } };
}
