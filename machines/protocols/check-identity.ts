/**
 * Identity is two identifiers, whatever the patient can say (I05): each way through the identity step that counts has
 * two of them, of different kinds. A bed is no kind. What may be passed over or is not asked of everybody is none either.
 */
import type { Identifier, ItemDocument, ProtocolDocument } from './document.ts';

/** One way to answer the step: what was chosen where, and whom that tells apart. */
interface Way {
  readonly chosen: ReadonlyMap<string, string>;
  readonly by: ReadonlySet<Identifier>;
  readonly said: readonly string[];
}
const fewest = 2;

/** The way with too few, in words; null when every way has enough, or the document has no such step. */
export function identityError(document: ProtocolDocument): string | null {
  const items = document.steps.find(({ step }) => step === 'identity')?.items;
  if (items === undefined) return null;
  const short = waysThrough(items).find(({ by }) => by.size < fewest);
  if (short === undefined) return null;
  const found = short.by.size === 0 ? 'nothing' : `only ${[...short.by].join(', ')}`;
  const where = short.said.length === 0 ? '' : ` where ${short.said.join(', ')}`;
  return `${found} identifies the patient${where}: hard items that everybody is asked must name two identifiers. A scan of patient.number is one; a choice says its own, such as identifies: [name, birthDate]`;
}

function waysThrough(items: readonly ItemDocument[]): readonly Way[] {
  const asked = items.filter((item) => item.stop === 'hard' && outcomesOf(item).length > 0);
  // What hangs on an answer comes after that answer, wherever it stands on the list.
  const [free, hanging] = [asked.filter((item) => !hangs(item)), asked.filter(hangs)];
  const none: Way = { chosen: new Map(), by: new Set(), said: [] };
  return [...free, ...hanging].reduce<readonly Way[]>(
    (ways, item) => ways.flatMap((way) => answered(way, item)),
    [none],
  );
}

const hangs = ({ appliesIf }: ItemDocument): boolean => appliesIf !== undefined && 'answer' in appliesIf;

function answered(way: Way, item: ItemDocument): readonly Way[] {
  const { appliesIf } = item;
  // Of an order or an age nothing is known here: it may be that nobody is asked.
  const isAsked =
    appliesIf === undefined || ('answer' in appliesIf && appliesIf.is.includes(way.chosen.get(appliesIf.answer) ?? ''));
  if (!isAsked) return [way];
  return outcomesOf(item).map(({ value, label, identifies }) => ({
    chosen: value === null ? way.chosen : new Map([...way.chosen, [item.id, value]]),
    by: new Set([...way.by, ...identifies]),
    said: identifies.length > 0 || label === null ? way.said : [...way.said, `“${item.text}” is “${label}”`],
  }));
}

interface Outcome {
  readonly value: string | null;
  readonly label: string | null;
  readonly identifies: readonly Identifier[];
}

/** The answers that satisfy; empty for an item that identifies nobody, however it is answered. */
function outcomesOf({ answer }: ItemDocument): readonly Outcome[] {
  if ('scan' in answer)
    return answer.scan === 'patient.number' ? [{ value: null, label: null, identifies: ['number'] }] : [];
  if (!('choices' in answer) || !answer.choices.some(({ identifies }) => identifies !== undefined)) return [];
  return answer.choices
    .filter(({ satisfies }) => satisfies)
    .map(({ value, label, identifies = [] }) => ({ value, label, identifies }));
}
