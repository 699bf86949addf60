/** Reads `GET /window/state`, what the demonstration says of itself. */
import type { Instant } from '../../machines/index.ts';
import { isRecord } from '../link/http.ts';

export interface Happening {
  readonly at: Instant;
  readonly says: string;
  /** The measured figure beside its promise: `1.6 s, promised 2 s`. */
  readonly figure: string | null;
}

export interface Wristband {
  readonly bed: string;
  readonly name: string;
  readonly number: string;
}

/** One of the invented staff, whose secret is no secret. */
export interface SignIn {
  readonly name: string;
  readonly role: SignInRole;
  readonly pin: string;
}
const roles = ['technician', 'nurse', 'chargeNurse', 'proceduralist', 'clinicalEngineer'] as const;
type SignInRole = (typeof roles)[number];

const serverStands = ['running', 'silent', 'starting', 'dead'] as const;

export interface WindowState {
  readonly tabletUrl: string;
  readonly wallUrl: string;
  readonly wallOrigin: string;
  /** What a scanner would read at each bed. */
  readonly wristbands: readonly Wristband[];
  readonly signIns: readonly SignIn[];
  readonly tabletCut: boolean;
  /** `starting`: switched on again, and it does not answer yet; `silent`: it answers no longer. */
  readonly server: (typeof serverStands)[number];
  readonly speed: number;
  readonly events: readonly Happening[];
  /** Null where the demonstration does not know: only the tablet knows what waits on it. */
  readonly counts: Readonly<Record<'yours' | 'staff' | 'waiting' | 'lost' | 'doubled', number | null>>;
}

export function readWindow(body: unknown): WindowState | null {
  if (!isRecord(body) || !isRecord(body['counts']) || !Array.isArray(body['events'])) return null;
  const { tabletUrl, wallUrl, wallOrigin, tabletCut, server, speed, counts } = body;
  if (typeof tabletUrl !== 'string' || typeof wallUrl !== 'string' || typeof wallOrigin !== 'string') return null;
  const count = (name: string) => (typeof counts[name] === 'number' ? counts[name] : null);
  return {
    tabletUrl,
    wallUrl,
    wallOrigin,
    wristbands: Array.isArray(body['wristbands']) ? body['wristbands'].flatMap(readWristband) : [],
    signIns: Array.isArray(body['signIns']) ? body['signIns'].flatMap(readSignIn) : [],
    tabletCut: tabletCut === true,
    server: serverStands.find((known) => known === server) ?? 'running',
    speed: typeof speed === 'number' ? speed : 1,
    events: body['events'].flatMap(readHappening),
    counts: {
      yours: count('yours'),
      staff: count('staff'),
      waiting: count('waiting'),
      lost: count('lost'),
      doubled: count('doubled'),
    },
  };
}

function readWristband(one: unknown): readonly Wristband[] {
  if (!isRecord(one)) return [];
  const { bed, name, number } = one;
  return typeof bed === 'string' && typeof name === 'string' && typeof number === 'string'
    ? [{ bed, name, number }]
    : [];
}

function readSignIn(one: unknown): readonly SignIn[] {
  if (!isRecord(one)) return [];
  const { name, pin } = one;
  const role = roles.find((known) => known === one['role']);
  return typeof name === 'string' && typeof pin === 'string' && role !== undefined ? [{ name, role, pin }] : [];
}

function readHappening(one: unknown): readonly Happening[] {
  if (!isRecord(one) || typeof one['at'] !== 'number' || typeof one['says'] !== 'string') return [];
  return [{ at: one['at'], says: one['says'], figure: typeof one['figure'] === 'string' ? one['figure'] : null }];
}
