import { type DragEvent, type KeyboardEvent, useRef, useState } from 'react';
import { text } from '../../text/en.ts';
import type { TrackColumn } from './columns.tsx';
import styles from './track-list.module.css';
import type { ColumnsInUse } from './use-columns.ts';

/** Order of a list. */
export interface Sorting {
  /** Column of the API that leads. */
  readonly column: string;
  readonly descending: boolean;
  onSort(column: string): void;
}

/** Pixels of one step of a width by keyboard. */
const WIDTH_STEP = 16;

interface ListHeaderProps {
  columns: ColumnsInUse;
  sorting: Sorting | undefined;
}

/** Names of the columns: sort by a click, drag to move, drag the edge to resize; one tab stop, arrows walk. */
export function ListHeader({ columns, sorting }: ListHeaderProps) {
  const [focused, setFocused] = useState(0);
  const header = useRef<HTMLDivElement>(null);
  const dragged = useRef<string>(undefined);

  const walk = (event: KeyboardEvent<HTMLElement>, place: number, column: TrackColumn) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.shiftKey) return columns.resize(column, event.currentTarget.offsetWidth + step * WIDTH_STEP);
    const to = Math.max(0, Math.min(columns.shown.length - 1, place + step));
    if (event.altKey) columns.move(column.id, step);
    setFocused(to);
    if (!event.altKey) header.current?.querySelectorAll<HTMLButtonElement>('button')[to]?.focus();
  };

  const drop = (event: DragEvent, onto: string) => {
    event.preventDefault();
    if (dragged.current && dragged.current !== onto) columns.place(dragged.current, onto);
    dragged.current = undefined;
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: see the grid
    <div role="rowgroup" className={styles.header}>
      {/* biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: see the grid */}
      <div role="row" aria-rowindex={1} className={styles.headerRow} ref={header}>
        {columns.shown.map(({ column }, place) => {
          const leads = column.sort !== undefined && sorting?.column === column.sort;
          return (
            // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: see the grid
            <div
              key={column.id}
              role="columnheader"
              aria-colindex={place + 1}
              aria-sort={leads ? (sorting.descending ? 'descending' : 'ascending') : undefined}
              className={styles.headerCell}
              data-number={column.number || undefined}
              onDragOver={(event) => event.preventDefault()}
              onDrop={(event) => drop(event, column.id)}
            >
              <button
                type="button"
                draggable={columns.movable}
                tabIndex={place === focused ? 0 : -1}
                className={styles.headerButton}
                title={columns.movable ? text.list.headerKeys : undefined}
                aria-disabled={column.sort === undefined || undefined}
                onFocus={() => setFocused(place)}
                onClick={() => column.sort && sorting?.onSort(column.sort)}
                onKeyDown={(event) => walk(event, place, column)}
                onDragStart={() => {
                  dragged.current = column.id;
                }}
              >
                {column.label}
                {leads && <span aria-hidden="true">{sorting.descending ? ' ↓' : ' ↑'}</span>}
              </button>
              {columns.movable && <ResizeEdge onResize={(width) => columns.resize(column, width)} />}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Edge of a column that a pointer drags. By keyboard, Shift and the arrows do the same. */
function ResizeEdge({ onResize }: { onResize: (width: number) => void }) {
  const start = useRef<{ x: number; width: number }>(undefined);
  return (
    <span
      aria-hidden="true"
      className={styles.edge}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { x: event.clientX, width: event.currentTarget.parentElement!.offsetWidth };
      }}
      onPointerMove={({ clientX }) => start.current && onResize(start.current.width + clientX - start.current.x)}
      onPointerUp={() => {
        start.current = undefined;
      }}
    />
  );
}
