/** Whether somebody may be the second of two people, as far as the ward's list knows; the server decides. */
import type { ItemView } from '../../machines/index.ts';
import type { StaffMember } from '../link/staff.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';

const { say } = tabletWords;

/** Why this person never may; null where they may, or where what they are trained for is not known here. */
export function neverVerifies(
  { verifiedBy }: Pick<ItemView, 'verifiedBy'>,
  { role, competences }: Pick<StaffMember, 'role' | 'competences'>,
): string | null {
  if (verifiedBy === undefined) return null;
  const { roles, competence } = verifiedBy;
  if (!roles.includes(role)) return say('second.notRole', { role: say(`role.${role}`) });
  if (competence === undefined || competences === undefined || competences.includes(competence.name)) return null;
  return say('second.notTrained', { what: competence.says });
}
