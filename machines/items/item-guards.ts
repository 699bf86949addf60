/** The named guards of one item: who may answer it, when, and what its being open means to others. */
import { all, any, at, competent, no, role, value, who } from '../chart/guards.ts';
import type { Guards } from '../chart/config.ts';
import type { ItemDocument } from '../protocols/document.ts';
import type { Role } from '../terms.ts';
import { canFail } from './item-traits.ts';
import type { ConditionWords } from '../steps/define-step.ts';
import { overridable, rejudged } from './item-traits.ts';

/** Nurses and seniors may correct anybody's item; the person who did it may correct their own (clinical: §1.6). */
export const correctors: readonly Role[] = ['nurse', 'chargeNurse', 'proceduralist'];

export interface ItemPlace {
  /** Dotted path of the item's region, such as `open.consent.confirmed`. */
  readonly path: string;
  /** What must hold before anybody may answer: step order, identity, halts. */
  readonly touch: string;
  readonly needs: readonly string[];
}

export function itemGuards(item: ItemDocument, place: ItemPlace): Guards {
  const id = item.id;
  const states = [
    'satisfied',
    ...(overridable(item) ? ['overridden'] : []),
    ...(item.appliesIf === undefined ? [] : ['notNeeded']),
    ...(item.usedBy === undefined ? [] : ['used']),
  ];
  const held = (name: string | undefined) => (name === undefined ? [] : [competent(name)]);
  const result = 'result' in item.answer && item.answer.result !== undefined;
  const atEach = Object.fromEntries(states.map((state) => [`${state}.${id}`, at(`${place.path}.${state}`)]));
  return {
    ...atEach,
    // A token that was used up still counts as done, but opens nothing again: whoever needs it needs a fresh one.
    [`counts.${id}`]: any(...states.map((state) => `${state}.${id}`)),
    [`holds.${id}`]: any(...states.filter((state) => state !== 'used').map((state) => `${state}.${id}`)),
    [`may.${id}`]: all(place.touch, ...place.needs, role(...item.by), ...held(item.competence)),
    [`mayCorrect.${id}`]: any(who('first'), role(...correctors)),
    ...(overridable(item) ? { [`mayOverride.${id}`]: all(place.touch, role(...(item.overriddenBy ?? []))) } : {}),
    ...(item.kind === 'secondPerson'
      ? {
          [`proposes.${id}`]: all(`may.${id}`, value('satisfies')),
          ...(canFail(item) ? { [`fails.${id}`]: all(`may.${id}`, value('fails')) } : {}),
          [`mayVerify.${id}`]: all(
            place.touch,
            ...place.needs,
            role(...(item.verifiedBy ?? item.by)),
            ...held(item.verifierCompetence ?? item.competence),
            who('other'),
          ),
          [`agrees.${id}`]: all(`mayVerify.${id}`, value('agrees')),
          [`differs.${id}`]: all(`mayVerify.${id}`, value('differs')),
          [`disputed.${id}`]: at(`${place.path}.disputed`),
          [`undisputed.${id}`]: no(`disputed.${id}`),
          [`resolves.${id}`]: all(role(...correctors), who('other')),
        }
      : {
          ...('timer' in item.answer
            ? {}
            : {
                [`satisfies.${id}`]: all(`may.${id}`, value('satisfies')),
                [`fails.${id}`]: all(`may.${id}`, value('fails')),
                ...(item.attempts === undefined ? {} : { [`exhausts.${id}`]: all(`may.${id}`, value('exhausts')) }),
              }),
          ...(result
            ? {
                [`filedRight.${id}`]: all(role('system'), value('satisfies')),
                [`filedWrong.${id}`]: all(role('system'), value('fails')),
              }
            : {}),
          [`enteredLate.${id}`]: all('uninterrupted', role(...item.by), ...held(item.competence), value('satisfies')),
          // A wrong answer that a moved start could make right is not taken while anything halts the work.
          [`enteredLateWrong.${id}`]: all(
            ...(rejudged(item) ? ['uninterrupted'] : []),
            role(...item.by),
            ...held(item.competence),
            value('fails'),
          ),
        }),
  };
}

/** The sentences for when an item's guards are false. */
export function itemConditions(item: ItemDocument): readonly ConditionWords[] {
  const about = { who: item.by, subject: `item.${item.id}` };
  return [
    { name: `counts.${item.id}`, says: `"${item.text}" is still open.`, ...about },
    { name: `holds.${item.id}`, says: `First: ${item.text}.`, ...about },
    {
      name: `undisputed.${item.id}`,
      says: `Two people answered "${item.text}" differently. A nurse must resolve it.`,
      who: correctors,
      subject: about.subject,
    },
    // The shorter of its two ways would be told alone, and would be half of it.
    {
      name: `mayCorrect.${item.id}`,
      says: 'Only whoever answered it may correct it, or a nurse, the charge nurse or the proceduralist.',
      who: correctors,
      subject: 'person',
    },
  ];
}
