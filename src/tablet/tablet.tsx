/** `/tablet` and `/tablet/:preparation`: the list, or one patient, in the hands of whoever is signed in. */
import { useEffect, useState } from 'react';
import type { PersonId, PreparationId } from '../../machines/index.ts';
import { Gate } from '../gate.tsx';
import { SignedIn } from './signed-in.tsx';

/** Long enough to be seen by whoever just put their badge away. */
const tookForMs = 10_000;

export function Tablet({ preparation }: { readonly preparation: PreparationId | null }) {
  // What is in hand begins anew for another person; that they took over is told to them, so it is kept here.
  const [took, setTook] = useState<{ readonly person: PersonId } | null>(null);
  useEffect(() => {
    if (took === null) return;
    const timer = setTimeout(() => setTook(null), tookForMs);
    return () => clearTimeout(timer);
  }, [took]);
  return (
    <Gate>
      {(session) => (
        <SignedIn
          key={session.person.id}
          session={session}
          preparation={preparation}
          took={took?.person === session.person.id}
          onTook={(person) => setTook({ person })}
        />
      )}
    </Gate>
  );
}
