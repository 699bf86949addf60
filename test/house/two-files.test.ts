/** A newcomer adds a step in two files and a protocol in one; everything else draws it from there. */
import { expect } from 'chai';
import { type Copy, copyOfProject, touched } from './copy.ts';

const timeOutStep = `/** Time-out: the whole team stops before the start and agrees on patient, procedure and side. Source: UP.01.03.01. */
import { at, role } from '../chart/guards.ts';
import { clearStop, raiseStop } from '../preparation/attention.ts';
import { defineStep } from './define-step.ts';

export const timeOut = defineStep({
  id: 'timeOut',
  title: 'Time-out',
  short: 'Time-out',
  purpose: 'The team agrees, out loud, immediately before the start (UP.01.03.01).',
  regions: () => ({
    pause: {
      initial: 'notCalled',
      states: {
        notCalled: { on: { 'timeOut.called': { guard: role('nurse', 'chargeNurse', 'proceduralist'), target: 'called' } } },
        called: { on: { 'timeOut.broken': { target: 'broken', actions: raiseStop('timeOut') } } },
        broken: { tags: ['stop'], on: { 'timeOut.calledAgain': { target: 'called', actions: clearStop('timeOut') } } },
      },
    },
  }),
  conditions: () => [
    {
      name: 'timeOutCalled',
      guard: at('open.timeOut.pause.called'),
      says: 'Nobody has called the time-out yet.',
      who: ['nurse', 'chargeNurse', 'proceduralist'],
      subject: 'timeOut.pause',
    },
  ],
  requires: ['timeOutCalled'],
  halts: [],
  calm: [],
  events: () => [
    { name: 'timeOut.called', verb: 'Call the time-out', past: 'Time-out called', late: 'judgement', asks: [], group: 'step' },
    { name: 'timeOut.broken', verb: 'Time-out broken off', past: 'Time-out broken off', late: 'stop', asks: ['reason'], group: 'stop', topic: 'timeOut' },
    { name: 'timeOut.calledAgain', verb: 'Call the time-out again', past: 'Time-out called again', late: 'judgement', asks: [], group: 'step', topic: 'timeOut' },
  ],
  says: {
    'pause.notCalled': { says: 'Time-out not called' },
    'pause.called': { says: 'Time-out called' },
    'pause.broken': { says: 'Stop: time-out broken off', bad: true },
  },
});
`;

const jointInjection = `# UNREVIEWED: a test's own protocol.
format: 1
id: jointInjection
version: 1.0.0
title: Joint injection
status: unreviewed
standard: Joint Commission UP.01.01.01, UP.01.03.01
timeOutRequired: true
consent: { level: verbal, takenBy: [nurse, proceduralist], renewedBy: [proceduralist], source: A test, status: project default }
handover: { receivedBy: [proceduralist], source: A test, status: project default }
times:
  lookAgain: { is: 15 min, source: A test, status: project default }
  unownedFor: { is: 2 min, source: A test, status: project default }
  offerFor: { is: 10 min, source: A test, status: project default }
  acknowledgeWithin: { is: 5 min, source: A test, status: project default }
  identityFor: { is: 30 min, source: A test, status: project default }
  agreedFor: { is: 10 min, source: A test, status: project default }
steps:
  - step: identity
    items:
      - { id: wristband, kind: sensed, text: Wristband matches the order, stop: hard, by: [nurse, proceduralist], answer: { scan: patient.number },
          validFor: identityFor, voidedBy: [identity.mismatched, patient.changed], ifNot: identity.mismatched, askedInEmergency: true, source: NPSG.01.01.01, status: sourced }
      - { id: statesName, kind: attested, text: Patient states full name and birth date, stop: hard, by: [nurse, proceduralist],
          answer: { choices: [{ value: both, label: BOTH MATCH, satisfies: true, identifies: [name, birthDate] }] },
          validFor: identityFor, voidedBy: [identity.mismatched, patient.changed], source: NPSG.01.01.01, status: sourced }
  - step: consent
    items:
      - { id: stillHappy, kind: attested, text: Patient still agrees, stop: hard, by: [nurse, proceduralist], needs: [consentStands],
          answer: { choices: [{ value: yes, label: HAPPY, satisfies: true }] }, voidedBy: [consent.withdrawn], source: A test, status: project default }
  - step: timeOut
    items:
      - { id: sideAgreed, kind: attested, text: "Patient, procedure and side agreed by all", stop: hard, by: [nurse, proceduralist], needs: [timeOutCalled],
          answer: { choices: [{ value: agreed, label: ALL AGREE, satisfies: true }] }, validFor: agreedFor, voidedBy: [timeOut.broken], source: UP.01.03.01, status: sourced }
`;

interface Shown {
  readonly steps: readonly {
    readonly id: string;
    readonly standing: readonly string[];
    readonly items: readonly string[];
    readonly actions: readonly string[];
  }[];
  readonly line: readonly string[];
}

describe('two files', () => {
  let copy: Copy;
  let step: readonly string[];
  let protocol: readonly string[];

  before(async () => {
    copy = await copyOfProject();
    const empty = await copy.digests();
    await copy.write('machines/steps/time-out.ts', timeOutStep);
    const registry = await copy.read('machines/steps/index.ts');
    const withImport = registry.replace(
      "import { identity } from './identity.ts';\n",
      "$&import { timeOut } from './time-out.ts';\n",
    );
    await copy.write('machines/steps/index.ts', withImport.replace('equipment];', 'equipment, timeOut];'));
    const withStep = await copy.digests();
    await copy.write('protocols/jointInjection.yaml', jointInjection);
    step = touched(empty, withStep);
    protocol = touched(withStep, await copy.digests());
  });
  after(() => copy.end());

  it('are enough for a sixth step, and it type-checks', () => {
    expect(step).to.deep.equal(['machines/steps/index.ts', 'machines/steps/time-out.ts']);
    const { code, says } = copy.node('node_modules/typescript/bin/tsc', '-b', 'machines');
    expect(code, says).to.equal(0);
  });

  it('are more than a protocol needs: it is one', () => {
    expect(protocol).to.deep.equal(['protocols/jointInjection.yaml']);
  });

  it('give a protocol that obeys every chart law, and a step that is on the checklist and on the line', () => {
    const { code, says } = copy.node(
      '--import',
      'tsx',
      'test/house/child/show-protocol.ts',
      'jointInjection',
      'timeOut.called',
    );
    expect(code, says).to.equal(0);
    const told = JSON.parse(says) as { errors: unknown; laws: unknown; before: Shown; decided: string; after: Shown };
    expect(told.errors).to.deep.equal([]);
    expect(told.laws).to.deep.equal([]);
    expect(told.before.line).to.deep.equal(['identity Identity', 'consent Consent', 'timeOut Time-out']);
    const shown = told.before.steps.find(({ id }) => id === 'timeOut');
    expect(shown?.items).to.deep.equal(['sideAgreed']);
    expect(shown?.standing).to.deep.equal(['Time-out not called']);
    expect(shown?.actions).to.include('timeOut.called');
    expect(told.decided).to.equal('accepted');
    expect(told.after.steps.find(({ id }) => id === 'timeOut')?.standing).to.deep.equal(['Time-out called']);
  });

  it('leave the shipped protocol as it was', () => {
    const { says } = copy.node(
      '--import',
      'tsx',
      'test/house/child/show-protocol.ts',
      'venepuncture',
      'patient.arrived',
    );
    const told = JSON.parse(says) as { before: Shown };
    expect(told.before.line).to.have.length(5);
  });

  it('are enough for the page that lists the steps', () => {
    expect(copy.node('--import', 'tsx', 'tool/draw.mjs', '--check').code).to.equal(1);
    expect(copy.node('--import', 'tsx', 'tool/draw.mjs').code).to.equal(0);
    expect(copy.node('--import', 'tsx', 'tool/draw.mjs', '--check').code).to.equal(0);
  });
});
