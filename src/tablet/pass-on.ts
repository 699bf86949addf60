/** Warnings that are open, or whose answer is not a plain one: said by name, since nothing waits for them. */
import type { Checklist, Instant } from '../../machines/index.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { saidOf } from './item-face.ts';

const { say } = tabletWords;

/** The names of what nobody asked; and of the rest what was answered: `Faints, bleeding or blood thinners: YES`. */
export function passOn({ warnings = [], steps }: Pick<Checklist, 'warnings' | 'steps'>, now: Instant) {
  const items = steps.flatMap((step) => step.items);
  const open = warnings.filter(({ is }) => is === 'open').map(({ text }) => text);
  const answered = warnings
    .filter(({ is }) => is !== 'open')
    .map(({ item, text, is }) => {
      const found = items.find(({ id }) => id === item);
      const value = (found === undefined ? null : saidOf(found, now)) ?? '–';
      return say(is === 'lapsed' ? 'pass.lapsed' : 'pass.answered', { text, value });
    });
  return { open, answered };
}

/** The same as lines of a block: `1 not asked: Allergies.` */
export function passOnLines(checklist: Checklist, now: Instant): readonly string[] {
  const { open, answered } = passOn(checklist, now);
  return [
    ...(open.length === 0 ? [] : [say('pass.notAsked', { count: open.length, what: open.join(' · ') })]),
    ...(answered.length === 0 ? [] : [answered.join(' · ')]),
  ];
}
