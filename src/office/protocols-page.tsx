/** `/protocols` and `/protocols/:digest`, for somebody who is signed in. */
import { useState } from 'react';
import type { Problem } from '../../machines/index.ts';
import { ask } from '../link/http.ts';
import { session } from '../link/session.ts';
import { useStaff } from '../link/staff.ts';
import { go } from '../route.ts';
import { Approve } from './approve.tsx';
import type { Me } from './office.tsx';
import { Protocols } from './protocols.tsx';
import { readDifference, readProtocol, readProtocols, type Difference } from './read-protocols.ts';
import { useAsked } from './use-asked.ts';

export function ProtocolsPage({ me, opened }: { readonly me: Me; readonly opened: string | null }) {
  const staff = useStaff(null);
  const [turn, setTurn] = useState(0);
  const listed = useAsked('/protocols', readProtocols, turn);
  const difference = useDifference(opened);
  const protocols = listed?.ok === true ? listed.value : null;
  const protocol = protocols?.find(({ digest }) => digest === opened) ?? null;
  const approve = async () => {
    const answer = await ask('POST', `/protocols/${opened}/approvals`, readProtocol, {});
    setTurn((before) => before + 1);
    return answer.ok ? answer.value : answer.problem;
  };
  return (
    <Protocols
      protocols={protocols}
      problem={listed?.ok === false ? listed.problem.detail : null}
      me={me}
      staff={staff}
      opened={opened}
      onOpen={(digest) => go(`/protocols/${digest}`)}
      onSignOut={() => void session.signOut()}
      panel={
        protocol === null ? null : (
          <Approve
            key={protocol.digest}
            protocol={protocol}
            difference={difference}
            me={me}
            staff={staff}
            approve={approve}
            onClose={() => go('/protocols')}
          />
        )
      }
    />
  );
}

function useDifference(digest: string | null): Difference | Problem | null {
  const answer = useAsked(digest === null ? null : `/protocols/${digest}/difference`, readDifference, 0);
  if (answer === null) return null;
  return answer.ok ? answer.value : answer.problem;
}
