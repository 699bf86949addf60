/** Actions as executable content. What only code can do stands as a comment where it would be done. */
import { saysAction } from '../../diagram/labels.ts';
import type { OutlineAction, OutlineDelay } from '../../diagram/outline-actions.ts';
import { quoted } from './conditions.ts';
import type { Page } from './page.ts';
import { comment, element, type Xml } from './xml.ts';

export function executable(action: OutlineAction, page: Page): Xml {
  switch (action.kind) {
    case 'raise': {
      if (action.event === null) return comment(`raises an event that is computed: ${action.name ?? 'a function'}`);
      const event = page.names.event(action.event);
      return action.delay === null
        ? element('raise', { event })
        : element('send', { event, id: action.id, ...delayed(action.delay) });
    }
    case 'cancel':
      return action.id === null
        ? comment('cancels an event that is computed')
        : element('cancel', { sendid: action.id });
    case 'log':
      return element('log', { label: action.says ?? action.name ?? 'log' });
    case 'code':
    case 'builtIn':
      return comment(saysAction(action));
  }
}

export const delayed = ({
  lengthMs,
  name,
}: OutlineDelay): { readonly delay: string | null; readonly delayexpr: string | null } =>
  lengthMs === null
    ? { delay: null, delayexpr: `delays[${quoted(delayKey(name))}]` }
    : { delay: `${lengthMs}ms`, delayexpr: null };

export const delayKey = (name: string | null): string => name ?? 'a computed time';
