/** A protocol filled in on the tablet and on paper, item by item, for a patient with nothing out of the ordinary. */
import type { ItemDocument } from '../../machines/index.ts';
import {
  besidesOnPaper,
  besidesOnTablet,
  onPaper,
  onTablet,
  stepSigned,
  sum,
  unsigned,
  type Work,
} from './keystroke.ts';
import { shippedHouse } from '../machines/safety/house.ts';
import { ready } from '../machines/safety/prepared.ts';

export interface Line {
  readonly id: string;
  readonly says: string;
  readonly tablet: Work;
  readonly paper: Work;
}
export interface Compared {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly besides: Line;
  readonly tablet: Work;
  readonly paper: Work;
  /** On a form that is signed once a step. */
  readonly signedOnce: Work;
}

/** Items the order does not ask for are on neither. */
export function compare(file: string): Compared {
  const bed = ready(shippedHouse(), file);
  const items = [...bed.protocol.items.values()]
    .map(({ item }) => item)
    .filter(({ id }) => bed.item(id) !== 'notNeeded');
  const { transfer, doneThere = [] } = bed.protocol.document.handover;
  const isTaken = transfer === true;
  // Done on the ward, opened by the way, and done again there.
  const again = (item: ItemDocument): boolean =>
    isTaken &&
    !doneThere.includes(bed.protocol.items.get(item.id)?.step.id ?? '') &&
    item.voidedBy?.includes('place.changed') === true;
  const lines = [...items, ...items.filter(again)].map((item) => lineOf(item));
  const twoPeople = items.some(({ kind }) => kind === 'secondPerson');
  const around = { steps: bed.protocol.steps.length, twoPeople, isTaken };
  const besides = {
    id: 'besides',
    says: 'Besides the items',
    tablet: besidesOnTablet(around),
    paper: besidesOnPaper(around),
  };
  const all = [...lines, besides];
  return {
    title: bed.protocol.document.title,
    lines,
    besides,
    tablet: sum(...all.map(({ tablet }) => tablet)),
    paper: sum(...all.map(({ paper }) => paper)),
    signedOnce: sum(
      ...[...items, ...items.filter(again)].map(unsigned),
      ...bed.protocol.steps.map(() => stepSigned),
      besides.paper,
    ),
  };
}

const lineOf = (item: ItemDocument): Line => ({
  id: item.id,
  says: item.text,
  tablet: onTablet(item),
  paper: onPaper(item),
});
