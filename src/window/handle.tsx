/** A handle with positions side by side: where it rests is white, where it was thrown is ink. */
import type { ReactNode } from 'react';
import { useId } from 'react';
import { Whole } from './whole.tsx';
import styles from './handle.module.css';

export interface Position {
  readonly key: string;
  readonly label: ReactNode;
  readonly on: boolean;
  /** Something is broken while it stands here. */
  readonly thrown?: boolean;
  readonly move: () => void;
}

export function Handle({
  title,
  says,
  otherwise,
  positions,
}: {
  readonly title: string;
  readonly says: string;
  /** What it says when it stands otherwise: the room is kept, so that a throw moves nothing below. */
  readonly otherwise: readonly string[];
  readonly positions: readonly Position[];
}) {
  const id = useId();
  return (
    <section className={styles.handle} aria-labelledby={id}>
      <h3 id={id}>
        <Whole text={title} />
      </h3>
      <div className={styles.says}>
        <p>
          <Whole text={says} />
        </p>
        {otherwise.map((other) => (
          <p key={other} aria-hidden>
            <Whole text={other} />
          </p>
        ))}
      </div>
      <div role="group" aria-labelledby={id} className={styles.positions}>
        {positions.map(({ key, label, on, thrown = false, move }) => (
          <button key={key} type="button" aria-pressed={on} data-thrown={(on && thrown) || undefined} onClick={move}>
            {label}
          </button>
        ))}
      </div>
    </section>
  );
}
