/**
 * A campaign: one question asked again and again from many seeds, for as long as somebody gives it.
 * Write `test/campaigns/<name>.ts` with `export const campaign: Campaign`, then `npm run campaign -- <name> --minutes 30`.
 */
export interface Campaign {
  /** What is asked, as a sentence; it stands at the top of the ledger. */
  readonly asks: string;
  /**
   * One round. Everything by chance in it comes from `seed`, so that the same seed is the same round.
   * Gives what it counted (histories, events, kills …). Throws when what was asked is not so.
   */
  round(seed: number): Promise<Counts> | Counts;
  /** Called once before the first round and after the last, for what every round shares. */
  begin?(): Promise<void>;
  end?(): Promise<void>;
}

/** How many of what; added up over rounds. */
export type Counts = Readonly<Record<string, number>>;

export function addCounts(a: Counts, b: Counts): Counts {
  const sum: Record<string, number> = { ...a };
  for (const [name, count] of Object.entries(b)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}
