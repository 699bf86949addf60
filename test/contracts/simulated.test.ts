/** The simulator's store keeps the same contract as the stores that WardReady runs on. */
import { createDisk } from '../faults/world/disk.ts';
import { openSimulatedStore } from '../faults/world/store.ts';
import { describeStore } from './store.contract.ts';

describeStore('the simulated store', async () => {
  const disk = createDisk({ later: (_ms, work) => void setImmediate(work), fsyncMs: () => 0 });
  const open = async () => openSimulatedStore({ disk, clock: Date.now });
  return { store: await open(), reopen: open, end: async () => undefined };
});
