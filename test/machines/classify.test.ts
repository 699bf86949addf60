/** Law 2: `classify` is the only place that looks at the world; it is pure, total, and its classes are finite. */
import { expect } from 'chai';
import fc from 'fast-check';
import { canonical, classify, type Command, decide, open, refusals, roles } from '../../machines/index.ts';
import { commandFor, histories } from '../support/histories.ts';
import { anOpening, everybody, morning, venepuncture } from '../support/protocol.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2_147_483_647);
const protocol = venepuncture();

/** Freezes all of it: a classify that wrote to what it was given would throw. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const below of Object.values(value)) frozen(below);
  }
  return value;
}

const values = fc.oneof(
  fc.string(),
  fc.double(),
  fc.boolean(),
  fc.constantFrom('both', 'left', 'inDate', -0, Number.NaN, '9990012345'),
);

describe('classify', () => {
  it(`gives the same finite class for the same world, writes to nothing, and never throws (seed ${seed})`, () => {
    const names = [...protocol.events.keys(), 'item.nothing.attested', 'no.such', '__proto__.x', 'constructor.name'];
    fc.assert(
      fc.property(
        histories(protocol, morning, 10),
        fc.array(fc.tuple(fc.nat(), values, fc.constantFrom(...everybody)), { minLength: 12, maxLength: 12 }),
        (history, asked) => {
          let state = open(protocol, anOpening()).state;
          let at = morning;
          for (const { wait, actor, command } of history) {
            at += wait;
            const decision = decide(protocol, state, command, actor, at);
            if (decision.kind === 'accepted') state = decision.state;
          }
          frozen(state);
          for (const [pick, value, actor] of asked) {
            const event = names[pick % names.length] ?? '';
            const command: Command = frozen({
              ...commandFor(protocol, event, pick, morning),
              ...(pick % 3 === 0 ? { value } : {}),
            });
            const first = classify(protocol, state, command, actor, at);
            expect(canonical(classify(protocol, state, command, actor, at))).to.equal(canonical(first));
            if (!first.ok) {
              expect(refusals).to.have.property(first.code);
              continue;
            }
            const { role, who, value: valueClass } = first.event.class;
            expect(roles).to.include(role);
            expect(['first', 'sameGrant', 'other']).to.include(who);
            expect(['satisfies', 'fails', 'agrees', 'differs', 'none']).to.include(valueClass);
            expect(first.event.payload.by, 'the person is the actor, whatever the command says').to.deep.equal(actor);
          }
        },
      ),
      { numRuns: 60, seed },
    );
  });
});
