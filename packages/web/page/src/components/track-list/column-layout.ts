/** Facts of a column for the layout. */
export interface ColumnShape {
  readonly id: string;
  /** Pixels at first. */
  readonly width: number;
  /** Pixels at least. @default 40 */
  readonly minWidth?: number;
  /** Hidden until somebody chooses it. */
  readonly hidden?: boolean;
}

/** A person's choice of columns: their order, the hidden ones, and widths in pixels. */
export interface ColumnLayout {
  readonly order: readonly string[];
  readonly hidden: readonly string[];
  readonly widths: Readonly<Record<string, number>>;
}

const MIN_WIDTH = 40;
const MAX_WIDTH = 1200;

/** Layout before anybody changed it. */
export function initialLayout(columns: readonly ColumnShape[]): ColumnLayout {
  return {
    order: columns.map(({ id }) => id),
    hidden: columns.filter(({ hidden }) => hidden).map(({ id }) => id),
    widths: {},
  };
}

/** Reads a stored layout. Columns that it does not know come last, and what is not a column any more is dropped. */
export function readLayout(stored: string | null, columns: readonly ColumnShape[]): ColumnLayout {
  const initial = initialLayout(columns);
  const known = new Set(initial.order);
  try {
    const { order, hidden, widths } = JSON.parse(stored ?? '') as ColumnLayout;
    const kept = [...new Set(order)].filter((id) => known.has(id));
    const added = initial.order.filter((id) => !kept.includes(id));
    return {
      order: [...kept, ...added],
      hidden: [...hidden.filter((id) => known.has(id)), ...initial.hidden.filter((id) => added.includes(id))],
      widths: Object.fromEntries(Object.entries(widths).filter(([id, width]) => known.has(id) && width > 0)),
    };
  } catch {
    return initial;
  }
}

/** Shown columns in their order, with their widths in pixels. */
export function shownColumns<Column extends ColumnShape>(
  columns: readonly Column[],
  { order, hidden, widths }: ColumnLayout,
): { column: Column; width: number }[] {
  return order
    .filter((id) => !hidden.includes(id))
    .map((id) => columns.find((column) => column.id === id)!)
    .map((column) => ({ column, width: widths[column.id] ?? column.width }));
}

/** Moves a column by steps among the shown ones: −1 is one to the left. */
export function moveColumn(layout: ColumnLayout, id: string, steps: number): ColumnLayout {
  const shown = layout.order.filter((other) => !layout.hidden.includes(other));
  const from = shown.indexOf(id);
  const to = Math.max(0, Math.min(shown.length - 1, from + steps));
  return from < 0 || from === to ? layout : placeColumn(layout, id, shown[to]!);
}

/** Puts a column at the place of another one. */
export function placeColumn(layout: ColumnLayout, id: string, at: string): ColumnLayout {
  const to = layout.order.indexOf(at);
  const order = layout.order.filter((other) => other !== id);
  order.splice(to, 0, id);
  return { ...layout, order };
}

/** Gives a column a width in pixels, within what can be read. */
export function resizeColumn(
  layout: ColumnLayout,
  { id, minWidth = MIN_WIDTH }: ColumnShape,
  width: number,
): ColumnLayout {
  const within = Math.round(Math.max(minWidth, Math.min(MAX_WIDTH, width)));
  return { ...layout, widths: { ...layout.widths, [id]: within } };
}

/** Shows a hidden column, or hides a shown one. The last one stays. */
export function toggleColumn(layout: ColumnLayout, id: string): ColumnLayout {
  if (layout.hidden.includes(id)) return { ...layout, hidden: layout.hidden.filter((other) => other !== id) };
  if (layout.hidden.length >= layout.order.length - 1) return layout;
  return { ...layout, hidden: [...layout.hidden, id] };
}
