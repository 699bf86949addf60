/**
 * What travels between a screen and the server, and the format number it carries.
 * Every message is strict: an unknown key is an error that names it, never silently dropped.
 */
import * as z from 'zod/mini';
import './words.ts';
import { longestScan } from '../scan/clean.ts';
import type { BoardRow, Checklist, WallRow } from '../preparation/views.ts';
import type { Instant, Position } from '../terms.ts';
import type { Verdict } from '../preparation/verdict.ts';

/** Raised with every change a released screen could not read. */
export const wireFormat = 1;

/** A full shift of one tablet offline, and room for a second. */
export const outboxCommandsMax = 400;
/** No command is larger: a note of 2,000 characters is the longest thing anyone may say. */
export const commandBytesMax = 16_384;

const id = z.string().check(z.regex(/^[A-Za-z0-9_-]{8,64}$/, 'must be 8 to 64 letters, digits, - or _'));
const word = z.string().check(z.regex(/^[a-z][A-Za-z0-9]*$/, 'must be one lower-case word'));
const event = z
  .string()
  .check(
    z.maxLength(120),
    z.regex(/^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*){1,2}$/, 'must be an event name such as consent.withdrawn'),
  );
const clean = (longest: number) =>
  z.string().check(
    z.maxLength(longest, `must be at most ${longest} characters`),
    // A scanner or a paste may carry control characters; none of them is ever part of an answer.
    z.refine(
      (text) => !/[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/.test(text),
      'has control characters in it',
    ),
  );
/** What a scanner read, whole: GS stands between the parts of a label, a return behind it. */
const answered = z.string().check(
  z.maxLength(longestScan, `must be at most ${longestScan} characters`),
  z.refine(
    (text) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001c\u001e\u001f\u007f\u202a-\u202e\u2066-\u2069]/.test(text),
    'has control characters in it',
  ),
);
const instant = z.int().check(z.nonnegative(), z.maximum(8_640_000_000_000_000));

/** What a person asks for. The person is never in it: the server takes them from the grant. */
export const commandSchema = z.strictObject({
  format: z.literal(wireFormat),
  /** Made on the device, kept for ever: the same id is the same command. */
  id,
  preparation: id,
  event,
  value: z.optional(z.union([answered, z.number(), z.boolean()])),
  takenAt: z.optional(instant),
  how: z.optional(z.enum(['scan', 'typed', 'said', 'record', 'downtime'])),
  reason: z.optional(clean(200)),
  note: z.optional(clean(2000)),
  start: z.optional(instant),
  place: z.optional(z.strictObject({ ward: clean(40), bed: z.nullable(clean(20)) })),
  person: z.optional(clean(64)),
  lookAgainAt: z.optional(instant),
  /** The live right to act that the person held when they tapped. */
  grant: id,
  device: z.strictObject({ id, seq: z.int().check(z.positive()) }),
  /** The protocol digest the screen showed. */
  digest: clean(64),
  /** What the screen had seen when the tap was made. */
  base: z.strictObject({ revision: z.int().check(z.nonnegative()), head: clean(64) }),
  /** The device's previous command for this preparation, if it has no verdict yet. */
  previous: z.nullable(id),
  /** The device's wall clock, for the record only: nothing is decided by it. */
  wallTime: instant,
  /** The server's time when the device last heard from it. */
  lastSync: instant,
  /** Milliseconds on the device's monotonic clock since then; null after a restart of the page. */
  elapsed: z.nullable(z.number().check(z.nonnegative())),
});
export type CommandMessage = z.infer<typeof commandSchema>;

/** A screen says hello: what it wants to see, and how far it had come. */
export const helloSchema = z.strictObject({
  format: z.literal(wireFormat),
  view: z.enum(['wall', 'desk', 'tablet']),
  ward: word.check(z.maxLength(40)) as unknown as z.ZodMiniType<string>,
  from: z.nullable(z.strictObject({ offset: z.int().check(z.nonnegative()), hash: clean(64) })),
});
export type HelloMessage = z.infer<typeof helloSchema>;

/** Open one patient's checklist on this connection, or close it. */
export const watchSchema = z.strictObject({ format: z.literal(wireFormat), preparation: z.nullable(id) });
export type WatchMessage = z.infer<typeof watchSchema>;

/** What a ward's screen is sent: the change from `previous` to `position`. Empty rows are a heartbeat. */
export interface Frame {
  readonly format: typeof wireFormat;
  readonly ward: string;
  /** The server's time. */
  readonly at: Instant;
  /** The position of the frame before this one on this ward; a screen that is elsewhere has a gap. */
  readonly previous: Position | null;
  readonly position: Position;
  /** `snapshot`: forget every row you had. `patch`: these rows changed. */
  readonly kind: 'snapshot' | 'patch';
  readonly rows: readonly (BoardRow | WallRow)[];
  /** Preparations that left this ward's board. */
  readonly gone: readonly string[];
  /**
   * Everybody here whose tablet is not heard, in every frame: it is beside the rows and not in them, because no position
   * of the feed says it.
   */
  readonly silent: readonly Silence[];
  /** What is wrong with the server itself, in every frame while it is so, and absent while nothing is. */
  readonly trouble?: readonly Trouble[];
}

/**
 * What a ward must know of the server that answers it; the screens have the words and say what to do.
 * `full`: soon nothing can be saved. `clock`: its machine's clock was set, and it goes on with the time from before.
 * `lossy`: what is acknowledged may not survive a power cut. `lost`: in the last hour the store no longer had what screens
 * had been shown last.
 */
export type Trouble = 'full' | 'lost' | 'clock' | 'lossy';

/** A tablet that has this patient open went silent without a goodbye: it may hold work that nobody else has. */
export interface Silence {
  readonly preparation: string;
  /** When it was last heard. */
  readonly since: Instant;
}

/**
 * What the ward is: its beds in order and how to reach a person. Sent in the answer to hello. A department that receives
 * patients is one too, with no beds of its own and the wards that send to it.
 */
export interface WardLayout {
  readonly ward: string;
  readonly title: string;
  readonly beds: readonly string[];
  readonly phone: string;
  /** Beds with somebody in them who is not being prepared. */
  readonly inUse: readonly string[];
  /** How long the next shift lasts: what lapses within it is said at a shift's hand-over. */
  readonly shiftHours?: number;
  /** Only of a department: the wards that its patients lie on. */
  readonly sends?: readonly { readonly ward: string; readonly title: string; readonly phone: string }[];
}

export interface HelloAnswer {
  readonly layout: WardLayout;
  readonly frame: Frame;
  /** Never more than this between two frames, in milliseconds. */
  readonly heartbeatMs: number;
  readonly durability: string;
  readonly version: string;
}

export interface ClientToServer {
  hello(message: HelloMessage, answer: (reply: Reply<HelloAnswer>) => void): void;
  watch(message: WatchMessage, answer: (reply: Reply<Checklist | null>) => void): void;
  command(message: CommandMessage, answer: (reply: Reply<Verdict>) => void): void;
}
export interface ServerToClient {
  frame(frame: Frame): void;
  checklist(checklist: Checklist): void;
  /** The grant was revoked or the session ended: lock now, keep the work. */
  signedOut(reason: { readonly says: string }): void;
}

/** An answer on the socket: what was asked for, or a problem in RFC 9457's words. */
export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };
export interface Problem {
  /** Stable, for programs: `/problems/<code>`. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** What to do about it. */
  readonly detail: string;
  /** Where in the message, when it is the message that is wrong. */
  readonly errors?: readonly { readonly path: string; readonly says: string }[];
}
