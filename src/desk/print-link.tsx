/** Opens a page made for paper beside this one; what is open here stays. */
import { deskWords } from './words.ts';
import styles from './print-link.module.css';

export function PrintLink({ to, label }: { readonly to: string; readonly label?: string }) {
  const say = deskWords.use();
  return (
    <a className={styles.link} href={to} target="_blank" rel="noreferrer">
      {label ?? say('show.print')}
      <span className="said"> {say('panel.opensAside')}</span>
    </a>
  );
}
