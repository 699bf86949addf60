/** `/tablet` and `/tablet/:preparation`: the list, or one patient, in the hands of whoever is signed in. */
import type { PreparationId } from '../../machines/index.ts';
import { Gate } from '../gate.tsx';
import { SignedIn } from './signed-in.tsx';

export function Tablet({ preparation }: { readonly preparation: PreparationId | null }) {
  return <Gate>{(session) => <SignedIn key={session.person.id} session={session} preparation={preparation} />}</Gate>;
}
