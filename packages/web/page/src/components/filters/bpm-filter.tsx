import { useEffect, useState } from 'react';
import type { TrackFacets } from '../../api/types.ts';
import { text } from '../../text/en.ts';
import { readRange, type TrackQuery, writeRange } from '../../tracks/track-query.ts';
import styles from './filters-panel.module.css';

const PAUSE_MS = 300;
/** BPM at the ends of the histogram; rarer tempos stand at its edges. */
const LOWEST = 60;
const HIGHEST = 190;

interface BpmFilterProps {
  bpm: string;
  fold: boolean;
  histogram: TrackFacets['bpms'];
  onChange: (changes: Partial<TrackQuery>) => void;
}

/** A range of BPM, with half and double tempo if wanted, below the tempos of the library. */
export function BpmFilter({ bpm, fold, histogram, onChange }: BpmFilterProps) {
  const [typed, setTyped] = useState(readRange(bpm, '-'));
  useEffect(() => setTyped(readRange(bpm, '-')), [bpm]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks a moment after the last digit
  useEffect(() => {
    const written = writeRange(typed, '-');
    if (written === bpm || !isRange(typed)) return;
    const timer = setTimeout(() => onChange({ bpm: written }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);

  const end = (name: 'from' | 'to') => (
    <input
      type="text"
      inputMode="decimal"
      aria-label={`${text.filters.names.bpm} ${text.filters[name]}`}
      placeholder={text.filters[name]}
      maxLength={6}
      value={typed[name]}
      onChange={(event) => setTyped({ ...typed, [name]: event.target.value.trim() })}
    />
  );
  return (
    <>
      <Histogram steps={histogram} from={Number(typed.from) || 0} to={Number(typed.to) || Number.POSITIVE_INFINITY} />
      <div className={styles.range}>
        {end('from')}
        <span aria-hidden="true">–</span>
        {end('to')}
      </div>
      <label className={styles.check}>
        <input type="checkbox" checked={fold} onChange={(event) => onChange({ bpmFold: event.target.checked })} />
        {text.filters.fold}
      </label>
    </>
  );
}

/** Returns true for ends that the API reads; an empty one is open. */
function isRange({ from, to }: { from: string; to: string }): boolean {
  const number = /^(?:\d{1,3}(?:\.\d{1,2})?)?$/;
  return number.test(from) && number.test(to) && (from === '' || to === '' || Number(from) <= Number(to));
}

function Histogram({ steps, from, to }: { steps: TrackFacets['bpms']; from: number; to: number }) {
  const most = Math.max(1, ...steps.map(({ count }) => count));
  return (
    <svg
      viewBox={`${LOWEST} 0 ${HIGHEST - LOWEST} 36`}
      preserveAspectRatio="none"
      className={styles.histogram}
      aria-hidden="true"
    >
      {steps
        .filter((step) => step.from >= LOWEST && step.to <= HIGHEST)
        .map((step) => {
          const tall = 1 + (35 * step.count) / most;
          return (
            <rect
              key={step.from}
              className={styles.bar}
              data-within={(step.to > from && step.from <= to && (from > 0 || to < HIGHEST)) || undefined}
              x={step.from}
              y={36 - tall}
              width={(step.to - step.from) * 0.8}
              height={tall}
            />
          );
        })}
    </svg>
  );
}
