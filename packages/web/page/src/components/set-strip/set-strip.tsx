import { closestCenter, DndContext, useDndContext } from '@dnd-kit/core';
import { SortableContext, useSortable } from '@dnd-kit/sortable';
import { useQuery } from '@tanstack/react-query';
import { ZoomIn, ZoomOut } from 'lucide-react';
import { type KeyboardEvent, memo, type ReactNode, useRef } from 'react';
import type { JointMix, SetOrder, SetPart, SetTrack } from '../../lists/set-order.ts';
import { text } from '../../text/en.ts';
import { formatDuration, shownText } from '../../text/format.ts';
import { waveformQuery } from '../../tracks/queries.ts';
import { Button, IconButton } from '../button/button.tsx';
import { Waveform } from '../waveform/waveform.tsx';
import { SetCurves } from './set-curves.tsx';
import styles from './set-strip.module.css';
import { nextZoom, timeMarks, waveformPart } from './strip-scale.ts';
import { type SetMoves, useSetDrag } from './use-set-drag.ts';
import { useKeptMiddle, useView, useWheelZoom } from './use-time-axis.ts';

/** Pixels between two joints that have room for a word. */
const WORD_PX = 52;
/** Pixels of a track on average; a long set on a small screen scrolls. */
const LEAST_TRACK_PX = 30;
/** Pixels around the part in view whose waveforms are drawn already. */
const AHEAD_PX = 600;
const SIGNS = { good: '✓', fair: '~', rough: '!' } as const;

interface SetStripProps {
  order: SetOrder;
  /** 1 shows the whole set, if the screen has room for it. */
  zoom: number;
  onZoom: (zoom: number) => void;
  /** Joint that is open, from 0. */
  joint?: number;
  onJoint: (joint: number) => void;
  /** Without it, the tracks stay where they are. */
  moves?: SetMoves;
}

/** A set as waveforms on one time axis, with its curves above and its joints below. */
export const SetStrip = memo(function SetStrip({ order, zoom, onZoom, joint, onJoint, moves }: SetStripProps) {
  const box = useRef<HTMLElement>(null);
  const view = useView(box);
  const { tracks, timeline, mixes, playedS } = order;
  const wholePxPerS = Math.max(view.widthPx, LEAST_TRACK_PX * tracks.length) / Math.max(1, playedS);
  const pxPerS = zoom * wholePxPerS;
  useKeptMiddle(box, pxPerS);
  const step = (direction: 1 | -1) => onZoom(nextZoom(zoom, direction, wholePxPerS));
  useWheelZoom(box, step);
  const press = (event: KeyboardEvent) => {
    if (event.target !== box.current) return;
    if (event.key === '+' || event.key === '=') step(1);
    else if (event.key === '-') step(-1);
    else return;
    event.preventDefault();
  };
  const [fromPx, toPx] = [view.fromPx - AHEAD_PX, view.fromPx + view.widthPx + AHEAD_PX];
  const isNear = ({ startS, fromS, toS }: SetPart) =>
    startS * pxPerS < toPx && (startS + toS - fromS) * pxPerS > fromPx;
  return (
    <div className={styles.strip}>
      <section
        ref={box}
        className={styles.box}
        aria-label={text.sets.strip}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrows scroll it
        tabIndex={0}
        onKeyDown={press}
      >
        <div className={styles.inside} style={{ inlineSize: playedS * pxPerS }}>
          <SetCurves order={order} pxPerS={pxPerS} />
          <Draggable tracks={tracks} moves={moves}>
            <ol className={styles.lanes}>
              {tracks.map((track, place) => (
                <Block
                  // biome-ignore lint/suspicious/noArrayIndexKey: a set may have a track twice
                  key={`${place} ${track.id}`}
                  track={track}
                  place={place}
                  part={timeline[place]!}
                  pxPerS={pxPerS}
                  near={isNear(timeline[place]!)}
                  fixed={!moves}
                />
              ))}
            </ol>
          </Draggable>
          <div className={styles.joints}>
            {mixes.map((mix, i) => (
              <JointMark
                // biome-ignore lint/suspicious/noArrayIndexKey: a joint is the place between two tracks
                key={i}
                mix={mix}
                name={text.sets.joint(shownText(tracks[i]!.title), shownText(tracks[i + 1]!.title), mix?.grade)}
                atPx={timeline[i + 1]!.startS * pxPerS}
                roomPx={((timeline[i + 2]?.startS ?? playedS) - timeline[i + 1]!.startS) * pxPerS}
                open={joint === i}
                onOpen={() => onJoint(i)}
              />
            ))}
          </div>
          <div className={styles.times} aria-hidden="true">
            {timeMarks(pxPerS, fromPx / pxPerS, Math.min(playedS, toPx / pxPerS)).map((atS) => (
              <span key={atS} className="number" style={{ insetInlineStart: atS * pxPerS }}>
                {formatDuration(atS)}
              </span>
            ))}
          </div>
        </div>
      </section>
      <div className={styles.zoom}>
        <IconButton label={text.track.zoomOut} disabled={zoom <= 1} onClick={() => step(-1)}>
          <ZoomOut size={14} aria-hidden="true" />
        </IconButton>
        <IconButton label={text.track.zoomIn} onClick={() => step(1)}>
          <ZoomIn size={14} aria-hidden="true" />
        </IconButton>
        <Button look="quiet" disabled={zoom === 1} onClick={() => onZoom(1)}>
          {text.sets.wholeSet}
        </Button>
      </div>
    </div>
  );
});

/** Lets the tracks in it be dragged, if somebody handles that. */
function Draggable({
  tracks,
  moves,
  children,
}: {
  tracks: readonly SetTrack[];
  moves?: SetMoves;
  children: ReactNode;
}) {
  const { names, context } = useSetDrag(tracks, moves ?? NO_MOVES);
  return (
    <DndContext collisionDetection={closestCenter} {...context}>
      <SortableContext items={names} strategy={() => null} disabled={!moves}>
        {children}
      </SortableContext>
    </DndContext>
  );
}

const NO_MOVES: SetMoves = { onMoving: () => undefined, onMove: () => undefined };

interface BlockProps {
  track: SetTrack;
  place: number;
  part: SetPart;
  pxPerS: number;
  /** In view, or nearly. */
  near: boolean;
  fixed: boolean;
}

/** The part of a track that plays. Neighbours are in two lanes, so that their overlap shows. */
function Block({ track, place, part, pxPerS, near, fixed }: BlockProps) {
  const { setNodeRef, attributes, listeners, transform, isDragging, isOver, activeIndex, index } = useSortable({
    id: `${place} ${track.id}`,
  });
  const { active } = useDndContext();
  const title = shownText(track.title);
  const drop = active && isOver && !isDragging ? (activeIndex < index ? 'after' : 'before') : undefined;
  return (
    <li
      className={styles.block}
      data-lane={place % 2}
      data-dragging={isDragging || undefined}
      data-drop={drop}
      ref={setNodeRef}
      style={{
        insetInlineStart: part.startS * pxPerS,
        inlineSize: Math.max(2, (part.toS - part.fromS) * pxPerS),
        transform: isDragging && transform ? `translate3d(${transform.x}px, ${transform.y}px, 0)` : undefined,
      }}
    >
      {near && <BlockWave track={track} part={part} />}
      {fixed ? (
        <span className={styles.blockName}>
          {place + 1} <bdi>{title}</bdi>
        </span>
      ) : (
        <button type="button" className={styles.blockName} {...attributes} {...listeners} title={title}>
          <span className="unseen">{text.sets.moveIt}</span> {place + 1} <bdi>{title}</bdi>
        </button>
      )}
    </li>
  );
}

function BlockWave({ track: { id, duration, state }, part }: { track: SetTrack; part: SetPart }) {
  const { data } = useQuery({
    ...waveformQuery(id),
    enabled: state !== 'unknown' && state !== 'missing',
    retry: false,
  });
  if (!data || !duration) return null;
  return <Waveform bands={waveformPart(data, duration, part.fromS, part.toS)} className={styles.wave} />;
}

interface JointMarkProps {
  mix: JointMix | null;
  name: string;
  atPx: number;
  roomPx: number;
  open: boolean;
  onOpen: () => void;
}

/** A joint on the time axis: a word where there is room, else a sign. */
function JointMark({ mix, name, atPx, roomPx, open, onOpen }: JointMarkProps) {
  const said = mix ? (roomPx > WORD_PX ? text.sets.grades[mix.grade] : SIGNS[mix.grade]) : '?';
  return (
    <button
      type="button"
      className={styles.joint}
      data-grade={mix?.grade}
      aria-label={name}
      aria-pressed={open}
      title={name}
      style={{ insetInlineStart: atPx }}
      onClick={onOpen}
    >
      {said}
    </button>
  );
}
