import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import {
  arrayMove,
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable';
import { GripVertical, Lock, LockOpen, Trash2 } from 'lucide-react';
import type { CSSProperties } from 'react';
import { Link } from 'wouter';
import { IconButton } from '../../components/button/button.tsx';
import { keyHue } from '../../components/key-wheel/wheel-geometry.ts';
import { text } from '../../text/en.ts';
import { formatBpm, formatDuration, shownText } from '../../text/format.ts';
import type { SetDetails, SetRow } from './set-queries.ts';
import styles from './sets-view.module.css';

const STARS = [0, 1, 2, 3, 4, 5];
/** Pixels that a pointer moves before a row follows it. */
const DRAG_PX = 4;

interface SetListProps {
  set: SetDetails;
  onChange: (rows: readonly SetRow[]) => void;
  onRate: (place: number, stars: number) => void;
}

/** The tracks of a set in their order, with the mix into each. Drag them, or move them by keyboard. */
export function SetList({ set: { rows, mixes }, onChange, onRate }: SetListProps) {
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: DRAG_PX } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const names = rows.map(({ track }, place) => `${place} ${track.id}`);
  const drop = ({ active, over }: DragEndEvent) => {
    if (!over || active.id === over.id) return;
    onChange(arrayMove([...rows], names.indexOf(String(active.id)), names.indexOf(String(over.id))));
  };
  const set = (place: number, row?: SetRow) => onChange(rows.toSpliced(place, 1, ...(row ? [row] : [])));
  return (
    <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={drop}>
      <SortableContext items={names} strategy={verticalListSortingStrategy}>
        <ol className={styles.rows}>
          {rows.map((row, place) => (
            <Row
              key={names[place]}
              name={names[place]!}
              row={row}
              onLock={() => set(place, { ...row, locked: !row.locked })}
              onRemove={() => set(place)}
            >
              {place > 0 && <Mix mix={mixes[place - 1]} onRate={(stars) => onRate(place - 1, stars)} />}
            </Row>
          ))}
        </ol>
      </SortableContext>
    </DndContext>
  );
}

interface RowProps {
  name: string;
  row: SetRow;
  onLock: () => void;
  onRemove: () => void;
  children: React.ReactNode;
}

function Row({ name, row: { track, locked }, onLock, onRemove, children }: RowProps) {
  const { setNodeRef, attributes, listeners, transform, transition, isDragging } = useSortable({ id: name });
  const title = shownText(track.title);
  const moved = transform ? `translate3d(${transform.x}px, ${transform.y}px, 0)` : undefined;
  return (
    <li
      ref={setNodeRef}
      className={styles.row}
      data-dragging={isDragging || undefined}
      style={{ transform: moved, transition }}
    >
      {children}
      <div className={styles.track}>
        <button type="button" className={styles.grip} {...attributes} {...listeners} aria-label={text.sets.move(title)}>
          <GripVertical size={14} aria-hidden="true" />
        </button>
        <div className={styles.names}>
          <Link href={`/track/${track.id}`}>
            <bdi>{title}</bdi>
          </Link>
          <bdi className={styles.muted}>{shownText(track.artist)}</bdi>
        </div>
        <span className={`${styles.facts} number`}>
          <span>{formatBpm(track.bpm)}</span>
          <span className="key" style={track.key ? ({ '--hue': keyHue(track.key) } as CSSProperties) : undefined}>
            {track.key}
          </span>
          <span className={styles.muted}>{formatDuration(track.duration)}</span>
        </span>
        <IconButton
          label={locked ? text.sets.unlock(title) : text.sets.lock(title)}
          aria-pressed={locked}
          onClick={onLock}
        >
          {locked ? <Lock size={14} aria-hidden="true" /> : <LockOpen size={14} aria-hidden="true" />}
        </IconButton>
        <IconButton label={text.next.remove(title)} onClick={onRemove}>
          <Trash2 size={14} aria-hidden="true" />
        </IconButton>
      </div>
    </li>
  );
}

/** The joint of two tracks: a word, its reasons, and a person's stars. */
function Mix({ mix, onRate }: { mix: SetDetails['mixes'][number] | undefined; onRate: (stars: number) => void }) {
  if (!mix) return <div className={styles.mix}>{text.sets.unknownMix}</div>;
  const said = mix.reasons.filter((reason) => reason.text);
  return (
    <div className={styles.mix} data-grade={mix.grade}>
      <strong>{text.sets.grades[mix.grade]}</strong>
      <span className={styles.muted}>{said.map((reason) => reason.text).join(' · ')}</span>
      <select
        aria-label={text.sets.rate}
        value={mix.stars ?? 0}
        onChange={(event) => onRate(Number(event.target.value))}
      >
        {STARS.map((stars) => (
          <option key={stars} value={stars}>
            {stars === 0 ? text.sets.notRated : '★'.repeat(stars)}
          </option>
        ))}
      </select>
    </div>
  );
}
