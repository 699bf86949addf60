/** Two versions of a protocol, and each thing that one does and the other does not, as a finding with its walk. */
import { isAt, type Protocol } from '../../machines/index.ts';
import type { Node } from '../explore/chart.ts';
import { all, not } from '../explore/condition.ts';
import { regionsOf, standingIn } from '../regions.ts';
import { saysDeadline, saysStanding } from '../words.ts';
import { Alignment, movedItems } from './align.ts';
import type { Finding, Topic, Version } from './finding.ts';
import { judgedDifferences, type JudgedDifference } from './judged.ts';
import { Side } from './side.ts';
import { stepDifferences, type StepDifference } from './step-differences.ts';
import { timeDifferences, type TimeDifference } from './times.ts';
import { notReady, waitUntil, type Walk, walkAgain } from './walked.ts';

export class Pair {
  readonly old: Side;
  readonly new: Side;
  /** Says conditions of the new chart of the old one; and the reverse. */
  readonly toOld: Alignment;
  readonly toNew: Alignment;
  /** Neither chart says anything that the other does not. */
  readonly sameChart: boolean;
  /** Regions that both have, as each calls them. */
  readonly shared: Readonly<Record<Version, readonly string[]>>;

  constructor(old: Side, fresh: Side) {
    this.old = old;
    this.new = fresh;
    this.toOld = new Alignment(fresh.chart, old.chart, movedItems(fresh.protocol, old.protocol));
    this.toNew = new Alignment(old.chart, fresh.chart, movedItems(old.protocol, fresh.protocol));
    this.sameChart = chartText(old.protocol) === chartText(fresh.protocol);
    const both = (one: Side, other: Side, path: (path: string) => string): readonly string[] =>
      regionsOf(one.protocol).filter((region) => path(region) === region && other.protocol.chart.byPath.has(region));
    this.shared = { old: both(old, fresh, this.toNew.path), new: both(fresh, old, this.toOld.path) };
  }

  side(version: Version): Side {
    return version === 'old' ? this.old : this.new;
  }

  /** What a version does in one step and the other does not. */
  steps(under: Version): readonly StepDifference[] {
    return (this.#steps[under] ??= this.#stepsOf(under));
  }
  readonly #steps: Partial<Record<Version, readonly StepDifference[]>> = {};

  /** Each does in every state what the other does there: what was proved of one holds of the other. */
  get doAlike(): boolean {
    if (this.sameChart) return true;
    const sides = ['old', 'new'] as const;
    return (
      this.old.chart.nodes.every((node) => this.toNew.node(node) !== null) &&
      this.new.chart.nodes.every((node) => this.toOld.node(node) !== null) &&
      sides.every((under) => this.steps(under).length === 0 && this.entered(under).length === 0)
    );
  }

  #stepsOf(under: Version): readonly StepDifference[] {
    if (this.sameChart) return [];
    const one = this.side(under);
    const there = under === 'new' ? [this.toOld, this.toNew] : [this.toNew, this.toOld];
    return stepDifferences(one, this.#other(under), there[0] as Alignment, there[1] as Alignment).flatMap(
      (difference) => {
        const occasions = difference.occasions.filter(({ condition }) => one.mayHold(condition));
        return occasions.length === 0 ? [] : [{ ...difference, occasions }];
      },
    );
  }

  times(): readonly TimeDifference[] {
    return timeDifferences(this.old.protocol, this.new.protocol);
  }
  judged(): readonly JudgedDifference[] {
    return judgedDifferences(this.old, this.new);
  }

  /** Null where nothing ever stands so that it could happen. */
  stepFinding(difference: StepDifference, under: Version): Finding | null {
    const { region, event, to, occasions, from } = difference;
    const one = this.side(under);
    const says = `${saysEvent(one.protocol, event)}: ${to === null ? `${saysAt(one.protocol, from[0] ?? region)}, as before` : saysAt(one.protocol, to)}`;
    let unknown = false;
    let reached = false;
    for (const { condition, ...then } of occasions) {
      let elsewhere = '';
      const { answer, walk } = one.walkTo(condition, then, (walked) => {
        const stands = to === null ? from.some((path) => isAt(walked.state.value, path)) : isAt(walked.state.value, to);
        const again = walkAgain(this.#other(under).protocol, walked, this.shared[under]);
        elsewhere = this.#saysElsewhere(again, walked);
        return stands && again.step !== null;
      });
      if (walk !== null) return finding('step', says, under, 'shown', walk, elsewhere);
      unknown ||= answer === 'open';
      reached ||= answer === 'can';
    }
    if (reached) return finding('step', says, under, 'reached', null, '');
    return unknown ? finding('step', says, under, 'unknown', null, '') : null;
  }

  /** States that are entered, left or marked otherwise: what that does is not looked into. */
  entered(under: Version): readonly Finding[] {
    if (this.sameChart) return [];
    const one = this.side(under);
    const toOther = under === 'new' ? this.toOld : this.toNew;
    return one.chart.nodes.flatMap((node): readonly Finding[] => {
      const there = toOther.node(node);
      if (there === null || enteredAs(node, toOther.path) === enteredAs(there)) return [];
      const { answer, walk } = one.walkTo(one.where({ at: node.path }), null, () => true);
      if (answer === 'never') return [];
      const verdict = walk !== null ? 'shown' : answer === 'can' ? 'reached' : 'unknown';
      return [
        finding(
          'state',
          saysAt(one.protocol, node.path),
          under,
          verdict,
          walk,
          'it is entered, left or marked otherwise',
        ),
      ];
    });
  }

  /** Ready in one version where the other still asks for something: one finding for each thing it asks for. */
  ready(under: Version): readonly Finding[] {
    if (this.sameChart) return [];
    const one = this.side(under);
    const other = this.#other(under);
    const [here, there] = [one.where({ guard: 'ready' }), other.where({ guard: 'ready' })];
    const toOne = under === 'new' ? this.toNew : this.toOld;
    const parts = typeof there === 'object' && 'all' in there ? there.all : [there];
    return parts.flatMap((part): readonly Finding[] => {
      const condition = all([here, not(toOne.condition(part))]);
      if (!one.mayHold(condition)) return [];
      let says = '';
      const { answer, walk } = one.walkTo(condition, null, (walked) => {
        const again = walkAgain(other.protocol, walked, this.shared[under]);
        const missing = notReady(other.protocol, again.walk.state);
        says = missing ?? '';
        return missing !== null;
      });
      if (walk !== null) return [finding('ready', 'The patient is ready', under, 'shown', walk, `Not ready: ${says}`)];
      if (answer === 'never') return [];
      return [finding('ready', 'The patient is ready', under, answer === 'can' ? 'reached' : 'unknown', null, '')];
    });
  }

  /** @param under whose preparation still has it when the other’s clock would have ended it. */
  timeFinding({ delay, says, sources }: TimeDifference, under: Version): Finding {
    const one = this.side(under);
    const other = this.#other(under);
    let unknown: Finding['verdict'] = 'unknown';
    for (const { path, event } of sources) {
      const condition = one.where({ at: path });
      let shown: Walk | null = null;
      let elsewhere = '';
      const found = one.walkTo(condition, null, (walked) => {
        const again = walkAgain(other.protocol, walked, []).walk;
        const due = [walked, again].flatMap(({ state }) =>
          state.deadlines.filter(({ id }) => id === event).map(({ at }) => at),
        );
        if (due.length === 0) return false;
        const at = Math.min(...due);
        const [mine, theirs] = [
          waitUntil(one.protocol, walked, at, event),
          waitUntil(other.protocol, again, at, event),
        ];
        const [here, there] = [mine, theirs].map(({ state }) => isAt(state.value, path));
        if (here === there) return false;
        shown = mine;
        const region = path.split('.').slice(0, -1).join('.');
        elsewhere = saysAt(other.protocol, `${region}.${standingIn(theirs.state.value, [region])[region] ?? ''}`);
        return true;
      });
      if (shown !== null) return finding('time', says, under, 'shown', shown, elsewhere);
      if (found.answer === 'can') unknown = 'reached';
    }
    return finding('time', says, under, unknown, null, delay);
  }

  /** @param under `new`: what counts there and did not; `old`: what counted and does not any more. */
  judgedFindings({ item, looser, tighter, open }: JudgedDifference, under: Version): readonly Finding[] {
    const judged = under === 'new' ? looser : tighter;
    const says = `"${item.text}" is judged otherwise`;
    if (judged === null)
      return open
        ? [finding('answer', `${says}, and nothing was found that shows it`, under, 'unknown', null, '')]
        : [];
    const { protocol } = this.#other(under);
    const stands = (status: string): string =>
      saysAt(protocol, `open.${protocol.items.get(item.id)?.step.id ?? ''}.${item.id}.${status}`);
    return [finding('answer', says, under, 'shown', judged[under], stands(under === 'new' ? judged.was : judged.is))];
  }

  /** A difference that nobody looks for a walk to. */
  listed({ event, to, from, region }: StepDifference, under: Version): Finding {
    const { protocol } = this.side(under);
    return finding(
      'step',
      `${saysEvent(protocol, event)}: ${saysAt(protocol, to ?? from[0] ?? region)}`,
      under,
      'listed',
      null,
      '',
    );
  }

  #other(under: Version): Side {
    return this.side(under === 'old' ? 'new' : 'old');
  }

  /** What the other version made of a walk, and where. */
  #saysElsewhere({ step, says }: ReturnType<typeof walkAgain>, { steps }: Walk): string {
    if (step === null) return '';
    return step === steps.length - 1 ? says : `already at step ${step + 1}: ${says}`;
  }
}

export const finding = (
  topic: Topic,
  says: string,
  under: Version,
  verdict: Finding['verdict'],
  walk: Walk | null,
  other: string,
): Finding => ({ topic, says, under, verdict, walk, other });

/** What is done on the way into a state and out of it, where it begins, and what is said of it. */
function enteredAs({ raw, kind, tags }: Node, path: (path: string) => string = (one) => one): string {
  const { entry, exit } = raw.config as { readonly entry?: unknown; readonly exit?: unknown };
  const begins = kind === 'compound' ? path(raw.initial.target[0]?.path.join('.') ?? '') : '';
  return JSON.stringify([kind, tags, [entry ?? []].flat(), [exit ?? []].flat(), begins]);
}

/** A chart as it is read back does not say what is done on the way into a state; its configuration does. */
const chartText = ({ chart, machine }: Protocol): string =>
  JSON.stringify([machine.config, chart.nodes, [...chart.guards]]);

/** `Consent withdrawn`, or a deadline by what it means. */
export function saysEvent(protocol: Protocol, event: string): string {
  if (event.startsWith('xstate.after.')) return `When ${saysDeadline(protocol, event)}`;
  return protocol.events.get(event)?.past ?? `On ${event}`;
}

/** A state by its path. */
export function saysAt(protocol: Protocol, path: string): string {
  const region = regionsOf(protocol).find((one) => path.startsWith(`${one}.`));
  return region === undefined
    ? saysStanding(protocol, 'root', path)
    : saysStanding(protocol, region, path.slice(region.length + 1));
}
