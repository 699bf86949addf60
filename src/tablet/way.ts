/**
 * The way to where the procedure is: called for, left, there, accepted. At each stop what may be done next, and if it may
 * not, what is missing for it. Read from the view; a protocol without a transfer has no way.
 */
import type { ActionView, Checklist, Missing } from '../../machines/index.ts';

export const stopsOfWay = ['atWard', 'calledFor', 'left', 'arrivedThere'] as const;
export type WayStop = (typeof stopsOfWay)[number];

export interface Way {
  readonly at: WayStop;
  /** The act that goes on from here, and the others that are possible. */
  readonly next: ActionView;
  readonly others: readonly ActionView[];
  /** Why the next act may not be done yet, each thing once. */
  readonly missing: readonly Missing[];
}

/** What leaves each stop, the usual first. */
const onward: Readonly<Record<WayStop, readonly string[]>> = {
  atWard: ['patient.left', 'patient.calledFor', 'patient.leftUnready'],
  calledFor: ['patient.left', 'patient.leftUnready'],
  left: ['patient.received', 'patient.returned'],
  arrivedThere: ['handover.accepted', 'handover.acceptedInEmergency', 'patient.returned'],
};
/** Everything that happens on the way; the banner about the flow leaves it to this one. */
export const isOnWay = ({ event }: Pick<ActionView, 'event'>): boolean => Object.values(onward).flat().includes(event);

/**
 * Null for protocols without a transfer, and on the ward for as long as nobody could go or be called for: a patient who
 * is being prepared is not leaving.
 */
export function wayOf({ row, actions, readiness }: Checklist): Way | null {
  const offered = (event: string) => actions.find((action) => action.event === event);
  if (offered('patient.left') === undefined && row.transfer === undefined) return null;
  const at = row.transfer ?? 'atWard';
  const here = onward[at].map(offered).filter((action) => action !== undefined);
  const may = here.filter((action) => action.may);
  // Where two are offered, the one that may be done; the usual one is shown with what it misses.
  const usual = here[0];
  const next = usual?.may === true || at !== 'atWard' ? usual : (may[0] ?? usual);
  if (next === undefined) return null;
  if (at === 'atWard' && !may.some(({ group }) => group === 'flow')) return null;
  const others = may.filter((action) => action !== next);
  // Before leaving, what is missing is what ready misses: "not ready" alone sends nobody anywhere.
  const before = at === 'atWard' || at === 'calledFor';
  const missing = before && readiness.kind === 'notReady' ? readiness.missing : (next.refusal?.missing ?? []);
  return { at, next, others, missing: next.may ? [] : distinct(missing) };
}

const distinct = (missing: readonly Missing[]): readonly Missing[] =>
  missing.filter(({ says }, index) => missing.findIndex((other) => other.says === says) === index);
