/** An explanation never disagrees with XState: nothing is missing exactly when the chart would take the event. */
import { expect } from 'chai';
import fc from 'fast-check';
import type { AnyMachineSnapshot } from 'xstate';
import { decide, type EventClass, isReady, missingForEvent, open, type State } from '../../machines/index.ts';
import { Bedside } from '../support/bedside.ts';
import { histories } from '../support/histories.ts';
import { anOpening, morning, venepuncture } from '../support/protocol.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2_147_483_647);
const protocol = venepuncture();
const snapshot = ({ value, context }: State): AnyMachineSnapshot =>
  protocol.machine.resolveState({ value, context } as never);

const classes: readonly EventClass[] = (
  ['technician', 'nurse', 'chargeNurse', 'proceduralist', 'system'] as const
).flatMap((role) =>
  (['first', 'other'] as const).flatMap((who) =>
    (['satisfies', 'fails', 'agrees', 'differs', 'none'] as const).map((value) => ({ role, who, value })),
  ),
);

describe('explain', () => {
  it(`finds nothing missing exactly when XState would take the event (seed ${seed})`, () => {
    const names = [...protocol.events.keys()];
    let asked = 0;
    fc.assert(
      fc.property(
        histories(protocol, morning, 12),
        fc.array(fc.nat(), { minLength: 30, maxLength: 30 }),
        (history, picks) => {
          let state = open(protocol, anOpening()).state;
          let at = morning;
          for (const { wait, actor, command } of history) {
            at += wait;
            const decision = decide(protocol, state, command, actor, at);
            if (decision.kind === 'accepted') state = decision.state;
          }
          const here = snapshot(state);
          for (const pick of picks) {
            const type = names[pick % names.length] ?? '';
            const eventClass = classes[pick % classes.length] as EventClass;
            const missing = missingForEvent(protocol, state, type, eventClass);
            expect(missing !== null && missing.length === 0, `${type} as ${JSON.stringify(eventClass)}`).to.equal(
              here.can({ type, class: eventClass, at, payload: {} } as never),
            );
            asked++;
          }
        },
      ),
      { numRuns: 60, seed },
    );
    expect(asked).to.be.greaterThan(1000);
  });

  it('reads ready as XState’s own guard does', () => {
    const ready = new Bedside().prepared();
    expect(isReady(protocol, ready.state)).to.equal(true);
    expect(
      snapshot(ready.state).can({
        type: 'handover.accepted',
        class: { role: 'nurse', who: 'other', value: 'none' },
      } as never),
    ).to.equal(true);
  });

  it('names people only when somebody asks', () => {
    const readiness = new Bedside().readiness();
    expect(readiness.kind === 'notReady' && readiness.missing.every(({ subject }) => subject !== 'person')).to.equal(
      true,
    );
  });

  it('says every condition in a sentence of its own', () => {
    const says = [...protocol.conditions.values()].map((condition) => condition.says);
    for (const sentence of says) expect(sentence).to.match(/^["A-Z].*\.$/);
  });
});
