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
  const layers: number[][] = OPACITY.flatMap(() => [[], []]);
  for (let point = 0; point < count; point++) {
    const { rgb, isNamed } = colors[colorOf[point]!]!;
    rgba.set(rgb, 4 * point);
    rgba[4 * point + 3] = OPACITY[brightness[point]!]!;
    layers[2 * brightness[point]! + Number(isNamed)]!.push(point);
  }
  return { rgba, order: Uint32Array.from(layers.flat()) };
}
