/** Who this device is: an id made once and kept; and the ward it was last used on. */
import { v7 } from 'uuid';
import { savedFact, saveFact } from './outbox-db.ts';

const text = (kept: unknown): string | null => (typeof kept === 'string' && kept !== '' ? kept : null);
const number = (kept: unknown): number | null => (typeof kept === 'number' ? kept : null);

let device: Promise<string> | null = null;

export function deviceId(): Promise<string> {
  device ??= savedFact('device', text).then(async (kept) => {
    if (kept !== null) return kept;
    const made = v7();
    await saveFact('device', made);
    return made;
  });
  return device;
}

export const savedWard = (): Promise<string | null> => savedFact('ward', text);
export const saveWard = (ward: string): Promise<void> => saveFact('ward', ward);
export const savedLastSync = (): Promise<number | null> => savedFact('lastSync', number);
export const saveLastSync = (at: number): Promise<void> => saveFact('lastSync', at);
