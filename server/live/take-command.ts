/**
 * A command from a screen: read, traced to a person, allowed, then submitted. The person is whoever held the grant it
 * names when it was tapped; neither the message nor whoever is signed in on the tablet now can say otherwise.
 */
import { commandSchema, type Reply, type Verdict } from '../../machines/index.ts';
import { beginsLater, coversTap } from '../people/grants.ts';
import type { Clock } from '../ports.ts';
import type { About, Desk } from '../preparations/desk.ts';
import { grantUnknown, notSignedIn, otherDevice } from '../problems.ts';
import type { Grant, People, Permission, Resource } from '../services.ts';
import { clockBehind, noSuchPreparation, parse } from './problems.ts';

export interface CommandParts {
  readonly desk: Desk;
  readonly people: People;
  readonly clock: Clock;
}

/** @param viewer whoever is signed in on this connection: only their device may hand commands in. */
export async function takeCommand(
  { desk, people, clock }: CommandParts,
  viewer: Grant | null,
  raw: unknown,
): Promise<Reply<Verdict>> {
  const read = parse(commandSchema, raw);
  if (!read.ok) return read;
  const message = read.value;
  if (viewer === null) return { ok: false, problem: notSignedIn };
  if (message.device.id !== viewer.device) return { ok: false, problem: otherDevice };
  const grant = await people.grant(message.grant);
  // Not the person's fault, and perhaps not so on another node: the tablet keeps it.
  if (grant !== null && beginsLater(grant, clock.now())) return { ok: false, problem: clockBehind };
  if (grant === null || grant.device !== viewer.device || !coversTap(grant, message, clock.now()))
    return { ok: false, problem: grantUnknown };
  const may = (now: About | null): Permission => people.authorize(grant, 'command', resourceOf(now, message.event));
  // What this process saw last may say yes, as the commit answers only on what is newest and asks again of that.
  let about = await desk.likelyAbout(message.preparation);
  let allowed = may(about);
  // It never says no: the patient may be somewhere else by now.
  if (!allowed.ok) {
    about = await desk.about(message.preparation);
    allowed = may(about);
  }
  if (!allowed.ok) return allowed;
  // Somebody who may command nothing anywhere learns nothing about which preparations there are.
  if (about === null) return { ok: false, problem: noSuchPreparation };
  const { person, role, id, device } = grant;
  return desk.submit(message, { person, role, grant: id, device }, (now) => people.authorize(grant, 'command', now));
}

function resourceOf(about: About | null, event: string): Resource {
  const spec = about?.protocol.events.get(event);
  return {
    ward: about?.ward ?? null,
    ...(about?.bound === undefined ? {} : { bound: about.bound }),
    event,
    ...(spec === undefined ? {} : { spec }),
  };
}
