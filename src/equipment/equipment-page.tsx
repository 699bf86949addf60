/** `/equipment` and `/equipment/:number`, for somebody who is signed in. What is open is in the address. */
import { useState } from 'react';
import type { Session } from '../link/session.ts';
import { useStaff } from '../link/staff.ts';
import { go } from '../route.ts';
import { useNow } from '../ui/clock.ts';
import { lookHeld, send } from './act.ts';
import { Equipment } from './equipment.tsx';
import { typeOf, type Show } from './standing.ts';
import { ThingPanel } from './thing-panel.tsx';
import { useEquipment } from './use-equipment.ts';
import { useThing } from './use-thing.ts';
import { useWardTitles } from './use-ward-titles.ts';

interface EquipmentPageProps {
  readonly me: Session['person'];
  readonly thing: string | null;
}

export function EquipmentPage({ me, thing: opened }: EquipmentPageProps) {
  const [show, setShow] = useState<Show>('all');
  const [find, setFind] = useState('');
  const [faulting, setFaulting] = useState(false);
  const { things, types, freshness, lastNews, problem } = useEquipment();
  const titles = useWardTitles();
  const staff = useStaff(null);
  const now = useNow();
  const thing = things?.find(({ asset }) => asset === opened) ?? null;
  const entries = useThing(opened, thing?.version ?? null);
  const open = (asset: string | null) => {
    setFaulting(false);
    go(asset === null ? '/equipment' : `/equipment/${encodeURIComponent(asset)}`);
  };
  return (
    <Equipment
      things={things}
      types={types}
      titles={titles}
      freshness={freshness}
      lastNews={lastNews}
      problem={problem}
      me={me}
      show={show}
      onShow={setShow}
      find={find}
      onFind={setFind}
      opened={opened}
      onOpen={open}
      onFailed={({ asset }) => {
        open(asset);
        setFaulting(true);
      }}
      act={send}
      panel={
        thing === null ? null : (
          <ThingPanel
            key={thing.asset}
            thing={thing}
            type={typeOf(thing, types)}
            entries={entries}
            at={now}
            role={me.role}
            titles={titles}
            staff={staff}
            act={send}
            lookHeld={lookHeld}
            faulting={faulting}
            onFaulting={setFaulting}
            onClose={() => open(null)}
          />
        )
      }
    />
  );
}
