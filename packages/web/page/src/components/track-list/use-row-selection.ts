import { useEffect, useState } from 'react';
import type { RowSource } from './row-source.ts';

/** The row under the cursor, and the selected tracks. */
export interface RowSelection {
  /** Place of the cursor, from 0. */
  readonly cursor: number;
  readonly selected: ReadonlySet<string>;
  /** Moves the cursor, and selects its row alone, all rows up to it, or leaves the selection as it is. */
  moveTo(index: number, selects?: 'one' | 'range' | 'none'): void;
  /** Selects the row under the cursor, or takes it out. */
  toggle(index: number): void;
  selectAll(): void;
  clear(): void;
}

/** Milliseconds that the cursor rests before its place is noted. Browsers limit how often a page may note something. */
const REST_MS = 300;

/** Place of the cursor when the browser was last at this entry of its history; 0 at a new one. */
function notedCursor(): number {
  return (history.state as { cursor?: number } | null)?.cursor ?? 0;
}

/**
 * Keeps the cursor and the selection of a list. With another `topic`, such as a query, the cursor begins at the top.
 * Reload and back find it where it was.
 */
export function useRowSelection(rows: RowSource, topic = ''): RowSelection {
  const [cursor, setCursor] = useState(notedCursor);
  const [cursorTopic, setCursorTopic] = useState(topic);
  const [anchor, setAnchor] = useState(0);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());

  const select = async (first: number, last: number) => setSelected(new Set(await rows.ids(first, last)));
  const within = (index: number) => Math.max(0, Math.min(index, rows.count - 1));

  if (cursorTopic !== topic) {
    setCursorTopic(topic);
    setCursor(notedCursor());
    setAnchor(notedCursor());
  }
  useEffect(() => {
    const timer = setTimeout(() => history.replaceState({ ...history.state, cursor }, ''), REST_MS);
    return () => clearTimeout(timer);
  }, [cursor]);

  return {
    cursor: within(cursor),
    selected,
    moveTo(index, selects = 'one') {
      const to = within(index);
      setCursor(to);
      if (selects === 'range') void select(Math.min(anchor, to), Math.max(anchor, to));
      else setAnchor(to);
      if (selects === 'one') {
        const row = rows.at(to);
        setSelected(new Set(row ? [row.id] : []));
      }
    },
    toggle(index) {
      setCursor(within(index));
      setAnchor(within(index));
      const id = rows.at(index)?.id;
      if (id === undefined) return;
      setSelected((before) => {
        const after = new Set(before);
        if (!after.delete(id)) after.add(id);
        return after;
      });
    },
    selectAll: () => void select(0, rows.count - 1),
    clear: () => setSelected(new Set()),
  };
}
