/**
 * Explanation: the patient knows what will happen, says it back in their own words, and has no clinical question open.
 * Source: AHRQ Health Literacy Universal Precautions Toolkit, Tool 5 (teach-back).
 *
 * questions.none  nothing is open
 * questions.open  a clinical question waits for a nurse or the proceduralist; the patient is not ready meanwhile
 *
 * communication.plain               nobody has said that an interpreter is needed
 * communication.interpreterAbsent   one is needed and is not here: nothing is explained, taught back or agreed meanwhile (I20)
 * communication.interpreterPresent  one is here; who they are is in the note
 *
 * information.welcome   the patient is told
 * information.declined  the patient does not want to be told: written down, nothing is forced, nothing is stopped
 */
import { at, no, role } from '../chart/guards.ts';
import { clearStop, note, raiseStop } from '../preparation/attention.ts';
import { defineStep } from './define-step.ts';

const answerers = ['nurse', 'chargeNurse', 'proceduralist'] as const;

export const explanation = defineStep({
  id: 'explanation',
  title: 'Explanation',
  short: 'Explain',
  purpose: 'The patient can say in their own words what will happen (AHRQ teach-back).',
  regions: () => ({
    questions: {
      initial: 'none',
      states: {
        none: { on: { 'question.raised': { target: 'open', actions: raiseStop('question') } } },
        open: {
          tags: ['stop'],
          on: { 'question.answered': { guard: role(...answerers), target: 'none', actions: clearStop('question') } },
        },
      },
    },
    communication: {
      initial: 'plain',
      states: {
        plain: { on: { 'interpreter.needed': { target: 'interpreterAbsent', actions: raiseStop('interpreter') } } },
        interpreterAbsent: {
          tags: ['stop'],
          on: {
            'interpreter.arrived': {
              target: 'interpreterPresent',
              actions: [...clearStop('interpreter'), note('interpreted')],
            },
          },
        },
        interpreterPresent: {
          on: { 'interpreter.left': { target: 'interpreterAbsent', actions: raiseStop('interpreter') } },
        },
      },
    },
    information: {
      initial: 'welcome',
      states: {
        welcome: { on: { 'information.declined': { target: 'declined', actions: [note('information')] } } },
        declined: { on: { 'information.wanted': { target: 'welcome', actions: [note('information')] } } },
      },
    },
  }),
  conditions: () => [
    {
      name: 'noOpenQuestion',
      guard: at('open.explanation.questions.none'),
      says: 'The patient has a clinical question. A nurse or the proceduralist must answer it.',
      who: answerers,
      subject: 'explanation.questions',
    },
    {
      name: 'interpreted',
      guard: no('interpreterMissing'),
      says: 'An interpreter is needed and is not here. Bring one, in person or by telephone.',
      who: ['technician', ...answerers],
      subject: 'explanation.communication',
    },
    {
      name: 'interpreterMissing',
      guard: at('open.explanation.communication.interpreterAbsent'),
      says: 'No interpreter is missing.',
      who: [],
      subject: 'explanation.communication',
    },
  ],
  requires: ['noOpenQuestion', 'interpreted'],
  halts: [],
  itemsNeed: ['interpreted'],
  calm: ['noOpenQuestion', 'interpreted'],
  events: () => [
    {
      name: 'question.raised',
      verb: 'Patient has a question',
      past: 'Clinical question raised',
      late: 'stop',
      asks: [],
      group: 'stop',
      topic: 'question',
    },
    {
      name: 'question.answered',
      verb: 'Question answered',
      past: 'Clinical question answered',
      late: 'judgement',
      asks: ['note'],
      group: 'step',
      topic: 'question',
    },
    {
      name: 'interpreter.needed',
      verb: 'Interpreter needed',
      past: 'Interpreter needed',
      late: 'stop',
      asks: [],
      group: 'stop',
      topic: 'interpreter',
    },
    {
      name: 'interpreter.arrived',
      verb: 'Interpreter is here',
      past: 'Interpreter arrived',
      late: 'work',
      asks: ['note'],
      group: 'step',
      topic: 'interpreter',
    },
    {
      name: 'interpreter.left',
      verb: 'Interpreter has left',
      past: 'Interpreter left',
      // Nothing may be explained after it, however late it is heard.
      late: 'stop',
      asks: [],
      group: 'step',
      topic: 'interpreter',
    },
    {
      name: 'information.declined',
      verb: 'Patient does not want to be told',
      past: 'Information declined',
      undoneBy: 'information.wanted',
      late: 'work',
      asks: [],
      group: 'step',
      topic: 'information',
    },
    {
      name: 'information.wanted',
      verb: 'Tell the patient after all',
      past: 'Information wanted after all',
      undoneBy: 'information.declined',
      late: 'work',
      asks: [],
      group: 'step',
      topic: 'information',
    },
  ],
  says: {
    'questions.none': { says: 'No open question' },
    'questions.open': { says: 'Stop: clinical question open', bad: true },
    'communication.plain': { says: 'No interpreter asked for' },
    'communication.interpreterAbsent': { says: 'Stop: interpreter needed', bad: true },
    'communication.interpreterPresent': { says: 'Interpreter present' },
    'information.welcome': { says: 'Patient is to be told' },
    'information.declined': { says: 'Patient wants no information' },
  },
});
