import { Pause, Play } from 'lucide-react';
import { memo } from 'react';
import type { TrackRow } from '../../api/types.ts';
import type { PlayerStatus } from '../../player/player.ts';
import type { TrackColumn } from './columns.tsx';
import styles from './track-list.module.css';

// the same elements for all rows need no new look
const PAUSE = <Pause size={12} fill="currentColor" />;
const PLAY = <Play size={12} fill="currentColor" />;

interface ListRowProps {
  id: string;
  index: number;
  /** Pixels from the first row. */
  start: number;
  row: TrackRow | undefined;
  columns: readonly { column: TrackColumn }[];
  atCursor: boolean;
  selected: boolean;
  /** State of the player; undefined if it has another track. */
  playing: PlayerStatus | undefined;
}

/** One row of a list; empty cells stand for a row that is on its way. */
export const ListRow = memo(function ListRow(props: ListRowProps) {
  const { id, index, start, row, columns, atCursor, selected, playing } = props;
  const sounds = playing === 'playing' || playing === 'loading';
  return (
    // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: see the grid
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-index={index}
      data-cursor={atCursor || undefined}
      data-playing={playing !== undefined || undefined}
      data-failed={row?.state === 'failed' || row?.state === 'missing' || undefined}
      className={styles.row}
      style={{ transform: `translateY(${start}px)` }}
    >
      {columns.map(({ column }, place) => (
        // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: see the row
        <div
          key={column.id}
          role="gridcell"
          aria-colindex={place + 1}
          className={styles.cell}
          data-number={column.number || undefined}
        >
          {place === 0 && (
            <span className={styles.play} data-play aria-hidden="true">
              {sounds ? PAUSE : PLAY}
            </span>
          )}
          <span className={styles.value}>{row && column.cell(row)}</span>
        </div>
      ))}
    </div>
  );
});
