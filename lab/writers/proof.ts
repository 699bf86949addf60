/** A proof as text: each invariant with its verdict, and what breaks one as a way that can be followed by hand. */
import type { Claim, Finding, Proof, Told, ToldChoice } from '../explore/prove.ts';
import type { StateValue } from '../explore/state.ts';
import type { Way } from '../explore/way.ts';

/** @param guards each overlap and gap of guards by itself, not only how many there are. */
export function proofText(proof: Proof, { guards = false }: { readonly guards?: boolean } = {}): string {
  const { machine, states, moves, whole, findings, silent, unreached, untaken, told, rests } = proof;
  const count = (many: number, one: string): string => `${many.toLocaleString('en')} ${one}${many === 1 ? '' : 's'}`;
  return [
    `${machine}: ${count(states, 'state')}, ${count(moves, 'move')}${whole ? '' : ', not seen to the end'}`,
    ...findings.flatMap(findingText),
    ...(silent === null
      ? []
      : [
          '',
          `stuck    nothing is heard in ${valueText((silent.steps.at(-1)?.state ?? silent.from).value)}, and it has not ended`,
          ...(silent.feasible ? [] : [`         ${notYet('')}`]),
          ...wayText(silent),
        ]),
    ...(told === null ? [] : toldText(told, guards)),
    ...listed('never active', unreached),
    ...listed('never taken', untaken),
    '',
    ...(whole ? [] : ['A limit was reached: what is not broken is unknown.']),
    ...(told === null && whole
      ? ['Livelock and guards were not looked for: there are too many states (--guards does).']
      : []),
    ...rests.map((rest) => `- ${rest}`),
    '',
  ].join('\n');
}

function toldText({ livelock, overlaps, gaps, unasked }: Told, guards: boolean): readonly string[] {
  const many = (count: number, one: string): string => `${count} ${count === 1 ? one : `${one}s`}`;
  const choices = (title: string, listed: readonly ToldChoice[], says: string): readonly string[] => {
    if (listed.length === 0) return [];
    if (!guards) return ['', `${title}: ${says}; --guards lists them`];
    return [
      '',
      `${title}: ${says}`,
      ...listed.flatMap(({ transitions, event, way }) => [
        ...transitions.map((one) => `         ${one}`),
        `         by ${labelText(event)}, after this way:`,
        ...clocked(way),
      ]),
    ];
  };
  return [
    ...(livelock === null
      ? []
      : [
          '',
          `livelock ${many(livelock.states, 'state')} in which only deadlines go on, for ever, and nobody can do anything`,
          ...clocked(livelock.way),
        ]),
    ...choices('overlap', overlaps, `${many(overlaps.length, 'time')} two guards hold at once, and the first wins`),
    ...choices('gap', gaps, `${many(gaps.length, 'time')} an event is heard only under guards, and none holds`),
    ...(guards ? listed('not looked at', unasked) : []),
  ];
}
const clocked = (way: Way): readonly string[] => [
  ...(way.feasible ? [] : ['         no clock allows this way; another was not looked for']),
  ...wayText(way),
];

export function findingText({ invariant, verdict, way, late, why }: Finding<Claim>): readonly string[] {
  const hazards = invariant.hazards === undefined ? '' : ` (${invariant.hazards.join(', ')})`;
  const line = `${verdict.padEnd(8)} ${invariant.id}${hazards}  ${invariant.says}`;
  return [
    line,
    ...(late === null ? [] : ['         as long as deadlines fall due on time; if one is late:', ...wayText(late)]),
    ...(way === null ? [] : way.feasible ? wayText(way) : [`         ${notYet(why)}`, ...wayText(way)]),
  ];
}
const notYet = (why: string): string =>
  `no clock allows the shortest way; whether one allows a longer was not decided${why === '' ? '' : `: ${why}`}`;

export function wayText({ from, steps }: Way): readonly string[] {
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
