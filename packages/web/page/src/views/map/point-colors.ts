/** Brightness of a point: it fails the filters, is outside the chosen area, or neither. */
export const DIM = 0;
export const OUTSIDE = 1;
export const LIT = 2;

/** Opacity of each brightness, 0 to 255. */
const OPACITY = [26, 90, 235];

/** Colours of points, and the order in which they are drawn. */
export interface PointColors {
  /** Red, green, blue and opacity of each point, 0 to 255. */
  readonly rgba: Uint8Array;
  /** Dim points first, so that they cover no others. */
  readonly order: Uint32Array;
}

/**
 * Returns the colours of points.
 *
 * @param itemOf - Place of each point's colour in `rgb`, whose colours have three values each.
 * @param brightness - {@link DIM}, {@link OUTSIDE} or {@link LIT} for each point.
 */
export function pointColors(itemOf: Uint8Array, rgb: Uint8Array, brightness: Uint8Array): PointColors {
  const count = itemOf.length;
  const rgba = new Uint8Array(4 * count);
  const counts = new Uint32Array(OPACITY.length);
  for (let point = 0; point < count; point++) {
    const from = 3 * itemOf[point]!;
    rgba[4 * point] = rgb[from]!;
    rgba[4 * point + 1] = rgb[from + 1]!;
    rgba[4 * point + 2] = rgb[from + 2]!;
    rgba[4 * point + 3] = OPACITY[brightness[point]!]!;
    counts[brightness[point]!]!++;
  }
  const order = new Uint32Array(count);
  const next = [0, counts[DIM]!, counts[DIM]! + counts[OUTSIDE]!];
  for (let point = 0; point < count; point++) order[next[brightness[point]!]!++] = point;
  return { rgba, order };
}
