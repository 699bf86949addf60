/** How a machine is begun where it does not matter for whom: guards look at nothing of it (chart law 1). */
import type { Opening } from '../machines/index.ts';
import { exampleName } from './world.ts';

export const anyOpening: Opening = {
  preparation: 'walk',
  at: 0,
  start: 0,
  order: { number: '1', version: 1, facts: {} },
  patient: { ...exampleName, birthDate: '1961-04-02', sex: 'F', number: '4471199' },
  place: { ward: 'north', bed: null },
};
