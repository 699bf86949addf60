/**
 * Who is signed in on this device. A tablet out of reach goes on with the session it had; a server that says
 * "nobody" is believed at once. Locking keeps the work: the outbox belongs to the device, not to the person.
 */
import { useSyncExternalStore } from 'react';
import type { GrantId, PersonId, Role } from '../../machines/index.ts';
import { connection } from './connection.ts';
import { deviceId, savedWard, saveWard } from './facts.ts';
import { ask, isRecord, rememberToken, type Answer } from './http.ts';
import { savedFact, saveFact } from './outbox-db.ts';
import { checkSecret, keepSecret } from './unlock.ts';

export interface Session {
  readonly person: { readonly id: PersonId; readonly name: string; readonly role: Role };
  readonly grant: GrantId;
  readonly device: string;
  readonly ward: string;
  readonly csrf?: string;
}

export type SessionState =
  | { readonly kind: 'asking' }
  | { readonly kind: 'out'; readonly says: string | null }
  | { readonly kind: 'locked'; readonly session: Session }
  | { readonly kind: 'in'; readonly session: Session };

export type Credentials = { readonly badge: string } | { readonly person: PersonId; readonly pin: string };

let state: SessionState = { kind: 'asking' };
const listeners = new Set<() => void>();

function become(next: SessionState): void {
  state = next;
  rememberToken(next.kind === 'in' || next.kind === 'locked' ? (next.session.csrf ?? null) : null);
  void saveFact('session', next.kind === 'in' || next.kind === 'locked' ? next : null);
  listeners.forEach((listener) => listener());
}

export const session = {
  state: (): SessionState => state,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
  /** At the start of the page. */
  async begin(): Promise<void> {
    if (await savedFact('signOutOwed', (fact) => fact === true)) {
      owesSignOut = true;
      // Out of reach too nobody is signed in here: that was said, and is only not heard yet.
      if (!(await settleSignOut())) return become({ kind: 'out', says: null });
    }
    const kept = await savedFact('session', readKept);
    const answer = await ask('GET', '/session', readSession);
    if (answer.ok) become({ kind: kept?.kind === 'locked' ? 'locked' : 'in', session: answer.value });
    else if (answer.problem.status === 0 && kept !== null) become(kept);
    else become({ kind: 'out', says: answer.problem.status === 401 ? null : answer.problem.detail });
  },
  async signIn(credentials: Credentials): Promise<Answer<Session>> {
    // A sign-out on its way would end the new session instead of the old one.
    await settling;
    const asking = askToSignIn(credentials, '/sign-in');
    entering = asking;
    const answer = await asking;
    if (answer.ok) {
      owe(false);
      become({ kind: 'in', session: answer.value });
      void saveWard(answer.value.ward);
      void keepSecret(credentials, answer.value.person.id);
      connection.restart();
      return answer;
    }
    if (
      answer.problem.status === 0 &&
      state.kind === 'locked' &&
      (await checkSecret(credentials, state.session.person.id))
    ) {
      const { session: kept } = state;
      become({ kind: 'in', session: kept });
      return { ok: true, value: kept };
    }
    return answer;
  },
  /** Another person proves who they are for one check; whoever is signed in stays signed in. */
  stepUp: (credentials: Credentials): Promise<Answer<Session>> => askToSignIn(credentials, '/unlock'),
  lock(): void {
    if (state.kind === 'in') become({ kind: 'locked', session: state.session });
  },
  async signOut(says: string | null = null): Promise<void> {
    const { ok, unheard } = await tellSignOut();
    become({ kind: 'out', says });
    owe(!ok && unheard);
    if (owesSignOut) void settleSignOut();
  },
};

/**
 * A sign-out that the server did not hear. Its cookie is good until then: the next who loads this page would be signed in
 * as whoever left. It is told as soon as somebody answers; signing in ends the old session by itself.
 */
let owesSignOut = false;
let settling: Promise<boolean> | null = null;
/** Somebody signing in: what is owed waits, or it would end the session that begins. */
let entering: Promise<unknown> = Promise.resolve();
const againMs = 5_000;

function owe(owes: boolean): void {
  if (owes === owesSignOut) return;
  owesSignOut = owes;
  void saveFact('signOutOwed', owes ? true : null);
}

/** False while nobody answers; then it is tried again by itself. */
function settleSignOut(): Promise<boolean> {
  settling ??= trySignOut().finally(() => {
    settling = null;
    if (owesSignOut) setTimeout(() => owesSignOut && void settleSignOut(), againMs);
  });
  return settling;
}

async function trySignOut(): Promise<boolean> {
  await entering;
  if (!owesSignOut) return true;
  const before = await ask('GET', '/session', readSession);
  if (before.ok) rememberToken(before.value.csrf ?? null);
  const told = before.ok ? await tellSignOut() : { ok: before.problem.status === 401, unheard: true };
  rememberToken(null);
  if (told.ok || !told.unheard) owe(false);
  return !owesSignOut;
}

/** `unheard`: nobody answered, or only something between here and the server did. */
async function tellSignOut(): Promise<{ readonly ok: boolean; readonly unheard: boolean }> {
  const answer = await ask('POST', '/sign-out', () => true, {});
  return answer.ok
    ? { ok: true, unheard: false }
    : { ok: false, unheard: answer.problem.status === 0 || answer.problem.status >= 500 };
}

connection.onSignedOut(({ says }) => become({ kind: 'out', says }));

async function askToSignIn(credentials: Credentials, path: string): Promise<Answer<Session>> {
  // Somebody who works on several wards means the one this tablet was last used on.
  const ward = new URLSearchParams(window.location.search).get('ward') ?? (await savedWard());
  return ask('POST', path, readSession, {
    device: await deviceId(),
    ...credentials,
    ...(ward === null ? {} : { ward }),
  });
}

export const useSession = (): SessionState => useSyncExternalStore(session.subscribe, session.state);

function readSession(body: unknown): Session | null {
  if (!isRecord(body) || !isRecord(body['person'])) return null;
  const { id, name, role } = body['person'];
  const { grant, device, ward, csrf } = body;
  if (typeof id !== 'string' || typeof name !== 'string' || typeof role !== 'string') return null;
  if (typeof grant !== 'string' || typeof device !== 'string' || typeof ward !== 'string') return null;
  const person = { id, name, role: role as Role };
  return { person, grant, device, ward, ...(typeof csrf === 'string' ? { csrf } : {}) };
}

function readKept(kept: unknown): Extract<SessionState, { session: Session }> | null {
  if (!isRecord(kept) || (kept['kind'] !== 'in' && kept['kind'] !== 'locked')) return null;
  const read = readSession(kept['session']);
  return read === null ? null : { kind: kept['kind'], session: read };
}
