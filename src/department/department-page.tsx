/** `/department/:id`, for somebody who is signed in and works there. */
import { useState } from 'react';
import { placeLabel } from '../board/bound-rows.ts';
import { actOn } from '../desk/act-on.ts';
import { OpenPatient, rememberSide, sideInAddress } from '../desk/desk-page.tsx';
import type { Me } from '../desk/desk.tsx';
import { lookAt } from '../desk/read-checklist.ts';
import { sendFromDesk } from '../desk/send-from-desk.ts';
import { session } from '../link/session.ts';
import { useStaff } from '../link/staff.ts';
import { useWard } from '../link/ward-feed.ts';
import { Department } from './department.tsx';

export function DepartmentPage({ department, me }: { readonly department: string; readonly me: Me }) {
  const ward = useWard('desk', department);
  // Whoever has the patient is of any ward.
  const staff = useStaff(null);
  const [side, setSide] = useState(sideInAddress);
  const open = (preparation: string | null) => {
    const next = preparation === null ? ({ kind: 'none' } as const) : ({ kind: 'patient', preparation } as const);
    setSide(next);
    rememberSide(next);
  };
  const row = side.kind === 'patient' ? ward.rows.get(side.preparation) : undefined;
  const lies = row === undefined ? {} : { lies: placeLabel(ward.layout?.sends ?? [], row.place.ward, row.place.bed) };
  const opened = side.kind === 'patient' ? side.preparation : null;
  return (
    <Department
      department={department}
      {...ward}
      me={me}
      onSignOut={() => void session.signOut()}
      opened={opened}
      onOpen={open}
      act={(row, event) => actOn({ look: lookAt, send: sendFromDesk, me: me.id }, row, event)}
      panel={
        opened === null ? null : (
          <OpenPatient
            preparation={opened}
            from="department"
            silentSince={row?.silentSince}
            {...lies}
            beds={[]}
            staff={staff}
            me={me}
            until={null}
            onClose={() => open(null)}
          />
        )
      }
    />
  );
}
