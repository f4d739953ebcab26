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
  /** Dim points first, and those of no name before the others, so that they cover nothing. */
  readonly order: Uint32Array;
}

/** A colour, 0 to 255 each. */
export interface PaintColor {
  readonly rgb: readonly number[];
  /** False for points of unknown or of several values. */
  readonly isNamed: boolean;
}

/**
 * Returns the colours of points.
 *
 * @param colorOf - Place of each point's colour in `colors`.
 * @param brightness - {@link DIM}, {@link OUTSIDE} or {@link LIT} for each point.
 */
export function pointColors(colorOf: Uint8Array, colors: readonly PaintColor[], brightness: Uint8Array): PointColors {
  const count = colorOf.length;
  const rgba = new Uint8Array(4 * count);
  const layers = new Uint8Array(count);
  const sizes = new Uint32Array(2 * OPACITY.length);
  for (let point = 0; point < count; point++) {
    const { rgb, isNamed } = colors[colorOf[point]!]!;
    rgba[4 * point] = rgb[0]!;
    rgba[4 * point + 1] = rgb[1]!;
    rgba[4 * point + 2] = rgb[2]!;
    rgba[4 * point + 3] = OPACITY[brightness[point]!]!;
    layers[point] = 2 * brightness[point]! + (isNamed ? 1 : 0);
    sizes[layers[point]!]!++;
  }
  return { rgba, order: inLayers(layers, sizes) };
}

/** Returns all points, those of the first layer first. */
function inLayers(layers: Uint8Array, sizes: Uint32Array): Uint32Array {
  const next = sizes.map((_, layer) => sizes.subarray(0, layer).reduce((sum, size) => sum + size, 0));
  const order = new Uint32Array(layers.length);
  for (let point = 0; point < layers.length; point++) order[next[layers[point]!]!++] = point;
  return order;
}
