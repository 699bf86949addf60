/** A status as a surface: a square tile beside its words, or a block with the words on it where somebody must act. */
import { Glyph } from './glyph.tsx';
import type { GlyphName } from './glyph.tsx';
import type { StatusSign, Tone } from './status-words.ts';
import styles from './status-tile.module.css';

const glyphOf: Readonly<Record<Tone, GlyphName>> = {
  notStarted: 'notStarted',
  inProgress: 'inProgress',
  held: 'held',
  overdue: 'overdue',
  ready: 'ready',
  exceptions: 'ready',
  stop: 'stop',
  noNews: 'noNews',
  emergency: 'emergency',
  plain: 'notStarted',
};

interface TileProps {
  readonly sign: StatusSign;
  /** On boards a step under way has no fill: eight blue tiles on a normal morning cried for nothing. */
  readonly board?: boolean;
}

/** As tall as `--tile` (1.75em without one). It is always beside its word, so it says nothing itself. */
export function StatusTile({ sign, board = false }: TileProps) {
  if (sign.tone === 'plain') return null;
  return (
    <span
      className={styles.tile}
      data-tone={board && sign.tone === 'inProgress' ? 'bare' : sign.tone}
      aria-hidden="true"
    >
      <Glyph name={glyphOf[sign.tone]} size={sign.tone === 'exceptions' ? '72%' : '80%'} />
    </span>
  );
}

/** The exception itself: glyph and words on the fill. */
export function StatusBlock({
  sign,
  words = 'short',
}: {
  readonly sign: StatusSign;
  readonly words?: 'short' | 'full';
}) {
  return (
    <span className={styles.block} data-tone={sign.tone}>
      {sign.tone !== 'plain' && <Glyph name={glyphOf[sign.tone]} size="0.9em" />}
      <span>{sign[words]}</span>
    </span>
  );
}
