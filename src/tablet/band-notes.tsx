/**
 * What must be in sight for as long as this patient is on the screen: that the protocol is not approved here, what the
 * patient refuses, what was accepted although it does not satisfy. Below the name; it never scrolls, and no sheet covers it.
 */
import type { Checklist, Instant, ItemView } from '../../machines/index.ts';
import { useNow } from '../ui/clock.ts';
import { Glyph } from '../ui/glyph.tsx';
import { StatusTile } from '../ui/status-tile.tsx';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { exceptionsOf } from './exceptions.ts';
import { saidOf } from './item-face.ts';
import styles from './band-notes.module.css';

export function BandNotes({ checklist }: { readonly checklist: Checklist }) {
  const say = tabletWords.use();
  const now = useNow();
  const { approved, limits } = checklist.row;
  const exceptions = exceptionsOf(checklist);
  if (approved && limits === undefined && exceptions.length === 0) return null;
  return (
    <ul className={styles.notes} aria-label={say('note.label')}>
      {!approved && <NotApproved />}
      {limits !== undefined && (
        <li className={styles.note} data-tone="limits">
          <Glyph name="stop" size={20} />
          <span>
            <b>{say('note.limits')}</b> {limits.says}
          </span>
        </li>
      )}
      {exceptions.length > 0 && (
        <li className={styles.note} data-tone="exceptions">
          <StatusTile sign={{ tone: 'exceptions', short: '', full: '', since: null, hot: false }} />
          <span>
            <b>{say('note.exceptions', { count: exceptions.length })}</b>{' '}
            {exceptions.map((item) => nameOfItem(item, now)).join(' · ')}
          </span>
        </li>
      )}
    </ul>
  );
}

function NotApproved() {
  const say = tabletWords.use();
  return (
    <li className={styles.note} data-tone="notApproved">
      <b>{say('note.notApproved')}</b>
      <span>{say('note.notApprovedWhy')}</span>
    </li>
  );
}

function nameOfItem(item: ItemView, now: Instant): string {
  const value = saidOf(item, now);
  return value === null ? item.text : `${item.text}: ${value}`;
}
