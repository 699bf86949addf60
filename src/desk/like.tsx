/** A name that could be taken for another one of this ward, where both are read in a list: `like 21`. */
import type { BoardRow } from '../../machines/index.ts';
import { deskWords } from './words.ts';
import styles from './like.module.css';

export function Like({ other }: { readonly other: BoardRow | undefined }) {
  const say = deskWords.use();
  if (other === undefined) return null;
  const { bed } = other.place;
  return (
    <span className={styles.like} title={similarSays(other)}>
      <span aria-hidden="true">{bed === null ? say('table.likeNoBed') : say('table.like', { bed })}</span>
      <span className="said">{similarSays(other)}</span>
    </span>
  );
}

/** In full, where there is room. */
export const similarSays = ({ place: { bed } }: BoardRow): string =>
  bed === null ? deskWords.say('table.similarNoBed') : deskWords.say('table.similar', { bed });
