/** A protocol that asks for everything a server has to keep apart: blind second checks, competences, results. */
import { shippedDocument } from './protocol.ts';

const everybody = ['technician', 'nurse', 'chargeNurse', 'proceduralist'] as const;
const sourced = { source: 'A test', status: 'project default' } as const;

/** Items of blind checks that are answered by a number or a choice; they need no patient, so a test begins with them. */
export const numbers = Array.from({ length: 30 }, (_none, index) => `number${index}`);
export const choices = Array.from({ length: 9 }, (_none, index) => `choice${index}`);
/** Six answers of a choice item, each a word that stands nowhere else. */
export const wordsOf = (item: string) =>
  Array.from({ length: 6 }, (_none, index) => ({ value: `zq${item}x${index}`, label: `ZQ ${item} ${index}` }));

const second = { kind: 'secondPerson', stop: 'warn', by: everybody, verifyWithin: 'sideCheckWithin', ...sourced };

/** @param blind how many of each; a test that is not about blindness needs none. */
export function checksDocument({ blind = true }: { readonly blind?: boolean } = {}): object {
  const base = shippedDocument();
  const items = [
    ...(blind ? numbers : []).map((id) => ({
      id,
      text: `Reading ${id}`,
      answer: { unit: 'mL', min: 0, max: 999_999_999, decimals: 3 },
      ...second,
    })),
    ...(blind ? choices : []).map((id) => ({
      id,
      text: `Choice ${id}`,
      answer: { choices: wordsOf(id).map((word) => ({ ...word, satisfies: true })) },
      ...second,
    })),
    {
      id: 'screened',
      text: 'Screened for the magnet',
      answer: { choices: [{ value: 'yes', label: 'YES', satisfies: true }] },
      ...second,
      verifierCompetence: 'mrLevel2',
    },
    {
      id: 'hung',
      kind: 'attested',
      text: 'Blood hung',
      stop: 'warn',
      by: everybody,
      answer: { choices: [{ value: 'yes', label: 'YES', satisfies: true }] },
      competence: 'transfusion',
      ...sourced,
    },
    ...['egfr', 'egfrIfContrast'].map((id) => ({
      id,
      kind: 'measured',
      text: 'Kidney function',
      stop: 'hard',
      by: everybody,
      answer: {
        unit: 'mL/min/{1.73_m2}',
        min: 0,
        max: 200,
        decimals: 0,
        limits: [{ atLeast: 30 }],
        result: '98979-8',
      },
      dated: 'When the sample was taken',
      validFor: 'resultFor',
      ...(id === 'egfr'
        ? {}
        : { appliesIf: { fact: 'contrast', is: ['yes', 'unknown'], otherwise: 'No contrast is given' } }),
      ...sourced,
    })),
  ];
  return {
    ...base,
    id: 'checks',
    title: 'Checks',
    times: { ...base.times, resultFor: { is: '72 h', ...sourced } },
    steps: base.steps.map((step) => (step.step === 'equipment' ? { ...step, items: [...step.items, ...items] } : step)),
  };
}
