/**
 * The second check, on the same tablet: another person proves who they are, then answers the same question without
 * seeing the first answer. What they say goes under their own grant; whoever is signed in stays signed in.
 */
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { ItemView } from '../../machines/index.ts';
import type { Credentials, Session } from '../link/session.ts';
import { nameOf, type StaffMember } from '../link/staff.ts';
import { Glyph } from '../ui/glyph.tsx';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { useHands } from './hands.ts';
import { answering } from './item-face.ts';
import { neverVerifies } from './may-verify.ts';
import type { Answered } from './pads/answer.ts';
import { forgetDraft } from './pads/drafts.ts';
import { AnswerPad } from './pads/answer-pad.tsx';
import { PersonPicker } from './person-picker.tsx';
import { coverPlaceOf } from './same-tap.ts';
import { Sheet } from './sheet.tsx';
import styles from './second-check.module.css';

interface SecondCheckProps {
  readonly item: ItemView;
  readonly draft: string;
  readonly onAnswer: (answered: Answered, second: Session | null) => void;
  readonly onBack: () => void;
}

type Second = { readonly kind: 'me' } | { readonly kind: 'other'; readonly session: Session };

export function SecondCheck({ item, draft, onAnswer, onBack }: SecondCheckProps) {
  const say = tabletWords.use();
  const { me, staff, link, onBadge, proveSecond } = useHands();
  const first = item.evidence?.by ?? '';
  const [second, setSecond] = useState<Second | null>(
    first !== me.id && answering(item)?.may === true ? { kind: 'me' } : null,
  );
  const [problem, setProblem] = useState<string | null>(null);
  const asked = useRef<HTMLDivElement>(null);
  const firstName = nameOf(staff, first);
  // Why the one who holds the tablet may not: they answered first, it is their sign-in, or they lack the competence.
  const missing = answering(item)?.refusal?.missing.filter(({ subject }) => subject === 'person') ?? [];
  const notMe = first === me.id ? say('second.notYou') : (missing.at(-1)?.says ?? null);
  const secondDraft = `${draft}.second`;
  useEffect(() => () => void forgetDraft(secondDraft), [secondDraft]);

  const wanted = item.verifiedBy?.competence;
  const neverOf = ({ id, role }: Pick<StaffMember, 'id' | 'role'>): string | null =>
    neverVerifies(item, staff.find((member) => member.id === id) ?? { role });

  const prove = async (credentials: Credentials): Promise<void> => {
    const answer = await proveSecond(credentials);
    if (!answer.ok) setProblem(answer.problem.detail);
    else if (answer.value.person.id === first) setProblem(say('second.same', { name: firstName }));
    else if (neverOf(answer.value.person) !== null)
      setProblem(`${answer.value.person.name}: ${neverOf(answer.value.person) ?? ''}`);
    else setSecond({ kind: 'other', session: answer.value });
  };

  const scanned = useEffectEvent(prove);
  useEffect(() => onBadge((badge) => void scanned({ badge })), [onBadge]);

  return (
    <Sheet title={say('second.title')} hint={item.text} onBack={onBack}>
      {link !== 'live' && <p className={styles.note}>{say('second.needsLink')}</p>}
      {link === 'live' && second === null && (
        <>
          <p className={styles.lead}>
            {notMe !== null && <b>{notMe}</b>}{' '}
            {wanted === undefined
              ? say('second.someoneElse', { name: firstName })
              : say('second.someoneElseFor', { name: firstName, what: wanted.says })}
          </p>
          <PersonPicker
            staff={staff.filter(({ id }) => id !== first)}
            problem={problem}
            onCredentials={prove}
            lead={say('second.orPick')}
            never={neverOf}
          />
        </>
      )}
      {link === 'live' && second !== null && (
        <div ref={asked} className={styles.sheet}>
          <p className={styles.note}>
            {say('second.asks', { name: second.kind === 'me' ? me.name : second.session.person.name })}{' '}
            {say('second.blind')}
          </p>
          <AnswerPad
            answer={item.answer}
            verb={answering(item)?.verb ?? ''}
            runsUntil={null}
            hint={item.hint}
            draft={secondDraft}
            heading={
              <h3 className={styles.question}>
                <Glyph name="secondPerson" size={36} /> {item.text}
              </h3>
            }
            onAnswer={(answered) => {
              // The list comes back to where this was: the same tap answers nothing on it.
              if (asked.current !== null) coverPlaceOf(asked.current);
              onAnswer(answered, second.kind === 'me' ? null : second.session);
            }}
          />
        </div>
      )}
    </Sheet>
  );
}
