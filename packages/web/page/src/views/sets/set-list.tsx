import { closestCenter, DndContext } from '@dnd-kit/core';
import { SortableContext, useSortable, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { GripVertical, Lock, LockOpen, Trash2 } from 'lucide-react';
import { memo, type ReactNode, useCallback, useMemo } from 'react';
import { BpmName } from '../../components/bpm-name/bpm-name.tsx';
import { IconButton } from '../../components/button/button.tsx';
import { Joint } from '../../components/joint/joint.tsx';
import { KeyName } from '../../components/key-name/key-name.tsx';
import { PlayButton } from '../../components/play-button/play-button.tsx';
import { type SetMoves, useSetDrag } from '../../components/set-strip/use-set-drag.ts';
import { TrackName } from '../../components/track-name/track-name.tsx';
import { type JointMix, type Move, mixesAlong, mixesByPair, moved, type SetTrack } from '../../lists/set-order.ts';
import { orderOf, type SetDetails, type SetRow } from '../../lists/set-queries.ts';
import { text } from '../../text/en.ts';
import { formatDuration, shownText } from '../../text/format.ts';
import type { MoveCost } from './pair-queries.ts';
import styles from './sets-view.module.css';

interface SetListProps {
  set: SetDetails;
  moves: SetMoves;
  /** The track that is on its way, with the mixes that are known then. */
  move: Move | undefined;
  cost: MoveCost;
  onChange: (rows: readonly SetRow[]) => void;
  onRate: (place: number, stars: number) => void;
  onBridge: (place: number) => void;
}

/** The tracks of a set in their order, with the mix into each. Drag them, or move them by keyboard. */
export function SetList({ set, moves, move, cost, onChange, onRate, onBridge }: SetListProps) {
  const { rows } = set;
  const order = useMemo(() => orderOf(set), [set]);
  const { names, context } = useSetDrag(order.tracks, moves);
  const replace = useCallback(
    (place: number, row?: SetRow) => onChange(rows.toSpliced(place, 1, ...(row ? [row] : []))),
    [rows, onChange],
  );
  // each row shows the mix that would lead into it where it is now
  const places = move ? moved([...rows.keys()], move) : [...rows.keys()];
  const ids = places.map((place) => rows[place]!.track.id);
  const mixes = mixesAlong(ids, move ? cost.known : mixesByPair(order));
  const nowOf = new Map(places.map((place, now) => [place, now]));
  return (
    <DndContext collisionDetection={closestCenter} {...context}>
      <SortableContext items={names} strategy={verticalListSortingStrategy}>
        <ol className={styles.rows} aria-label={text.sets.list}>
          {rows.map((row, place) => {
            const now = nowOf.get(place)!;
            const before = rows[places[now - 1] ?? -1]?.track;
            return (
              <Row
                key={names[place]}
                name={names[place]!}
                row={row}
                place={place}
                now={now}
                startS={set.timeline[place]?.startS}
                onReplace={replace}
              >
                {before && (
                  <MixInto
                    from={before}
                    to={row.track}
                    mix={mixes[now - 1] ?? null}
                    place={place}
                    fixed={places[now - 1] !== place - 1}
                    onRate={onRate}
                    onBridge={onBridge}
                  />
                )}
              </Row>
            );
          })}
        </ol>
      </SortableContext>
    </DndContext>
  );
}

interface MixIntoProps extends Pick<SetListProps, 'onRate' | 'onBridge'> {
  from: SetTrack;
  to: SetTrack;
  mix: JointMix | null;
  /** Place of `to`. */
  place: number;
  /** True while a track is on its way, and the mix is not one of the set yet. */
  fixed: boolean;
}

/** The mix into a track. Only those that a move changes render again. */
const MixInto = memo(function MixInto({ from, to, mix, place, fixed, onRate, onBridge }: MixIntoProps) {
  return (
    <Joint
      from={from}
      to={to}
      mix={mix}
      onRate={fixed ? undefined : (stars) => onRate(place - 1, stars)}
      onBridge={fixed ? undefined : () => onBridge(place - 1)}
    />
  );
});

interface RowProps extends Pick<LineProps, 'row' | 'place' | 'now' | 'startS' | 'onReplace'> {
  name: string;
  children: ReactNode;
}

function Row({ name, children, ...line }: RowProps) {
  const { setNodeRef, attributes, listeners, transform, transition, isDragging } = useSortable({ id: name });
  const shift = transform ? `translate3d(${transform.x}px, ${transform.y}px, 0)` : undefined;
  return (
    <li
      ref={setNodeRef}
      className={styles.row}
      data-dragging={isDragging || undefined}
      style={{ transform: shift, transition }}
    >
      {children}
      <TrackLine {...line} attributes={attributes} listeners={listeners} />
    </li>
  );
}

interface LineProps extends Pick<ReturnType<typeof useSortable>, 'attributes' | 'listeners'> {
  row: SetRow;
  place: number;
  /** Place while a track is on its way. */
  now: number;
  startS: number | undefined;
  /** Puts another row in a place; without one, it removes the row. */
  onReplace: (place: number, row?: SetRow) => void;
}

/** A track of the list. While another one is dragged, it stays as it is. */
const TrackLine = memo(function TrackLine({ row, place, now, startS, onReplace, attributes, listeners }: LineProps) {
  const { track, locked } = row;
  const title = shownText(track.title);
  return (
    <div className={styles.track}>
      <button type="button" className={styles.grip} {...attributes} {...listeners} aria-label={text.sets.move(title)}>
        <GripVertical size={14} aria-hidden="true" />
      </button>
      <span className={`${styles.place} number`}>{now + 1}</span>
      <PlayButton track={track} label={text.sets.play(title)} disabled={track.state === 'unknown'} />
      <TrackName track={track} className={styles.name} />
      <span className={`${styles.facts} number`}>
        <BpmName bpm={track.bpm} uncertain={track.bpmUncertain} />
        <KeyName name={track.key} uncertain={track.keyUncertain} />
        <span className={styles.muted}>{formatDuration(track.duration)}</span>
        <span className={styles.muted} title={text.sets.startsAt}>
          {formatDuration(startS)}
        </span>
      </span>
      <IconButton
        label={locked ? text.sets.unlock(title) : text.sets.lock(title)}
        aria-pressed={locked}
        onClick={() => onReplace(place, { ...row, locked: !locked })}
      >
        {locked ? <Lock size={14} aria-hidden="true" /> : <LockOpen size={14} aria-hidden="true" />}
      </IconButton>
      <IconButton label={text.next.remove(title)} onClick={() => onReplace(place)}>
        <Trash2 size={14} aria-hidden="true" />
      </IconButton>
    </div>
  );
});
