/** docs/safety.yaml, as the tests read it: hazards and invariants, numbered. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

interface Register {
  readonly invariants: readonly { readonly id: string; readonly hazards: readonly string[] }[];
}
const register = parse(
  readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'safety.yaml'), 'utf8'),
) as Register;

/** `H01, H13`. @throws when the register has no such invariant. */
export function hazardsOf(id: string): string {
  const found = register.invariants.find((one) => one.id === id);
  if (found === undefined) throw new Error(`docs/safety.yaml has no invariant ${id}.`);
  return found.hazards.join(', ');
}
