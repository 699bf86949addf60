/**
 * What a failure may say in a log. A message of somebody else's may quote what was sent, and what was sent may be about a
 * patient; so only our own errors' sentences are kept, and of every other its name and the places it passed.
 */
const ours = new Set([
  'BookBroken',
  'BrokenInvariant',
  'Busy',
  'KeysErased',
  'KeysMissing',
  'LogCut',
  'ProtocolDiffers',
  'ProtocolMissing',
  'RecordBroken',
  'SealBroken',
  'StoreBroken',
  'StoreMisconfigured',
  'StoreUnavailable',
]);
const placesMax = 6;

export function failureOf(error: unknown): {
  readonly error: string;
  readonly says?: string;
  readonly where?: readonly string[];
} {
  if (!(error instanceof Error)) return { error: 'unknown' };
  if (ours.has(error.name)) return { error: error.name, says: error.message };
  const where = (error.stack ?? '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, placesMax);
  return { error: error.name, where: where.map((line) => line.trim()) };
}
