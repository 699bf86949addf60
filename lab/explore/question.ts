/** What was asked, looked at before anything is explored: a part that is misspelt or means nothing would be passed over. */
import type { ExploredChart } from './chart.ts';
import { isLike, type Scope } from './model.ts';
import type { Invariant, Question } from './prove.ts';
import { Refused } from './refused.ts';

const parts = ['machine', 'invariants', 'events', 'internal', 'context', 'input', 'limits'];
const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @throws Refused naming the part and what to write. */
export function checkQuestion(question: Question): void {
  for (const part of Object.keys(question))
    if (!parts.includes(part)) wrong(part, `there is no such part; there are ${parts.join(', ')}`);
  const { invariants = [], events = {}, internal = [], context = 'whole' } = question;
  if (!Array.isArray(invariants)) wrong('invariants', 'write a list: [{ id, says, never }]');
  invariants.forEach((invariant, index) => {
    const { id, says, never } = (isObject(invariant) ? invariant : {}) as Partial<Invariant>;
    if (typeof id !== 'string' || id === '') wrong(`invariants[${index}]`, 'give it an "id", a short text');
    if (typeof says !== 'string') wrong(`invariant ${id}`, '"says" is a sentence');
    if (invariants.filter((other) => other.id === id).length > 1)
      wrong(`invariant ${id}`, 'another invariant has the same id');
    checkWhere(never, `invariant ${id}: never`);
  });
  if (!isObject(events)) wrong('events', 'write { type: [payload, …] }');
  for (const [type, payloads] of Object.entries(events as Record<string, unknown>)) {
    if (!Array.isArray(payloads) || !payloads.every(isObject))
      wrong(`events["${type}"]`, 'write a list of payloads, each an object: [{ by: "nurse" }]');
    else if (payloads.some((payload) => 'type' in payload))
      wrong(`events["${type}"]`, 'a payload has no "type" of its own: the type is the key');
  }
  if (!Array.isArray(internal)) wrong('internal', 'write a list of event types: ["step.*"]');
  if (context !== 'whole' && context !== 'ignored' && typeof context !== 'function')
    wrong('context', 'write "whole", "ignored", or a function that says what of the context matters');
}

/** An event that nobody hears is one whose name is misspelt. */
export function checkHeard({ nodes }: ExploredChart, { events = {}, internal = [] }: Scope): void {
  const heard = [...new Set(nodes.flatMap(({ on }) => [...on.keys()]))];
  for (const [part, types] of [
    ['events', Object.keys(events)],
    ['internal', internal],
  ] as const)
    for (const type of types)
      if (!heard.some((name) => isLike(type, name) || isLike(name, type)))
        wrong(
          part,
          `nothing hears "${type}"; it hears ${heard.filter((name) => !name.startsWith('xstate.')).join(', ')}`,
        );
}

const kinds = ['at', 'tag', 'guard', 'hears', 'all', 'any', 'not', 'context'];
function checkWhere(where: unknown, at: string): void {
  if (!isObject(where)) return wrong(at, `write an object with one of ${kinds.join(', ')}`);
  const beside: Record<string, string> = { context: 'says', guard: 'event', hears: 'payload' };
  const keys = Object.keys(where).filter(
    (key) => !Object.entries(beside).some(([kind, at]) => at === key && kind in where),
  );
  const [kind = ''] = keys;
  if (keys.length !== 1 || !kinds.includes(kind))
    return wrong(
      at,
      `it has ${keys.length === 0 ? 'nothing' : keys.join(' and ')} in it; write one of ${kinds.join(', ')}`,
    );
  const inside = (where as Record<string, unknown>)[kind];
  if (kind === 'all' || kind === 'any') {
    if (!Array.isArray(inside) || inside.length === 0) return wrong(`${at}.${kind}`, 'write a list that is not empty');
    inside.forEach((part, index) => checkWhere(part, `${at}.${kind}[${index}]`));
  } else if (kind === 'not') checkWhere(inside, `${at}.not`);
  else if (kind === 'context' && typeof inside !== 'function')
    wrong(`${at}.context`, 'write a function of the context');
  else if (kind !== 'context' && typeof inside !== 'string') wrong(`${at}.${kind}`, 'write a text');
}

function wrong(part: string, says: string): never {
  throw new Refused('', `${part}: ${says}`);
}
