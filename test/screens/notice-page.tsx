/** Nothing but the notices of a tablet: the test says where somebody is, and speaks as what they did there would. */
import { useLayoutEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { Notice } from '../../src/tablet/notice.tsx';
import { noticeOn, useNotice, type SayNotice } from '../../src/tablet/use-notice.ts';

declare global {
  var tablet: {
    /** What speaks on the screen that is shown now; kept by the test, it is an answer that comes late. */
    say: SayNotice;
    go: (to: string | null) => void;
    late: SayNotice;
  };
}

function Tablet() {
  const [at, go] = useState<string | null>('bed-3');
  const [notices, say, close] = useNotice(at);
  useLayoutEffect(() => {
    globalThis.tablet = { ...globalThis.tablet, say, go };
  }, [say]);
  const said = noticeOn(notices, at, null);
  return (
    <main>
      <p id="at">{at ?? 'list'}</p>
      {said !== null && <Notice says={said.says} onClose={() => close(said)} />}
    </main>
  );
}

createRoot(document.body.appendChild(document.createElement('div'))).render(<Tablet />);
