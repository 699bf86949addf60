/**
 * Our own signs: what a row's status is, and what satisfies an item. The font has none of them, so they are drawn,
 * on 24 units with square ends, in the colour of the words beside them. They never stand without those words.
 */
import type { ReactElement } from 'react';
import styles from './glyph.module.css';

/** One sign a status; `emergency` goes on past the stops, so it is the arrow twice. */
export type StatusGlyph = 'notStarted' | 'inProgress' | 'held' | 'overdue' | 'ready' | 'stop' | 'noNews' | 'emergency';
/** One shape a kind, and how it looks once it is answered. A box is where a person must attest. */
export type KindGlyph =
  | 'sensed'
  | 'attested'
  | 'attestedDone'
  | 'mayBeLeft'
  | 'measured'
  | 'secondPerson'
  | 'secondPersonDone'
  | 'notNeeded'
  | 'sent'
  | 'savedHere'
  | 'connecting'
  | 'outOfReach';
export type GlyphName = StatusGlyph | KindGlyph;

const tick = <path d="M3.6 12.6 9.4 18.4 20.4 6" strokeWidth="3.3" />;
const octagon = 'M8 2.4h8L21.6 8v8L16 21.6H8L2.4 16V8Z';

const drawings: Readonly<Record<GlyphName, ReactElement | null>> = {
  // The tile's own edge is the empty square.
  notStarted: null,
  inProgress: <path className={styles.solid} d="M7 5v14l12.5-7Z" />,
  held: <path className={styles.solid} d="M6.4 4h4v16h-4ZM13.6 4h4v16h-4Z" />,
  overdue: (
    <>
      <circle cx="12" cy="12" r="8.9" strokeWidth="2.6" />
      <path d="M12 6.4v6l4.6 2.7" strokeWidth="2.6" />
    </>
  ),
  ready: tick,
  stop: (
    <>
      <path d={octagon} strokeWidth="2.3" />
      <path className={styles.solid} d="M10.6 6.2h2.8v7.2h-2.8ZM10.6 15.4h2.8v2.8h-2.8Z" />
    </>
  ),
  noNews: (
    <>
      <path d="M7.6 8.6c0-3.1 2-4.7 4.5-4.7s4.4 1.6 4.4 4.1c0 3.4-4.5 3.4-4.5 7.4" strokeWidth="2.8" />
      <path className={styles.solid} d="M10.5 17.6h3v3h-3Z" />
    </>
  ),
  emergency: <path d="M4 4.5 11.5 12 4 19.5M12.5 4.5 20 12l-7.5 7.5" strokeWidth="3" />,
  sensed: tick,
  attested: <rect x="2.6" y="2.6" width="18.8" height="18.8" strokeWidth="2.2" />,
  attestedDone: (
    <>
      <rect x="2.6" y="2.6" width="18.8" height="18.8" strokeWidth="2.2" />
      <path d="M6.6 12.3 10.6 16.3 17.6 8" strokeWidth="2.6" />
    </>
  ),
  // A box that nobody waits for.
  mayBeLeft: <rect x="2.6" y="2.6" width="18.8" height="18.8" strokeWidth="2.2" strokeDasharray="3.2 3.07" />,
  measured: <path d="M2.4 6v12h19.2V6M8.8 18v-6M15.2 18v-6" strokeWidth="2.2" />,
  secondPerson: <path d="M8.6 8.4V2.4h13v13h-6M2.4 8.6h13v13h-13Z" strokeWidth="2.2" />,
  secondPersonDone: (
    <>
      <path d="M8.6 8.4V2.4h13v13h-6M2.4 8.6h13v13h-13Z" strokeWidth="2.2" />
      <path d="M5.2 15 8 17.8 12.8 12" strokeWidth="2.4" />
    </>
  ),
  notNeeded: <path d="M4 12h16" strokeWidth="3" />,
  sent: <circle className={styles.solid} cx="12" cy="12" r="8" />,
  // A tablet: what waits on this one is another shape than what was sent, not another colour.
  savedHere: (
    <>
      <path d="M4.6 2.6h14.8v18.8H4.6Z" strokeWidth="2.6" />
      <path className={styles.solid} d="M9.2 16h5.6v2.4H9.2Z" />
    </>
  ),
  connecting: <circle cx="12" cy="12" r="7" strokeWidth="3" />,
  // A tablet, struck through.
  outOfReach: <path d="M16.2 3H4.6v18h2.8M19.4 6.4V21h-8M21.8 2.2 2.6 22.4" strokeWidth="2.4" />,
};

/** `size` is any CSS length; without one the sign is as tall as the words beside it. */
export function Glyph({ name, size = '1em' }: { readonly name: GlyphName; readonly size?: string | number }) {
  return (
    <svg
      className={styles.glyph}
      viewBox="0 0 24 24"
      style={{ inlineSize: size, blockSize: size }}
      aria-hidden="true"
      focusable="false"
    >
      {drawings[name]}
    </svg>
  );
}

/** The same drawing inside another picture, centred on (x, y) and `size` across. */
export function GlyphAt({
  name,
  x,
  y,
  size,
}: {
  readonly name: GlyphName;
  readonly x: number;
  readonly y: number;
  readonly size: number;
}) {
  return (
    <g className={styles.strokes} transform={`translate(${x - size / 2} ${y - size / 2}) scale(${size / 24})`}>
      {drawings[name]}
    </g>
  );
}
