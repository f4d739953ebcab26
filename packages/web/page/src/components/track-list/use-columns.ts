import { useMemo, useState } from 'react';
import { useMedia } from '../use-media.ts';
import {
  type ColumnLayout,
  moveColumn,
  placeColumn,
  readLayout,
  resizeColumn,
  shownColumns,
  toggleColumn,
} from './column-layout.ts';
import { ALWAYS_NEEDED, type ColumnName, NARROW_COLUMNS, TRACK_COLUMNS, type TrackColumn } from './columns.tsx';

/** Columns that a list shows, and the ways to change them. */
export interface ColumnsInUse {
  readonly all: readonly TrackColumn[];
  readonly layout: ColumnLayout;
  readonly shown: readonly { column: TrackColumn; width: number }[];
  /** Columns of the API that the shown ones need, in a fixed order. */
  readonly needs: readonly ColumnName[];
  /** Widths as a value of `grid-template-columns`. */
  readonly template: string;
  /** Pixels below which the list scrolls sideways. */
  readonly narrowest: number;
  /** False on a narrow screen, which has its own columns. */
  readonly movable: boolean;
  toggle(id: string): void;
  move(id: string, steps: number): void;
  place(id: string, at: string): void;
  resize(column: TrackColumn, width: number): void;
  reset(): void;
}

/** Keeps a person's columns of a list, under a name, in this browser. */
export function useColumns(name: string): ColumnsInUse {
  const stored = `rbassist.columns.${name}`;
  const [layout, setLayout] = useState(() => readLayout(localStorage.getItem(stored), TRACK_COLUMNS));
  const narrow = useMedia('(max-width: 640px)');

  const shown = useMemo(
    () =>
      narrow ? NARROW_COLUMNS.map((column) => ({ column, width: column.width })) : shownColumns(TRACK_COLUMNS, layout),
    [narrow, layout],
  );
  const needs = useMemo(
    () => [...new Set([...ALWAYS_NEEDED, ...shown.flatMap(({ column }) => column.needs)])].sort(),
    [shown],
  );
  const template = shown
    .map(({ column: { id, grows }, width }) => {
      const chosen = !narrow && layout.widths[id] !== undefined;
      return grows && !chosen ? `minmax(${width}px, ${grows}fr)` : `${width}px`;
    })
    .join(' ');

  const change = (next: (layout: ColumnLayout) => ColumnLayout) =>
    setLayout((before) => {
      const after = next(before);
      localStorage.setItem(stored, JSON.stringify(after));
      return after;
    });
  return {
    all: TRACK_COLUMNS,
    layout,
    shown,
    needs,
    template,
    narrowest: shown.reduce((sum, { width }) => sum + width, 0),
    movable: !narrow,
    toggle: (id) => change((before) => toggleColumn(before, id)),
    move: (id, steps) => change((before) => moveColumn(before, id, steps)),
    place: (id, at) => change((before) => placeColumn(before, id, at)),
    resize: (column, width) => change((before) => resizeColumn(before, column, width)),
    reset: () => change(() => readLayout(null, TRACK_COLUMNS)),
  };
}
