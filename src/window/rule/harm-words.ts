/**
 * What can happen once a statement of the proof is no longer true, and what that is to a patient, as a ward says it. The
 * proof's own words stand beside it, for whoever tests. `{{what}}` is the item that the deleted rule is about.
 */
import { roomWords } from '../../ui/i18n.ts';

const nobodyComes = 'The patient waits with something wrong, and nobody comes.';
const notAsked = 'The procedure may begin with something left undone.';
const notWilling = 'The patient may be treated against their will.';

const en = {
  something: 'Something that must be done',
  'I01.can': '{{what}}: it can be missing, and the tablet still says Ready.',
  'I01.patient': 'The procedure may begin without it.',
  'I03.can': 'The tablet can say Ready while nobody is sure who the patient is.',
  'I03.patient': 'The wrong patient may be treated.',
  'I04.can': 'Work can go on while it is not settled who the patient is.',
  'I04.patient': 'The wrong patient may be treated.',
  'I09.can': 'The tablet can say Ready although the patient said no.',
  'I09.patient': notWilling,
  'I10.can': 'A patient who said no can be handed over all the same, as an emergency.',
  'I10.patient': notWilling,
  'I12.can': 'The tablet can say Ready while the patient’s question is not answered.',
  'I12.patient': 'The patient may go ahead without having understood.',
  'I15.can': 'Consent can count while nobody knows whether the patient is able to decide.',
  'I15.patient': 'The patient may be treated without ever having agreed.',
  'I17.can': 'The tablet can say Ready while something is contaminated or faulty.',
  'I17.patient': 'The patient may be infected, or hurt by what is faulty.',
  'I20.can': '{{what}}: it can be done before the interpreter is there.',
  'I20.patient': 'The patient may agree to what they did not understand.',
  'I24.can': 'The tablet can say Ready while the patient is away for another procedure.',
  'I24.patient': 'Somebody else may be taken in their place.',
  'I25.can': '{{what}}: one person can give both answers.',
  'I25.patient': 'A mistake that a second person would have seen reaches the patient.',
  'I27.can': 'What nobody may skip can be skipped.',
  'I27.patient': notAsked,
  'I28.can': 'The tablet can say Ready in an emergency, with things only put off.',
  'I28.patient': 'What was put off may never be done.',
  'I32.can': 'The tablet can say Ready while the patient is on hold.',
  'I32.patient': 'The procedure may begin although there was a reason to wait.',
  'I45.can': 'A patient can be here with nobody looking after them, and nobody asked to.',
  'I45.patient': 'The patient may be left alone, and forgotten.',
  'A1.can': 'A stop can stand without anybody being told.',
  'A1.patient': nobodyComes,
  'A2.can': 'Something can need the staff without anybody being told.',
  'A2.patient': 'The patient waits, and nobody comes.',
  'A3.can': 'Whoever was told cannot say that they have seen it.',
  'A3.patient': 'Nobody knows whether anybody comes to the patient.',
  'E1.can': 'The charge nurse cannot end a preparation any more.',
  'E1.patient': 'The patient may be got ready for a procedure that was cancelled.',
  'E2.can': 'Nobody can declare an emergency any more.',
  'E2.patient': 'Urgent help may come too late.',
  'E3.can': 'A stop can stand that nobody is able to settle.',
  'E3.patient': nobodyComes,
  'E4.can': 'A patient who is not ready can be handed over.',
  'E4.patient': notAsked,
  'L1.can': 'A preparation can be open that no one senior is able to end.',
  'L1.patient': 'The patient may be got ready for a procedure that was cancelled.',
  'L2.can': 'A stop can begin without anybody being told.',
  'L2.patient': nobodyComes,
  'L3.can': 'A stop can stop being shown before anybody has seen it.',
  'L3.patient': nobodyComes,
  'L4.can': 'A stop that nobody has seen may never be passed on to anybody else.',
  'L4.patient': nobodyComes,
  'L5.can': 'Something can stand in the way that nobody on shift is able to settle.',
  'L5.patient': 'The patient waits, and nobody can help.',
} as const;

export const harmWords = roomWords('harm', en);

interface Harm {
  /** What can happen without the rule. */
  readonly can: string;
  /** What that is to a patient. */
  readonly patient: string;
}

/** @returns null for a statement that has no such words: then the proof's own must do. */
export function harmOf(statement: string, item: string | null): Harm | null {
  const [can, patient] = [`${statement}.can`, `${statement}.patient`];
  if (!isKey(can) || !isKey(patient)) return null;
  const { say } = harmWords;
  return { can: say(can, { what: item === null ? say('something') : `“${item}”` }), patient: say(patient) };
}

const isKey = (key: string): key is keyof typeof en => Object.hasOwn(en, key);
