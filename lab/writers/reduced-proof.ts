/** A proof of a machine that was not seen whole, as text: each invariant with its verdict and how much it was seen by. */
import type { Claim } from '../explore/prove.ts';
import type { ReducedProof } from '../explore/prove-large.ts';
import type { ReducedFinding } from '../explore/prove-reduced.ts';
import { findingText } from './proof.ts';

export function reducedProofText({ machine, digits, events, findings, notAsked }: ReducedProof): string {
  return [
    `${machine}: ${digits} regions, ${events} events; each invariant seen by the regions it needs`,
    ...findings.map(reducedFindingText),
    '',
    '- of control: which events, of which class, in which order; every deadline may fall due whenever its state waits',
    '- "holds" holds of the whole machine: all that it does to those regions is among what was looked at',
    `- not asked, for it was not seen whole: ${notAsked.join('; ')}`,
    '- dates, values and people come in as classes of an event; how they are classed is not proved here',
    '',
  ].join('\n');
}

export function reducedFindingText(finding: ReducedFinding<Claim>): string {
  const { cases, contradictions, regions, states, way, why } = finding;
  const by =
    regions.length === 0
      ? []
      : states === 0
        ? [`${cases} states of ${regions.length} regions`]
        : [`${states} states of ${regions.length === 1 ? regions[0] : `${regions.length} regions`}`];
  const parts = cases === 1 ? '' : ` of ${cases} cases`;
  const said = [
    ...(contradictions === 0
      ? []
      : [contradictions === cases ? `by its wording alone${parts}` : `${contradictions}${parts} by wording alone`]),
    ...by,
    ...(way === null || finding.shortest ? [] : ['another way may be shorter']),
    ...(why === '' || way?.feasible === false ? [] : [why]),
  ];
  return [...findingText(finding), ...(said.length === 0 ? [] : [`            ${said.join('; ')}`])].join('\n');
}
