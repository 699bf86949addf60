/**
 * A machine as W3C SCXML, so that another interpreter goes where XState goes. What SCXML says otherwise is written so that
 * it comes to the same (`scxml/domains.ts`, `scxml/transitions.ts`); what it cannot say is listed. Code is not carried
 * over: guards and computed delays are values of the data model under their names, actions are comments in their places.
 */
import { nodesOf, type Outline, type OutlineNode } from '../diagram/outline.ts';
import { delayed, delayKey, executable } from './scxml/actions.ts';
import { allOf, anyOf, asksFor, type Condition, guardKeys, isIn, quoted } from './scxml/conditions.ts';
import { differencesOf } from './scxml/differences.ts';
import { domainsOf } from './scxml/domains.ts';
import { namesOf } from './scxml/names.ts';
import type { Page } from './scxml/page.ts';
import { transitionsOf } from './scxml/transitions.ts';
import { comment, element, type Xml } from './scxml/xml.ts';

export interface Scxml {
  readonly text: string;
  /** What the document does not do as the machine does, as sentences; they are also at its top. */
  readonly differences: readonly string[];
}

export function scxml(outline: Outline): Scxml {
  const domains = domainsOf(outline);
  const regionsOf = (id: string): string => `${id}.regions`;
  const names = namesOf(outline, (node, id) => (domains.framed(node.path) ? regionsOf(id) : id));
  const page: Page = { names, domains, regions: (path) => regionsOf(names.id(path)) };
  const differences = differencesOf(outline, page);
  const { root } = outline;
  const plain = isPlain(outline);
  const document = element(
    'scxml',
    {
      xmlns: 'http://www.w3.org/2005/07/scxml',
      version: '1.0',
      datamodel: 'ecmascript',
      name: outline.id,
      initial: plain ? root.initial.map(names.id).join(' ') : names.id(root.path),
    },
    [
      ...differences.flatMap(comment),
      ...names.renamed.flatMap(([name, written]) =>
        comment(`the event ${JSON.stringify(name)} is called ${written} here`),
      ),
      ...dataOf(outline),
      ...(plain ? root.children.flatMap((child) => state(child, page)) : state(root, page)),
      ...(plain || !canEnd(root) ? [] : element('final', { id: ended(root, page) })),
    ],
  );
  return { text: ['<?xml version="1.0" encoding="UTF-8"?>', ...document, ''].join('\n'), differences };
}

/** A root about which there is nothing to say is the document itself; any other is a state in it. */
function isPlain({ root }: Outline): boolean {
  const nodes = nodesOf(root);
  return (
    root.kind === 'compound' &&
    [root.transitions, root.entry, root.exit, root.initialActions, root.invokes].every((list) => list.length === 0) &&
    nodes.every(({ transitions }) =>
      transitions.every(({ targets, guard }) => !targets.includes('') && !asksFor(guard, '')),
    )
  );
}

function state(node: OutlineNode, page: Page): Xml {
  const { names, domains } = page;
  const id = names.id(node.path);
  if (node.kind === 'history') {
    const parent = domains.parent(node.path);
    const begins = node.initial.flatMap((path) =>
      path !== parent?.path ? names.id(path) : domains.framed(path) ? page.regions(path) : regionIds(parent, page),
    );
    return element('history', { id, type: node.history }, element('transition', { target: begins.join(' ') }));
  }
  const isRoot = node.path === '';
  const own = [
    ...(node.description === null ? [] : comment(node.description)),
    ...node.invokes.flatMap((invoked) => comment(`runs "${invoked}" while it is entered`)),
    ...entering(node, page),
    ...leaving(node, page),
    ...(isRoot && canEnd(node)
      ? element('transition', { cond: isDone(node, page).text, target: ended(node, page) })
      : []),
    ...transitionsOf(node, page),
  ];
  const histories = node.children.filter(({ kind }) => kind === 'history').flatMap((child) => state(child, page));
  const states = node.children.filter(({ kind }) => kind !== 'history').flatMap((child) => state(child, page));
  if (node.kind === 'parallel' && domains.framed(node.path)) {
    const regions = page.regions(node.path);
    return element('state', { id, initial: regions }, [
      ...own,
      ...histories,
      ...element('parallel', { id: regions }, states),
    ]);
  }
  if (node.kind === 'parallel') return element('parallel', { id }, [...own, ...histories, ...states]);
  if (node.kind === 'final') return element('final', { id }, own);
  const begins = node.initial.map(names.id).join(' ');
  if (node.kind === 'compound' && node.initialActions.length > 0) {
    const does = node.initialActions.flatMap((action) => executable(action, page));
    const initial = element('initial', {}, element('transition', { target: begins }, does));
    return element('state', { id }, [...initial, ...own, ...histories, ...states]);
  }
  return element('state', { id, initial: node.kind === 'compound' ? begins : null }, [...own, ...histories, ...states]);
}

const regionIds = (parent: OutlineNode | null, { names }: Page): readonly string[] =>
  (parent?.children ?? []).filter(({ kind }) => kind !== 'history').map(({ path }) => names.id(path));

/** A delayed transition is an event sent on entry, and taken back on exit if it has not come. */
function entering(node: OutlineNode, page: Page): Xml {
  const does = [
    ...timersOf(node).flatMap(({ event, delay }) =>
      element('send', { event: page.names.event(event), id: page.names.event(event), ...delayed(delay) }),
    ),
    ...node.entry.flatMap((action) => executable(action, page)),
  ];
  return does.length === 0 ? [] : element('onentry', {}, does);
}

function leaving(node: OutlineNode, page: Page): Xml {
  const does = [
    ...node.exit.flatMap((action) => executable(action, page)),
    ...timersOf(node).flatMap(({ event }) => element('cancel', { sendid: page.names.event(event) })),
  ];
  return does.length === 0 ? [] : element('onexit', {}, does);
}

/** One for each delay of a state, however many transitions wait for it. */
const timersOf = (node: OutlineNode) =>
  [...new Map(node.transitions.map((transition) => [transition.event, transition])).values()].flatMap(({ on, event }) =>
    on.kind === 'after' ? [{ event, delay: on.delay }] : [],
  );

/** A machine ends as soon as its root is done; SCXML only in a final state of the document. */
const ended = (root: OutlineNode, { names }: Page): string => names.extra(root.path, 'ended');
const canEnd = ({ kind, children }: OutlineNode): boolean =>
  kind === 'compound'
    ? children.some((child) => child.kind === 'final')
    : kind === 'final' || (kind === 'parallel' && children.every((child) => child.kind === 'history' || canEnd(child)));

function isDone(node: OutlineNode, page: Page): Condition {
  if (node.kind === 'final') return isIn(node.path, page.names);
  const parts = node.children.filter(({ kind }) => kind !== 'history');
  if (node.kind === 'parallel') return allOf(parts.map((child) => isDone(child, page)));
  return anyOf(parts.flatMap(({ kind, path }) => (kind === 'final' ? [isIn(path, page.names)] : [])));
}

/** What whoever runs the chart must know or decide: by name, with what is known filled in. */
function dataOf({ root }: Outline): Xml {
  const nodes = nodesOf(root);
  const transitions = nodes.flatMap((node) => node.transitions);
  const guards = [...new Set(transitions.flatMap(({ guard }) => guardKeys(guard)))];
  const raised = [
    ...nodes.flatMap(({ entry, exit }) => [...entry, ...exit]),
    ...transitions.flatMap(({ actions }) => actions),
  ];
  const delays = [
    ...transitions.flatMap(({ on }) => (on.kind === 'after' ? [on.delay] : [])),
    ...raised.flatMap((action) => (action.kind === 'raise' && action.delay !== null ? [action.delay] : [])),
  ];
  const unknown = [...new Set(delays.flatMap(({ lengthMs, name }) => (lengthMs === null ? [delayKey(name)] : [])))];
  const table = (id: string, keys: readonly string[], value: string): Xml =>
    keys.length === 0
      ? []
      : element('data', { id, expr: `{ ${keys.map((key) => `${quoted(key)}: ${value}`).join(', ')} }` });
  const data = [...table('guards', guards, 'false'), ...table('delays', unknown, "'0s'")];
  return data.length === 0 ? [] : element('datamodel', {}, data);
}
