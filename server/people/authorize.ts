/**
 * The one question before every read and write: may this person do this here?
 * Deny by default: no grant, no row, an event nobody knows, or a ward that is not theirs is a no.
 */
import { type EventSpec, mayFromDepartment, type Problem, type Role, roleWords } from '../../machines/index.ts';
import { notSignedIn, problem } from '../problems.ts';
import type { Grant, Permission, Resource } from '../services.ts';
import { type Asker, type Deed, deeds, type DoorAction, doors, events, groups, itemEvents } from './permissions.ts';

/** What it is about. `spec` is the event's own, when the caller has the protocol in hand: it says its group and step. */
export interface Asked extends Resource {
  readonly spec?: Pick<EventSpec, 'group' | 'step' | 'system'>;
}

/** Pure. The sentence of a refusal names no patient and is safe to show and to log. */
export function authorize(grant: Grant | null, action: DoorAction, resource: Asked): Permission {
  const knocked = knock(grant, action);
  if (!knocked.ok) return knocked;
  if (grant !== null && resource.ward !== null && !atAnyWard.has(action) && !isTheirs(grant, action, resource))
    return otherWard;
  return action === 'command' ? mayRaise(grant, resource) : yes;
}

/** Whether somebody in this role may come to this door at all: asked before anything they sent is read. */
export function knock(grant: Grant | null, action: DoorAction): Permission {
  const allowed = Object.hasOwn(doors, action) ? doors[action] : [];
  if (allowed.includes(grant?.role ?? 'nobody')) return yes;
  return grant === null ? nobody : notAllowed(allowed);
}

/** The matrix row of an event, or null when nobody wrote one. */
export function deedOf(event: string, spec?: Asked['spec']): Deed | null {
  if (spec?.system === true) return 'system';
  if (Object.hasOwn(events, event)) return events[event] ?? null;
  const [room, subject, happened] = event.split('.');
  if (room === 'item') {
    const deed = happened !== undefined && Object.hasOwn(itemEvents, happened) ? itemEvents[happened] : undefined;
    return deed === 'doItem' && spec?.step === 'equipment' ? 'doDeviceItem' : (deed ?? null);
  }
  if (room === 'step' && happened === 'completed') return subject === 'equipment' ? 'doDeviceItem' : 'completeStep';
  return spec === undefined ? null : groups[spec.group];
}

function mayRaise(grant: Grant | null, { event, spec }: Asked): Permission {
  const deed = event === undefined ? null : deedOf(event, spec);
  const allowed: readonly Asker[] = deed === null ? [] : deeds[deed];
  return grant !== null && allowed.includes(grant.role) ? yes : notAllowed(allowed);
}

/** Whether somebody in this role may say it at all, wherever they work: what a proof asks of the permissions. */
export function roleMay(event: string, spec: EventSpec, role: Role): boolean {
  const deed = deedOf(event, spec);
  const allowed: readonly Role[] = deed === null ? [] : deeds[deed];
  return allowed.includes(role);
}

/** Their ward, or the department the patient is bound for: from there a patient is looked at, and received. */
function isTheirs({ wards }: Grant, action: DoorAction, { ward, bound, event, spec }: Asked): boolean {
  if (ward !== null && wards.includes(ward)) return true;
  if (bound === undefined || !wards.includes(bound.department)) return false;
  if (bound.arrived || lookedAtFromAfar.has(action)) return true;
  return action === 'command' && event !== undefined && mayFromDepartment(event, spec?.group);
}
const lookedAtFromAfar: ReadonlySet<DoorAction> = new Set(['seeChecklist', 'seeHistory', 'scan']);

/** A wall shows nothing of anybody; who is where and who works there is no secret inside the hospital. */
const atAnyWard: ReadonlySet<DoorAction> = new Set(['seeWall', 'seeWards', 'seeStaff', 'signIn', 'signOut']);

const yes: Permission = { ok: true };
const no = (why: Problem): Permission => ({ ok: false, problem: why });
const nobody = no(notSignedIn);
const otherWard = no(
  problem(
    'other-ward',
    403,
    'Not your ward',
    'This is on a ward you do not work on. Ask somebody of that ward, or have the ward added to your sign-in.',
  ),
);
/** Says who may, so that the next step is to ask one of them. */
const notAllowed = (allowed: readonly Asker[]): Permission => {
  const who = allowed.flatMap((role) => (role === 'nobody' || role === 'system' ? [] : [roleWords[role]]));
  const last = who.at(-1);
  const words = who.length < 2 ? last : `${who.slice(0, -1).join(', ')} or ${last}`;
  const detail = words === undefined ? 'Nobody does this from a screen.' : `This takes ${words}. Ask one of them.`;
  return no(problem('not-allowed', 403, 'Not allowed', detail));
};
