/** What a ward procedure does not have: a consent that lapses, and a way to where the procedure is. */
import type { Protocol, ProtocolDocument } from '../../machines/index.ts';
import { compiledOrThrow, shippedDocument } from './protocol.ts';

/** The same blood sample, taken elsewhere, on a written consent that lasts a shift. */
export const elsewhere = (): Protocol => (takenElsewhere ??= compiledOrThrow(elsewhereDocument()));
let takenElsewhere: Protocol | undefined;
export function elsewhereDocument(): ProtocolDocument {
  const document = shippedDocument();
  return {
    ...document,
    id: 'elsewhere',
    department: 'mri',
    consent: { ...document.consent, level: 'written', lastsFor: 'consentFor' },
    handover: { ...document.handover, receivedBy: ['nurse', 'proceduralist'], transfer: true },
    times: { ...document.times, consentFor: { is: '10 h', source: 'A test', status: 'project default' } },
  };
}
