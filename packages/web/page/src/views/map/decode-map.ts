/** Places of the library's tracks in two dimensions. */
export interface MapPoints {
  /** x and y of each point in turn. */
  readonly places: Float32Array;
  readonly count: number;
  /** Tracks with a vector that have no point yet. */
  readonly unplaced: number;
  readonly bounds: MapBounds;
}

/** Smallest and largest coordinates of the points. */
export interface MapBounds {
  readonly minX: number;
  readonly maxX: number;
  readonly minY: number;
  readonly maxY: number;
}

const HEADER_BYTES = 16;
const VERSION = 1;
/** Bounds without points. */
const NOWHERE: MapBounds = { minX: -1, maxX: 1, minY: -1, maxY: 1 };

/**
 * Reads the answer of `/api/map`.
 *
 * @throws {Error} if it has another format.
 */
export function decodeMap(bytes: ArrayBuffer): MapPoints {
  const view = new DataView(bytes);
  const letters = new TextDecoder().decode(bytes.slice(0, 4));
  if (bytes.byteLength < HEADER_BYTES || letters !== 'RBMP' || view.getUint32(4, true) !== VERSION) {
    throw new Error('The map has a format that this page does not know. Load the page again.');
  }
  const count = Math.min(view.getUint32(8, true), Math.floor((bytes.byteLength - HEADER_BYTES) / 8));
  const places = new Float32Array(2 * count);
  for (let i = 0; i < places.length; i++) places[i] = view.getFloat32(HEADER_BYTES + 4 * i, true);
  return { places, count, unplaced: view.getUint32(12, true), bounds: boundsOf(places) };
}

function boundsOf(places: Float32Array): MapBounds {
  if (places.length === 0) return NOWHERE;
  let [minX, maxX, minY, maxY] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < places.length; i += 2) {
    minX = Math.min(minX, places[i]!);
    maxX = Math.max(maxX, places[i]!);
    minY = Math.min(minY, places[i + 1]!);
    maxY = Math.max(maxY, places[i + 1]!);
  }
  return { minX, maxX, minY, maxY };
}
