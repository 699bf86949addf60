/** What regions, histories and their values are called in Promela: words of letters, digits and `_`, each once. */
import type { Digit, ExploredChart, Node } from '../../explore/chart.ts';

export interface PromelaNames {
  /** The variable of a digit. */
  readonly variable: (digit: number) => string;
  /** The name of one of its values. */
  readonly value: (digit: number, value: number) => string;
}

/** Words with a `_` that Promela or the writer means something by; no other name is without one, so none is a keyword. */
const reserved = new Set(['d_step', 'c_code', 'c_decl', 'c_expr', 'c_state', 'c_track', 'nr_pr', 'pc_value']);
const isReserved = (name: string): boolean => reserved.has(name) || /^(?:kept|broken|change)_\d+$/.test(name);

export function promelaNames({ digits, machine }: ExploredChart): PromelaNames {
  const taken = new Set<string>();
  const once = (wanted: string): string => {
    const word = wanted.replaceAll(/[^A-Za-z0-9_]+/g, '_').replace(/^(?=\d|_|$)/, 'r');
    let name = word;
    for (let count = 2; taken.has(name) || isReserved(name); count++) name = `${word}_${count}`;
    taken.add(name);
    return name;
  };
  const variables = digits.map(({ kind, of }) =>
    once(`at_${kind === 'history' ? `${of.path}_remembered` : of.path === '' ? machine.id : of.path}`),
  );
  const values = digits.map((digit, index) =>
    digit.values.map((node) => once(valueName(digit, node, variables[index]))),
  );
  return {
    variable: (digit) => variables[digit] ?? '',
    value: (digit, value) => values[digit]?.[value] ?? '',
  };
}

function valueName({ kind, of }: Digit, node: Node | null, at = ''): string {
  const variable = at.replace(/^at_/, '');
  if (node === null) return `${variable}_${kind === 'history' ? 'nothing' : 'off'}`;
  const below = node.path.startsWith(`${of.path}.`) ? node.path.slice(of.path.length + 1) : node.path;
  return `${variable}_${node === of ? 'on' : below}`;
}
