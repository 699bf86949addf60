/** Handing over ends a preparation, and no event takes it back: every screen asks once more before it sends one of these. */
import type { ActionView } from '../../machines/index.ts';

export const isHandover = ({ event }: Pick<ActionView, 'event'>): boolean =>
  event === 'handover.accepted' || event === 'handover.acceptedInEmergency';
