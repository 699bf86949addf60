/** The people of a ward: for the sign-in screen, and to write a name where the record has an id. */
import { useEffect, useState } from 'react';
import type { PersonId, Role } from '../../machines/index.ts';
import { ask, isRecord } from './http.ts';
import { savedFact, saveFact } from './outbox-db.ts';

export interface StaffMember {
  readonly id: PersonId;
  readonly name: string;
  readonly initials: string;
  readonly role: Role;
  /** What they are trained for; left out where nobody was signed in when the list was asked for. */
  readonly competences?: readonly string[];
  /** Where they are rung while they work; left out where there is no number, or nobody was signed in. */
  readonly phone?: string;
}

/**
 * What is kept shows at once; what the server says replaces it.
 * @param heard whether the server is: when it is heard again, it is asked again
 */
export function useStaff(ward: string | null, heard = true): readonly StaffMember[] {
  const [staff, setStaff] = useState<readonly StaffMember[]>([]);
  useEffect(() => {
    let current = true;
    void (async () => {
      const kept = await savedFact('staff', readStaff);
      if (current && kept !== null) setStaff(kept);
      const path = ward === null ? '/staff' : `/staff?ward=${encodeURIComponent(ward)}`;
      const answer = await ask('GET', path, readStaff);
      if (!current || !answer.ok) return;
      setStaff(answer.value);
      void saveFact('staff', answer.value);
    })();
    return () => {
      current = false;
    };
  }, [ward, heard]);
  return staff;
}

/** The person's name, or their id while the list is not here. */
export const nameOf = (staff: readonly StaffMember[], person: PersonId): string =>
  staff.find((member) => member.id === person)?.name ?? person;

function readStaff(body: unknown): readonly StaffMember[] | null {
  if (!Array.isArray(body)) return null;
  return body.flatMap((one: unknown) => {
    if (!isRecord(one)) return [];
    const { id, name, initials, role, competences, phone } = one;
    return typeof id === 'string' &&
      typeof name === 'string' &&
      typeof initials === 'string' &&
      typeof role === 'string'
      ? [
          {
            id,
            name,
            initials,
            role: role as Role,
            ...(Array.isArray(competences)
              ? { competences: competences.filter((held): held is string => typeof held === 'string') }
              : {}),
            ...(typeof phone === 'string' ? { phone } : {}),
          },
        ]
      : [];
  });
}
