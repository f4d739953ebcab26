import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { JobRequest } from '../../api/types.ts';
import { Button } from '../../components/button/button.tsx';
import { Popover } from '../../components/popover/popover.tsx';
import { isOpen, jobsQuery, startJob } from '../../jobs/queries.ts';
import { text } from '../../text/en.ts';
import styles from './tags-view.module.css';

type SuggestRequest = Extract<JobRequest, { kind: 'suggest-tags' }>;

/** Sources of suggestions, in the order in which the page shows them. */
const SOURCES = ['own', 'sound', 'both'] as const;
/** Shares of suggestions that must be right; nothing for the rule of the Python rbassist. */
const PRECISIONS = [0.9, 0.8, 0.6, undefined] as const;
const TOPS = [1, 2, 3, 5, 0] as const;
const SAMPLES = [3, 5, 10, 20] as const;

/** Options of a first run: careful suggestions from the own tags. */
export const CAREFUL = { kind: 'suggest-tags', from: 'own', precision: 0.8, top: 3 } as const satisfies SuggestRequest;

/** Starts a job that suggests tags, with its options in words. */
export function SuggestMenu() {
  const [options, setOptions] = useState<SuggestRequest>(CAREFUL);
  const { mutate: start, isPending } = useMutation(startJob);
  const { data: jobs = [] } = useQuery(jobsQuery);
  const runs = jobs.some((job) => job.kind === 'suggest-tags' && isOpen(job));
  const set = (changes: Partial<SuggestRequest>) => setOptions({ ...options, ...changes });
  const learns = options.from !== 'sound';
  return (
    <Popover
      trigger={
        <Button look="main" disabled={runs}>
          {runs ? text.tags.suggesting : text.tags.suggest}
        </Button>
      }
      label={text.tags.suggest}
    >
      <div className={styles.options}>
        <fieldset>
          <legend>{text.tags.source}</legend>
          {SOURCES.map((from) => (
            <label key={from} className={styles.choice}>
              <input
                type="radio"
                name="source"
                checked={options.from === from}
                onChange={() => setOptions({ ...options, from })}
              />
              {text.tags.sources[from]}
            </label>
          ))}
        </fieldset>
        {learns && (
          <>
            <label>
              {text.tags.precision}
              <select
                value={options.precision ?? ''}
                onChange={({ target: { value } }) => set({ precision: value === '' ? undefined : Number(value) })}
              >
                {PRECISIONS.map((share) => (
                  <option key={share ?? ''} value={share ?? ''}>
                    {text.tags.precisionOf(share)}
                  </option>
                ))}
              </select>
            </label>
            <label>
              {text.tags.minSamples}
              <select
                value={options.minSamples ?? SAMPLES[0]}
                onChange={(event) => set({ minSamples: Number(event.target.value) })}
              >
                {SAMPLES.map((count) => (
                  <option key={count} value={count}>
                    {text.tracks(count)}
                  </option>
                ))}
              </select>
            </label>
          </>
        )}
        <label>
          {text.tags.top}
          <select value={options.top} onChange={(event) => set({ top: Number(event.target.value) })}>
            {TOPS.map((top) => (
              <option key={top} value={top}>
                {text.tags.topOf(top)}
              </option>
            ))}
          </select>
        </label>
        <label className={styles.choice}>
          <input
            type="checkbox"
            checked={options.includeTagged ?? false}
            onChange={(event) => set({ includeTagged: event.target.checked })}
          />
          {text.tags.includeTagged}
        </label>
        <p className={styles.muted}>{text.tags.replaces}</p>
        <Button look="main" disabled={isPending || runs} onClick={() => start(options)}>
          {text.tags.suggestNow}
        </Button>
      </div>
    </Popover>
  );
}
