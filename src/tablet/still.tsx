/**
 * A list that what others do does not move under a finger. What is in hand keeps its place on the glass where the list can
 * be scrolled for it; any row that has moved all the same takes no press for a moment, for the finger meant what was there.
 * A press that had begun counts for what it began on, or for nothing.
 */
import { Component, createRef, type ReactNode } from 'react';
import type { Shown } from '../link/overlay.ts';
import { coverPlaceOf } from './same-tap.ts';
import { deafForMs } from './use-deaf.ts';

interface StillProps {
  readonly shown: Shown;
  readonly className: string | undefined;
  readonly children: ReactNode;
}

/** Where each row was, and which of them was in hand. */
interface Places {
  readonly tops: ReadonlyMap<string, number>;
  readonly inHand: string | null;
  readonly banners: number;
}

/** Less is not seen, and nobody misses a target by it. */
const movedPx = 4;

// A class: only this is asked for the places before the page is changed.
export class Still extends Component<StillProps> {
  readonly #list = createRef<HTMLElement>();

  override getSnapshotBeforeUpdate(before: StillProps): Places | null {
    const list = this.#list.current;
    return list !== null && isByOthers(before.shown, this.props.shown) ? placesIn(list) : null;
  }

  override componentDidUpdate(_: StillProps, __: unknown, before: Places | null): void {
    const list = this.#list.current;
    if (list !== null && before !== null) keepStill(list, before);
  }

  override render(): ReactNode {
    return (
      <main ref={this.#list} className={this.props.className}>
        {this.props.children}
      </main>
    );
  }
}

/** The view is another, and nothing of this tablet's own came or went with it. */
function isByOthers(before: Shown, now: Shown): boolean {
  const same = <V,>(one: ReadonlyMap<string, V>, other: ReadonlyMap<string, V>): boolean =>
    one.size === other.size && [...one.keys()].every((key) => other.has(key));
  return before.checklist !== now.checklist && same(before.marks, now.marks) && same(before.pending, now.pending);
}

const rowsOf = (list: HTMLElement): readonly HTMLElement[] => [...list.querySelectorAll<HTMLElement>('[data-row]')];

const placesIn = (list: HTMLElement): Places => ({
  tops: new Map(rowsOf(list).map((row) => [row.dataset['row'] ?? '', row.getBoundingClientRect().top])),
  inHand: list.querySelector<HTMLElement>('[aria-current=step]')?.dataset['row'] ?? null,
  banners: list.querySelectorAll('section').length,
});

function keepStill(list: HTMLElement, before: Places): void {
  const now = placesIn(list);
  const at = now.inHand === null ? undefined : now.tops.get(now.inHand);
  const was = before.inHand === null ? undefined : before.tops.get(before.inHand);
  // What has come above the list is there to be seen: nothing is scrolled past it.
  if (at !== undefined && was !== undefined && now.inHand === before.inHand && now.banners === before.banners)
    list.scrollTop += at - was;
  for (const row of rowsOf(list)) {
    const top = before.tops.get(row.dataset['row'] ?? '');
    if (top === undefined || Math.abs(row.getBoundingClientRect().top - top) > movedPx) coverPlaceOf(row, deafForMs);
  }
}
