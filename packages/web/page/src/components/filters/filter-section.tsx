import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { text } from '../../text/en.ts';
import styles from './filters-panel.module.css';

interface FilterSectionProps {
  name: string;
  /** Given while the filter is set. */
  onClear: (() => void) | undefined;
  children: ReactNode;
}

/** One filter with its name, and a way to clear it. */
export function FilterSection({ name, onClear, children }: FilterSectionProps) {
  return (
    <section className={styles.section} aria-label={name}>
      <div className={styles.sectionHead}>
        <h3>{name}</h3>
        {onClear && (
          <button type="button" className={styles.clear} aria-label={text.filters.clearOne(name)} onClick={onClear}>
            <X size={14} aria-hidden="true" />
          </button>
        )}
      </div>
      {children}
    </section>
  );
}
