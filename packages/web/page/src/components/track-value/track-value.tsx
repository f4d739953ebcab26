import type { ReactNode } from 'react';
import { text } from '../../text/en.ts';
import styles from './track-value.module.css';

interface TrackValueProps {
  name: string;
  /** Whose value it is. */
  source?: string | null;
  /** Confidence, 0 to 1. */
  confidence?: number | null;
  children: ReactNode;
}

/** A value in a list of values, with where it comes from; nothing for a value that is unknown. */
export function TrackValue({ name, source, confidence, children }: TrackValueProps) {
  if (!children) return null;
  return (
    <div className={styles.value}>
      <dt>{name}</dt>
      <dd>
        <bdi>{children}</bdi>
        {source && <span className={styles.source}>{text.value.sources[source] ?? source}</span>}
        {confidence != null && <span className={styles.muted}>{text.value.sure(confidence)}</span>}
      </dd>
    </div>
  );
}

/** Other values that a value may be. */
export function Alternatives({ values }: { values: string[] }) {
  return <span className={styles.muted}>? {values.length > 0 && text.value.alternatives(values.join(', '))}</span>;
}
