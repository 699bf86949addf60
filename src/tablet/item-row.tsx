/** One item that is not being answered now: challenge, dots, and the value seen. */
import type { ReactNode } from 'react';
import type { Refusal } from '../../machines/index.ts';
import { Glyph } from '../ui/glyph.tsx';
import { StatusTile } from '../ui/status-tile.tsx';
import { tabletWords } from '../ui/words/en-tablet.ts';
import type { Face } from './item-face.ts';
import { Target } from './target.tsx';
import styles from './item-row.module.css';

interface ItemRowProps {
  readonly id: string;
  readonly text: string;
  readonly face: Face;
  readonly onPress: () => void;
  /** The row's one verb, beside it. */
  readonly button?: ReactNode;
  readonly refusal: Refusal | null;
}

export function ItemRow({ id, text, face, onPress, button = null, refusal }: ItemRowProps) {
  const say = tabletWords.use();
  return (
    <li className={styles.row} data-row={id} data-sheet={face.sheet || undefined} data-quiet={face.quiet || undefined}>
      <Target className={styles.face} tone="bare" onPress={onPress}>
        <span className={styles.gutter}>
          {face.shape !== null && <Glyph name={face.shape} size={face.shape === 'notNeeded' ? 26 : 34} />}
        </span>
        <span className={styles.words}>
          <span className={styles.line}>
            <span className={styles.text}>{text}</span>
            {face.value !== null && <i className={styles.dots} aria-hidden />}
            {face.value !== null &&
              (face.struck ? (
                <s className={styles.value}>{face.value}</s>
              ) : (
                <b className={styles.value}>{face.value}</b>
              ))}
          </span>
          {(face.strong ?? face.under) !== null && (
            <span className={styles.under}>
              {face.tile !== null && (
                <StatusTile sign={{ tone: face.tile, short: '', full: '', since: null, hot: false }} />
              )}
              <span>
                {face.strong !== null && (
                  <b>
                    {face.strong}
                    {face.under === null ? '' : '. '}
                  </b>
                )}
                {face.under}
              </span>
            </span>
          )}
        </span>
        {button === null && (
          <span className={styles.mark} data-mark={face.mark ?? undefined}>
            {face.mark !== null && <Glyph name={face.mark} size={face.mark === 'sent' ? 19 : 30} />}
            {face.mark === 'sent' && <span className="said">{say('mark.sent')}</span>}
          </span>
        )}
      </Target>
      {button !== null && <span className={styles.button}>{button}</span>}
      {refusal !== null && <Refused refusal={refusal} />}
    </li>
  );
}

/** The server's no, where the tap was. */
export function Refused({ refusal }: { readonly refusal: Refusal }) {
  const say = tabletWords.use();
  return (
    <p className={styles.refused} role="status">
      <b>{say('item.refused')}</b> {refusal.says}
    </p>
  );
}
