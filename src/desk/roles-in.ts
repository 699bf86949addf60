/** Roles in a sentence: `technician, nurse or charge nurse`. */
import type { Role } from '../../machines/index.ts';
import { deskWords } from './words.ts';

const { say } = deskWords;

export function roleList(who: readonly Role[]): string {
  const words = who.map((role) => say(`role.${role}`));
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : say('role.or', { first: words.slice(0, -1).join(', '), last });
}

/** The same, where a sentence begins with it. */
export function rolesIn(who: readonly Role[]): string {
  const list = roleList(who);
  return list.charAt(0).toLocaleUpperCase() + list.slice(1);
}
