/** Which fault and which crash came together in one run, and how often. */
import { crashKinds, faultKinds } from './faults.ts';
import { focuses } from './plan.ts';
import type { Result } from './run.ts';

export interface Matrix {
  add(result: Pick<Result, 'happened' | 'died'>): void;
  /** Pairs that no run has seen yet, as the place a seed's focus has among the focuses. */
  empty(): readonly number[];
  text(): string;
}

export function createMatrix(): Matrix {
  const cells = new Map<string, number>();
  const cell = (fault: string, point: string): number => cells.get(`${fault} ${point}`) ?? 0;
  return {
    add({ happened, died }) {
      for (const fault of happened.keys())
        for (const point of died.keys()) cells.set(`${fault} ${point}`, cell(fault, point) + 1);
    },
    empty: () =>
      Array.from({ length: focuses }, (_none, index) => index).filter(
        (index) =>
          cell(faultKinds[index % faultKinds.length]!, crashKinds[Math.floor(index / faultKinds.length)]!) === 0,
      ),
    text() {
      const wide = Math.max(...faultKinds.map(({ length }) => length));
      const heads = crashKinds.map((point, index) => `${' '.repeat(wide + 6)}${'   |'.repeat(index)}   ${point}`);
      const rows = faultKinds.map(
        (fault) =>
          `      ${fault.padEnd(wide)}${crashKinds.map((point) => String(cell(fault, point)).padStart(4)).join('')}`,
      );
      return [...heads, ...rows].join('\n');
    },
  };
}
