/** Who is ready, until when, and what is looked at before they are handed over. */
import type { ReactNode } from 'react';
import type { ActionView } from '../../machines/index.ts';
import { overlay } from '../../src/link/overlay.ts';
import { PatientScreen } from '../../src/tablet/patient-screen.tsx';
import { at } from './fixtures.ts';
import { checklist } from './tablet-fixtures.ts';

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
};

export function readyScreen(state: string): ReactNode {
  const time = untilIn[state];
  if (time === undefined) return null;
  const until = at(time);
  const handover = { ...resumed, event: 'handover.accepted', verb: 'Hand over' };
  const actions = [...checklist().actions, handover];
  const shown = overlay(checklist([], { actions, readiness: { kind: 'ready', until } }, { kind: 'ready', until }), []);
  return (
    <PatientScreen
      shown={shown}
      begin={state.startsWith('look-') ? { kind: 'ask', action: handover, what: handover.verb } : null}
    />
  );
}
