/** A page while nobody may act on it: signed out or locked. */
import { useEffect, useState } from 'react';
import { connection } from '../link/connection.ts';
import { savedWard } from '../link/facts.ts';
import { useReach } from '../link/reach.ts';
import { session, type Credentials, type SessionState } from '../link/session.ts';
import { useStaff } from '../link/staff.ts';
import { useOutbox } from '../link/tablet-outbox.ts';
import { useLink } from '../link/use-link.ts';
import { unanswered } from '../link/waiting.ts';
import { placeOf, usePath, type Place } from '../route.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { useScanner } from './scanner.ts';
import { SignIn } from './sign-in.tsx';

export function Door({ state }: { readonly state: Extract<SessionState, { kind: 'out' | 'locked' }> }) {
  const place = placeOf(usePath());
  const [ward, setWard] = useState<string | null>(
    () => new URLSearchParams(window.location.search).get('ward') ?? (place.screen === 'desk' ? place.ward : null),
  );
  const [says, setSays] = useState<string | null>(state.kind === 'out' ? state.says : null);
  const { waiting } = useOutbox();
  const isLocked = state.kind === 'locked';
  const heard = useLink();
  const reached = useReach(!isLocked);
  const link = isLocked ? heard : reached;
  const staff = useStaff(ward, link === 'live');
  useEffect(() => {
    void savedWard().then((kept) => setWard((before) => before ?? kept));
  }, []);
  useEffect(() => (isLocked && ward !== null ? keepSending(ward) : undefined), [isLocked, ward]);
  const signIn = async (credentials: Credentials): Promise<string | null> => {
    const answer = await session.signIn(credentials);
    return answer.ok ? null : answer.problem.detail;
  };
  useScanner((scan) => {
    if (scan.kind === 'unreadable') setSays(tabletWords.say(`scan.${scan.why}`));
    else void signIn({ badge: scan.text }).then(setSays);
  });
  return (
    <SignIn
      title={tabletWords.say(titles[place.screen] ?? 'signIn.ward')}
      staff={staff}
      locked={isLocked ? state.session.person : null}
      waiting={unanswered(waiting).length}
      link={link}
      says={says}
      signIn={signIn}
    />
  );
}

const titles: Partial<
  Record<Place['screen'], 'signIn.desk' | 'signIn.department' | 'signIn.equipment' | 'signIn.office'>
> = {
  desk: 'signIn.desk',
  department: 'signIn.department',
  equipment: 'signIn.equipment',
  protocols: 'signIn.office',
  training: 'signIn.office',
  print: 'signIn.office',
};

/**
 * What was kept is sent when the server is heard again, a stop above all, also while nobody unlocks this tablet. To be heard,
 * a page is shown a ward: as a wall is, without a name, and nothing of it is kept.
 */
const keepSending = (ward: string): (() => void) =>
  connection.join({
    view: 'wall',
    ward,
    from: () => null,
    answered: () => undefined,
    framed: () => undefined,
    refused: () => undefined,
  });
