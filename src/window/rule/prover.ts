/**
 * The prover in a worker of its own: the page goes on while it thinks. Nothing is kept from one proof to the next, so
 * what it says of a protocol is always seen anew.
 */
import { hazardSays, playWay, proveWithout, rulesOf, withoutRule, type Told } from '../../../lab/index.ts';
import { compileProtocol, type Protocol } from '../../../machines/index.ts';
import type { Found, FromProver, ToProver } from './messages.ts';

const protocols = new Map<string, Protocol>();
let current = 0;

const tell = (message: FromProver): void => postMessage(message);

addEventListener('message', ({ data }: MessageEvent<ToProver>) => {
  if (data.kind === 'documents') return hear(data.documents);
  current = data.run;
  void prove(data);
});

function hear(documents: readonly unknown[]): void {
  for (const document of documents) {
    const compiled = compileProtocol(document);
    if (compiled.ok) protocols.set(compiled.protocol.document.id, compiled.protocol);
  }
  tell({
    kind: 'protocols',
    protocols: [...protocols.values()].map((protocol) => ({
      id: protocol.document.id,
      title: protocol.document.title,
      rules: rulesOf(protocol).map(({ id, about, says, item }) => ({ id, about, says, item: textOf(protocol, item) })),
    })),
  });
}

/** A message that came meanwhile is heard between two invariants. */
const breath = () => new Promise((resolve) => setTimeout(resolve, 0));

async function prove({ run, protocol: id, rule: ruleId }: Extract<ToProver, { kind: 'prove' }>): Promise<void> {
  try {
    const protocol = protocols.get(id);
    if (protocol === undefined) throw new Error(`No protocol is called ${id}.`);
    const rule = rulesOf(protocol).find((one) => one.id === ruleId) ?? null;
    if (ruleId !== null && rule === null) throw new Error(`No rule is called ${ruleId}.`);
    const changed = withoutRule(protocol, rule);
    const counted = { broken: 0, unknown: 0, states: 0 };
    for (const told of proveWithout(protocol, rule)) {
      const { verdict, states } = told.finding;
      counted.states += states;
      if (verdict === 'unknown') counted.unknown++;
      const first = verdict === 'broken' && counted.broken++ === 0;
      const { decided, of } = told;
      tell({
        kind: 'told',
        run,
        decided,
        of,
        ...counted,
        found: first ? foundIn(changed, told, rule?.item ?? null) : null,
      });
      await breath();
      if (current !== run) return;
    }
  } catch (error) {
    tell({ kind: 'failed', run, says: error instanceof Error ? error.message : String(error) });
  }
}

const textOf = ({ items }: Protocol, item: string | null): string | null => items.get(item ?? '')?.item.text ?? null;

function foundIn(changed: Protocol, { finding: { invariant, way } }: Told, item: string | null): Found | null {
  if (way === null) return null;
  const { id, says, hazards = [] } = invariant;
  const found = { id, says, hazards: hazards.map(hazardSays) };
  const step = changed.items.get(item ?? '')?.step.id ?? null;
  try {
    return { ...found, ...playWay(changed, { way, invariant, step }) };
  } catch {
    // Broken all the same: the chart goes there, and no answer that this document allows brings it about.
    return { ...found, scenes: [], broken: false };
  }
}
