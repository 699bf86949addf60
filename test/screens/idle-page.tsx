/** Nothing but the lock of a tablet left alone, and a field somebody may have begun to fill in. */
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { idleInStepMs, idleOnListMs, useIdleLock } from '../../src/tablet/idle.ts';

const limits = { list: idleOnListMs, step: idleInStepMs, running: null } as const;

function Left({ where }: { readonly where: keyof typeof limits }) {
  const [locked, setLocked] = useState(0);
  const left = useIdleLock(limits[where], () => setLocked((times) => times + 1));
  return (
    <main>
      <p id="locked">{locked}</p>
      <p id="left">{left ?? 'not near'}</p>
      <input />
    </main>
  );
}

const where = document.body.dataset['where'] as keyof typeof limits;
createRoot(document.body.appendChild(document.createElement('div'))).render(<Left where={where} />);
