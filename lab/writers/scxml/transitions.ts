/** The transitions of a state, in the order in which SCXML must try them to choose as XState does. */
import { labelOf, oneLine } from '../../diagram/labels.ts';
import { nodesOf, type OutlineNode, type OutlineTransition } from '../../diagram/outline.ts';
import { executable } from './actions.ts';
import { allOf, always, type Condition, conditionOf, heard, isIn, not } from './conditions.ts';
import type { Page } from './page.ts';
import { isWildcard } from './names.ts';
import { comment, element, type Xml } from './xml.ts';

export function transitionsOf(node: OutlineNode, page: Page): Xml {
  // XState tries what names the event before what is a wildcard, and the longer wildcard first.
  const weight = ({ event }: OutlineTransition): number => (isWildcard(event) ? event.length : Infinity);
  return [...node.transitions]
    .sort((one, other) => (weight(one) === weight(other) ? 0 : weight(other) - weight(one)))
    .flatMap((transition) => written(node, transition, page));
}

function written(node: OutlineNode, transition: OutlineTransition, page: Page): Xml {
  const { event, guard, actions, on } = transition;
  const { names } = page;
  const targets = targetsOf(transition, page);
  // XState takes it once and sees that nothing has moved; SCXML would take it again for ever.
  if (on.kind === 'always' && targets.length === 0) return comment(oneLine(labelOf(transition, 'all')));
  const cond = allOf([exactly(event, page), conditionOf(guard, names), ...preferred(node, transition, page)]).text;
  return element(
    'transition',
    {
      event: event === '' ? null : names.event(event),
      cond: cond === always.text ? null : cond,
      target: targets.length === 0 ? null : targets.join(' '),
      type: targets.length > 0 && isInternal(transition, page) ? 'internal' : null,
    },
    [
      ...(on.kind === 'actor' ? comment(`what "${on.actor}" reports`) : []),
      ...actions.flatMap((action) => executable(action, page)),
    ],
  );
}

/** Inside its source, which it neither leaves nor enters again. */
const isInternal = (transition: OutlineTransition, { domains }: Page): boolean =>
  !transition.reenter && domains.of(transition) === transition.source;

function targetsOf(transition: OutlineTransition, page: Page): readonly string[] {
  const { names, domains } = page;
  const node = domains.node(transition.source);
  return transition.targets.flatMap((target) => {
    if (target !== node.path || !isInternal(transition, page)) return names.id(target);
    // To itself without entering again: what is inside begins anew, and where there is nothing inside, nothing moves.
    if (node.kind === 'parallel') return domains.framed(node.path) ? page.regions(node.path) : [];
    return node.initial.map(names.id);
  });
}

/** An SCXML descriptor also hears longer names that begin with it; XState's hears that one name. */
const exactly = (event: string, { names }: Page): Condition =>
  event === '' || isWildcard(event) || !names.hasLonger(event) ? always : heard(event, names);

/**
 * In XState an event that any region below handles is not offered to the states around them. SCXML offers it to each
 * region by itself, and lets an inner transition win over an outer one only when both leave the same states. Where that
 * need not be so (one of them leaves nothing, or the inner one may lose to a third), the outer one has to stand back.
 */
function preferred(node: OutlineNode, outer: OutlineTransition, page: Page): readonly Condition[] {
  const { names, domains } = page;
  const leaves = (transition: OutlineTransition): boolean => targetsOf(transition, page).length > 0;
  const staysWithin = (inner: OutlineTransition): boolean => {
    const domain = domains.of(inner);
    return domain === node.path || (domain !== null && domains.below(domain, node.path));
  };
  if (outer.event === '') return [];
  return nodesOf(node)
    .slice(1)
    .filter(({ path }) => besideOthers(path))
    .flatMap(({ path, transitions }) =>
      transitions
        .filter((inner) => inner.event !== '' && !(leaves(inner) && leaves(outer) && staysWithin(inner)))
        .filter((inner) => meet(inner.event, outer.event))
        .map((inner) =>
          not(
            allOf([
              isIn(path, names),
              inner.event === outer.event ? always : heard(inner.event, names),
              conditionOf(inner.guard, names),
            ]),
          ),
        ),
    );

  /** A parallel state lies between it and the outer one, or is the outer one. */
  function besideOthers(path: string): boolean {
    const above = domains.parent(path);
    if (above === null) return false;
    return above.kind === 'parallel' || (above.path !== node.path && besideOthers(above.path));
  }
}

/** Whether there can be an event that both descriptors hear. */
function meet(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (short === long || short === '*' || long === '*') return true;
  const stem = (event: string): string => (isWildcard(event) ? event.slice(0, -2) : event);
  if (isWildcard(short) && `${stem(long)}.`.startsWith(`${stem(short)}.`)) return true;
  return isWildcard(long) && `${stem(short)}.`.startsWith(`${stem(long)}.`);
}
