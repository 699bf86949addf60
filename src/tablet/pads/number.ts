/** Typing a number with twelve keys: what each key does, and whether what stands there can be recorded. */
import type { Key } from './keys.tsx';
import type { CombCell } from './comb.tsx';

export interface NumberAsk {
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly decimals: number;
}

export function typeKey(typed: string, key: Key, ask: NumberAsk): string {
  if (key === 'back') return typed.slice(0, -1);
  if (key === 'point') return ask.decimals === 0 || typed === '' || typed.includes('.') ? typed : `${typed}.`;
  const [whole = '', part] = typed.split('.');
  if (part !== undefined) return part.length < ask.decimals ? typed + key : typed;
  if (whole === '0') return key;
  return whole.length < wholeCells(ask) ? typed + key : typed;
}

export const numberOf = (typed: string): number | null => (typed === '' ? null : Number(typed));

export function cellsOf(typed: string, ask: NumberAsk): readonly (readonly CombCell[])[] {
  const [whole = '', part] = typed.split('.');
  const count = wholeCells(ask);
  const wholes = Array.from({ length: count }, (_, at) => ({
    text: whole.padStart(count, ' ')[at]?.trim() ?? '',
    next: typed === '' && at === count - 1,
  }));
  if (ask.decimals === 0) return [wholes];
  const parts = Array.from({ length: ask.decimals }, (_, at) => ({
    text: part?.[at] ?? '',
    next: part !== undefined && at === part.length,
  }));
  return [wholes, parts];
}

const wholeCells = ({ max }: NumberAsk): number => String(Math.trunc(Math.abs(max))).length;
