/** Reads what `GET /api/v1/equipment` and `/equipment/:asset` answer; what is not that is no answer. */
import type { Instant, Role } from '../../machines/index.ts';
import { isRecord } from '../link/http.ts';

export interface Thing {
  readonly asset: string;
  readonly type: string;
  readonly title: string;
  readonly lot: string | null;
  readonly standing: 'inService' | 'quarantined' | 'retired' | 'unknown';
  /** Why it may not be used now. */
  readonly says: string | null;
  readonly why: string | null;
  readonly ward: string | null;
  readonly lent: boolean;
  readonly cycle: string | null;
  /** Soonest first; 0 is never done. */
  readonly dues: readonly { readonly what: string; readonly at: Instant }[];
  readonly holder: { readonly ward: string | null; readonly bed: string | null } | null;
  readonly version: number;
}
export interface ThingType {
  readonly type: string;
  readonly title: string;
  readonly checks: readonly string[];
  readonly cleanedBy: 'cleaned' | 'cycle' | null;
  readonly controls: readonly {
    readonly id: string;
    readonly title: string;
    readonly unit: string;
    readonly atLeast: number;
    readonly atMost: number;
  }[];
}
export interface ThingEntry {
  readonly revision: number;
  readonly at: Instant;
  readonly person: string;
  readonly role: Role;
  readonly happened: string;
  readonly says: string;
}
/** `things` is absent when the mark is the one that was known. */
export interface Listed {
  readonly mark: string;
  readonly at: Instant;
  readonly things?: readonly Thing[];
  readonly types?: readonly ThingType[];
}

export function readList(body: unknown): Listed | null {
  if (!isRecord(body) || typeof body['mark'] !== 'string' || typeof body['at'] !== 'number') return null;
  const { mark, at, things, types } = body;
  if (things === undefined) return { mark, at };
  if (!Array.isArray(things) || !things.every(isThing) || !Array.isArray(types) || !types.every(isType)) return null;
  return { mark, at, things, types };
}

export function readThing(body: unknown): { readonly thing: Thing; readonly entries: readonly ThingEntry[] } | null {
  if (!isRecord(body) || !isThing(body['thing']) || !Array.isArray(body['entries'])) return null;
  const entries: readonly unknown[] = body['entries'];
  return entries.every(isEntry) ? { thing: body['thing'], entries } : null;
}

const isThing = (one: unknown): one is Thing =>
  isRecord(one) &&
  typeof one['asset'] === 'string' &&
  typeof one['title'] === 'string' &&
  typeof one['standing'] === 'string' &&
  Array.isArray(one['dues']);
const isType = (one: unknown): one is ThingType =>
  isRecord(one) && typeof one['type'] === 'string' && Array.isArray(one['checks']) && Array.isArray(one['controls']);
const isEntry = (one: unknown): one is ThingEntry =>
  isRecord(one) &&
  typeof one['revision'] === 'number' &&
  typeof one['at'] === 'number' &&
  typeof one['says'] === 'string';
