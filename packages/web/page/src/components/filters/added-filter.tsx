import { text } from '../../text/en.ts';
import { readRange, writeRange } from '../../tracks/track-query.ts';
import styles from './filters-panel.module.css';

const DAY_MS = 86_400_000;
const SPANS = [7, 30, 90, 365];

/** Returns the day that was so many days ago, such as "2026-01-31". */
export function daysAgo(days: number, now = Date.now()): string {
  return new Date(now - days * DAY_MS).toISOString().slice(0, 10);
}

/** Tracks that were added in the last days, or since a date. */
export function AddedFilter({ added, onChange }: { added: string; onChange: (added: string) => void }) {
  const { from } = readRange(added, '..');
  const since = (day: string) => onChange(writeRange({ from: day, to: '' }, '..'));
  const span = SPANS.find((days) => daysAgo(days) === from);
  return (
    <>
      <select
        aria-label={text.filters.names.added}
        className={styles.search}
        value={span ?? (from ? 'date' : '')}
        onChange={(event) => {
          const days = Number(event.target.value);
          if (Number.isNaN(days)) return;
          if (days > 0) since(daysAgo(days));
          else onChange('');
        }}
      >
        <option value="">{text.filters.anyTime}</option>
        {SPANS.map((days) => (
          <option key={days} value={days}>
            {text.filters.lastDays(days)}
          </option>
        ))}
        {from && span === undefined && <option value="date">{text.filters.sinceDate}</option>}
      </select>
      <input
        type="date"
        className={styles.wide}
        aria-label={text.filters.sinceDate}
        value={from}
        onChange={(event) => since(event.target.value)}
      />
    </>
  );
}
