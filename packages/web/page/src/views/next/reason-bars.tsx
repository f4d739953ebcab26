import type { Recommendation } from '../../api/types.ts';
import { text } from '../../text/en.ts';
import styles from './next-view.module.css';

/** A match's reasons as small bars, with the words that a DJ would say. */
export function ReasonBars({ reasons }: { reasons: Recommendation['reasons'] }) {
  const weighed = reasons.filter(({ weight, value, text: said }) => (weight > 0 && value !== null) || said);
  return (
    <ul className={styles.reasons}>
      {weighed.map(({ part, value, text: said, effect, weight }) => (
        <li key={part} className={styles.reason} title={text.next.reasonDetails(value, weight)}>
          <span className={styles.part}>{text.next.parts[part] ?? part}</span>
          <span className={styles.bar} aria-hidden="true">
            <span style={{ inlineSize: `${100 * (value ?? 0)}%` }} data-effect={effect ?? undefined} />
          </span>
          <span className={styles.said} data-effect={effect ?? undefined}>
            {said || (value === null ? '' : text.next.share(value))}
          </span>
        </li>
      ))}
    </ul>
  );
}
