/** Sheets of A4 with a head and a foot on each. Blocks are measured once in the letters they will be printed in. */
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { paginate } from './paginate.ts';
import { printWords } from './words.ts';
import styles from './paper.module.css';

export interface Block {
  readonly key: string;
  readonly node: ReactNode;
  /** A heading: it stays with what follows. */
  readonly leads?: boolean;
}
interface PaperProps {
  /** The browser's name for the page, and for a file it is saved in. */
  readonly title: string;
  readonly head: ReactNode;
  readonly foot: ReactNode;
  readonly blocks: readonly Block[];
}

export function Paper({ title, head, foot, blocks }: PaperProps) {
  const say = printWords.use();
  const measure = useRef<HTMLDivElement>(null);
  const [pages, setPages] = useState<readonly (readonly number[])[] | null>(null);
  useOnPaper(title);
  useLayoutEffect(() => {
    let current = true;
    const lay = () => {
      const sheet = measure.current;
      if (!current || sheet === null) return;
      const heights = [...sheet.children].map((part) => part.getBoundingClientRect().height);
      const [whole = 0, headHeight = 0, footHeight = 0, ...rest] = heights;
      const measured = rest.map((height, index) => ({ height, leads: blocks[index]?.leads ?? false }));
      // A pixel is left over: heights are fractions, and a sum of them may be a hair too tall.
      setPages(paginate(measured, whole - headHeight - footHeight - 1));
    };
    // The letters may still be on their way; other letters are of another height.
    void document.fonts.ready.then(lay);
    return () => {
      current = false;
    };
  }, [blocks, head, foot]);
  const byNumber = (index: number) => blocks[index];
  return (
    <main className={styles.desk}>
      <div className={styles.bar}>
        <h1 className="said">{title}</h1>
        <Button tone="main" onPress={() => window.print()}>
          {say('paper.print')}
        </Button>
        <p>{say('paper.hint')}</p>
      </div>
      {pages === null ? (
        <p role="status" className={styles.bar}>
          {say('paper.laying')}
        </p>
      ) : (
        pages.map((page, number) => (
          <section key={number} className={styles.page} data-page={number + 1}>
            <header className={styles.head}>{head}</header>
            <div className={styles.body}>
              {page.map((index) => (
                <div key={byNumber(index)?.key} className={styles.block}>
                  {byNumber(index)?.node}
                </div>
              ))}
            </div>
            <footer className={styles.foot}>
              {foot}
              <p className={styles.number}>{say('paper.page', { page: number + 1, pages: pages.length })}</p>
            </footer>
          </section>
        ))
      )}
      <div className={styles.measure} ref={measure} aria-hidden="true" inert>
        <div className={styles.room} />
        <header className={styles.head}>{head}</header>
        <footer className={styles.foot}>
          {foot}
          <p className={styles.number}>{say('paper.page', { page: 88, pages: 88 })}</p>
        </footer>
        {blocks.map((block) => (
          <div key={block.key}>{block.node}</div>
        ))}
      </div>
    </main>
  );
}

/** Paper is white by night too. */
function useOnPaper(title: string): void {
  useEffect(() => {
    const root = document.documentElement;
    const before = { theme: root.dataset['theme'], title: document.title };
    root.dataset['theme'] = 'light';
    document.title = title;
    return () => {
      if (before.theme === undefined) delete root.dataset['theme'];
      else root.dataset['theme'] = before.theme;
      document.title = before.title;
    };
  }, [title]);
}
