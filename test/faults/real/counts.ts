/** What a round adds to the ledger, under the name of what struck. */
import type { Counts } from '../../campaigns/campaign.ts';
import type { Flaw, FlawKind } from '../history/flaw.ts';
import type { Entry } from '../history/history.ts';
import type { Failover } from './failover.ts';
import type { Round } from './round.ts';

/** The promise of a second, and what is well inside it. */
const bucketsMs = [100, 300, 1_000] as const;
/** A failover heals within 30 s; what is longer is shown all the time. */
const healedMs = [10_000, 15_000, 20_000, 30_000] as const;

export function countsOf({ fault, struck, flaws, history, recovered, notSaved, ended, failovers }: Round): Counts {
  const entries = history.logs.flatMap((log) => log.entries);
  const verdicts = history.answers.filter((answer) => 'text' in answer);
  const flawed = (kind: FlawKind): number => flaws.filter((one: Flaw) => one.kind === kind).length;
  const counts = {
    struck,
    taps: history.asked.length,
    acked: new Set(verdicts.map(({ command }) => command)).size,
    accepted: verdicts.filter(({ kind }) => kind === 'accepted').length,
    'answered again': verdicts.filter(({ kind }) => kind === 'duplicate').length,
    'without an answer': history.answers.filter(({ kind }) => kind === 'unknown').length,
    'not saved yet': notSaved,
    opened: history.opened.length,
    lost: flawed('ackedLost'),
    doubled: flawed('doubled'),
    records: entries.length,
    deadlines: entries.filter(({ fired }) => fired !== null).length,
    frames: history.boards.reduce((sum, { frames }) => sum + frames.length, 0),
    'ended itself': ended,
    ...overdueOf(entries, recovered),
    ...failoversOf(failovers),
  };
  return Object.fromEntries(Object.entries(counts).map(([what, count]) => [`${fault}: ${what}`, count]));
}

/** Deadlines that had fallen due when everything was up again and were not recorded: how soon after it they were. */
function overdueOf(entries: readonly Entry[], recovered: readonly number[]): Counts {
  const late = entries.flatMap(({ fired, storedAt }): readonly number[] => {
    if (fired === null || storedAt === null) return [];
    const since = recovered.filter((at) => fired.due <= at && at < storedAt).at(-1);
    return since === undefined ? [] : [storedAt - since];
  });
  return {
    overdue: late.length,
    ...Object.fromEntries(
      bucketsMs.map((ms) => [`overdue, recorded within ${ms} ms`, late.filter((one) => one <= ms).length]),
    ),
  };
}

/** Those that left a tail behind, and how soon after the primary was gone a tap was saved again and every board was live. */
function failoversOf(failovers: readonly Failover[]): Counts {
  if (failovers.length === 0) return {};
  return {
    'left a tail on the old primary': failovers.filter(({ tailLost }) => tailLost).length,
    'the old primary had only hung': failovers.filter(({ hung }) => hung).length,
    ...Object.fromEntries(
      healedMs.map((ms) => [`healed within ${ms / 1000} s`, failovers.filter((one) => one.healedMs <= ms).length]),
    ),
  };
}
