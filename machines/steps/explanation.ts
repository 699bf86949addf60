/**
 * Explanation: the patient knows what will happen, says it back in their own words, and has no clinical question open.
 * Source: AHRQ Health Literacy Universal Precautions Toolkit, Tool 5 (teach-back).
 *
 * questions.none  nothing is open
 * questions.open  a clinical question waits for a nurse or the proceduralist; the patient is not ready meanwhile
 */
import { at, role } from '../chart/guards.ts';
import { clearStop, raiseStop } from '../preparation/attention.ts';
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
  }),
  conditions: () => [
    {
      name: 'noOpenQuestion',
      guard: at('open.explanation.questions.none'),
      says: 'The patient has a clinical question. A nurse or the proceduralist must answer it.',
      who: answerers,
      subject: 'explanation.questions',
    },
  ],
  requires: ['noOpenQuestion'],
  halts: [],
  calm: ['noOpenQuestion'],
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
  ],
  says: {
    'questions.none': { says: 'No open question' },
    'questions.open': { says: 'Stop: clinical question open', bad: true },
  },
});
