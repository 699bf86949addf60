/** What can be asked of a store whose protocols this build does not run: chains, and that every answer stands there once. */
import { createKeys } from '../../../server/record/keys.ts';
import { readBody } from '../../../server/record/record.ts';
import { verifyLog } from '../../../server/record/verify.ts';
import type { Store } from '../../../server/store/store.ts';
import { everyRecord, headsOf } from '../real/read-history.ts';
import type { Witness } from '../real/witness.ts';

export async function keptFlaws(store: Store, master: Buffer, witness: Witness): Promise<readonly string[]> {
  const keys = createKeys({ master, documents: store });
  const flaws: string[] = [];
  const times = new Map<string, number>();
  const there = new Set<string>();
  for (const head of await headsOf(store)) {
    const { preparation } = head;
    there.add(preparation);
    const chain = keys.chainOf(preparation);
    const records = await everyRecord(store, head);
    const checked = verifyLog(chain, records, head);
    if (checked.kind === 'broken') flaws.push(`chainBroken: ${preparation} at ${checked.revision}: ${checked.says}`);
    const commands = new Set<string>();
    for (const record of records) {
      const { command, actor } = readBody(chain, record);
      if (command === null || actor === null || actor.role === 'system') continue;
      commands.add(command);
      times.set(command, (times.get(command) ?? 0) + 1);
    }
  }
  for (const { preparation } of witness.opened)
    if (!there.has(preparation)) flaws.push(`ackedLost: ${preparation} was opened`);
  const first = new Map<string, string>();
  for (const answer of witness.answers) {
    if (!('text' in answer)) continue;
    const { command, applied, text } = answer;
    const found = times.get(command) ?? 0;
    if (applied && found === 0) flaws.push(`ackedLost: ${command}`);
    if (!applied && found > 0) flaws.push(`refusedApplied: ${command}`);
    if (found > 1) flaws.push(`doubled: ${command}`);
    if ((first.get(command) ?? text) !== text) flaws.push(`verdictChanged: ${command}`);
    first.set(command, text);
  }
  return flaws;
}
