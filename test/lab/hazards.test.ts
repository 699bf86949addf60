/** A proof names a hazard in the register's own words, and every hazard that it can name is there. */
import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { hazardSays, protocolQuestion, protocolSteps } from '../../lab/index.ts';
import { shippedProtocols } from '../support/protocol.ts';

interface Register {
  readonly hazards: readonly { readonly id: string; readonly hazard: string }[];
}
const { hazards } = parse(
  readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'safety.yaml'), 'utf8'),
) as Register;

describe('the name of a hazard', () => {
  it('is the register’s, for each of them', () => {
    expect(hazards.length).to.be.greaterThan(20);
    for (const { id, hazard } of hazards) expect(hazardSays(id)).to.equal(`${hazard} (${id})`);
  });

  it('is not made up for a number the register does not have', () => {
    expect(() => hazardSays('harm')).to.throw('No hazard is called harm');
  });
});

describe('what a statement of a proof may lead to', () => {
  const stated = shippedProtocols().flatMap((protocol) => [
    ...(protocolQuestion(protocol).invariants ?? []),
    ...protocolSteps(protocol),
  ]);
  const of = (id: string): readonly string[] => stated.find((one) => one.id === id)?.hazards ?? [];

  it('is a delay that nobody owns where nobody is told, and a late emergency where none can be declared', () => {
    for (const id of ['A1', 'A2', 'A3', 'L2', 'L3', 'L4']) expect(of(id), id).to.include('H27');
    expect(of('E2')).to.deep.equal(['H14']);
  });
});
