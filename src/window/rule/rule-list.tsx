/** The rules that are in force, each a button that deletes it. */
import type { RuleTopic } from '../../../lab/index.ts';
import { Button } from '../../ui/button.tsx';
import type { RuleLine } from './messages.ts';
import styles from './rule.module.css';
import { ruleWords } from './words.ts';

const topics: readonly RuleTopic[] = ['stop', 'people', 'ready', 'told'];

export function RuleList({
  rules,
  onDelete,
}: {
  readonly rules: readonly RuleLine[];
  readonly onDelete: (rule: string) => void;
}) {
  const say = ruleWords.use();
  return (
    <div className={styles.rules}>
      <div>
        {topics.map((topic) => (
          <section key={topic} aria-label={say(`about.${topic}`)}>
            <h3>{say(`about.${topic}`)}</h3>
            <ul>
              {rules
                .filter(({ about }) => about === topic)
                .map(({ id, says }) => (
                  <li key={id} data-rule={id}>
                    <Button size="row" onPress={() => onDelete(id)}>
                      {says}
                    </Button>
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </div>
    </div>
  );
}
