/** Which changes make the server judge an item anew: another order, patient or start, or another answer to what it hangs on. */
import { askedOf, type Protocol, testsOf } from '../machines/index.ts';

const known = new WeakMap<Protocol, Map<string, readonly string[]>>();

/** @param judged what the server says, such as `item.egfr.judgedOut`. */
export function carriersOf(protocol: Protocol, judged: string): readonly string[] {
  const of = known.get(protocol) ?? new Map<string, readonly string[]>();
  known.set(protocol, of);
  const carriers = of.get(judged) ?? findCarriers(protocol, judged);
  of.set(judged, carriers);
  return carriers;
}

function findCarriers(protocol: Protocol, judged: string): readonly string[] {
  const [, id = '', happened = ''] = judged.split('.');
  const item = protocol.items.get(id)?.item;
  if (item === undefined) return [];
  const whether = happened === 'needed' || happened === 'notNeeded';
  const { appliesIf: _whether, ...answered } = item;
  const tests = testsOf(item);
  const result = 'result' in item.answer;
  const answers = tests.flatMap((test) => askedOf(test) ?? []).flatMap((other) => answersOf(protocol, other));
  return [
    ...new Set([
      ...((whether || result ? tests : testsOf(answered)).some((test) => 'fact' in test) ? ['order.amended'] : []),
      ...(tests.some((test) => 'sex' in test || 'age' in test) ? ['patient.amended'] : []),
      ...(!whether || tests.some((test) => 'age' in test) ? ['plan.moved'] : []),
      ...answers,
      // A result that was put off with everything else is read when the emergency is over.
      ...(result && !whether ? ['emergency.stoodDown'] : []),
    ]),
  ];
}

const answersOf = (protocol: Protocol, item: string): readonly string[] =>
  [...protocol.events.keys()].filter((event) => event.startsWith(`item.${item}.`));
