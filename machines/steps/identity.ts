/**
 * Identity check: the right patient, by two identifiers, stated by the patient and matched to the order.
 * The patient states name and birth date; staff never read them out for a "yes". A bed is never an identifier.
 * Source: Joint Commission NPSG.01.01.01, UP.01.01.01 (legacy numbers); who resolves a mismatch is a project default.
 *
 * match.clear       nothing contradicts; a mismatch reported from anywhere leaves it
 * match.mismatched  the patient must not proceed; only a nurse, the charge nurse or the proceduralist, and not the
 *                   person who reported it, leaves it
 *
 * band.worn     there is one wristband and it can be read, as far as anybody knows
 * band.missing  none, unreadable, or more than one: nobody is identified by it; a nurse puts a new one on, and whoever
 *               was identified by the old one is identified again. No spare label is scanned instead.
 */
import { all, at, role, who } from '../chart/guards.ts';
import { broadcast, clearStop, raiseStop } from '../preparation/attention.ts';
import { defineStep } from './define-step.ts';

const resolvers = ['nurse', 'chargeNurse', 'proceduralist'] as const;

export const identity = defineStep({
  id: 'identity',
  title: 'Identity check',
  short: 'Identity',
  purpose: 'Two identifiers, stated by the patient, match the wristband and the order (NPSG.01.01.01).',
  regions: () => ({
    match: {
      initial: 'clear',
      states: {
        clear: { on: { 'identity.mismatched': { target: 'mismatched', actions: raiseStop('mismatch') } } },
        mismatched: {
          tags: ['stop'],
          on: { 'mismatch.resolved': { guard: 'anotherResolves', target: 'clear', actions: clearStop('mismatch') } },
        },
      },
    },
    band: {
      initial: 'worn',
      states: {
        worn: { on: { 'band.missing': { target: 'missing', actions: raiseStop('band') } } },
        missing: {
          tags: ['stop'],
          on: {
            'band.replaced': {
              guard: 'mayReplaceBand',
              target: 'worn',
              actions: [...clearStop('band'), broadcast('band.changed')],
            },
          },
        },
      },
    },
  }),
  conditions: () => [
    {
      name: 'noMismatch',
      guard: at('open.identity.match.clear'),
      says: 'The wristband or the answer did not match. A nurse who did not report it must resolve it.',
      who: resolvers,
      subject: 'identity.match',
    },
    {
      name: 'anotherResolves',
      guard: all(role(...resolvers), who('other')),
      says: 'A nurse, the charge nurse or the proceduralist must resolve this, and not the person who reported it.',
      who: resolvers,
      subject: 'identity.match',
    },
    {
      name: 'bandWorn',
      guard: at('open.identity.band.worn'),
      says: 'The wristband is missing, cannot be read, or is not the only one. A nurse must put a new one on.',
      who: resolvers,
      subject: 'identity.band',
    },
    {
      name: 'mayReplaceBand',
      guard: all(role(...resolvers)),
      says: 'A nurse, the charge nurse or the proceduralist puts a new wristband on.',
      who: resolvers,
      subject: 'identity.band',
    },
  ],
  requires: ['noMismatch', 'bandWorn'],
  halts: ['noMismatch'],
  calm: ['noMismatch', 'bandWorn'],
  events: () => [
    {
      name: 'identity.mismatched',
      verb: 'Report a mismatch',
      past: 'Identity did not match',
      late: 'stop',
      asks: [],
      group: 'stop',
      topic: 'mismatch',
      keepsScan: true,
    },
    {
      name: 'mismatch.resolved',
      verb: 'Resolve the mismatch',
      past: 'Mismatch resolved',
      late: 'judgement',
      asks: ['reason'],
      reasons: [
        'A neighbour’s wristband was scanned',
        'The wristband on the arm was replaced',
        'The right patient is here now',
        'The number was typed or read wrongly',
      ],
      group: 'step',
      topic: 'mismatch',
    },
    {
      name: 'band.missing',
      verb: 'Wristband missing or unreadable',
      past: 'Wristband missing or unreadable',
      late: 'stop',
      asks: [],
      reasons: ['No wristband', 'Taken off', 'Cannot be read', 'More than one'],
      group: 'stop',
      topic: 'band',
    },
    {
      name: 'band.replaced',
      verb: 'New wristband is on',
      past: 'Wristband replaced',
      late: 'work',
      asks: [],
      group: 'step',
      topic: 'band',
    },
  ],
  says: {
    'match.clear': { says: 'No open mismatch' },
    'match.mismatched': { says: 'Stop: identity does not match', bad: true },
    'band.worn': { says: 'No open fault of the wristband' },
    'band.missing': { says: 'Stop: wristband missing or unreadable', bad: true },
  },
  identifies: true,
});
