import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useId,
  useRef,
} from 'react';
import type { TrackRow } from '../../api/types.ts';
import { usePlayer } from '../../player/use-player.tsx';
import { useMedia } from '../use-media.ts';
import { ListHeader, type Sorting } from './list-header.tsx';
import { ListRow } from './list-row.tsx';
import type { RowSource } from './row-source.ts';
import styles from './track-list.module.css';
import type { ColumnsInUse } from './use-columns.ts';
import type { RowSelection } from './use-row-selection.ts';

/** Rows that are drawn above and below the visible ones. */
const OVERSCAN = 4;
const ROW_PX = 28;
/** Fingers need more room, and a narrow screen stacks two lines. */
const TALL_ROW_PX = 44;

export interface TrackListProps {
  /** Name of the list for a screen reader. */
  label: string;
  rows: RowSource;
  columns: ColumnsInUse;
  selection: RowSelection;
  sorting?: Sorting;
  /** Told which rows are in view, so that they can be fetched. */
  onVisible?: (first: number, last: number) => void;
  /** Enter, or a double click. */
  onOpen?: (row: TrackRow) => void;
  /** A right click or the menu key, on the selected rows. The place is in pixels of the window. */
  onMenu?: (at: { x: number; y: number }) => void;
  /** A letter typed into the list, which begins a search. */
  onType?: (letter: string) => void;
  /** Name of what is listed, such as a query. Another one begins at its cursor. */
  topic?: string;
  /** Takes the focus when it appears, unless something has it. */
  takesFocus?: boolean;
  /** Stands in place of rows when there are none. */
  empty?: ReactNode;
}

/**
 * A list of tracks: a grid of which only the visible rows exist. Arrows move the cursor, Shift extends the selection,
 * Space plays the row, left and right jump a phrase, Enter opens the row.
 */
export function TrackList(props: TrackListProps) {
  const { label, rows, columns, selection, sorting, onVisible, onOpen, onMenu, onType, topic, takesFocus, empty } =
    props;
  const scroller = useRef<HTMLDivElement>(null);
  const listId = useId();
  const player = usePlayer();
  const tall = useMedia('(pointer: coarse), (max-width: 640px)');
  const rowPx = tall ? TALL_ROW_PX : ROW_PX;

  const virtual = useVirtualizer({
    count: rows.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: OVERSCAN,
    // the header covers the first row otherwise
    scrollPaddingStart: rowPx,
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  const { cursor, selected } = selection;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the virtualizer stays the same object
  useEffect(() => virtual.measure(), [rowPx]);
  const listed = rows.count > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another topic, or the first rows, begin at the cursor
  useEffect(() => virtual.scrollToIndex(cursor, { align: cursor === 0 ? 'start' : 'auto' }), [topic, listed]);
  useEffect(() => {
    if (takesFocus && document.activeElement === document.body) scroller.current?.focus();
  }, [takesFocus]);
  useEffect(() => onVisible?.(first, last), [onVisible, first, last]);

  const goTo = (index: number, event: KeyboardEvent) => {
    const to = Math.max(0, Math.min(index, rows.count - 1));
    selection.moveTo(to, event.shiftKey ? 'range' : 'one');
    virtual.scrollToIndex(to);
  };

  const pageRows = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowPx) - 2);
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: cursor + 1,
    ArrowUp: cursor - 1,
    PageDown: cursor + pageRows,
    PageUp: cursor - pageRows,
    Home: 0,
    End: rows.count - 1,
  };

  const press = (event: KeyboardEvent) => {
    if (event.target !== scroller.current) return;
    const row = rows.at(cursor);
    const command = event.ctrlKey || event.metaKey;
    const step = steps[event.key];
    if (step !== undefined) goTo(step, event);
    else if (event.key === ' ' && command) selection.toggle(cursor);
    else if (event.key === ' ') row && player.playOrPause(row);
    else if (event.key === 'ArrowLeft' && !command) player.jump(-1);
    else if (event.key === 'ArrowRight' && !command) player.jump(1);
    else if (event.key === 'Enter') row && onOpen?.(row);
    else if (event.key === 'Escape') selection.clear();
    else if (event.key === 'a' && command) selection.selectAll();
    else if (event.key.length === 1 && event.key !== '/' && !command && !event.altKey && onType) onType(event.key);
    else return;
    event.preventDefault();
  };

  const rowUnder = (event: MouseEvent): number | undefined => {
    const index = (event.target as Element).closest<HTMLElement>('[data-index]')?.dataset.index;
    return index === undefined ? undefined : Number(index);
  };
  const click = (event: MouseEvent) => {
    const index = rowUnder(event);
    if (index === undefined) return;
    if (event.ctrlKey || event.metaKey) selection.toggle(index);
    else selection.moveTo(index, event.shiftKey ? 'range' : 'one');
    if ((event.target as Element).closest('[data-play]')) {
      const row = rows.at(index);
      if (row) player.playOrPause(row);
    }
  };
  const open = (event: MouseEvent) => {
    const index = rowUnder(event);
    const row = index === undefined ? undefined : rows.at(index);
    if (row) onOpen?.(row);
  };

  const menu = (event: MouseEvent) => {
    const under = rowUnder(event);
    const index = under ?? cursor;
    const row = rows.at(index);
    if (!onMenu || !row) return;
    event.preventDefault();
    if (!selected.has(row.id)) selection.moveTo(index);
    const { clientX: x, clientY: y } = event;
    // the menu key has no place of its own
    const box = document.getElementById(`${listId}-${index}`)?.getBoundingClientRect();
    onMenu(under === undefined && box ? { x: box.left + rowPx, y: box.bottom } : { x, y });
  };

  // a row that leaves gives its elements to one that enters, which is far cheaper than new ones
  const slots = useRef(0);
  slots.current = Math.max(slots.current, items.length + 1);
  const cursorDrawn = rows.count > 0 && cursor >= first && cursor <= last;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table can't draw only its visible rows
    <div
      ref={scroller}
      className={styles.list}
      role="grid"
      aria-label={label}
      aria-rowcount={rows.count + 1}
      aria-colcount={columns.shown.length}
      aria-multiselectable="true"
      aria-activedescendant={cursorDrawn ? `${listId}-${cursor}` : undefined}
      tabIndex={0}
      style={
        {
          '--columns': columns.template,
          '--narrowest': `${columns.narrowest}px`,
          '--row': `${rowPx}px`,
        } as CSSProperties
      }
      onKeyDown={press}
      onClick={click}
      onDoubleClick={open}
      onContextMenu={menu}
    >
      <ListHeader columns={columns} sorting={sorting} />
      {rows.count === 0 && empty !== undefined && (
        // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: see the grid
        <div role="row" aria-rowindex={2} className={styles.empty}>
          {/* biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: see the grid */}
          <div role="gridcell" aria-colspan={columns.shown.length}>
            {empty}
          </div>
        </div>
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: see the grid */}
      <div role="rowgroup" className={styles.rows} style={{ blockSize: virtual.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const row = rows.at(index);
          return (
            <ListRow
              key={index % slots.current}
              id={`${listId}-${index}`}
              index={index}
              start={start}
              row={row}
              columns={columns.shown}
              atCursor={index === cursor}
              selected={row !== undefined && selected.has(row.id)}
              playing={row !== undefined && row.id === player.track?.id ? player.status : undefined}
            />
          );
        })}
      </div>
    </div>
  );
}
