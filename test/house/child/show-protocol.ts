/** Run in a copy by two-files.test.ts: compiles `protocols/<id>.yaml` there, does one event, prints what the screens would be given. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { boardRow, brokenLaws, checklist, compileProtocol, decide, open, type State } from '../../../machines/index.ts';

const [id = '', event = ''] = process.argv.slice(2);
const compiled = compileProtocol(parse(readFileSync(`protocols/${id}.yaml`, 'utf8')));
if (!compiled.ok) {
  process.stdout.write(JSON.stringify({ errors: compiled.errors }));
  process.exit(0);
}
const { protocol } = compiled;
const at = 1_772_431_200_000;
const actor = { person: 'b-nunez', role: 'nurse', grant: 'grant-nunez', device: 'tablet-8' } as const;
const opened = open(protocol, {
  preparation: 'preparation-0001',
  at,
  start: at + 3_600_000,
  order: { number: 'ORD-1', version: 1, facts: {} },
  patient: { familyName: 'Roe', givenName: 'Mary', birthDate: '1959-03-12', sex: 'F', number: '9990012345' },
  place: { ward: 'w4B', bed: '12' },
});
const meta = { revision: 1, head: '', digest: '', approved: false };
const shown = (state: State) => ({
  steps: checklist(protocol, state, actor, meta).steps.map((step) => ({
    id: step.id,
    standing: step.standing.map(({ says }) => says),
    items: step.items.map((item) => item.id),
    actions: step.actions.map((action) => action.event),
  })),
  line: boardRow(protocol, state, meta).line.map(({ step, short }) => `${step} ${short}`),
});
const decision = decide(protocol, opened.state, { event }, actor, at + 1000);
process.stdout.write(
  JSON.stringify({
    errors: [],
    laws: brokenLaws(protocol.chart, protocol.machine),
    before: shown(opened.state),
    decided: decision.kind,
    after: decision.kind === 'accepted' ? shown(decision.state) : null,
  }),
);
