import { useState } from 'react';
import { AddToSet } from '../../components/add-to-set/add-to-set.tsx';
import { Button } from '../../components/button/button.tsx';
import { Check } from '../../components/check/check.tsx';
import { ExportSelect } from '../../components/export-select/export-select.tsx';
import { listName } from '../../lists/list-name.ts';
import { text } from '../../text/en.ts';
import { AdditionRow } from './addition-row.tsx';
import type { ExpandedCrate } from './crate-queries.ts';
import type { CrateQuery } from './crate-query.ts';
import styles from './crates-view.module.css';

interface CrateResultsProps {
  crate: ExpandedCrate;
  query: CrateQuery;
  busy: boolean;
  onChange: (query: CrateQuery) => void;
}

/** Tracks that a crate grows by. Those that a person keeps stay while the weights change. */
export function CrateResults({ crate, query, busy, onChange }: CrateResultsProps) {
  const { members, included, added, removed, withoutVector } = crate;
  const { keep, skip } = query;
  const set = (changes: Partial<CrateQuery>) => onChange({ ...query, ...changes });
  const without = (all: readonly string[], one: string) => all.filter((other) => other !== one);
  const skipTrack = (id: string) => set({ keep: without(keep, id), skip: [...without(skip, id), id] });
  const own = new Map(members.map((track) => [track.id, track]));
  const left = Object.entries(removed).filter(([, count]) => count > 0);
  const suggestions = added.map(({ track }) => track.id);
  const [alsoOthers, setAlsoOthers] = useState(false);
  const onlyKept = keep.length > 0 && !alsoOthers;
  const ids = [...members, ...included].map(({ id }) => id).concat(onlyKept ? [] : suggestions);
  const name = [...query.lists.map(listName), ...query.tags][0] ?? '';
  return (
    <>
      <div className={styles.tools}>
        <p role="status" className="number">
          {text.crates.found(members.length, included.length, added.length)}
        </p>
        {added.length > 0 && (
          <Button onClick={() => set({ keep: [...keep, ...suggestions] })}>{text.crates.keepAll}</Button>
        )}
        {keep.length > 0 && <Button onClick={() => set({ keep: [] })}>{text.crates.keepNone}</Button>}
        {skip.length > 0 && <Button onClick={() => set({ skip: [] })}>{text.crates.offerAgain(skip.length)}</Button>}
      </div>
      {withoutVector.length > 0 && <p className={styles.muted}>{text.crates.withoutVector(withoutVector.length)}</p>}
      {added.length + included.length === 0 && (
        <p>
          {text.crates.nothing} {left.length > 0 && text.next.removed(left)}
        </p>
      )}
      <ol className={styles.additions} aria-label={text.crates.additions} aria-busy={busy}>
        {included.map((track) => (
          <AdditionRow
            key={track.id}
            track={track}
            kept
            onKeep={() => set({ keep: without(keep, track.id) })}
            onSkip={() => skipTrack(track.id)}
          />
        ))}
        {added.map((addition) => (
          <AdditionRow
            key={addition.track.id}
            track={addition.track}
            addition={addition}
            nearest={own.get(addition.nearest)}
            kept={false}
            onKeep={() => set({ keep: [...keep, addition.track.id] })}
            onSkip={() => skipTrack(addition.track.id)}
          />
        ))}
      </ol>
      <section aria-label={text.crates.handOn} className={styles.handOn}>
        <h2>{text.crates.handOn}</h2>
        <p className={styles.muted}>
          {onlyKept ? text.crates.handOnKept(ids.length) : text.crates.handOnAll(ids.length)}
        </p>
        {keep.length > 0 && added.length > 0 && (
          <Check label={text.crates.alsoOthers} checked={alsoOthers} onChange={setAlsoOthers} />
        )}
        <div className={styles.tools}>
          <AddToSet key={name} ids={ids} suggested={text.crates.grown(name)} />
          <ExportSelect tracks={{ ids, name: text.crates.grown(name) }} />
        </div>
      </section>
    </>
  );
}
