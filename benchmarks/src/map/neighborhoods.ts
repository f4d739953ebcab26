import { dot } from '@rbassist/core';

/** Neighbours that count, as in the papers. */
const NEAREST = 15;

/** Measures of a map, 0..1 each (Venna and Kaski, 2001). */
export interface MapQuality {
  /** Near on the map means near in the space: lowered by the rank in the space of false neighbours. */
  trustworthiness: number;
  /** Near in the space means near on the map: lowered by the rank on the map of lost neighbours. */
  continuity: number;
}

/**
 * Measures maps of the same vectors at 15 neighbours, over rows spread evenly.
 *
 * @param vectors Vectors of unit length, one after the other.
 * @param sample Number of rows; all if there are fewer.
 */
export function mapQualities(
  vectors: Float32Array,
  dimensions: number,
  maps: readonly Float32Array[],
  sample: number,
): MapQuality[] {
  const count = vectors.length / dimensions;
  const vectorAt = (row: number) => vectors.subarray(row * dimensions, (row + 1) * dimensions);
  const rows = Array.from({ length: Math.min(sample, count) }, (_, i) =>
    Math.floor((i * count) / Math.min(sample, count)),
  );
  const excess = maps.map(() => ({ intruders: 0, lost: 0 }));
  const inSpace = new Float64Array(count);
  const onMap = new Float64Array(count);
  for (const row of rows) {
    for (let other = 0; other < count; other++) inSpace[other] = -dot(vectorAt(row), vectorAt(other));
    inSpace[row] = Number.NEGATIVE_INFINITY;
    const nearInSpace = nearestOf(inSpace);
    for (const [i, places] of maps.entries()) {
      for (let other = 0; other < count; other++) {
        const dx = places[2 * row] - places[2 * other];
        const dy = places[2 * row + 1] - places[2 * other + 1];
        onMap[other] = dx * dx + dy * dy;
      }
      onMap[row] = Number.NEGATIVE_INFINITY;
      const nearOnMap = nearestOf(onMap);
      excess[i].intruders += excessRanks(nearOnMap, nearInSpace, inSpace);
      excess[i].lost += excessRanks(nearInSpace, nearOnMap, onMap);
    }
  }
  const factor = 2 / (rows.length * NEAREST * (2 * count - 3 * NEAREST - 1));
  return excess.map(({ intruders, lost }) => ({
    trustworthiness: 1 - factor * intruders,
    continuity: 1 - factor * lost,
  }));
}

/** Sums by how much the ranks of rows exceed the number of neighbours. */
function excessRanks(rows: readonly number[], kept: readonly number[], distances: Float64Array): number {
  let sum = 0;
  for (const row of rows) {
    if (kept.includes(row)) continue;
    let rank = 0;
    // the row itself is the nearest, with rank 0
    for (const distance of distances) if (distance < distances[row]) rank++;
    sum += Math.max(0, rank - NEAREST);
  }
  return sum;
}

/** Returns the nearest rows, without the nearest of all, which is the row itself. */
function nearestOf(distances: Float64Array): number[] {
  const nearest: number[] = [];
  for (let row = 0; row < distances.length; row++) {
    if (nearest.length > NEAREST && distances[row] >= distances[nearest[NEAREST]]) continue;
    let at = Math.min(nearest.length, NEAREST);
    while (at > 0 && distances[nearest[at - 1]] > distances[row]) at--;
    nearest.splice(at, 0, row);
    nearest.length = Math.min(nearest.length, NEAREST + 1);
  }
  return nearest.slice(1);
}
