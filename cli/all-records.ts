import type { Store, StoredRecord } from '../server/index.ts';

/** A preparation's whole log, oldest first, a page at a time. */
export async function allRecords(store: Store, preparation: string): Promise<readonly StoredRecord[]> {
  const records: StoredRecord[] = [];
  for (;;) {
    const page = await store.log(preparation, records.at(-1)?.revision ?? 0);
    if (page.length === 0) return records;
    records.push(...page);
  }
}
