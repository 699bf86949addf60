/**
 * Whether the server is heard, from the age of its last frame and nothing else.
 * A socket that says it is open, and `navigator.onLine`, are both wrong for minutes after a cable is pulled.
 */
import type { Milliseconds } from '../../machines/index.ts';
import { markedAfterMs, veiledAfterMs } from '../ui/freshness.ts';

/** `connecting`: nothing heard yet · `live` · `silent`: heartbeats are missing · `away`: not current. */
export type LinkState = 'connecting' | 'live' | 'silent' | 'away';

/** `silence`: since the last frame, or null when there was none; `waited`: since the page began to ask. */
export function linkStateAt(silence: Milliseconds | null, waited: Milliseconds): LinkState {
  if (silence === null) return waited < veiledAfterMs ? 'connecting' : 'away';
  if (silence < markedAfterMs) return 'live';
  return silence < veiledAfterMs ? 'silent' : 'away';
}
