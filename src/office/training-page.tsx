/** `/training` and `/training/:person`, for somebody who is signed in. */
import { useState } from 'react';
import { ask, type Answer } from '../link/http.ts';
import { session } from '../link/session.ts';
import { useStaff } from '../link/staff.ts';
import { go } from '../route.ts';
import { useNow } from '../ui/clock.ts';
import type { Me } from './office.tsx';
import { PersonTraining } from './person-training.tsx';
import { readTraining, type Training } from './read-training.ts';
import { TrainingScreen } from './training.tsx';
import { useAsked } from './use-asked.ts';

export function TrainingPage({ me, opened }: { readonly me: Me; readonly opened: string | null }) {
  const staff = useStaff(null);
  const now = useNow();
  const [turn, setTurn] = useState(0);
  const door = opened === null ? null : `/staff/${encodeURIComponent(opened)}/competences`;
  const heard = useAsked(door, readTraining, turn);
  const person = staff.find(({ id }) => id === opened);
  const wrote = (answer: Answer<Training>) => {
    setTurn((before) => before + 1);
    return answer.ok ? null : answer.problem;
  };
  return (
    <TrainingScreen
      staff={staff}
      me={me}
      opened={opened}
      onOpen={(id) => go(`/training/${encodeURIComponent(id)}`)}
      onSignOut={() => void session.signOut()}
      panel={
        person === undefined || door === null ? null : (
          <PersonTraining
            key={person.id}
            person={person}
            training={heard === null ? null : heard.ok ? heard.value : heard.problem}
            me={me}
            staff={staff}
            at={now}
            register={async (body) => wrote(await ask('POST', door, readTraining, body))}
            end={async (competence, reason) =>
              wrote(await ask('POST', `${door}/${encodeURIComponent(competence)}/ended`, readTraining, { reason }))
            }
            onClose={() => go('/training')}
          />
        )
      }
    />
  );
}
