/**
 * What the doors (HTTP, socket, command line) are given: the desk, the protocols, the people and the world.
 * Made once in `create-server.ts`; nothing behind a door imports another door.
 */
import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import type {
  DeviceId,
  EventSpec,
  GrantId,
  Instant,
  Milliseconds,
  PersonId,
  Problem,
  Protocol,
  ProtocolDocument,
  Role,
  WardId,
} from '../machines/index.ts';
import type { Equipment } from './equipment/equipment.ts';
import type { Clock, Ids, Log } from './ports.ts';
import type { Preparations } from './preparations/service.ts';
import type { Site } from './site.ts';
import type { Durability, Store } from './store/store.ts';

export interface Services {
  readonly preparations: Preparations;
  readonly protocols: Protocols;
  readonly people: People;
  readonly equipment: Equipment;
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly site: Site;
  /** WardReady's own version, as every screen shows it. */
  readonly version: string;
  health(): Promise<Health>;
}

/** What this node can say of itself; `/readyz` and the boards show it as it stands. */
export interface Health {
  readonly version: string;
  readonly durability: Durability;
  /** How far the wall clock has left the monotonic one since the start, in milliseconds. */
  readonly clockDriftMs: Milliseconds;
  readonly clockHealthy: boolean;
  /** How long ago the feed was last read to its end; null before the first time. */
  readonly feedAgeMs: Milliseconds | null;
  readonly ready: boolean;
  /** Sentences, empty when all is well. */
  readonly problems: readonly string[];
}

/** Compiled protocols by digest: a preparation is pinned to the one it began with. */
export interface Protocols {
  /** The newest of each protocol, for new preparations. */
  list(): readonly PinnedProtocol[];
  /** The newest with this document id (`venepuncture`), or null. */
  current(id: string): PinnedProtocol | null;
  /** Exactly this one, from memory or from the store; null when this site never had it. */
  byDigest(digest: string): Promise<PinnedProtocol | null>;
  /** Takes a protocol into use for new preparations; the same document gives the same digest. */
  add(json: unknown): Promise<PinnedProtocol>;
  /** The same of one that is compiled already: whoever read its file has compiled it, and that is most of a start. */
  use(protocol: Protocol): Promise<PinnedProtocol>;
  /** One named person's approval; a second, other person's makes it approved. Asking twice changes nothing. */
  approve(digest: string, person: PersonId, at: Instant): Promise<readonly Approval[]>;
  approvals(digest: string): Promise<readonly Approval[]>;
  approved(digest: string): Promise<boolean>;
  /** The protocol of this id that was approved last, other than this one: what a new version is compared with. */
  approvedBefore(pinned: PinnedProtocol): Promise<ApprovedDocument | null>;
}
export interface ApprovedDocument {
  readonly digest: string;
  readonly document: ProtocolDocument;
  /** When the second person approved it. */
  readonly at: Instant;
}
export interface PinnedProtocol {
  /** SHA-256, in hex, of `protocol.digestInput`. */
  readonly digest: string;
  readonly protocol: Protocol;
}
export interface Approval {
  readonly person: PersonId;
  readonly at: Instant;
}

/** Who people are and what they may. Written in `server/people/`. */
export interface People {
  /** express-session; the same one serves HTTP and the socket's handshake. */
  readonly session: RequestHandler;
  /** Whom a request that passed `session` is signed in as, with a live grant; null when nobody. */
  viewer(request: IncomingMessage): Promise<Grant | null>;
  /** The grant a command names, live or ended; null when there never was one, or it was taken away. */
  grant(id: GrantId): Promise<Grant | null>;
  /** The one question before every read and write. `null` is nobody: a wall. Pure; the sentence is safe to show. */
  authorize(grant: Grant | null, action: Action, resource: Resource): Permission;
}

/** A signed-in person's right to act on one device. */
export interface Grant {
  readonly id: GrantId;
  readonly person: PersonId;
  readonly role: Role;
  readonly device: DeviceId;
  /** The wards this person may see and work on. */
  readonly wards: readonly WardId[];
  readonly from: Instant;
  /** When it ended or will end; a command counts if it was tapped before. */
  readonly until: Instant;
}

/** `seeWall` is all that nobody may; `command` names its chart event in the resource. */
export type Action =
  | 'seeWall'
  | 'seeBoard'
  | 'seeChecklist'
  | 'seeHistory'
  | 'command'
  | 'open'
  | 'import'
  | 'approve'
  | 'administer';
export interface Resource {
  /** Null for what is not on a ward, such as a protocol. */
  readonly ward: WardId | null;
  /** The department a preparation is bound for; its people see it, and act on it in full once the patient is there. */
  readonly bound?: { readonly department: string; readonly arrived: boolean };
  readonly event?: string;
  /** The event's own row in the protocol, when the caller has it in hand: it says the group and the step. */
  readonly spec?: Pick<EventSpec, 'group' | 'step' | 'system'>;
}
export type Permission = { readonly ok: true } | { readonly ok: false; readonly problem: Problem };
