/** The link's state for a screen: redraws only when it changes. */
import { useSyncExternalStore } from 'react';
import { connection } from './connection.ts';
import type { LinkState } from './link-state.ts';

export const useLink = (): LinkState => useSyncExternalStore(connection.onState, connection.state);
