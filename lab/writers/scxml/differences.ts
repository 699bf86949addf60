/** What an SCXML document cannot do as the machine does, in sentences for whoever will run it. */
import { nodesOf, type Outline, type OutlineNode, type OutlineTransition } from '../../diagram/outline.ts';
import type { Page } from './page.ts';

export function differencesOf({ root }: Outline, { domains }: Page): readonly string[] {
  const nodes = nodesOf(root);
  const transitions = nodes.flatMap((node) => node.transitions);
  const actions = [
    ...nodes.flatMap(({ entry, exit }) => [...entry, ...exit]),
    ...transitions.flatMap((one) => one.actions),
  ];
  const computed = actions.flatMap((one) =>
    one.kind === 'raise' && one.event === null ? [one.name ?? 'a function'] : [],
  );
  const code = actions.filter(({ kind }) => kind === 'code' || kind === 'builtIn').length;
  const listed = (names: readonly string[]): string => [...new Set(names)].join(', ');
  const invokes = nodes.flatMap((node) => node.invokes);
  const nested = nodes.filter(
    (node) => node.kind === 'parallel' && parentOf(node)?.kind === 'parallel' && listens(parentOf(node)),
  );
  const histories = transitions.filter(({ source, targets }) =>
    targets.some((target) => {
      const around = domains.node(target).kind === 'history' ? domains.parent(target) : null;
      return around !== null && domains.below(source, around.path);
    }),
  );
  const eventless = transitions.filter(({ on }) => on.kind === 'always');
  const nothing = ({ source, targets }: OutlineTransition): boolean =>
    targets.every((target) => target === source && domains.node(source).children.length === 0);
  const staying = eventless.filter((one) => nothing(one) && !one.reenter);
  const again = eventless.filter(
    (one) =>
      !staying.includes(one) &&
      (one.targets.includes(one.source) || domains.node(domains.of(one) ?? '').kind === 'parallel'),
  );
  function parentOf(node: OutlineNode | null): OutlineNode | null {
    return node === null ? null : domains.parent(node.path);
  }
  return [
    ...(code === 0 ? [] : [`${code} actions are code; they are comments here.`]),
    ...(computed.length === 0 ? [] : [`Raised events that are computed are not raised here: ${listed(computed)}.`]),
    ...(invokes.length === 0
      ? []
      : [
          `What is invoked is not run here; done.invoke and error.invoke events must come from outside: ${listed(invokes)}.`,
        ]),
    ...(nested.length === 0
      ? []
      : [
          `SCXML does not say that a parallel state is done when it has a parallel region: ${listed(nested.map((node) => parentOf(node)?.path ?? ''))}.`,
        ]),
    ...(staying.length === 0
      ? []
      : [
          `Eventless transitions that stay where they are would be taken for ever here; they are comments: ${listed(staying.map(({ source }) => source))}.`,
        ]),
    ...(again.length === 0
      ? []
      : [
          `Eventless transitions that may lead back to where they began are taken once by XState, and for ever here: ${listed(again.map(({ source }) => source))}.`,
        ]),
    ...(histories.length === 0
      ? []
      : [
          `A history that is entered from inside its own state may here enter again what XState leaves alone: ${listed(histories.map(({ source }) => source))}.`,
        ]),
  ];
}

const listens = (node: OutlineNode | null): boolean =>
  node?.transitions.some(({ on, event }) => on.kind === 'done' || event === '*') ?? false;
