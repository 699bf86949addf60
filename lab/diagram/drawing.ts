/** A laid out diagram as data: boxes, lines and words with their places. What draws it, on paper or screen, only reads it. */

export interface Point {
  readonly x: number;
  readonly y: number;
}
export interface Place extends Point {
  readonly width: number;
  readonly height: number;
}

export interface Drawing {
  readonly title: string;
  /** What is seen, in a sentence or two, for whoever does not see it. */
  readonly says: string;
  readonly width: number;
  readonly height: number;
  /** What is around stands before what is in it. */
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
  /** Between the regions of a parallel state. */
  readonly separators: readonly { readonly from: Point; readonly to: Point }[];
}

export interface Box extends Place {
  readonly path: string;
  /** `around`: has others inside. `region`: of a parallel state, told apart by separators. `begin`: the dot that is no state. */
  readonly kind: 'state' | 'around' | 'region' | 'folded' | 'final' | 'history' | 'begin' | 'elsewhere';
  readonly title: string;
  /** Beside the title: what kind of state it is, where that must be said. */
  readonly aside: string;
  /** Under the title: what it does on entry and exit, and without leaving. */
  readonly notes: readonly string[];
}

export interface Line {
  /** The transitions it stands for; none for the line from where something begins. */
  readonly transitions: readonly string[];
  /** Null: the dot from which the state `within` begins. */
  readonly from: string | null;
  readonly within: string;
  readonly to: string;
  readonly points: readonly Point[];
  readonly label: (Place & { readonly words: readonly Words[] }) | null;
  /** All that is said at it, also what there was no room for. */
  readonly says: string;
}

/** One printed line. */
export interface Words {
  readonly kind: 'trigger' | 'guard' | 'actions' | 'more';
  readonly text: string;
}

export const sizes = { title: 16, note: 14, label: 14, titleLine: 22, noteLine: 18, labelLine: 18, pad: 12 } as const;
