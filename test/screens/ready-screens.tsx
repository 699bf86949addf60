/** Who is ready, until when, and what is looked at before they are handed over. */
import type { ReactNode } from 'react';
import type { ActionView, ItemView, WarningView } from '../../machines/index.ts';
import { overlay } from '../../src/link/overlay.ts';
import { PatientScreen } from '../../src/tablet/patient-screen.tsx';
import { at } from './fixtures.ts';
import { checklist, item } from './tablet-fixtures.ts';

export const resumed: ActionView = {
  event: 'flow.resumed',
  verb: 'Resume',
  asks: [],
  late: 'judgement',
  group: 'flow',
  may: true,
  refusal: null,
};

const untilIn: Readonly<Record<string, string>> = {
  ready: '08:05',
  'ready-away': '08:05',
  'ready-early': '07:55',
  'ready-short': '07:39:51',
  'was-ready': '07:38',
  'look-handover': '08:05',
  'look-handover-away': '08:05',
  'ready-warned': '08:05',
  'look-handover-warned': '08:05',
};

const said = (id: string, text: string, says: string): ItemView =>
  item(id, 'attested', text, {
    stop: 'warn',
    status: 'satisfied',
    evidence: { at: at('07:31'), by: 'p-osei', how: 'said', value: says, says, reason: null },
  });
const answeredYes = [
  said('faints', 'Faints, bleeding or blood thinners', 'YES'),
  said('narrow', 'Fear of narrow places', 'YES, NO PLAN'),
];
/** More than a page ever has, so that a long list is looked at too. */
const warnings: readonly WarningView[] = [
  { item: 'allergies', text: 'Allergies to latex, plaster or skin cleaner', is: 'open' },
  { item: 'dentures', text: 'Dentures out, loose teeth noted, glasses off', is: 'open' },
  { item: 'warmed', text: 'Contrast warmed', is: 'open' },
  ...answeredYes.map(({ id, text }) => ({ item: id, text, is: 'answered' as const })),
];

export function readyScreen(state: string): ReactNode {
  const time = untilIn[state];
  if (time === undefined) return null;
  const until = at(time);
  const handover = { ...resumed, event: 'handover.accepted', verb: 'Hand over' };
  const actions = [...checklist().actions, handover];
  const asked = state.endsWith('-warned') ? { warnings } : {};
  const shown = overlay(
    checklist(
      state.endsWith('-warned') ? answeredYes : [],
      { actions, readiness: { kind: 'ready', until }, ...asked },
      { kind: 'ready', until },
    ),
    [],
  );
  return (
    <PatientScreen
      shown={shown}
      begin={state.startsWith('look-') ? { kind: 'ask', action: handover, what: handover.verb } : null}
    />
  );
}
