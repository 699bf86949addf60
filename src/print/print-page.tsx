/** `/print/record/:preparation` and `/print/handover/:ward`: fetched once, at the moment the sheet says it is true. */
import { useEffect, useState, type ReactNode } from 'react';
import type { Answer } from '../link/http.ts';
import { useStaff } from '../link/staff.ts';
import { HandoverPaper } from './handover-paper.tsx';
import { fetchRecord } from './read-record.ts';
import { fetchWard } from './read-ward.ts';
import { RecordPaper } from './record-paper.tsx';
import { printWords } from './words.ts';
import styles from './paper.module.css';

export function PrintPage({ paper, of }: { readonly paper: string; readonly of: string }) {
  const say = printWords.use();
  switch (paper) {
    case 'record':
      return <Fetched fetch={fetchRecord} of={of} draw={(record) => <RecordPaper record={record} />} />;
    case 'handover':
      return <Ward ward={of} />;
    default:
      return <Message title={say('paper.cannot')} says={say('paper.nothing')} />;
  }
}

function Ward({ ward }: { readonly ward: string }) {
  const staff = useStaff(ward);
  return <Fetched fetch={fetchWard} of={ward} draw={(sheet) => <HandoverPaper sheet={sheet} staff={staff} />} />;
}

interface FetchedProps<T> {
  /** The same function at every drawing. */
  readonly fetch: (of: string) => Promise<Answer<T>>;
  readonly of: string;
  readonly draw: (value: T) => ReactNode;
}

function Fetched<T>({ fetch, of, draw }: FetchedProps<T>) {
  const say = printWords.use();
  const [answer, setAnswer] = useState<Answer<T> | null>(null);
  useEffect(() => {
    let current = true;
    void fetch(of).then((got) => {
      if (current) setAnswer(got);
    });
    return () => {
      current = false;
    };
  }, [fetch, of]);
  if (answer === null) return <Fetching />;
  return answer.ok ? draw(answer.value) : <Message title={say('paper.cannot')} says={answer.problem.detail} />;
}

export function Fetching() {
  const say = printWords.use();
  return (
    <main className={styles.message}>
      <div role="status">
        <h1>{say('paper.fetching')}</h1>
      </div>
    </main>
  );
}

export function Message({ title, says }: { readonly title: string; readonly says: string }) {
  return (
    <main className={styles.message}>
      <div role="alert">
        <h1>{title}</h1>
        <p>{says}</p>
      </div>
    </main>
  );
}
