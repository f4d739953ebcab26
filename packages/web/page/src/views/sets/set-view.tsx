import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation, useParams } from 'wouter';
import { Button } from '../../components/button/button.tsx';
import { TrackSearch } from '../../components/track-search/track-search.tsx';
import { useTitle } from '../../shell/use-title.ts';
import { text } from '../../text/en.ts';
import { formatDuration, shownText } from '../../text/format.ts';
import { SetCurves } from './set-curves.tsx';
import { SetList } from './set-list.tsx';
import {
  changeSet,
  ENERGY_CURVES,
  type EnergyCurve,
  EXPORT_KINDS,
  exportSet,
  removeSet,
  type SetDetails,
  type SetRow,
  saveSet,
  setQuery,
} from './set-queries.ts';
import styles from './sets-view.module.css';

/** One set: its order, its mixes and its curves. */
export function SetView() {
  const { name = '' } = useParams();
  const { data: set, error } = useQuery(setQuery(name));
  useTitle(shownText(name));
  if (error) {
    return (
      <p role="alert" className={styles.view}>
        {error.message}
      </p>
    );
  }
  return set ? <OpenSet key={name} set={set} /> : <p className={styles.view}>{text.shell.loading}</p>;
}

function OpenSet({ set }: { set: SetDetails }) {
  const { name, rows } = set;
  const [, navigate] = useLocation();
  const { mutate: save } = useMutation(saveSet(name));
  const { mutate: change, isPending } = useMutation(changeSet(name));
  const { mutate: download } = useMutation(exportSet);
  const { mutate: remove } = useMutation(removeSet);
  const [curve, setCurve] = useState<EnergyCurve | ''>('');
  const energyCurve = curve || undefined;
  return (
    <div className={styles.view}>
      <div className={styles.tools}>
        <h1>
          <bdi>{shownText(name)}</bdi>
        </h1>
        <span role="status" className={`${styles.muted} number`}>
          {text.tracks(rows.length)} · {formatDuration(set.durationS)}
        </span>
      </div>
      <div className={styles.tools}>
        <select
          aria-label={text.sets.curve}
          value={curve}
          onChange={(event) => setCurve(event.target.value as EnergyCurve | '')}
        >
          <option value="">{text.sets.anyCurve}</option>
          {ENERGY_CURVES.map((each) => (
            <option key={each} value={each}>
              {text.sets.curves[each]}
            </option>
          ))}
        </select>
        <Button disabled={isPending || rows.length < 3} onClick={() => change({ action: 'order', energyCurve })}>
          {text.sets.order}
        </Button>
        <Button disabled={isPending || rows.length < 2} onClick={() => change({ action: 'fill', energyCurve })}>
          {text.sets.fill}
        </Button>
        <Button look="quiet" disabled={isPending} onClick={() => change({ action: 'undo' })}>
          {text.history.undo}
        </Button>
        <select
          aria-label={text.sets.export}
          value=""
          disabled={rows.length === 0}
          onChange={(event) => download({ set: name, kind: event.target.value as (typeof EXPORT_KINDS)[number] })}
        >
          <option value="">{text.sets.export}</option>
          {EXPORT_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {text.sets.exports[kind]}
            </option>
          ))}
        </select>
        <Button look="quiet" onClick={() => remove(name, { onSuccess: () => navigate('/sets') })}>
          {text.sets.remove}
        </Button>
      </div>
      {rows.length > 1 && <SetCurves set={set} />}
      {rows.length === 0 && <p className={styles.muted}>{text.sets.empty}</p>}
      <SetList
        set={set}
        onChange={(after: readonly SetRow[]) => save(after)}
        onRate={(place, stars) => change({ action: 'rate', place, stars })}
      />
      <TrackSearch
        label={text.sets.add}
        onChoose={({ id, title }) =>
          save([...rows, { track: { ...UNKNOWN_TRACK, id, title: title ?? '' }, locked: false }])
        }
      />
    </div>
  );
}

/** Stands for a track that was just added, until the server has described it. */
const UNKNOWN_TRACK: Omit<SetRow['track'], 'id' | 'title'> = {
  path: '',
  artist: null,
  genre: null,
  duration: null,
  bpm: null,
  bpmUncertain: false,
  key: null,
  keyUncertain: false,
  energy: null,
  rating: null,
  tags: [],
  state: 'unknown',
};
