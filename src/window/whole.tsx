/** Words of the window in which `8 s` and `Wi-Fi` stay on one line. */
import styles from './whole.module.css';

/** A number and its unit, and a name with a hyphen: a browser breaks a line in both. */
const inseparable = /(Wi-Fi|\d+(?:\.\d+)?\u0020(?:s|min|h)\b)/;

export function Whole({ text }: { readonly text: string }) {
  // With one group, every other part is what the group found.
  return text.split(inseparable).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <span key={index} className={styles.whole}>
        {part}
      </span>
    ),
  );
}
