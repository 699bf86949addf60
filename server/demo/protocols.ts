/** What is ordered on the demonstration ward: mostly blood samples, and one patient at a time for each of the others. */
import type { Patient } from '../../machines/index.ts';

export interface Ordered {
  readonly protocol: string;
  readonly facts: Readonly<Record<string, string>>;
}

/** The number on the bag that the blood bank issued for this patient; its last digits are the patient's own. */
export const unitFor = ({ number }: Pick<Patient, 'number'>): string => `G123426${number.slice(-6)}`;

/** Orders that say everything, so that what must be asked is asked and nothing is guessed. */
const others: Readonly<Record<string, (patient: Patient) => Ordered['facts']>> = {
  mri: () => ({ contrast: 'none', sedation: 'none', side: 'none', bore: 'wide' }),
  ctContrast: () => ({
    setting: 'outpatient',
    flow: 'low',
    contrastStrength: 'i300',
    oralPrep: 'none',
    side: 'none',
  }),
  upperGiEndoscopy: () => ({ bleedingRisk: 'low', antithrombotic: 'none', diabetes: 'no' }),
  transfusion: (patient) => ({
    unitNumber: unitFor(patient),
    component: 'redCells',
    patientAbo: 'a',
    patientRhd: 'positive',
    irradiated: 'notRequired',
    cmvNegative: 'notRequired',
    hevNegative: 'notRequired',
  }),
};

const minute = 60_000;
/** How long before its start somebody begins with it: a scan or an endoscopy is not got ready for in a quarter of an hour. */
export const leadMs = (protocol: string): number => (protocol === 'venepuncture' ? 15 : 75) * minute;

/** @param open the protocols of those on the ward who are not gone yet. */
export function nextOrder(patient: Patient, open: readonly string[], chance: () => number): Ordered {
  const missing = Object.entries(others).filter(([protocol]) => !open.includes(protocol));
  const [protocol, factsOf] = missing[Math.floor(chance() * missing.length)] ?? [];
  if (protocol !== undefined && factsOf !== undefined && chance() < 0.75) return { protocol, facts: factsOf(patient) };
  return bloodSample(chance() < 0.3);
}

export const bloodSample = (fasting: boolean): Ordered => ({
  protocol: 'venepuncture',
  facts: {
    fasting: fasting ? 'required' : 'none',
    armRestriction: 'none',
    tubes: fasting ? '1 serum, 1 EDTA, 1 fluoride' : '1 serum, 1 EDTA',
  },
});
