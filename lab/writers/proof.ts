/** A proof as text: each invariant with its verdict, and what breaks one as a way that can be followed by hand. */
import type { Finding, Proof } from '../explore/prove.ts';
import type { StateValue } from '../explore/state.ts';
import type { Way } from '../explore/way.ts';

export function proofText(proof: Proof): string {
  const { machine, states, moves, whole, findings, silent, unreached, untaken, rests } = proof;
  const count = (many: number, one: string): string => `${many.toLocaleString('en')} ${one}${many === 1 ? '' : 's'}`;
  return [
    `${machine}: ${count(states, 'state')}, ${count(moves, 'move')}${whole ? '' : ', not seen to the end'}`,
    ...findings.flatMap(findingText),
    ...(silent === null
      ? []
      : [
          '',
          `stuck    nothing is heard in ${valueText((silent.steps.at(-1)?.state ?? silent.from).value)}, and it has not ended`,
          ...wayText(silent),
        ]),
    ...listed('never active', unreached),
    ...listed('never taken', untaken),
    '',
    ...(whole ? [] : ['A limit was reached: what is not broken is unknown.']),
    ...rests.map((rest) => `- ${rest}`),
    '',
  ].join('\n');
}

function findingText({ invariant, verdict, way }: Finding): readonly string[] {
  const hazards = invariant.hazards === undefined ? '' : ` (${invariant.hazards.join(', ')})`;
  const line = `${verdict.padEnd(8)} ${invariant.id}${hazards}  ${invariant.says}`;
  if (way === null) return [line];
  return [
    line,
    ...(way.feasible ? [] : ['         the only way found is one that no clock allows; another may be there']),
    ...wayText(way),
  ];
}

function wayText({ from, steps }: Way): readonly string[] {
  const width = String(steps.length).length;
  return [
    `         ${' '.repeat(width)}  begins in ${valueText(from.value)}`,
    ...steps.map(
      ({ label, moved }, index) =>
        `         ${String(index + 1).padStart(width)}. ${labelText(label)}${moved.length === 0 ? '' : `: ${moved.join('; ')}`}`,
    ),
  ];
}

/** `xstate.after.5000.lamp.red`: so long after red was entered, whatever came between. */
function labelText(label: string): string {
  const [, delay, state] = /^xstate\.after\.([^.]+)\.(.+)$/.exec(label) ?? [];
  return delay === undefined ? label : `${/^\d+$/.test(delay) ? `${delay} ms` : delay} in ${state} are over`;
}

const valueText = (value: StateValue): string => (typeof value === 'string' ? value : JSON.stringify(value));

function listed(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `         ${line}`)];
}
