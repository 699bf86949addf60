/** Screens for somebody who is signed in: until then, the door. */
import { useEffect, type ReactNode } from 'react';
import { session, useSession, type Session } from './link/session.ts';
import { Door } from './tablet/door.tsx';

export function Gate({ children }: { readonly children: (session: Session) => ReactNode }) {
  const state = useSession();
  useEffect(() => void begin(), []);
  switch (state.kind) {
    case 'asking':
      return null;
    case 'out':
    case 'locked':
      return <Door state={state} />;
    case 'in':
      return children(state.session);
  }
}

let begun = false;

/** `?demo&badge=…`: a page that signs itself in. The server refuses it anywhere but in a demonstration. */
async function begin(): Promise<void> {
  if (begun) return;
  begun = true;
  const query = new URLSearchParams(window.location.search);
  const badge = query.get('badge');
  await session.begin();
  if (query.has('demo') && badge !== null && session.state().kind !== 'in') await session.signIn({ badge });
}
