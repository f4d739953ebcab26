/** A word of a region, and the room that it takes on the screen. */
export interface PlacedLabel {
  readonly x: number;
  readonly y: number;
  readonly level: number;
  readonly tracks: number;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** Zoom from which labels of each level are shown. */
const SHOWN_FROM = [0, 1.7, 3.6];
/** Pixels between two labels. */
const GAP = 6;

/**
 * Chooses labels that don't overlap: those of large regions first, and more of them closer up. The choice depends on
 * the zoom alone, so that panning makes no label come or go.
 *
 * @param scale - Pixels of one unit of the map.
 */
export function layOutLabels<Label extends PlacedLabel>(
  labels: readonly Label[],
  scale: number,
  zoom: number,
): Label[] {
  const offered = labels
    .filter(({ level }) => zoom >= (SHOWN_FROM[level] ?? SHOWN_FROM.at(-1)!))
    .sort((a, b) => a.level - b.level || b.tracks - a.tracks);
  const chosen: Label[] = [];
  for (const label of offered) if (!chosen.some((other) => overlaps(label, other, scale))) chosen.push(label);
  return chosen;
}

function overlaps(a: PlacedLabel, b: PlacedLabel, scale: number): boolean {
  return (
    Math.abs(a.x - b.x) * scale < (a.width + b.width) / 2 + GAP &&
    Math.abs(a.y - b.y) * scale < (a.height + b.height) / 2 + GAP
  );
}
