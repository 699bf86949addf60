/**
 * The way to where the procedure is, for protocols whose document says `handover: { transfer: true }`. The hand-over is
 * accepted there, by people who have checked again who came: a patient is lost between places, not in them (H23).
 * An emergency hand-over waits for none of this (I29).
 *
 * transfer.atWard        the patient is on the ward
 * transfer.calledFor     whoever receives them has asked for them
 * transfer.left          they are on the way; with all done but what is done there (`doneThere`), in an emergency, or
 *                        because a nurse said why
 * transfer.arrivedThere  they are there; identity is checked again, then the hand-over is accepted
 */
import { all, any, at, role } from '../chart/guards.ts';
import { broadcast, note } from './attention.ts';
import type { CoreRegion } from './core-region.ts';

const registered = ['nurse', 'chargeNurse', 'proceduralist'] as const;

export const transfer: CoreRegion = {
  id: 'transfer',
  region: (document) => {
    if (document.handover.transfer !== true) return null;
    const goes = [note('transfer'), broadcast('patient.taken')];
    const leaving = {
      'patient.left': { guard: 'mayLeave', target: 'left', actions: goes },
      'patient.leftUnready': { guard: 'mayLeaveUnready', target: 'left', actions: goes },
    };
    const returned = {
      'patient.returned': { target: 'atWard', actions: [note('transfer'), broadcast('place.changed')] },
      // In an emergency the patient goes for another procedure, from wherever they are.
      'patient.elsewhere': { target: 'atWard' },
    };
    return {
      initial: 'atWard',
      states: {
        atWard: {
          on: {
            'patient.calledFor': { guard: 'mayReceive', target: 'calledFor', actions: [note('transfer')] },
            ...leaving,
          },
        },
        calledFor: { on: leaving },
        left: {
          on: {
            'patient.received': {
              guard: 'mayReceive',
              target: 'arrivedThere',
              actions: [note('transfer'), broadcast('place.changed')],
            },
            ...returned,
          },
        },
        arrivedThere: { on: returned },
      },
    };
  },
  conditions: (document) => {
    if (document.handover.transfer !== true) return [];
    const consent = document.steps.some(({ step }) => step === 'consent') ? ['consentStands'] : [];
    return [
      {
        name: 'mayLeave',
        guard: all('present', 'leavesReady'),
        says: 'The patient is not ready to leave. A nurse may say why they go all the same.',
        who: registered,
        subject: 'transfer',
      },
      {
        name: 'leavesReady',
        guard: any('readyToLeave', 'leavesInEmergency'),
        says: 'The patient is not ready to leave. A nurse may say why they go all the same.',
        who: registered,
        subject: 'transfer',
      },
      {
        name: 'leavesInEmergency',
        guard: all('emergency', 'emergencyMinimum'),
        says: 'In an emergency the patient goes once the wristband is checked and nobody said no.',
        who: registered,
        subject: 'transfer',
      },
      // A reason makes up for much, not for consent: nobody is released from the ward without it.
      {
        name: 'mayLeaveUnready',
        guard: all('arrived', 'notHeld', 'present', 'uninterrupted', ...consent, role(...registered)),
        says: 'A nurse says why the patient leaves although not ready.',
        who: registered,
        subject: 'transfer',
      },
      {
        name: 'arrivedThere',
        guard: at('open.transfer.arrivedThere'),
        says: 'The patient has not arrived where they are handed over.',
        who: document.handover.receivedBy,
        subject: 'transfer',
      },
    ];
  },
  requires: [],
  calm: [],
  events: (document) =>
    document.handover.transfer === true
      ? [
          {
            name: 'patient.calledFor',
            verb: 'Call for the patient',
            past: 'Patient called for',
            late: 'work',
            asks: [],
            group: 'flow',
          },
          { name: 'patient.left', verb: 'Patient leaves', past: 'Patient left', late: 'work', asks: [], group: 'flow' },
          {
            name: 'patient.leftUnready',
            verb: 'Patient leaves, not ready',
            past: 'Patient left, not ready',
            late: 'judgement',
            asks: ['reason'],
            group: 'plan',
          },
          {
            name: 'patient.received',
            verb: 'Patient has arrived there',
            past: 'Patient arrived there',
            late: 'work',
            asks: [],
            group: 'flow',
          },
          {
            name: 'patient.returned',
            verb: 'Patient is back on the ward',
            past: 'Patient returned to the ward',
            late: 'work',
            asks: [],
            group: 'flow',
          },
        ]
      : [],
};
