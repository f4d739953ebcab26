import { useMutation, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { usePathname } from 'wouter/use-browser-location';
import { MixProvider } from '../../audio/use-mix.tsx';
import { Joint } from '../../components/joint/joint.tsx';
import { SetStrip } from '../../components/set-strip/set-strip.tsx';
import { TrackSearch } from '../../components/track-search/track-search.tsx';
import { setNameAt } from '../../lists/set-address.ts';
import { type Move, moved } from '../../lists/set-order.ts';
import {
  bridgeTracks,
  changeSet,
  orderOf,
  type SetDetails,
  type SetRow,
  saveSet,
  setQuery,
} from '../../lists/set-queries.ts';
import { useSearch } from '../../shell/use-search.ts';
import { useTitle } from '../../shell/use-title.ts';
import { text } from '../../text/en.ts';
import { shownText } from '../../text/format.ts';
import { MoveCosts } from './move-costs.tsx';
import { useMoveCost } from './pair-queries.ts';
import { SetList } from './set-list.tsx';
import { SetTools } from './set-tools.tsx';
import styles from './sets-view.module.css';

/** One set: its strip, its order and its mixes. The address holds the zoom and the open mix. */
export function SetView() {
  const name = setNameAt(usePathname());
  const { data: set, error } = useQuery(setQuery(name));
  useTitle(shownText(name));
  if (error) {
    return (
      <p role="alert" className={styles.view}>
        {error.message}
      </p>
    );
  }
  if (!set) return <p className={styles.view}>{text.shell.loading}</p>;
  return (
    <MixProvider>
      <OpenSet key={name} set={set} />
    </MixProvider>
  );
}

function OpenSet({ set }: { set: SetDetails }) {
  const { name, rows, playedS, durationS } = set;
  const { zoom, joint, show } = useShown();
  const { mutate: save } = useMutation(saveSet(name));
  const { mutate: change } = useMutation(changeSet(name));
  const { mutate: bridge } = useMutation(bridgeTracks(set));
  const [move, setMove] = useState<Move>();
  const order = useMemo(() => orderOf(set), [set]);
  const cost = useMoveCost(order, set.weights, move);
  const moveNow = useRef<(done: Move) => void>(undefined);
  moveNow.current = (done) => save({ rows: moved(rows, done), known: cost.known });
  // the strip and the list must not change with each step of a track
  const moves = useMemo(() => ({ onMoving: setMove, onMove: (done: Move) => moveNow.current?.(done) }), []);
  const saveRows = useCallback((after: readonly SetRow[]) => save({ rows: after }), [save]);
  const rate = useCallback((place: number, stars: number) => change({ action: 'rate', place, stars }), [change]);
  const bridgeAfter = useCallback(
    (place: number) =>
      bridge(
        { pair: [rows[place]!.track.id, rows[place + 1]!.track.id], between: 1 },
        {
          onSuccess: (tracks) =>
            save({ rows: rows.toSpliced(place + 1, 0, ...tracks.map((track): SetRow => newRow(track))) }),
        },
      ),
    [bridge, save, rows],
  );
  const zoomTo = useCallback((next: number) => show({ zoom: next, joint }), [show, joint]);
  const open = joint !== undefined && joint < rows.length - 1 ? joint : undefined;
  const openJoint = useCallback(
    (next: number) => show({ zoom, joint: next === open ? undefined : next }),
    [show, zoom, open],
  );
  return (
    <div className={styles.view}>
      <div className={styles.tools}>
        <h1>
          <bdi>{shownText(name)}</bdi>
        </h1>
        <span role="status" className={`${styles.muted} number`}>
          {text.sets.lengths(rows.length, durationS, playedS)}
        </span>
      </div>
      <SetTools set={set} />
      {rows.length > 1 && (
        <SetStrip order={order} zoom={zoom} onZoom={zoomTo} joint={open} onJoint={openJoint} moves={moves} />
      )}
      {open !== undefined && (
        <section className={styles.open} aria-label={text.sets.openMix}>
          <bdi>{shownText(rows[open]!.track.title)}</bdi> → <bdi>{shownText(rows[open + 1]!.track.title)}</bdi>
          <Joint
            from={rows[open]!.track}
            to={rows[open + 1]!.track}
            mix={set.mixes[open] ?? null}
            onRate={(stars) => rate(open, stars)}
            onBridge={() => bridgeAfter(open)}
          />
        </section>
      )}
      {rows.length === 0 && <p className={styles.muted}>{text.sets.empty}</p>}
      <SetList
        set={set}
        moves={moves}
        move={move}
        cost={cost}
        onChange={saveRows}
        onRate={rate}
        onBridge={bridgeAfter}
      />
      <TrackSearch
        label={text.sets.add}
        onChoose={({ id, title }) => save({ rows: [...rows, newRow({ ...UNKNOWN_TRACK, id, title: title ?? '' })] })}
      />
      <MoveCosts cost={cost} />
    </div>
  );
}

function newRow(track: SetRow['track']): SetRow {
  return { track, locked: false, moved: false };
}

interface Shown {
  zoom: number;
  /** Place of the open mix, from 0. */
  joint: number | undefined;
}

/** Reads and writes the part of the address after the question mark. */
function useShown() {
  const params = new URLSearchParams(useSearch());
  const [, navigate] = useLocation();
  const path = usePathname();
  const show = useCallback(
    ({ zoom, joint }: Shown) => {
      const after = new URLSearchParams();
      if (zoom > 1) after.set('zoom', String(zoom));
      if (joint !== undefined) after.set('mix', String(joint + 1));
      navigate(after.size > 0 ? `${path}?${after}` : path, { replace: true });
    },
    [path, navigate],
  );
  const mix = Number(params.get('mix'));
  return {
    zoom: Math.max(1, Number(params.get('zoom')) || 1),
    joint: Number.isInteger(mix) && mix > 0 ? mix - 1 : undefined,
    show,
  };
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
