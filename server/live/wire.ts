/** One screen's connection, and what this node remembers of it. */
import type { Socket } from 'socket.io';
import type { ClientToServer, ServerToClient } from '../../machines/index.ts';
import type { Grant } from '../services.ts';
import type { Tie } from './silence.ts';

export interface SocketData {
  /** Whoever was signed in when it connected and still is; null for a wall. */
  viewer: Grant | null;
  /** The one room it is in. */
  room: string | null;
  /** Closes the checklist it has open. */
  leave: () => void;
  /** Of a tablet that shows a ward: what a silence of it is known by. */
  tie: Tie | null;
  /** Questions being answered. */
  asking: number;
  /** Packets made and not yet handed to the network. */
  unsent: number;
}
export type NoEvents = Record<string, never>;
export type Wire = Socket<ClientToServer, ServerToClient, NoEvents, SocketData>;

export const freshData = (): SocketData => ({
  viewer: null,
  room: null,
  leave: () => undefined,
  tie: null,
  asking: 0,
  unsent: 0,
});
