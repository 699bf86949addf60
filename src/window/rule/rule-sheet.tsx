/** The fourth handle's sheet: the rules of a protocol, and what comes of deleting one. */
import { useEffect, useState, type KeyboardEvent } from 'react';
import { Button } from '../../ui/button.tsx';
import type { Handle as Thrown } from '../use-window.ts';
import type { ProtocolLines } from './messages.ts';
import { PlayedTablet } from './played-tablet.tsx';
import { RuleList } from './rule-list.tsx';
import { Exact, ProofSays, RuleProof } from './rule-proof.tsx';
import styles from './rule.module.css';
import { useFocusWithin } from './use-focus-within.ts';
import { usePlaying } from './use-playing.ts';
import { isLooking, useProver } from './use-prover.ts';
import { ruleWords } from './words.ts';

interface RuleSheetProps {
  /** The rule that is deleted; null while all are in force. */
  readonly rule: string | null;
  /** The protocol of the patient who is open on the tablet: it begins with that one, and then it is the reader's to choose. */
  readonly opened: string | null;
  readonly onRule: (rule: string | null) => void;
  readonly onClose: () => void;
  readonly onThrow: (handle: Thrown) => void;
}

export function RuleSheet({ rule, opened, onRule, onClose, onThrow }: RuleSheetProps) {
  const say = ruleWords.use();
  const { protocols, away, proof, prove } = useProver();
  const [chosen, choose] = useState(opened);
  const protocol = protocols?.find(({ id }) => id === chosen) ?? protocols?.at(-1) ?? null;
  const id = protocol?.id ?? null;
  useEffect(() => {
    if (id !== null) prove(id, rule);
  }, [id, rule, prove]);
  const found = proof !== null && proof.rule === rule ? proof.found : null;
  const playing = usePlaying(found);
  const line = protocol?.rules.find((one) => one.id === rule) ?? null;
  const tookS = proof?.tookS ?? null;
  const says = line?.says ?? null;
  useEffect(() => {
    if (found === null || tookS === null || says === null) return;
    const figure = say('happened.figure', { seconds: tookS.toFixed(1) });
    onThrow({ path: 'note', body: { says: say('happened.deleted', { rule: says }), figure } });
  }, [found, tookS, says, onThrow, say]);
  const sheet = useFocusWithin(line?.id ?? null);
  const leave = ({ key, target }: KeyboardEvent): void => {
    // In a list that is open, Escape closes that.
    if (key !== 'Escape' || target instanceof HTMLSelectElement) return;
    if (rule === null) onClose();
    else onRule(null);
  };
  return (
    <>
      {rule !== null && <PlayedTablet found={found} at={playing.at} looking={isLooking(proof)} />}
      <section ref={sheet} data-sheet className={styles.sheet} aria-label={say('title')} onKeyDown={leave}>
        <header className={styles.head}>
          {line === null ? (
            <h2 tabIndex={-1}>
              {say('title')} <span>{say('says')}</span>
            </h2>
          ) : (
            <h2 tabIndex={-1} className={styles.deleted}>
              {say('deleted')}: <s>{line.says}</s>
            </h2>
          )}
          <div className={styles.keys}>
            {line !== null && (
              <Button size="desk" tone="main" onPress={() => onRule(null)}>
                {say('undo')}
              </Button>
            )}
            <Button size="desk" onPress={onClose}>
              {say('close')}
            </Button>
          </div>
        </header>
        {away && <p role="alert">{say('away')}</p>}
        {protocol === null ? (
          !away && <p className={styles.quiet}>{say('reading')}</p>
        ) : line === null ? (
          <>
            <div className={styles.row}>
              <Protocols protocols={protocols ?? []} chosen={protocol.id} onChoose={choose} />
              {proof !== null && (
                <>
                  <Exact proof={proof} />
                  <ProofSays proof={proof} />
                </>
              )}
            </div>
            <RuleList rules={protocol.rules} onDelete={onRule} />
          </>
        ) : (
          proof !== null && <RuleProof rule={line} proof={proof} playing={playing} />
        )}
      </section>
    </>
  );
}

function Protocols({
  protocols,
  chosen,
  onChoose,
}: {
  readonly protocols: readonly ProtocolLines[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}) {
  const say = ruleWords.use();
  return (
    <label className={styles.protocol}>
      <span>{say('protocol')}</span>
      <select value={chosen} onChange={({ target }) => onChoose(target.value)}>
        {protocols.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}
